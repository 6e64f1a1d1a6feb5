#pragma once

#include "sems/measurement/internal/v1/measurement_read.pb.h"
#include "sems/measurement/v1/code.pb.h"
#include "sems/measurement/v1/self_measurement.pb.h"
#include "services/measurement/domain/code_book.h"
#include "services/measurement/domain/sampling.h"
#include "services/measurement/repository/samplings.h"

// Between the contracts and the domain, nothing else.
namespace sems::measurement {

// Views into the message, which must outlive them.
RawSampling Raw(const v1::SelfMeasurement& line);

v1::SelfMeasurement ToProto(const repository::Listed& listed);
internal::v1::SamplingRow ToRow(const repository::Listed& listed, const CodeBook& codes);
v1::Code ToProto(const Code& code);

}  // namespace sems::measurement
