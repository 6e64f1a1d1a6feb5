#include <optional>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "common/values/districts.h"
#include "common/values/uuid.h"
#include "services/registration/convert.h"
#include "services/registration/domain/correction.h"
#include "services/registration/handlers/errors.h"
#include "services/registration/handlers/handlers.h"
#include "services/registration/handlers/publish_site.h"
#include "services/registration/repository/history.h"
#include "services/registration/repository/notices.h"
#include "services/registration/repository/operators.h"
#include "services/registration/repository/sites.h"

namespace sems::registration::handlers {
namespace {

absl::StatusOr<SiteFacts> ReadFacts(server::Call& call, const v1::CorrectSiteRequest& request,
                                    const Site& site) {
  FieldErrors errors;
  Violations violations;
  const std::vector<std::string> fields(request.update_mask().paths().begin(),
                                        request.update_mask().paths().end());
  SiteFacts facts = ReadCorrection(site.facts, FromProto(request.facts()), fields, "facts.",
                                   call.today(), Districts::Table(), violations);
  AddViolations(violations, errors);
  // An officer cannot hand a site to a colleague's jurisdiction by correcting it.
  if (errors.empty() && facts.district_code != site.facts.district_code &&
      !call.scope().CoversDistrict(facts.district_code)) {
    errors.Add("facts.district_code", "OUTSIDE_JURISDICTION", "must be in your jurisdiction",
               "관할 행정구역이어야 합니다");
  }
  if (!errors.empty()) return errors.ToStatus();
  return facts;
}

}  // namespace

absl::StatusOr<v1::CorrectSiteResponse> CorrectSite(Deps& deps, server::Call& call,
                                                    const v1::CorrectSiteRequest& request) {
  FieldErrors errors;
  const std::string reason = ReadReason("reason", request.reason(), errors);
  if (request.etag().empty()) errors.Required("etag");
  if (!errors.empty()) return errors.ToStatus();

  return call.Write<v1::CorrectSiteResponse>(
      [&](server::UnitOfWork& work) -> absl::StatusOr<v1::CorrectSiteResponse> {
        std::optional<Site> site = repository::LockSite(call.site(), work.tx());
        if (!site.has_value()) return NotFound("site", "사업장", request.site_id());
        if (request.etag() != EtagOf(site->version)) return EtagMismatch("site", "사업장");
        absl::StatusOr<SiteFacts> facts = ReadFacts(call, request, *site);
        if (!facts.ok()) return facts.status();

        v1::CorrectSiteResponse response;
        std::vector<std::string> changed = ChangedFields(site->facts, *facts);
        if (changed.empty()) {
          work.NothingChanged();
          *response.mutable_site() = ToProto(*site);
          return response;
        }
        for (std::string& field : changed) field = "facts." + field;
        repository::KeepFormer(work.tx(), {{site->id, ChangeKind::kCorrected, reason, changed}},
                               call.caller().account_id, call.now());
        site->facts = *std::move(facts);
        site->updated_at = call.now();
        ++site->version;
        repository::UpdateSite(call.site(), work.tx(), *site);
        repository::AddNotices(work.tx(), {{.id = NewUuidV7(call.now()),
                                            .site_id = site->id,
                                            .account_id = "",
                                            .site_name = site->facts.site_name,
                                            .kind = ChangeKind::kCorrected,
                                            .noticed_at = call.now(),
                                            .changed_fields = changed,
                                            .reason = reason}});
        PublishSite(deps, call, work, *site,
                    repository::OperatorsOf(work.tx(), {site->id})[site->id]);
        work.Audit({.stream_id = site->id,
                    .action = "SITE_CORRECTED",
                    .subject = absl::StrCat("site ", site->id),
                    .detail = absl::StrCat("{\"version\":", site->version, ",\"fields\":[\"",
                                           absl::StrJoin(changed, "\",\""), "\"]}")});
        *response.mutable_site() = ToProto(*site);
        return response;
      });
}

}  // namespace sems::registration::handlers
