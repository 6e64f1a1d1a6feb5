#include "services/semsd/verify_audit.h"

#include <iostream>
#include <memory>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/time/time.h"
#include "common/audit/anchor.h"
#include "common/audit/verify.h"
#include "common/auth/jwt.h"
#include "common/db/pool.h"
#include "common/log/log.h"
#include "common/status/error.h"

namespace sems::semsd {
namespace {

// Public keys are enough; where only the sealer's own key file is at hand, its public half is used.
absl::StatusOr<std::shared_ptr<auth::KeySet>> SealKeys(const config::Config& config) {
  if (const std::string& jwks = config.Get("audit.seal_jwks_file"); !jwks.empty()) {
    return auth::KeySet::FromFile(jwks);
  }
  absl::StatusOr<auth::SigningKey> key =
      auth::SigningKey::FromFile(config.Get("audit.seal_key_file"));
  if (!key.ok()) return key.status();
  return auth::KeySet::FromJson(auth::MakeJwks({key->PublicJwk()}));
}

std::string Counts(const audit::Verdict& verdict) {
  std::string counts = absl::StrCat(
      "changes ", verdict.changes.rows, " in ", verdict.changes.streams, " streams, looks ",
      verdict.looks.rows, " in ", verdict.looks.streams, " streams, seals ", verdict.seals);
  if (verdict.last_seal) {
    absl::StrAppend(
        &counts, ", the last at ",
        absl::FormatTime("%Y-%m-%dT%H:%M:%SZ", verdict.last_seal->at, absl::UTCTimeZone()));
  }
  return counts;
}

}  // namespace

absl::Status VerifyAudit(const Flags& flags) {
  absl::StatusOr<std::string> service = KnownService(flags);
  if (!service.ok()) return service.status();
  absl::StatusOr<config::Config> config = LoadConfig(flags);
  if (!config.ok()) return config.status();
  log::SetLevel("error");
  absl::StatusOr<std::shared_ptr<auth::KeySet>> keys = SealKeys(*config);
  if (!keys.ok()) return keys.status();

  db::PoolOptions options;
  options.conninfo = config->Get(*service + ".database_url");
  if (options.conninfo.empty()) return Refuse(*service + ".database_url is not set");
  options.schema = *service;
  options.size = 1;
  options.longest_transaction = absl::Hours(24);
  db::Pool pool(options);
  absl::StatusOr<audit::Verdict> verdict = audit::Verify(
      pool, *service, audit::AnchorPath(config->Get("audit.anchor_file"), *service), **keys);
  if (!verdict.ok()) return verdict.status();

  for (const std::string& note : verdict->notes)
    std::cout << *service << ": note: " << note << "\n";
  if (verdict->findings.empty()) {
    std::cout << *service << ": as written and sealed: " << Counts(*verdict) << "\n";
    return absl::OkStatus();
  }
  return Error(
      absl::StatusCode::kDataLoss, "AUDIT_TRAIL_BROKEN",
      absl::StrCat(*service, ": ALTERED: ",
                   absl::StrJoin(verdict->findings, "\nsemsd: " + *service + ": ALTERED: ")),
      "감사 기록이 변조되었습니다.");
}

}  // namespace sems::semsd
