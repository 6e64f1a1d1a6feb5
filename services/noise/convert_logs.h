#pragma once

#include "sems/noise/v1/operation_log_service.pb.h"
#include "sems/noise/v1/record_duty.pb.h"
#include "sems/noise/v1/self_measurement_service.pb.h"
#include "services/noise/domain/operation_log.h"
#include "services/noise/domain/self_measurement.h"
#include "services/noise/repository/operation_log.h"
#include "services/noise/repository/self_measurements.h"

// Between the contracts and the records, nothing else.
namespace sems::noise {

// Views into the message, which must outlive them.
RawOperationEntry Raw(const v1::OperationLogEntry& line);
RawSelfMeasurement Raw(const v1::NoiseMeasurement& line);

// Names of people as lists show them, or in full.
enum class Names { kMasked, kInFull };
v1::OperationLogEntry ToProto(const repository::Listed<OperationEntry>& listed, Names names);
v1::NoiseMeasurement ToProto(const repository::Listed<SelfMeasurement>& listed, Names names);
v1::NoiseMeasurement ToProto(const repository::ListedMeasurement& listed, Names names);
v1::LogReplacement ToProto(const repository::Replaced& replaced);

}  // namespace sems::noise
