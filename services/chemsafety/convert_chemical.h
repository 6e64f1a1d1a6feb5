#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "absl/time/civil_time.h"
#include "common/status/error.h"
#include "common/values/decimal.h"
#include "sems/casework/v1/procedure.pb.h"
#include "sems/chemsafety/v1/chemical_duty_service.pb.h"
#include "services/chemsafety/domain/chem_rules.h"

namespace sems::chemsafety {

v1::Verdict ToProto(Verdict verdict);
v1::ChangeAct ToProto(ChangeAct act);
v1::PermitChangeItem ToProto(ChangeItem item);
std::optional<ChangeItem> FromProto(v1::PermitChangeItem item);
void Fill(const Named& name, casework::v1::Text& text);

// A decimal of 0 or more; otherwise an error at `field` and nothing.
std::optional<Decimal> ReadAmount(std::string_view text, std::string_view field,
                                  FieldErrors& errors);
// A day; empty text is nothing without an error.
std::optional<absl::CivilDay> ReadOptionalDay(std::string_view text, std::string_view field,
                                              FieldErrors& errors);

}  // namespace sems::chemsafety
