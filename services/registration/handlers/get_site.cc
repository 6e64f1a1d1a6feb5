#include <optional>

#include "absl/strings/str_cat.h"
#include "services/registration/convert.h"
#include "services/registration/handlers/handlers.h"
#include "services/registration/handlers/officer_names.h"
#include "services/registration/repository/sites.h"

namespace sems::registration::handlers {

absl::StatusOr<v1::GetSiteResponse> GetSite(Deps& deps, server::Call& call,
                                            const v1::GetSiteRequest& request) {
  absl::StatusOr<v1::GetSiteResponse> response =
      call.Read<v1::GetSiteResponse>([&](db::Tx& tx) -> absl::StatusOr<v1::GetSiteResponse> {
        const std::optional<Site> site = repository::FindSite(call.site(), tx);
        if (!site.has_value()) return NotFound("site", "사업장", request.site_id());
        v1::GetSiteResponse answer;
        *answer.mutable_site() = ToProto(*site);
        answer.mutable_local_officer()->set_account_id(site->local_officer);
        return answer;
      });
  if (!response.ok()) return response.status();

  // The site can be shown without the officer's name, so a missing answer is no error here.
  const std::string officer = response->local_officer().account_id();
  if (auto names = OfficerNames(deps, call, {officer}); names.ok() && names->contains(officer)) {
    *response->mutable_local_officer() = names->at(officer);
  }
  call.LookedAt({.whose = absl::StrCat("site ", request.site_id()),
                 .what = "representative, contact and local officer"});
  return response;
}

}  // namespace sems::registration::handlers
