#include <set>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "common/values/civil.h"
#include "common/values/uuid.h"
#include "services/duty/convert.h"
#include "services/duty/handlers/handlers.h"
#include "services/duty/handlers/requests.h"
#include "services/duty/repository/duties.h"
#include "services/duty/repository/reminders.h"

namespace sems::duty::handlers {
namespace {

using internal::v1::PutDutiesRequest;
using internal::v1::PutDutiesResponse;

constexpr int kMostDuties = 500;

void CheckDuties(const PutDutiesRequest& request, FieldErrors& errors) {
  if (request.duties_size() > kMostDuties)
    errors.Add("duties", "TOO_MANY", "has at most 500 duties", "의무는 최대 500개입니다");
  std::set<std::pair<std::string, int>> keys;
  int index = 0;
  for (const internal::v1::CaseDuty& duty : request.duties()) {
    const std::string at = absl::StrCat("duties[", index++, "]");
    if (duty.clock_id().empty() || duty.clock_id().size() > 200)
      errors.Add(at + ".clock_id", "INVALID", "must be given", "입력해야 합니다");
    if (duty.run() < 1)
      errors.Add(at + ".run", "OUT_OF_RANGE", "must be positive", "1 이상이어야 합니다");
    if (!keys.insert({duty.clock_id(), duty.run()}).second)
      errors.Add(at + ".clock_id", "DUPLICATE", "names a run twice", "중복된 의무입니다");
    if (duty.title().ko().empty()) errors.Required(at + ".title.ko");
    if (duty.status() < casework::v1::CLOCK_STATUS_WAITING ||
        duty.status() > casework::v1::CLOCK_STATUS_UNSET)
      errors.Required(at + ".status");
    ReadDay(at + ".started_on", duty.started_on(), errors);
    ReadDay(at + ".due_on", duty.due_on(), errors);
    ReadDay(at + ".warn_on", duty.warn_on(), errors);
    ReadDay(at + ".ended_on", duty.ended_on(), errors);
  }
}

std::optional<Owner> ReadCaseOwner(const PutDutiesRequest& request, FieldErrors& errors) {
  switch (request.owner_case()) {
    case PutDutiesRequest::kSiteId:
      CheckId("site_id", request.site_id(), errors);
      return Owner{OwnerKind::kSite, request.site_id()};
    case PutDutiesRequest::kOrganisationId:
      CheckId("organisation_id", request.organisation_id(), errors);
      return Owner{OwnerKind::kOrganisation, request.organisation_id()};
    case PutDutiesRequest::kOfficeDistrictCode:
      return Owner{OwnerKind::kOffice, ""};
    case PutDutiesRequest::OWNER_NOT_SET:
      break;
  }
  errors.Required("owner");
  return std::nullopt;
}

}  // namespace

absl::StatusOr<PutDutiesResponse> PutDuties(Deps&, server::Call& call,
                                            const PutDutiesRequest& request) {
  FieldErrors errors;
  CheckId("case_id", request.case_id(), errors);
  if (request.version() < 1)
    errors.Add("version", "OUT_OF_RANGE", "must be positive", "1 이상이어야 합니다");
  const std::optional<Owner> owner = ReadCaseOwner(request, errors);
  if (request.procedure_id().empty()) errors.Required("procedure_id");
  CheckDuties(request, errors);
  if (!errors.empty()) return errors.ToStatus();

  repository::CaseDuties duties;
  duties.case_id = request.case_id();
  duties.source = call.caller().service;
  duties.version = request.version();
  duties.owner = *owner;
  duties.district_code =
      owner->kind == OwnerKind::kOffice ? request.office_district_code() : request.district_code();
  duties.procedure = request.procedure_id();
  duties.procedure_name = {request.procedure_name().ko(), request.procedure_name().en()};
  duties.kind = ToKind(request.procedure_kind());
  duties.subject_name = request.subject_name();
  duties.office_roles.assign(request.office_roles().begin(), request.office_roles().end());
  for (const internal::v1::CaseDuty& duty : request.duties())
    duties.duties.push_back(ToDomain(duty));

  return call.Write<PutDutiesResponse>(
      [&](server::UnitOfWork& work) -> absl::StatusOr<PutDutiesResponse> {
        PutDutiesResponse response;
        response.set_applied(repository::Put(work.tx(), duties, call.now()));
        if (!response.applied()) {
          work.NothingChanged();
          return response;
        }
        if (owner->kind != OwnerKind::kOffice)
          repository::MarkForPlanning(work.tx(), *owner, false, absl::Now());
        work.Audit({request.case_id(), "DUTIES_PUT", "case " + request.case_id(),
                    absl::StrCat("{\"version\":", request.version(),
                                 ",\"duties\":", request.duties_size(), "}")});
        return response;
      });
}

}  // namespace sems::duty::handlers
