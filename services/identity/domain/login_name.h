#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "services/identity/domain/field_problem.h"

namespace sems::identity {

// The one spelling of a sign-in name (아이디): lower case, blanks around it dropped. Nothing when
// it is not 4–32 of a–z, 0–9, '.', '_', '-', beginning with a letter.
std::optional<std::string> NormaliseLogin(std::string_view login);

// What is said of one that is not.
inline constexpr FieldProblem kNoLogin = {
    "login", "FORMAT", "4 to 32 of a-z, 0-9, '.', '_', '-', beginning with a letter",
    "아이디는 영문자로 시작하는 4~32자의 영문·숫자·'.'·'_'·'-'입니다."};

}  // namespace sems::identity
