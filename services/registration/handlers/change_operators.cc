#include "services/registration/handlers/change_operators.h"

#include "absl/strings/str_cat.h"
#include "common/values/uuid.h"
#include "services/registration/handlers/publish_site.h"
#include "services/registration/repository/history.h"
#include "services/registration/repository/notices.h"
#include "services/registration/repository/operators.h"
#include "services/registration/repository/sites.h"

namespace sems::registration::handlers {

void RecordOperatorChange(const Deps& deps, server::Call& call, server::UnitOfWork& work,
                          Site& site, ChangeKind kind, const std::string& account_id) {
  repository::KeepFormer(work.tx(), {{site.id, kind, "", {"operators"}}}, call.caller().account_id,
                         call.now());
  site.updated_at = call.now();
  ++site.version;
  repository::UpdateSite(call.site(), work.tx(), site);
  repository::AddNotices(work.tx(), {{.id = NewUuidV7(call.now()),
                                      .site_id = site.id,
                                      .account_id = account_id,
                                      .site_name = site.facts.site_name,
                                      .kind = kind,
                                      .noticed_at = call.now(),
                                      .changed_fields = {"operators"},
                                      .reason = ""}});
  PublishSite(deps, call, work, site, repository::OperatorsOf(work.tx(), {site.id})[site.id]);
  work.Audit({.stream_id = site.id,
              .action = kind == ChangeKind::kOperatorAdded ? "SITE_OPERATOR_ADDED"
                                                           : "SITE_OPERATOR_REMOVED",
              .subject = absl::StrCat("site ", site.id),
              .detail = absl::StrCat("{\"version\":", site.version, ",\"account_id\":\"",
                                     account_id, "\"}")});
}

}  // namespace sems::registration::handlers
