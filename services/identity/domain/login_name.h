#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace sems::identity {

// The one spelling of a sign-in name (아이디): lower case, blanks around it dropped. Nothing when
// it is not 4–32 of a–z, 0–9, '.', '_', '-', beginning with a letter.
std::optional<std::string> NormaliseLogin(std::string_view login);

}  // namespace sems::identity
