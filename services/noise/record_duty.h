#pragma once

#include "absl/time/civil_time.h"
#include "sems/noise/v1/record_duty.pb.h"
#include "services/noise/duty_case.h"
#include "services/noise/log_law.h"
#include "services/noise/repository/volumes.h"

// How a duty to record stands, as the contract tells it.
namespace sems::noise {

// State, days and facility; the owed round and the note are the record's own.
v1::RecordDuty ToRecordDuty(const DutyCase& duty, absl::CivilDay today);
void FillOperationNote(v1::RecordDuty& duty);
void FillMeasurementNote(v1::RecordDuty& duty);

v1::RecordDuty NoOperationCase();
v1::RecordDuty NoMeasurementCase();

v1::LogVolume ToProto(const repository::Volume& volume, const LogLaw::Log& log,
                      absl::CivilDay today);

}  // namespace sems::noise
