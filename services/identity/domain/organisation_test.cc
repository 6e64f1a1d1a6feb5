#include "services/identity/domain/organisation.h"

#include <gtest/gtest.h>

namespace sems::identity {
namespace {

TEST(Organisation, TableOfWhatIsTaken) {
  struct Case {
    OrganisationFacts facts;
    std::string problems;
  };
  const std::string syllable = "가";
  std::string hundred, fifty;
  for (int i = 0; i < 100; ++i) hundred += syllable;
  for (int i = 0; i < 50; ++i) fifty += syllable;
  const Case cases[] = {
      {{"한빛방음", "128-85-22615", "홍길동"}, ""},
      {{hundred, "1288522615", fifty}, ""},
      {{hundred + syllable, "1288522615", fifty + syllable},
       "name TOO_LONG, representative TOO_LONG"},
      {{" ", "", ""}, "name REQUIRED, business_number FORMAT, representative REQUIRED"},
      {{"한빛방음", "128852261", "홍길동"}, "business_number FORMAT"},
      {{"한빛방음", "12885226155", "홍길동"}, "business_number FORMAT"},
  };
  for (const Case& c : cases) {
    OrganisationFacts facts = c.facts;
    std::string found;
    for (const FieldProblem& problem : CheckOrganisation(facts)) {
      if (!found.empty()) found += ", ";
      found += std::string(problem.field) + " " + std::string(problem.code);
    }
    EXPECT_EQ(found, c.problems) << c.facts.name;
    if (found.empty()) EXPECT_EQ(facts.business_number, "1288522615");
  }
}

}  // namespace
}  // namespace sems::identity
