#pragma once

#include "absl/time/civil_time.h"

namespace sems::calendar {

// The operating records that have a closing date (운영기록의 등록 주기). Maintenance (시설보수사항)
// is entered with the event and has none.
enum class RecordKind {
  kStackHours,       // 배출구 가동시간
  kDeviceOperation,  // 방지시설 운전사항
  kSelfMeasurement,  // 자가측정사항
  kFuel,             // 연료사용량
  kMaterial,         // 원료사용량
  kEnergy,           // 전기사용량
  kProduct,          // 제품생산량
};

// The last day on which SEMS counts a record of that month as entered in time (IEPS manual, 01 ②
// 등록 주기): daily records by the end of the next month, amounts of use and output by 31 January
// of the next year. Later entries are taken and marked late. A calendar date: it never moves for a
// holiday.
absl::CivilDay SemsDueOn(RecordKind kind, absl::CivilMonth month);

// The last day on which IEPS takes records of that month, whatever the record; afterwards it takes
// none (the same table: 익월 말, 수정불가). It never moves for a holiday.
absl::CivilDay IepsClosesOn(absl::CivilMonth month);

// A record entered on the due day itself is in time.
constexpr bool IsLate(absl::CivilDay entered_on, absl::CivilDay due_on) {
  return entered_on > due_on;
}

}  // namespace sems::calendar
