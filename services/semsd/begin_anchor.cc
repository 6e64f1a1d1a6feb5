#include "services/semsd/begin_anchor.h"

#include <iostream>
#include <optional>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "common/audit/anchor.h"
#include "common/audit/store.h"
#include "common/db/pool.h"
#include "common/db/tx.h"

namespace sems::semsd {

absl::Status BeginAnchor(const Flags& flags) {
  absl::StatusOr<std::string> service = KnownService(flags);
  if (!service.ok()) return service.status();
  absl::StatusOr<config::Config> config = LoadConfig(flags);
  if (!config.ok()) return config.status();
  const std::string& anchor_file = config->Get("audit.anchor_file");
  if (anchor_file.empty()) return Refuse("audit.anchor_file is not set");
  db::PoolOptions options;
  options.conninfo = config->Get(*service + ".database_url");
  if (options.conninfo.empty()) return Refuse(*service + ".database_url is not set");
  options.schema = *service;
  options.size = 1;
  db::Pool pool(options);
  std::optional<audit::Seal> last;
  absl::Status status = pool.Once(absl::Now() + absl::Seconds(10), [&](db::Tx& tx) {
    last = audit::LastSeal(tx);
    return absl::OkStatus();
  });
  if (!status.ok()) return status;
  if (!last) return Refuse(*service + " has no seal yet: its service begins the file");
  const std::string path = audit::AnchorPath(anchor_file, *service);
  status = audit::AnchorFile(path, *service).Begin(*last);
  if (status.ok()) std::cout << path << " begins with seal " << last->seq << "\n";
  return status;
}

}  // namespace sems::semsd
