#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "common/records/etag.h"
#include "common/status/error.h"
#include "common/values/uuid.h"
#include "services/identity/convert.h"
#include "services/identity/domain/roles.h"
#include "services/identity/errors.h"
#include "services/identity/grants.h"
#include "services/identity/handlers/handlers.h"
#include "services/identity/repository/account.h"
#include "services/identity/repository/jurisdiction.h"

namespace sems::identity::handlers {
namespace {

v1::SetJurisdictionsResponse Answer(const std::vector<std::string>& codes, std::int64_t version) {
  v1::SetJurisdictionsResponse response;
  AddJurisdictions(codes, *response.mutable_jurisdictions());
  response.set_etag(records::FormatEtag(version));
  return response;
}

}  // namespace

absl::StatusOr<v1::SetJurisdictionsResponse> SetJurisdictions(
    Deps& deps, server::Call& call, const v1::SetJurisdictionsRequest& request) {
  FieldErrors errors;
  const std::vector<std::string> codes =
      ReadDistricts(request.district_codes(), call.today(), errors);
  if (!errors.empty()) return errors.ToStatus();
  if (!IsUuid(request.account_id())) return AccountNotFound(request.account_id());

  return call.Write<v1::SetJurisdictionsResponse>(
      [&](server::UnitOfWork& work) -> absl::StatusOr<v1::SetJurisdictionsResponse> {
        if (!IsActive(work.tx(), call.caller().account_id)) return AccountLocked();
        const std::optional<AccountRow> account =
            LockAccountRow(call.scope(), work.tx(), request.account_id(), call.now());
        if (!account.has_value()) return AccountNotFound(request.account_id());
        if (!HasJurisdictions(account->role)) return NotAnOfficer();
        const JurisdictionRow former = FindJurisdiction(work.tx(), account->account_id);
        if (!request.etag().empty() && request.etag() != records::FormatEtag(former.version)) {
          return EtagMismatch("jurisdiction", "관할");
        }
        if (former.version > 0 && former.district_codes == codes) {
          work.NothingChanged();
          return Answer(codes, former.version);
        }
        StoreJurisdiction(work.tx(), account->account_id, former, codes, call.now(),
                          call.caller().account_id);
        work.Audit(
            {.stream_id = account->account_id,
             .action = "JURISDICTIONS_SET",
             .subject = "account " + account->account_id,
             .detail = absl::StrCat("{\"district_codes\":\"", absl::StrJoin(codes, ","), "\"}")});
        return Answer(codes, former.version + 1);
      });
}

}  // namespace sems::identity::handlers
