#include <utility>

#include "common/paging/page.h"
#include "common/values/civil.h"
#include "services/duty/convert.h"
#include "services/duty/handlers/handlers.h"
#include "services/duty/handlers/requests.h"
#include "services/duty/repository/duties.h"

namespace sems::duty::handlers {
namespace {

constexpr int kDefaultDays = 366;
constexpr int kDefaultSoonDays = 30;
constexpr int kDutyKinds = 11;
constexpr int kDutyStatuses = 6;
constexpr char kNoDay[] = "infinity";

std::optional<repository::OfficeCursor> ReadCursor(const std::vector<std::string>& parts) {
  if (parts[0] != "0" && parts[0] != "1") return std::nullopt;
  if (parts[1] != kNoDay && !ParseDay(parts[1])) return std::nullopt;
  return repository::OfficeCursor{parts[0] == "1", parts[1], parts[2]};
}

v1::OfficeDuty ToOffice(const repository::OfficeDuty& found, absl::CivilDay today) {
  v1::OfficeDuty proto;
  *proto.mutable_duty() = ToProto(found.duty, today);
  if (found.owner.kind == OwnerKind::kSite) proto.set_site_id(found.owner.id);
  if (found.owner.kind == OwnerKind::kOrganisation) proto.set_organisation_id(found.owner.id);
  proto.set_site_name(found.site_name);
  proto.set_district_code(found.district_code);
  return proto;
}

}  // namespace

absl::StatusOr<v1::ListOfficeDutiesResponse> ListOfficeDuties(
    Deps&, server::Call& call, const v1::ListOfficeDutiesRequest& request) {
  FieldErrors errors;
  repository::OfficeFilter filter;
  filter.role = OfficeRole(call);
  filter.from = ReadDay("from", request.from(), errors);
  filter.to = ReadDay("to", request.to(), errors);
  if (request.to().empty()) filter.to = call.today() + kDefaultDays;
  if (filter.from && filter.to && *filter.to < *filter.from)
    errors.Add("to", "BEFORE_FROM", "must not be before from", "시작일보다 빠를 수 없습니다");
  CheckSources(request.sources(), false, errors);
  filter.sources.assign(request.sources().begin(), request.sources().end());
  filter.kinds = ReadEnums<Kind>("kinds", request.kinds(), kDutyKinds, errors);
  filter.statuses = ReadEnums<Status>("statuses", request.statuses(), kDutyStatuses, errors);
  if (filter.statuses.empty())
    filter.statuses = {Status::kOpen, Status::kOverdue, Status::kSuspended};
  filter.procedure = request.procedure_id();
  filter.owed_by_authority = request.owed_by_authority();
  if (!errors.empty()) return errors.ToStatus();
  const absl::StatusOr<paging::Page> page = paging::ReadPage(request, 3);
  if (!page.ok()) return page.status();
  std::optional<repository::OfficeCursor> after;
  if (!page->IsFirst()) {
    after = ReadCursor(page->cursor);
    if (!after) return InvalidPageToken();
  }

  using Response = v1::ListOfficeDutiesResponse;
  return call.Read<Response>([&](db::Tx& tx) -> absl::StatusOr<Response> {
    repository::OfficePage found =
        repository::OfficeDuties(tx, call.scope(), filter, call.today(), after, page->size + 1);
    Response response;
    response.set_total_size(found.total);
    response.set_overdue_count(found.overdue);
    if (found.duties.size() > static_cast<size_t>(page->size)) {
      found.duties.resize(static_cast<size_t>(page->size));
      const Duty& last = found.duties.back().duty;
      response.set_next_page_token(
          page->NextToken({last.status == Status::kOverdue ? "1" : "0",
                           last.due_on ? FormatDay(*last.due_on) : kNoDay, last.id}));
    }
    for (const repository::OfficeDuty& duty : found.duties)
      *response.add_duties() = ToOffice(duty, call.today());
    return response;
  });
}

absl::StatusOr<v1::CountOfficeDutiesResponse> CountOfficeDuties(
    Deps&, server::Call& call, const v1::CountOfficeDutiesRequest& request) {
  FieldErrors errors;
  CheckSources(request.sources(), false, errors);
  const int soon_days = request.soon_days() == 0 ? kDefaultSoonDays : request.soon_days();
  if (soon_days < 1 || soon_days > 366)
    errors.Add("soon_days", "OUT_OF_RANGE", "must be 1 to 366", "1에서 366 사이여야 합니다");
  if (!errors.empty()) return errors.ToStatus();
  const std::vector<std::string> sources(request.sources().begin(), request.sources().end());

  using Response = v1::CountOfficeDutiesResponse;
  return call.Read<Response>([&](db::Tx& tx) -> absl::StatusOr<Response> {
    Response response;
    int overdue = 0;
    int open = 0;
    for (const repository::ProcedureCount& count : repository::CountByProcedure(
             tx, call.scope(), OfficeRole(call), sources, call.today(), call.today() + soon_days)) {
      v1::ProcedureDutyCount& row = *response.add_procedures();
      row.set_source(count.source);
      row.set_procedure_id(count.procedure);
      *row.mutable_procedure_name() = ToProto(count.procedure_name);
      row.set_overdue_count(count.overdue);
      row.set_overdue_by_authority_count(count.overdue_by_authority);
      row.set_soon_count(count.soon);
      row.set_open_count(count.open);
      overdue += count.overdue;
      open += count.open;
    }
    response.set_overdue_count(overdue);
    response.set_open_count(open);
    return response;
  });
}

}  // namespace sems::duty::handlers
