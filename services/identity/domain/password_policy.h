#pragma once

#include <optional>
#include <string_view>

#include "services/identity/domain/field_problem.h"

namespace sems::identity {

// Decision, after the rule usual in Korean public systems (개인정보의 안전성 확보조치 기준 and its
// guide): 10 characters of two kinds, or 8 of three; kinds are letters, digits, others. Also at
// most 128, without the login in it, and without one character four times in a row. The problem's
// field is "password". `login` is the normalised one, or empty.
std::optional<FieldProblem> CheckPassword(std::string_view password, std::string_view login);

}  // namespace sems::identity
