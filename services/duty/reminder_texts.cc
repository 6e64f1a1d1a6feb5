#include "services/duty/reminder_texts.h"

#include <nlohmann/json.hpp>

#include "absl/strings/str_cat.h"
#include "common/values/civil.h"

namespace sems::duty {
namespace {

std::string Left(const Duty& duty, absl::CivilDay today) {
  const auto days = *duty.due_on - today;
  if (days < 0) return absl::StrCat("기한 경과 ", -days, "일");
  return days == 0 ? "오늘 마감" : absl::StrCat("D-", days);
}

}  // namespace

std::string ReminderSubject(const Duty& duty, absl::CivilDay today) {
  return absl::StrCat("[SEMS ", Left(duty, today), "] ", duty.title.ko, " (",
                      FormatDay(*duty.due_on), ")");
}

std::string ReminderText(const Duty& duty, const std::string& site_name, absl::CivilDay today) {
  std::string text = absl::StrCat(duty.title.ko, "\n기한: ", FormatDay(*duty.due_on), " (",
                                  Left(duty, today), ")\n");
  const auto add = [&](std::string_view label, const std::string& value) {
    if (!value.empty()) absl::StrAppend(&text, std::string(label), ": ", value, "\n");
  };
  add("사업장", site_name);
  add("대상", duty.subject_name);
  add("절차", duty.procedure_name.ko);
  add("근거", duty.article);
  if (!duty.explanation.ko.empty()) absl::StrAppend(&text, "\n", duty.explanation.ko, "\n");
  absl::StrAppend(&text, "\n알림 설정은 SEMS에서 변경하거나 해지할 수 있습니다.\n");
  return text;
}

std::string ConfirmationSubject() { return "[SEMS] 알림 수신 주소 확인"; }

std::string ConfirmationText(const std::string& code) {
  return absl::StrCat(
      "이 주소로 법정 의무 알림을 받도록 신청되었습니다. 신청하셨다면 아래 확인 코드를 SEMS에 "
      "입력하십시오. 7일 동안 유효합니다.\n\n",
      code, "\n\n신청하지 않으셨다면 이 메일을 무시하십시오. 다른 알림은 발송되지 않습니다.\n");
}

std::string WebhookBody(const repository::Reminder& reminder, const Duty& duty,
                        absl::CivilDay today) {
  const nlohmann::json body = {
      {"delivery_id", reminder.id},
      {"type", "duty.reminder"},
      {reminder.owner.kind == OwnerKind::kSite ? "site_id" : "organisation_id", reminder.owner.id},
      {"lead_days", reminder.lead},
      {"duty",
       {{"duty_id", duty.id},
        {"source", duty.source},
        {"procedure_id", duty.procedure},
        {"case_id", duty.case_id},
        {"title", {{"ko", duty.title.ko}, {"en", duty.title.en}}},
        {"status", duty.status == Status::kOverdue ? "OVERDUE" : "OPEN"},
        {"due_on", FormatDay(*duty.due_on)},
        {"days_left", *duty.due_on - today},
        {"article", duty.article},
        {"explanation", {{"ko", duty.explanation.ko}, {"en", duty.explanation.en}}}}}};
  return body.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

}  // namespace sems::duty
