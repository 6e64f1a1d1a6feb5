#include "services/noise/record_duty.h"

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "common/values/civil.h"
#include "services/noise/domain/retention.h"

namespace sems::noise {
namespace {

void Note(v1::RecordDuty& duty, std::string ko, std::string en) {
  duty.mutable_note()->set_ko(std::move(ko));
  duty.mutable_note()->set_en(std::move(en));
}

void NoteDue(v1::RecordDuty& duty, const std::string& what_ko, const std::string& what) {
  const bool overdue = duty.state() == v1::RECORD_DUTY_STATE_OVERDUE;
  Note(
      duty,
      absl::StrCat(duty.owed_from(), "부터 ", duty.owed_to(), "까지의 ", what_ko,
                   overdue ? " 기한이 지났습니다" : " 오늘까지 해야 합니다", " (기한 ",
                   duty.owed_by(), ")."),
      absl::StrCat("The ", what, " from ", duty.owed_from(), " to ", duty.owed_to(),
                   overdue ? " is overdue" : " is due today", " (last day ", duty.owed_by(), ")."));
}

}  // namespace

v1::RecordDuty ToRecordDuty(const DutyCase& duty, absl::CivilDay today) {
  v1::RecordDuty out;
  out.set_case_id(duty.case_id);
  out.set_facility(duty.facility);
  if (duty.owed) {
    out.set_state(today > duty.owed->due ? v1::RECORD_DUTY_STATE_OVERDUE
                                         : v1::RECORD_DUTY_STATE_DUE);
    out.set_owed_by(FormatDay(duty.owed->due));
  } else if (duty.number_unset) {
    out.set_state(v1::RECORD_DUTY_STATE_CYCLE_NOT_SET);
  } else {
    out.set_state(v1::RECORD_DUTY_STATE_NOT_DUE);
    if (duty.next_due) out.set_next_due_on(FormatDay(*duty.next_due));
  }
  return out;
}

void FillOperationNote(v1::RecordDuty& duty) {
  switch (duty.state()) {
    case v1::RECORD_DUTY_STATE_DUE:
    case v1::RECORD_DUTY_STATE_OVERDUE:
      NoteDue(duty, "운영기록은", "operation log");
      break;
    case v1::RECORD_DUTY_STATE_CYCLE_NOT_SET:
      Note(duty, "기록 주기가 설정되지 않았습니다.", "The cycle of the record is not set.");
      break;
    default:
      Note(duty, absl::StrCat("다음 운영기록 기한은 ", duty.next_due_on(), "입니다."),
           absl::StrCat("The next operation log is due on ", duty.next_due_on(), "."));
  }
  if (!duty.missing_facilities().empty()) {
    absl::StrAppend(duty.mutable_note()->mutable_ko(),
                    " 기록이 없는 시설: ", absl::StrJoin(duty.missing_facilities(), ", "), ".");
    absl::StrAppend(duty.mutable_note()->mutable_en(),
                    " Without an entry: ", absl::StrJoin(duty.missing_facilities(), ", "), ".");
  }
  if (!duty.incomplete_weeks().empty()) {
    absl::StrAppend(duty.mutable_note()->mutable_ko(),
                    " 기록이 갖추어지지 않은 주: ", absl::StrJoin(duty.incomplete_weeks(), ", "),
                    ".");
    absl::StrAppend(duty.mutable_note()->mutable_en(),
                    " Weeks that are not complete: ", absl::StrJoin(duty.incomplete_weeks(), ", "),
                    ".");
  }
}

void FillMeasurementNote(v1::RecordDuty& duty) {
  switch (duty.state()) {
    case v1::RECORD_DUTY_STATE_DUE:
    case v1::RECORD_DUTY_STATE_OVERDUE:
      NoteDue(duty, "자가측정은", "self-measurement");
      break;
    case v1::RECORD_DUTY_STATE_CYCLE_NOT_SET:
      Note(
          duty,
          "자가측정 횟수는 별표 6에 따르며 이 시스템에 설정되지 않았습니다. 기한을 알리지 못하므로 "
          "별표 6을 확인하십시오.",
          "How often to measure is in 별표 6 and is not set in this system: nothing falls due "
          "here, whatever the table asks for.");
      break;
    default:
      Note(duty, absl::StrCat("다음 자가측정 기한은 ", duty.next_due_on(), "입니다."),
           absl::StrCat("The next self-measurement is due on ", duty.next_due_on(), "."));
  }
}

v1::RecordDuty NoOperationCase() {
  v1::RecordDuty duty;
  duty.set_state(v1::RECORD_DUTY_STATE_NO_OPEN_CASE);
  Note(duty,
       "진행 중인 운영기록 의무(noise_operation_log) 건이 없습니다. 기한이 관리되지 않으며 빠진 "
       "주도 "
       "표시되지 않습니다.",
       "No case of the operation log (noise_operation_log) is open: no due days are kept, and a "
       "missing week is not shown.");
  return duty;
}

v1::RecordDuty NoMeasurementCase() {
  v1::RecordDuty duty;
  duty.set_state(v1::RECORD_DUTY_STATE_NO_OPEN_CASE);
  Note(duty,
       "진행 중인 자가측정 의무(noise_self_measurement) 건이 없습니다. 기한이 관리되지 않습니다. "
       "자가측정 대상인지는 별표 6에서 확인하십시오.",
       "No case of the self-measurement (noise_self_measurement) is open: no due days are kept. "
       "Whether the site has to measure is in 별표 6.");
  return duty;
}

v1::LogVolume ToProto(const repository::Volume& volume, const LogLaw::Log& log,
                      absl::CivilDay today) {
  const calendar::ComputedDate keep =
      KeepUntil(volume.last_entry_on, log.kept, log.article, calendar::Holidays::BuiltIn());
  v1::LogVolume out;
  out.set_year(volume.year);
  out.set_last_entry_on(FormatDay(volume.last_entry_on));
  out.set_keep_until(FormatDay(*keep.due));
  out.set_running(volume.year >= today.year());
  out.mutable_explanation()->set_ko(calendar::ExplainKo(keep));
  out.mutable_explanation()->set_en(calendar::ExplainEn(keep));
  return out;
}

}  // namespace sems::noise
