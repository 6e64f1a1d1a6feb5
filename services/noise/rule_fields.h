#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "absl/time/civil_time.h"
#include "common/status/error.h"
#include "common/values/decimal.h"
#include "sems/casework/v1/procedure.pb.h"
#include "sems/noise/v1/noise_rule_service.pb.h"
#include "services/noise/domain/noise_rules.h"

// Fields of the questions that the rules answer.
namespace sems::noise {

// A decimal of 0 or more; otherwise an error at `field` and nothing.
std::optional<Decimal> ReadAmount(std::string_view field, std::string_view text,
                                  FieldErrors& errors);
// A required day that is not in the future.
std::optional<absl::CivilDay> ReadPastDay(std::string_view field, std::string_view text,
                                          absl::CivilDay today, FieldErrors& errors);

v1::RuleVerdict ToProto(Verdict verdict);
void Fill(const Named& name, casework::v1::Text& text);

}  // namespace sems::noise
