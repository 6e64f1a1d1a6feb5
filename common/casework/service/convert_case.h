#pragma once

#include <string>

#include "absl/time/civil_time.h"
#include "absl/time/time.h"
#include "common/calendar/statutory.h"
#include "common/casework/service/casework.h"
#include "common/casework/service/stored_case.h"
#include "google/protobuf/timestamp.pb.h"
#include "sems/casework/v1/case.pb.h"
#include "sems/casework/v1/clock.pb.h"

// A case as the contract tells it.
namespace sems::casework {

google::protobuf::Timestamp ToTimestamp(absl::Time time);

// Days of a computed date; empty where there is none.
std::string DueText(const calendar::ComputedDate& date);
std::string WarnText(const calendar::ComputedDate& date);
// Told by the names of the law's events, where it is given.
v1::DateExplanation ToProto(const calendar::ComputedDate& date, const Law* law = nullptr);

v1::Subject ToProto(const Subject& subject);
v1::Clock ToProto(const Casework& casework, const CaseFile& file, const ClockRun& run,
                  absl::CivilDay today);
// `stored` as assessed on `today`.
v1::Case ToProto(const Casework& casework, const StoredCase& stored, absl::CivilDay today);
v1::CaseEvent ToProto(const Casework& casework, const CaseFile& file, const Entry& entry);

}  // namespace sems::casework
