#include <optional>

#include "absl/strings/str_cat.h"
#include "common/values/uuid.h"
#include "services/registration/convert.h"
#include "services/registration/handlers/errors.h"
#include "services/registration/handlers/handlers.h"
#include "services/registration/handlers/publish_site.h"
#include "services/registration/repository/history.h"
#include "services/registration/repository/notices.h"
#include "services/registration/repository/operators.h"
#include "services/registration/repository/site_numbers.h"
#include "services/registration/repository/sites.h"

namespace sems::registration::handlers {

absl::StatusOr<v1::SetSiteStateResponse> SetSiteState(Deps& deps, server::Call& call,
                                                      const v1::SetSiteStateRequest& request) {
  FieldErrors errors;
  const std::string reason = ReadReason("reason", request.reason(), errors);
  if (request.etag().empty()) errors.Required("etag");
  const std::optional<SiteState> state = FromProto(request.state());
  if (!state.has_value()) errors.Required("state");
  if (!errors.empty()) return errors.ToStatus();

  return call.Write<v1::SetSiteStateResponse>(
      [&](server::UnitOfWork& work) -> absl::StatusOr<v1::SetSiteStateResponse> {
        std::optional<Site> site = repository::LockSite(call.site(), work.tx());
        if (!site.has_value()) return NotFound("site", "사업장", request.site_id());
        if (request.etag() != EtagOf(site->version)) return EtagMismatch("site", "사업장");
        if (site->state == *state) {
          return Error(absl::StatusCode::kFailedPrecondition, "STATE_UNCHANGED",
                       "The site is in that state already.", "이미 해당 상태인 사업장입니다.");
        }
        // A closed site gives up its number; reopened, it needs it back.
        const repository::NumberClaim number{NumberOf(site->facts), site->id};
        if (!IsLive(*state)) {
          repository::ReleaseNumbers(work.tx(), {number});
        } else if (!IsLive(site->state) && repository::ClaimNumbers(work.tx(), {number}).empty()) {
          return NumberRegistered();
        }
        repository::KeepFormer(work.tx(), {{site->id, ChangeKind::kStateSet, reason, {"state"}}},
                               call.caller().account_id, call.now());
        site->state = *state;
        site->updated_at = call.now();
        ++site->version;
        repository::UpdateSite(call.site(), work.tx(), *site);
        repository::AddNotices(work.tx(), {{.id = NewUuidV7(call.now()),
                                            .site_id = site->id,
                                            .account_id = "",
                                            .site_name = site->facts.site_name,
                                            .kind = ChangeKind::kStateSet,
                                            .noticed_at = call.now(),
                                            .changed_fields = {"state"},
                                            .reason = reason}});
        PublishSite(deps, call, work, *site,
                    repository::OperatorsOf(work.tx(), {site->id})[site->id]);
        work.Audit({.stream_id = site->id,
                    .action = "SITE_STATE_SET",
                    .subject = absl::StrCat("site ", site->id),
                    .detail = absl::StrCat("{\"version\":", site->version, ",\"state\":\"",
                                           v1::SiteState_Name(request.state()), "\"}")});
        v1::SetSiteStateResponse response;
        *response.mutable_site() = ToProto(*site);
        return response;
      });
}

}  // namespace sems::registration::handlers
