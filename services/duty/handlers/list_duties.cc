#include <algorithm>
#include <functional>
#include <utility>

#include "common/paging/page.h"
#include "common/values/civil.h"
#include "services/duty/convert.h"
#include "services/duty/handlers/handlers.h"
#include "services/duty/handlers/requests.h"
#include "services/duty/owner_calendar.h"

namespace sems::duty::handlers {
namespace {

constexpr int kMostDays = 3 * 366;
constexpr int kDefaultDays = 366;
constexpr int kDutyKinds = 11;
constexpr int kDutyStatuses = 6;

// What both lists ask for.
struct ListQuestion {
  CalendarQuestion calendar;
  std::vector<std::string> sources;
  std::vector<Kind> kinds;
  std::vector<Status> statuses;
  paging::Page page;
  std::optional<Duty> after;  // stands where the last page ended
};

std::optional<Duty> ReadCursor(const std::vector<std::string>& parts) {
  Duty duty;
  if (parts[0] != "0" && parts[0] != "1") return std::nullopt;
  duty.status = parts[0] == "1" ? Status::kOverdue : Status::kOpen;
  duty.due_on = ParseDay(parts[1]);
  if (!duty.due_on && !parts[1].empty()) return std::nullopt;
  duty.id = parts[2];
  return duty;
}

template <class Request>
absl::StatusOr<ListQuestion> Read(server::Call& call, const Request& request, bool with_records) {
  FieldErrors errors;
  ListQuestion question;
  question.calendar.today = call.today();
  question.calendar.from = ReadDay("from", request.from(), errors);
  const auto to = ReadDay("to", request.to(), errors);
  question.calendar.to = to.value_or(
      std::max(call.today(), question.calendar.from.value_or(call.today())) + kDefaultDays);
  if (question.calendar.from && question.calendar.to < *question.calendar.from) {
    errors.Add("to", "BEFORE_FROM", "must not be before from", "시작일보다 빠를 수 없습니다");
  }
  if (question.calendar.to - question.calendar.from.value_or(
                                 std::min(call.today() - kDefaultDays, question.calendar.to)) >
      kMostDays) {
    errors.Add("to", "TOO_LONG", "a list covers three years at most",
               "최대 3년까지 조회할 수 있습니다");
  }
  CheckSources(request.sources(), with_records, errors);
  question.sources.assign(request.sources().begin(), request.sources().end());
  question.kinds = ReadEnums<Kind>("kinds", request.kinds(), kDutyKinds, errors);
  question.statuses = ReadEnums<Status>("statuses", request.statuses(), kDutyStatuses, errors);
  if (question.statuses.empty())
    question.statuses = {Status::kOpen, Status::kOverdue, Status::kSuspended};
  if (!errors.empty()) return errors.ToStatus();
  absl::StatusOr<paging::Page> page = paging::ReadPage(request, 3);
  if (!page.ok()) return page.status();
  question.page = *std::move(page);
  if (!question.page.IsFirst()) {
    question.after = ReadCursor(question.page.cursor);
    if (!question.after) return InvalidPageToken();
  }
  question.calendar.deadline = call.deadline();
  return question;
}

template <class T>
bool OneOf(const std::vector<T>& wanted, const T& value) {
  return wanted.empty() || std::find(wanted.begin(), wanted.end(), value) != wanted.end();
}

// The page of the filtered calendar; duties are in order.
template <class Response>
void Fill(const OwnerCalendar& calendar, const ListQuestion& question, absl::CivilDay today,
          Response& response) {
  int total = 0;
  int overdue = 0;
  const Duty* last = nullptr;
  bool more = false;
  for (const Duty& duty : calendar.duties) {
    if (!OneOf(question.sources, duty.source) || !OneOf(question.kinds, duty.kind) ||
        !OneOf(question.statuses, duty.status))
      continue;
    ++total;
    overdue += duty.status == Status::kOverdue;
    if (question.after && !ComesBefore(*question.after, duty)) continue;
    if (response.duties_size() == question.page.size) {
      more = true;
      continue;
    }
    *response.add_duties() = ToProto(duty, today);
    last = &duty;
  }
  response.set_total_size(total);
  response.set_overdue_count(overdue);
  if (more) {
    response.set_next_page_token(
        question.page.NextToken({last->status == Status::kOverdue ? "1" : "0",
                                 last->due_on ? FormatDay(*last->due_on) : "", last->id}));
  }
}

// Operating records are shown to those who may see them in operations, too.
bool SeesRecords(common::v1::Role role) {
  return role == common::v1::ROLE_SITE_OPERATOR || role == common::v1::ROLE_LOCAL_OFFICER ||
         role == common::v1::ROLE_REGIONAL_ENV_OFFICER || role == common::v1::ROLE_NIER_ADMIN;
}

// Records are asked of their keepers only when the answer may hold some.
bool WantsRecords(const ListQuestion& question) {
  return (question.sources.empty() || OneOf(question.sources, std::string("operations")) ||
          OneOf(question.sources, std::string("measurement"))) &&
         (OneOf(question.kinds, Kind::kRecord) || OneOf(question.kinds, Kind::kSelfMeasurement));
}

std::function<void(grpc::ClientContext&, std::string_view)> AsCaller(server::Call& call) {
  return [&call](grpc::ClientContext& context, std::string_view service) {
    call.Prepare(context, service);
  };
}

absl::Status NoSuchDuty(const std::string& duty_id) { return NotFound("duty", "의무", duty_id); }

}  // namespace

absl::StatusOr<v1::ListDutiesResponse> ListDuties(Deps& deps, server::Call& call,
                                                  const v1::ListDutiesRequest& request) {
  absl::StatusOr<ListQuestion> question = Read(call, request, true);
  if (!question.ok()) return question.status();
  question->calendar.office_role = OfficeRole(call);
  question->calendar.with_records = SeesRecords(call.caller().role) && WantsRecords(*question);
  const absl::StatusOr<OwnerCalendar> calendar = LoadCalendar(
      deps, {OwnerKind::kSite, call.site().site_id()}, question->calendar, AsCaller(call));
  if (!calendar.ok()) return calendar.status();
  v1::ListDutiesResponse response;
  Fill(*calendar, *question, call.today(), response);
  for (const MissingPart& part : calendar->missing) {
    if (OneOf(question->sources, part.source)) *response.add_missing_parts() = ToProto(part);
  }
  return response;
}

absl::StatusOr<v1::GetDutyResponse> GetDuty(Deps& deps, server::Call& call,
                                            const v1::GetDutyRequest& request) {
  CalendarQuestion question{.today = call.today(),
                            .from = std::nullopt,
                            .to = call.today(),
                            .office_role = OfficeRole(call),
                            .with_records = SeesRecords(call.caller().role),
                            .deadline = call.deadline()};
  const absl::StatusOr<std::optional<Duty>> duty = FindDuty(
      deps, {OwnerKind::kSite, call.site().site_id()}, request.duty_id(), question, AsCaller(call));
  if (!duty.ok()) return duty.status();
  if (!*duty) return NoSuchDuty(request.duty_id());
  v1::GetDutyResponse response;
  *response.mutable_duty() = ToProto(**duty, call.today());
  return response;
}

absl::StatusOr<v1::ListOrganisationDutiesResponse> ListOrganisationDuties(
    Deps& deps, server::Call& call, const v1::ListOrganisationDutiesRequest& request) {
  const absl::StatusOr<Owner> owner = ReadOwner(call, "");
  if (!owner.ok()) return owner.status();
  const absl::StatusOr<ListQuestion> question = Read(call, request, false);
  if (!question.ok()) return question.status();
  const absl::StatusOr<OwnerCalendar> calendar =
      LoadCalendar(deps, *owner, question->calendar, AsCaller(call));
  if (!calendar.ok()) return calendar.status();
  v1::ListOrganisationDutiesResponse response;
  Fill(*calendar, *question, call.today(), response);
  return response;
}

absl::StatusOr<v1::GetOrganisationDutyResponse> GetOrganisationDuty(
    Deps& deps, server::Call& call, const v1::GetOrganisationDutyRequest& request) {
  const absl::StatusOr<Owner> owner = ReadOwner(call, "");
  if (!owner.ok()) return owner.status();
  CalendarQuestion question{.today = call.today(),
                            .from = std::nullopt,
                            .to = call.today(),
                            .office_role = "",
                            .with_records = false,
                            .deadline = call.deadline()};
  const absl::StatusOr<std::optional<Duty>> duty =
      FindDuty(deps, *owner, request.duty_id(), question, AsCaller(call));
  if (!duty.ok()) return duty.status();
  if (!*duty) return NoSuchDuty(request.duty_id());
  v1::GetOrganisationDutyResponse response;
  *response.mutable_duty() = ToProto(**duty, call.today());
  return response;
}

}  // namespace sems::duty::handlers
