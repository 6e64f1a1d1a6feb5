#include "services/identity/domain/profile.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>
#include <string>

namespace sems::identity {
namespace {

Profile Good() {
  return {.organisation_name = "수원시청",
          .department = "환경정책과",
          .contact_name = "홍길동",
          .phone = "031-228-0000",
          .email = "gildong@example.go.kr"};
}

std::vector<std::string> Codes(const Profile& profile, ProfileBy by) {
  std::vector<std::string> codes;
  for (const FieldProblem& problem : CheckProfile(profile, by)) {
    codes.push_back(std::string(problem.field) + " " + std::string(problem.code));
  }
  return codes;
}

TEST(Profile, EveryFieldIsChecked) {
  struct Case {
    const char* what;
    std::function<void(Profile&)> change;
    std::vector<std::string> codes;
  };
  const Case cases[] = {
      {"good", [](Profile&) {}, {}},
      {"no organisation",
       [](Profile& p) { p.organisation_name = "  "; },
       {"profile.organisation_name REQUIRED"}},
      {"no contact name",
       [](Profile& p) { p.contact_name.clear(); },
       {"profile.contact_name REQUIRED"}},
      {"50 syllables",
       [](Profile& p) {
         p.contact_name.clear();
         for (int i = 0; i < 50; ++i) p.contact_name += "가";
       },
       {}},
      {"51 syllables",
       [](Profile& p) {
         p.contact_name.clear();
         for (int i = 0; i < 51; ++i) p.contact_name += "가";
       },
       {"profile.contact_name TOO_LONG"}},
      {"two lines", [](Profile& p) { p.department = "환경\n정책"; }, {"profile.department FORMAT"}},
      {"zero byte",
       [](Profile& p) { p.department = std::string("a\0b", 3); },
       {"profile.department FORMAT"}},
      {"department may be empty", [](Profile& p) { p.department.clear(); }, {}},
      {"phone as the manual prints it", [](Profile& p) { p.phone = "032)560-7316"; }, {}},
      {"phone from abroad", [](Profile& p) { p.phone = "+82 10 1234 5678"; }, {}},
      {"phone too short", [](Profile& p) { p.phone = "560-731"; }, {"profile.phone FORMAT"}},
      {"phone with letters",
       [](Profile& p) { p.phone = "031-228-00a00"; },
       {"profile.phone FORMAT"}},
      {"phone missing", [](Profile& p) { p.phone.clear(); }, {"profile.phone REQUIRED"}},
      {"e-mail may be empty", [](Profile& p) { p.email.clear(); }, {}},
      {"e-mail without host", [](Profile& p) { p.email = "hong@"; }, {"profile.email FORMAT"}},
      {"e-mail without dot", [](Profile& p) { p.email = "hong@host"; }, {"profile.email FORMAT"}},
      {"e-mail with blank",
       [](Profile& p) { p.email = "hong gil@host.kr"; },
       {"profile.email FORMAT"}},
      {"several at once",
       [](Profile& p) {
         p.contact_name.clear();
         p.phone = "1";
       },
       {"profile.contact_name REQUIRED", "profile.phone FORMAT"}},
  };
  for (const Case& c : cases) {
    Profile profile = Good();
    c.change(profile);
    EXPECT_THAT(Codes(profile, ProfileBy::kHolder), testing::ElementsAreArray(c.codes)) << c.what;
  }
}

TEST(Profile, AdministratorsMayLeavePersonalDataForLater) {
  EXPECT_THAT(Codes({.organisation_name = "수원시청"}, ProfileBy::kAdministrator),
              testing::IsEmpty());
  EXPECT_THAT(Codes({}, ProfileBy::kAdministrator),
              testing::ElementsAre("profile.organisation_name REQUIRED"));
}

}  // namespace
}  // namespace sems::identity
