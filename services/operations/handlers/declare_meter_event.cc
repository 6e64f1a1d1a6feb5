#include "common/records/etag.h"
#include "common/values/civil.h"
#include "services/operations/convert.h"
#include "services/operations/handlers/handlers.h"
#include "services/operations/inventories.h"
#include "services/operations/repository/meter_events.h"
#include "services/operations/repository/periods.h"

namespace sems::operations::handlers {
namespace {

absl::Status ToStatus(const records::LineProblems& problems) {
  FieldErrors errors;
  for (const records::LineProblem& problem : problems.InOrder()) {
    errors.Add("event." + problem.field, problem.kind->code, problem.kind->message,
               problem.kind->message_ko);
  }
  return errors.ToStatus();
}

absl::Status MonthConfirmed(absl::CivilMonth month) {
  return Error(absl::StatusCode::kFailedPrecondition, "MONTH_CONFIRMED",
               "The month is confirmed; reopen it first.",
               "확정된 월입니다. 먼저 확정을 취소하십시오.", {{"month", FormatMonth(month)}});
}

}  // namespace

absl::StatusOr<v1::DeclareMeterEventResponse> DeclareMeterEvent(
    Deps& deps, server::Call& call, const v1::DeclareMeterEventRequest& request) {
  records::LineProblems problems(1);
  const MeterEvent event = ReadMeterEvent(Raw(request.event()), call.today(), problems);
  if (!problems.empty()) return ToStatus(problems);
  const int year = static_cast<int>(event.day.year());
  const absl::StatusOr<Inventories> inventories =
      LoadInventories(deps, call, call.site().site_id(), {year});
  if (!inventories.ok()) return inventories.status();
  const auto inventory = inventories->find(year);
  CheckMeterEvent(event, inventory == inventories->end() ? Inventory() : inventory->second,
                  problems);
  if (!problems.empty()) return ToStatus(problems);

  using Response = v1::DeclareMeterEventResponse;
  return call.Write<Response>([&](server::UnitOfWork& work) -> absl::StatusOr<Response> {
    const absl::CivilMonth month = MonthOf(event.day);
    const repository::TouchedMonth touched =
        repository::TouchMonths(work.tx(), call.site(), {month}).at(month);
    if (touched.confirmed) return MonthConfirmed(month);
    auto stored = repository::LoadMeterEvent(work.tx(), call.site(), event.meter_id, event.day);
    const records::Change change = records::DecideChange(stored ? stored->entry.version : 0,
                                                         records::ParseEtag(request.event().etag()),
                                                         stored && stored->record == event, false);
    if (change == records::Change::kEtagMismatch)
      return EtagMismatch("meter event", "계량기 회전·교체");
    if (change == records::Change::kUnchanged) {
      work.NothingChanged();
    } else {
      repository::StoreMeterEvent(work.tx(), call.site(), event, touched.revision,
                                  {call.caller().account_id, call.now()});
      work.Audit({.stream_id = call.site().site_id(),
                  .action = "METER_EVENT_DECLARED",
                  .subject = "meter_event " + event.meter_id + ' ' + FormatDay(event.day),
                  .detail = std::string("{\"kind\":\"") +
                            (event.kind == MeterEvent::Kind::kSwap ? "SWAP" : "ROLLOVER") + "\"}"});
      stored = repository::LoadMeterEvent(work.tx(), call.site(), event.meter_id, event.day);
    }
    Response response;
    *response.mutable_event() = ToProto(*stored);
    return response;
  });
}

}  // namespace sems::operations::handlers
