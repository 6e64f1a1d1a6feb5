#pragma once

#include <filesystem>
#include <fstream>
#include <memory>
#include <pqxx/pqxx>
#include <sstream>
#include <string>
#include <vector>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/str_split.h"
#include "absl/time/clock.h"
#include "common/audit/chain.h"
#include "common/audit/sealer.h"
#include "common/audit/verify.h"
#include "common/auth/jwt.h"
#include "common/db/pool.h"
#include "common/db/tx.h"
#include "common/log/log.h"
#include "common/testing/database.h"
#include "tests/integration/probe_module.h"

namespace sems::audit {

inline constexpr char kStreamA[] = "01920000-0000-7000-8000-00000000000a";
inline constexpr char kStreamB[] = "01920000-0000-7000-8000-00000000000b";
inline constexpr char kLooker[] = "01920000-0000-7000-8000-0000000000cc";

inline absl::Time Soon() { return absl::Now() + absl::Seconds(10); }

// A schema with its own sealers and anchor file, written with the service's rights and tampered
// with as the superuser.
class AuditFixture {
 public:
  AuditFixture() {
    log::SetLevel("off");
    std::string pattern = "/tmp/sems-audit-XXXXXX";
    directory_ = mkdtemp(pattern.data());
  }
  ~AuditFixture() { std::filesystem::remove_all(directory_); }

  db::PoolOptions Options() const {
    db::PoolOptions options;
    options.conninfo = database_.ServiceConninfo("facility");
    options.schema = "facility";
    return options;
  }
  std::string anchor() const { return directory_ + "/facility.anchor"; }

  // Due again after a millisecond, unless told otherwise.
  std::unique_ptr<Sealer> MakeSealer(const std::string& holder = "one",
                                     absl::Duration max_unsealed = absl::Milliseconds(2)) const {
    return std::make_unique<Sealer>(SealerOptions{.service = "facility",
                                                  .database = Options(),
                                                  .anchor_file = anchor(),
                                                  .key = key_,
                                                  .max_unsealed = max_unsealed,
                                                  .holder = holder});
  }
  absl::Status Seal() {
    absl::SleepFor(absl::Milliseconds(3));
    return MakeSealer()->Round();
  }

  Row MakeRow(const std::string& stream, const std::string& subject) const {
    return {.stream_id = stream,
            .at = absl::FromUnixMicros(1790000000123456),
            .actor = "01920000-0000-7000-8000-0000000000dd",
            .actor_service = "",
            .role = "ROLE_SITE_OPERATOR",
            .method = "sems.facility.v1.StackService/SaveStacks",
            .action = "STACKS_SAVED",
            .subject = subject,
            .detail = R"({"note":"굴뚝 \"1\", 'x'"})",
            .trace_id = "4bf92f3577b34da6a3ce929d0e0e4736"};
  }
  absl::Status Append(Trail trail, const std::string& stream, int rows) {
    return pool_.Run(db::TxMode::kReadWrite, Soon(), [&](db::Tx& tx) {
      for (int i = 0; i < rows; ++i) {
        audit::Append(tx, trail, MakeRow(stream, absl::StrCat("stack ", i)));
      }
      return absl::OkStatus();
    });
  }

  absl::StatusOr<Verdict> Verify() {
    auto keys = auth::KeySet::FromJson(auth::MakeJwks({key_.PublicJwk()}));
    return audit::Verify(pool_, "facility", anchor(), **keys);
  }

  void Tamper(const std::string& sql) const {
    pqxx::connection connection(database_.AdminConninfo());
    pqxx::nontransaction work(connection);
    work.exec("SET search_path = facility");
    work.exec(sql);
  }
  int64_t Count(const std::string& query) const {
    pqxx::connection connection(database_.AdminConninfo());
    pqxx::nontransaction work(connection);
    work.exec("SET search_path = facility");
    return work.exec1("SELECT count(*) FROM " + query)[0].as<int64_t>();
  }

  std::vector<std::string> AnchorLines() const {
    std::ostringstream text;
    text << std::ifstream(anchor()).rdbuf();
    std::vector<std::string> lines = absl::StrSplit(text.str(), '\n');
    lines.pop_back();
    return lines;
  }
  void WriteAnchor(const std::string& text) const { std::ofstream(anchor()) << text; }

  const auth::SigningKey& key() const { return key_; }
  db::Pool& pool() { return pool_; }

 private:
  testing::TestDatabase database_{{{"facility", server::MigrationsOf(probe::Info())}}};
  std::string directory_;
  auth::SigningKey key_ = auth::SigningKey::Generate();
  db::Pool pool_{Options()};
};

}  // namespace sems::audit
