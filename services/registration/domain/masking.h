#pragma once

#include <string>
#include <string_view>

#include "services/registration/domain/site_facts.h"

namespace sems::registration {

// Personal data as lists show it: enough to recognise an entry, not enough to use it.
std::string MaskedName(std::string_view name);    // 홍길동 → 홍*동, 김철 → 김*
std::string MaskedPhone(std::string_view phone);  // 032)560-7316 → 032)560-****
std::string MaskedEmail(std::string_view email);  // sems01@naver.com → se****@naver.com

// The facts with every name, phone number and e-mail address masked.
SiteFacts Masked(SiteFacts facts);

}  // namespace sems::registration
