#include <algorithm>
#include <set>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "common/records/etag.h"
#include "common/status/error.h"
#include "common/values/districts.h"
#include "common/values/uuid.h"
#include "services/identity/convert.h"
#include "services/identity/domain/roles.h"
#include "services/identity/errors.h"
#include "services/identity/handlers/handlers.h"
#include "services/identity/repository/account.h"
#include "services/identity/repository/jurisdiction.h"

namespace sems::identity::handlers {
namespace {

constexpr int kMostDistricts = 300;

absl::Status Validate(const v1::SetJurisdictionsRequest& request, absl::CivilDay today) {
  FieldErrors errors;
  if (request.district_codes_size() > kMostDistricts) {
    errors.Add("district_codes", "TOO_MANY", "at most 300", "관할은 300개까지 지정할 수 있습니다.");
    return errors.ToStatus();
  }
  std::set<std::string> seen;
  for (int i = 0; i < request.district_codes_size(); ++i) {
    const std::string& code = request.district_codes(i);
    const std::string field = absl::StrCat("district_codes[", i, "]");
    if (!Districts::Table().IsValidOn(code, today)) {
      errors.Add(field, "UNKNOWN_DISTRICT", "is no district code in force today",
                 "현재 유효한 행정구역 코드가 아닙니다.");
    } else if (!seen.insert(code).second) {
      errors.Add(field, "DUPLICATE", "is named twice", "같은 코드가 두 번 있습니다.");
    }
  }
  return errors.ToStatus();
}

v1::SetJurisdictionsResponse Answer(const std::vector<std::string>& codes, std::int64_t version) {
  v1::SetJurisdictionsResponse response;
  AddJurisdictions(codes, *response.mutable_jurisdictions());
  response.set_etag(records::FormatEtag(version));
  return response;
}

}  // namespace

absl::StatusOr<v1::SetJurisdictionsResponse> SetJurisdictions(
    Deps& deps, server::Call& call, const v1::SetJurisdictionsRequest& request) {
  if (absl::Status status = Validate(request, call.today()); !status.ok()) return status;
  if (!IsUuid(request.account_id())) return AccountNotFound(request.account_id());
  std::vector<std::string> codes(request.district_codes().begin(), request.district_codes().end());
  std::sort(codes.begin(), codes.end());

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
