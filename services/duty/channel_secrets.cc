#include "services/duty/channel_secrets.h"

#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "common/db/pool.h"
#include "common/log/log.h"
#include "common/server/gate.h"

namespace sems::duty {
namespace {

constexpr absl::Duration kTimeLimit = absl::Seconds(20);
constexpr int kAtOnce = 100;

}  // namespace

void SealFor(const SecretBox& box, const std::string& secret, repository::Channel& channel) {
  channel.secret_key_id = box.key_id();
  channel.sealed_secret = box.Seal(secret, channel.id);
  channel.open_secret.clear();
}

std::optional<std::string> SecretOf(const SecretBox& box, const repository::Channel& channel) {
  if (channel.secret_key_id.empty()) return channel.open_secret;
  return box.Open(channel.secret_key_id, channel.sealed_secret, channel.id);
}

void SealUnderTheFirstKey(Deps& deps) {
  const std::string& key_id = deps.secrets.key_id();
  int unreadable = 0;
  std::string after;
  while (true) {
    std::vector<repository::Channel> others;
    const absl::Status looked = deps.pool->Run(
        db::TxMode::kReadOnly, absl::Now() + kTimeLimit, [&](db::Tx& tx) -> absl::Status {
          others = repository::WebhooksNotUnder(tx, key_id, after, kAtOnce, /*lock=*/false);
          return absl::OkStatus();
        });
    if (!looked.ok() || others.empty()) break;
    const absl::Status sealed = deps.gate->Background(
        "reminders/seal", absl::Now() + kTimeLimit, [&](server::UnitOfWork& work) -> absl::Status {
          unreadable = 0;
          work.NothingChanged();
          for (repository::Channel& channel :
               repository::WebhooksNotUnder(work.tx(), key_id, after, kAtOnce, /*lock=*/true)) {
            const std::optional<std::string> secret = SecretOf(deps.secrets, channel);
            if (!secret) {
              ++unreadable;
              continue;
            }
            SealFor(deps.secrets, *secret, channel);
            repository::SetSecret(work.tx(), channel);
            work.Audit({channel.owner.id, "CHANNEL_SECRET_SEALED", "channel " + channel.id,
                        absl::StrCat("{\"key\":\"", key_id, "\"}")});
          }
          return absl::OkStatus();
        });
    if (!sealed.ok()) break;
    after = others.back().id;
  }
  if (unreadable > 0)
    log::Error("secrets_of_a_key_that_is_gone", {{"count", absl::StrCat(unreadable)}});
}

}  // namespace sems::duty
