#include <string>

#include "services/chemsafety/convert_hazard.h"
#include "services/chemsafety/handlers/hazard_plans.h"

namespace sems::chemsafety::handlers {

absl::StatusOr<v1::ComputeFeeResponse> ComputeFee(const HazardDeps& deps, server::Call&,
                                                  const v1::ComputeFeeRequest& request) {
  const hazard::Law& law = deps.law;
  FieldErrors errors;
  const hazard::FeeQuestion question = ReadFeeQuestion(law, request, errors);
  if (absl::Status status = errors.ToStatus(); !status.ok()) return status;

  const hazard::FeeAnswer answer = hazard::ComputeFee(law, question);
  v1::ComputeFeeResponse response;
  if (answer.industry != nullptr) *response.mutable_industry() = ToProto(law, *answer.industry);
  if (answer.equipment != nullptr) *response.mutable_equipment() = ToProto(law, *answer.equipment);
  if (answer.due != nullptr) *response.mutable_due() = ToProto(law, *answer.due);
  if (answer.industry != nullptr && answer.equipment != nullptr) {
    for (const std::string& reading : law.both_source.readings) {
      *response.add_readings() = ReadingToProto(law, reading);
    }
  }
  return response;
}

}  // namespace sems::chemsafety::handlers
