#include "services/duty/domain/duty.h"

#include <tuple>

namespace sems::duty {

Status StatusOn(ClockStatus clock, std::optional<absl::CivilDay> due_on, absl::CivilDay today,
                bool lapses) {
  const Status passed = lapses ? Status::kEnded : Status::kOverdue;
  switch (clock) {
    case ClockStatus::kSuspended:
      return Status::kSuspended;
    case ClockStatus::kMet:
      return Status::kDone;
    case ClockStatus::kMissed:
      return Status::kDoneLate;
    case ClockStatus::kEnded:
      return Status::kEnded;
    case ClockStatus::kExpired:
      return passed;
    case ClockStatus::kWaiting:
    case ClockStatus::kRunning:
    case ClockStatus::kUnset:
      break;
  }
  return due_on && today > *due_on ? passed : Status::kOpen;
}

bool ComesBefore(const Duty& a, const Duty& b) {
  const auto key = [](const Duty& duty) {
    return std::make_tuple(duty.status != Status::kOverdue, !duty.due_on.has_value(),
                           duty.due_on.value_or(absl::CivilDay()), std::string_view(duty.id));
  };
  return key(a) < key(b);
}

std::string_view KindKo(Kind kind) {
  switch (kind) {
    case Kind::kPlan:
      return "계획서";
    case Kind::kPermit:
      return "허가·신고";
    case Kind::kInspection:
      return "검사";
    case Kind::kDiagnosis:
      return "진단";
    case Kind::kCheck:
      return "점검";
    case Kind::kOrder:
      return "명령 이행";
    case Kind::kEducation:
      return "교육";
    case Kind::kReport:
      return "보고";
    case Kind::kRecord:
      return "기록";
    case Kind::kSelfMeasurement:
      return "자가측정";
    case Kind::kOther:
      break;
  }
  return "기타";
}

std::string_view StatusKo(Status status) {
  switch (status) {
    case Status::kOpen:
      return "예정";
    case Status::kOverdue:
      return "기한 경과";
    case Status::kSuspended:
      return "정지";
    case Status::kDone:
      return "완료";
    case Status::kDoneLate:
      return "지연 완료";
    case Status::kEnded:
      return "종료";
  }
  return "";
}

}  // namespace sems::duty
