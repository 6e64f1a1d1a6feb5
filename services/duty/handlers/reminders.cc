#include "services/duty/repository/reminders.h"

#include <utility>

#include "absl/time/clock.h"
#include "common/paging/page.h"
#include "common/values/uuid.h"
#include "services/duty/convert.h"
#include "services/duty/handlers/handlers.h"
#include "services/duty/handlers/requests.h"

namespace sems::duty::handlers {
namespace {

using repository::ReminderState;

constexpr int kStates = 4;

absl::Status NoReminder(const std::string& id) { return NotFound("reminder", "알림", id); }

}  // namespace

absl::StatusOr<v1::ListRemindersResponse> ListReminders(Deps&, server::Call& call,
                                                        const v1::ListRemindersRequest& request) {
  FieldErrors errors;
  const std::vector<ReminderState> states =
      ReadEnums<ReminderState>("states", request.states(), kStates, errors);
  if (!errors.empty()) return errors.ToStatus();
  const absl::StatusOr<Owner> owner = ReadOwner(call, request.site_id());
  if (!owner.ok()) return owner.status();
  const absl::StatusOr<paging::Page> page = paging::ReadPage(request, 1);
  if (!page.ok()) return page.status();
  std::optional<std::string> before;
  if (!page->IsFirst()) {
    before = page->cursor[0];
    if (!IsUuid(*before)) return InvalidPageToken();
  }
  std::vector<int> numbers;
  for (const ReminderState state : states) numbers.push_back(static_cast<int>(state));
  using Response = v1::ListRemindersResponse;
  return call.Read<Response>([&](db::Tx& tx) -> absl::StatusOr<Response> {
    repository::ReminderPage found =
        repository::ListReminders(tx, *owner, numbers, before, page->size + 1);
    Response response;
    response.set_total_size(found.total);
    if (found.reminders.size() > static_cast<size_t>(page->size)) {
      found.reminders.resize(static_cast<size_t>(page->size));
      response.set_next_page_token(page->NextToken({found.reminders.back().id}));
    }
    for (const repository::Reminder& reminder : found.reminders)
      *response.add_reminders() = ToProto(reminder);
    return response;
  });
}

absl::StatusOr<v1::RetryReminderResponse> RetryReminder(Deps&, server::Call& call,
                                                        const v1::RetryReminderRequest& request) {
  FieldErrors errors;
  CheckId("reminder_id", request.reminder_id(), errors);
  if (!errors.empty()) return errors.ToStatus();
  const absl::StatusOr<Owner> owner = ReadOwner(call, request.site_id());
  if (!owner.ok()) return owner.status();
  using Response = v1::RetryReminderResponse;
  return call.Write<Response>([&](server::UnitOfWork& work) -> absl::StatusOr<Response> {
    const auto found = repository::FindReminder(work.tx(), *owner, request.reminder_id());
    if (!found) return NoReminder(request.reminder_id());
    if (found->state != ReminderState::kFailed && found->state != ReminderState::kCancelled)
      return Error(absl::StatusCode::kFailedPrecondition, "REMINDER_NOT_ENDED",
                   "Only a failed or cancelled reminder is sent again.",
                   "실패하거나 취소된 알림만 다시 보낼 수 있습니다.");
    repository::Restart(work.tx(), found->id, absl::Now());
    work.Audit({owner->id, "REMINDER_RETRIED", "reminder " + found->id, "{}"});
    Response response;
    *response.mutable_reminder() =
        ToProto(*repository::FindReminder(work.tx(), *owner, request.reminder_id()));
    return response;
  });
}

absl::StatusOr<v1::CancelReminderResponse> CancelReminder(
    Deps&, server::Call& call, const v1::CancelReminderRequest& request) {
  FieldErrors errors;
  CheckId("reminder_id", request.reminder_id(), errors);
  if (!errors.empty()) return errors.ToStatus();
  const absl::StatusOr<Owner> owner = ReadOwner(call, request.site_id());
  if (!owner.ok()) return owner.status();
  using Response = v1::CancelReminderResponse;
  return call.Write<Response>([&](server::UnitOfWork& work) -> absl::StatusOr<Response> {
    const auto found = repository::FindReminder(work.tx(), *owner, request.reminder_id());
    if (!found) return NoReminder(request.reminder_id());
    if (!repository::End(work.tx(), found->id, ReminderState::kCancelled, "BY_PERSON", call.now()))
      return Error(absl::StatusCode::kFailedPrecondition, "REMINDER_ENDED",
                   "The reminder has been sent, given up or cancelled.",
                   "이미 발송되었거나 종료된 알림입니다.");
    work.Audit(
        {owner->id, "REMINDER_CANCELLED", "reminder " + found->id, "{\"reason\":\"BY_PERSON\"}"});
    Response response;
    *response.mutable_reminder() =
        ToProto(*repository::FindReminder(work.tx(), *owner, request.reminder_id()));
    return response;
  });
}

}  // namespace sems::duty::handlers
