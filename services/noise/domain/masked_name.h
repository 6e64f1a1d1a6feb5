#pragma once

#include <string>
#include <string_view>

namespace sems::noise {

// A person's name as lists show it: 홍길동 → 홍*동, 김철 → 김*.
std::string MaskedName(std::string_view name);

}  // namespace sems::noise
