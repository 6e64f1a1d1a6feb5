#include "common/values/uuid.h"
#include "services/identity/service_fixture.h"

namespace sems::identity {
namespace {

using Stub = v1::JurisdictionService::Stub;

class JurisdictionTest : public IdentityServiceTest {
 protected:
  absl::StatusOr<v1::SetJurisdictionsResponse> Set(const std::string& account_id,
                                                   const std::vector<std::string>& codes,
                                                   const std::string& etag = "") {
    v1::SetJurisdictionsRequest request;
    request.set_account_id(account_id);
    for (const std::string& code : codes) request.add_district_codes(code);
    request.set_etag(etag);
    return testing::Ask(harness, admin, *jurisdictions, &Stub::SetJurisdictions, request);
  }

  // What the officer gets to see of a site: the delegations it has given.
  absl::StatusOr<v1::ListDelegationsResponse> Look(const testing::Person& person,
                                                   const std::string& site_id) {
    v1::ListDelegationsRequest request;
    request.set_site_id(site_id);
    return testing::Ask(harness, person, *delegations,
                        &v1::DelegationService::Stub::ListDelegations, request);
  }

  const testing::Person officer = MakeAccount("officer1", common::v1::ROLE_LOCAL_OFFICER);
};

TEST_F(JurisdictionTest, AnOfficerSeesTheSitesOfHisDistrictsAndNoOthers) {
  const std::string here = harness.MakeSite({}, "28260");
  const std::string elsewhere = harness.MakeSite({}, "41111");
  EXPECT_EQ(Look(officer, here).status().code(), absl::StatusCode::kPermissionDenied)
      << "with none loaded an officer sees nothing";

  struct Case {
    const char* what;
    std::vector<std::string> codes;
    bool sees_here, sees_elsewhere;
  };
  const Case cases[] = {
      {"the 시군구", {"28260"}, true, false},   {"the 시도", {"28"}, true, false},
      {"a neighbour", {"28245"}, false, false}, {"a city with 일반구", {"41110"}, false, true},
      {"both", {"28260", "41111"}, true, true}, {"none again", {}, false, false},
  };
  for (const Case& c : cases) {
    ASSERT_TRUE(Set(officer.account_id, c.codes).ok()) << c.what;
    harness.clock().Advance(absl::Seconds(61));  // for a minute the former ones may be remembered
    EXPECT_EQ(Look(officer, here).ok(), c.sees_here) << c.what;
    EXPECT_EQ(Look(officer, elsewhere).ok(), c.sees_elsewhere) << c.what;
  }
  const std::string unknown = NewUuidV7(harness.clock().Now());
  EXPECT_EQ(Seen(Look(officer, unknown).status()), Seen(Look(officer, here).status()))
      << "existing or not, outside is outside";
}

TEST_F(JurisdictionTest, ALockedOfficerSeesNothing) {
  const std::string site = harness.MakeSite({}, "28260");
  ASSERT_TRUE(Set(officer.account_id, {"28260"}).ok());
  ASSERT_TRUE(Look(officer, site).ok());
  ASSERT_TRUE(Lock(officer.account_id).ok());
  harness.clock().Advance(absl::Seconds(61));
  EXPECT_EQ(Look(officer, site).status().code(), absl::StatusCode::kPermissionDenied);
}

TEST_F(JurisdictionTest, CodesAreThoseInForceToday) {
  // 47720 (경상북도 군위군) became 27720 on 2023-07-01.
  EXPECT_EQ(Violations(Set(officer.account_id, {"28260", "47720", "99", "28260", "2826"}).status()),
            "district_codes[1] UNKNOWN_DISTRICT, district_codes[2] UNKNOWN_DISTRICT, "
            "district_codes[3] DUPLICATE, district_codes[4] UNKNOWN_DISTRICT");
  const auto set = Set(officer.account_id, {"27720", "11"});
  ASSERT_TRUE(set.ok()) << set.status();
  ASSERT_EQ(set->jurisdictions_size(), 2);
  EXPECT_EQ(set->jurisdictions(0).district_code(), "11");
  EXPECT_EQ(set->jurisdictions(0).name_ko(), "서울특별시");
  EXPECT_EQ(set->jurisdictions(1).name_ko(), "대구광역시 군위군");
  EXPECT_EQ(Violations(Set(officer.account_id, std::vector<std::string>(301, "11")).status()),
            "district_codes TOO_MANY");
}

TEST_F(JurisdictionTest, FormerOnesAreKeptAndNobodyIsOverwritten) {
  const auto first = Set(officer.account_id, {"28260"}, "v0");
  ASSERT_TRUE(first.ok()) << first.status();
  EXPECT_EQ(ErrorReason(Set(officer.account_id, {"11"}, "v0").status()), "ETAG_MISMATCH");
  ASSERT_TRUE(Set(officer.account_id, {"11"}, first->etag()).ok());
  ASSERT_TRUE(Set(officer.account_id, {"11"}).ok()) << "the same again changes nothing";
  EXPECT_EQ(AuditRows("JURISDICTIONS_SET"), "2");
  EXPECT_EQ(Stored("SELECT string_agg(array_to_string(district_codes, ','), ';')"
                   " FROM jurisdiction_history"),
            "28260");
}

TEST_F(JurisdictionTest, OnlyOfficersHaveThem) {
  const testing::Person site = MakeAccount("hanbit");
  EXPECT_EQ(ErrorReason(Set(site.account_id, {"28260"}).status()), "NOT_AN_OFFICER");
  for (const auto& [login, role, may] :
       {std::tuple("kosha1", common::v1::ROLE_KOSHA_REVIEWER, true),
        std::tuple("region1", common::v1::ROLE_REGIONAL_ENV_OFFICER, true),
        std::tuple("nics1", common::v1::ROLE_NICS_REVIEWER, false)}) {
    const testing::Person person = MakeAccount(login, role);
    EXPECT_EQ(Set(person.account_id, {"28260"}).ok(), may) << login;
  }
  EXPECT_EQ(Set(NewUuidV7(harness.clock().Now()), {"28260"}).status().code(),
            absl::StatusCode::kNotFound);
  EXPECT_EQ(Set("no-id", {"28260"}).status().code(), absl::StatusCode::kNotFound);
}

TEST_F(JurisdictionTest, AnOfficerSeesHisOwnListOnly) {
  const testing::Person other = MakeAccount("officer2", common::v1::ROLE_LOCAL_OFFICER);
  ASSERT_TRUE(Set(officer.account_id, {"28260"}).ok());
  v1::ListJurisdictionsRequest request;
  const auto own =
      testing::Ask(harness, officer, *jurisdictions, &Stub::ListJurisdictions, request);
  ASSERT_TRUE(own.ok()) << own.status();
  ASSERT_EQ(own->jurisdictions_size(), 1);
  EXPECT_EQ(own->jurisdictions(0).name_ko(), "인천광역시 서구");
  request.set_account_id(officer.account_id);
  EXPECT_TRUE(
      testing::Ask(harness, officer, *jurisdictions, &Stub::ListJurisdictions, request).ok());
  EXPECT_TRUE(testing::Ask(harness, admin, *jurisdictions, &Stub::ListJurisdictions, request).ok());
  EXPECT_EQ(testing::Ask(harness, other, *jurisdictions, &Stub::ListJurisdictions, request)
                .status()
                .code(),
            absl::StatusCode::kPermissionDenied);
}

TEST_F(JurisdictionTest, ServicesAreToldRoleStateAndDistricts) {
  ASSERT_TRUE(Set(officer.account_id, {"28260", "11"}).ok());
  internal::v1::GetAuthorityRequest request;
  request.set_account_id(officer.account_id);
  const auto ask = [&] {
    return testing::AskAsService(harness, "facility", *authority,
                                 &internal::v1::AuthorityService::Stub::GetAuthority, request);
  };
  const auto found = ask();
  ASSERT_TRUE(found.ok()) << found.status();
  EXPECT_TRUE(found->active());
  EXPECT_EQ(found->role(), common::v1::ROLE_LOCAL_OFFICER);
  ASSERT_EQ(found->district_codes_size(), 2);
  ASSERT_TRUE(Lock(officer.account_id).ok());
  EXPECT_FALSE(ask()->active());
  request.set_account_id(NewUuidV7(harness.clock().Now()));
  EXPECT_EQ(ask().status().code(), absl::StatusCode::kNotFound);
  request.set_account_id("no-id");
  EXPECT_EQ(ask().status().code(), absl::StatusCode::kInvalidArgument);
  EXPECT_EQ(testing::Ask(harness, admin, *authority,
                         &internal::v1::AuthorityService::Stub::GetAuthority, request)
                .status()
                .code(),
            absl::StatusCode::kPermissionDenied)
      << "not for people, not even administrators";
}

TEST_F(JurisdictionTest, ServicesAreToldNames) {
  internal::v1::GetAccountNamesRequest request;
  request.add_account_ids(officer.account_id);
  request.add_account_ids(NewUuidV7(harness.clock().Now()));
  const auto names =
      testing::AskAsService(harness, "registration", *authority,
                            &internal::v1::AuthorityService::Stub::GetAccountNames, request);
  ASSERT_TRUE(names.ok()) << names.status();
  ASSERT_EQ(names->names_size(), 1);
  EXPECT_EQ(names->names(0).organisation_name(), "인천광역시 서구");
}

}  // namespace
}  // namespace sems::identity
