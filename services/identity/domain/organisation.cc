#include "services/identity/domain/organisation.h"

#include "common/values/business_number.h"
#include "services/identity/domain/utf8.h"

namespace sems::identity {
namespace {

constexpr size_t kLongestName = 100;
constexpr size_t kLongestRepresentative = 50;

void CheckText(std::string_view field, const std::string& text, size_t longest,
               std::vector<FieldProblem>& problems) {
  if (text.find_first_not_of(" \t\r\n") == std::string::npos) {
    problems.push_back({field, "REQUIRED", "is required", "필수 항목입니다."});
  } else if (Characters(text).size() > longest) {
    problems.push_back({field, "TOO_LONG", "is too long", "입력할 수 있는 길이를 넘었습니다."});
  }
}

}  // namespace

std::vector<FieldProblem> CheckOrganisation(OrganisationFacts& facts) {
  std::vector<FieldProblem> problems;
  CheckText("name", facts.name, kLongestName, problems);
  if (const auto number = NormalizeBusinessNumber(facts.business_number)) {
    facts.business_number = *number;
  } else {
    problems.push_back({"business_number", "FORMAT", "is no business number of ten digits",
                        "사업자등록번호(10자리)가 아닙니다."});
  }
  CheckText("representative", facts.representative, kLongestRepresentative, problems);
  return problems;
}

}  // namespace sems::identity
