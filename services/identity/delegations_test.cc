#include "common/values/civil.h"
#include "common/values/uuid.h"
#include "services/identity/service_fixture.h"

namespace sems::identity {
namespace {

using Stub = v1::DelegationService::Stub;

class DelegationTest : public IdentityServiceTest {
 protected:
  v1::CreateDelegationRequest Request(const std::string& starts_on = "2026-11-01",
                                      const std::string& ends_on = "2026-12-31") {
    v1::CreateDelegationRequest request;
    request.set_site_id(site);
    request.set_agent_login("Agent1");
    request.set_starts_on(starts_on);
    request.set_ends_on(ends_on);
    return request;
  }
  absl::StatusOr<v1::CreateDelegationResponse> Create(const v1::CreateDelegationRequest& request) {
    return testing::Ask(harness, operator_, *delegations, &Stub::CreateDelegation, request);
  }
  absl::StatusOr<v1::RevokeDelegationResponse> Revoke(const testing::Person& person,
                                                      const std::string& site_id,
                                                      const std::string& delegation_id) {
    v1::RevokeDelegationRequest request;
    request.set_site_id(site_id);
    request.set_delegation_id(delegation_id);
    return testing::Ask(harness, person, *delegations, &Stub::RevokeDelegation, request);
  }
  bool Live(const std::string& on_date) {
    internal::v1::CheckDelegationRequest request;
    request.set_account_id(agent.account_id);
    request.set_site_id(site);
    request.set_on_date(on_date);
    const auto answer =
        testing::AskAsService(harness, "measurement", *authority,
                              &internal::v1::AuthorityService::Stub::CheckDelegation, request);
    EXPECT_TRUE(answer.ok()) << answer.status();
    return answer->live();
  }
  int DelegatedSites(const std::string& on_date) {
    internal::v1::ListDelegatedSitesRequest request;
    request.set_account_id(agent.account_id);
    request.set_on_date(on_date);
    return testing::AskAsService(harness, "measurement", *authority,
                                 &internal::v1::AuthorityService::Stub::ListDelegatedSites, request)
        ->site_ids_size();
  }
  absl::StatusOr<v1::ListMyDelegationsResponse> Own(
      const testing::Person& person, const v1::ListMyDelegationsRequest& request = {}) {
    return testing::Ask(harness, person, *delegations, &Stub::ListMyDelegations, request);
  }

  const testing::Person operator_ = MakeAccount("hanbit");
  const testing::Person agent = MakeAccount("agent1", common::v1::ROLE_MEASUREMENT_AGENT);
  const std::string site = harness.MakeSite({operator_});  // today is 2026-11-10
};

TEST_F(DelegationTest, HoldsFromItsFirstDayToItsLast) {
  const auto made = Create(Request());
  ASSERT_TRUE(made.ok()) << made.status();
  EXPECT_EQ(made->delegation().state(), v1::DELEGATION_STATE_LIVE);
  EXPECT_EQ(made->delegation().agent_account_id(), agent.account_id);
  EXPECT_EQ(made->delegation().agent_login(), "agent1");
  EXPECT_EQ(made->delegation().site_name(), "테스트사업장");
  EXPECT_FALSE(Live("2026-10-31"));
  EXPECT_TRUE(Live("2026-11-01"));
  EXPECT_TRUE(Live("2026-12-31"));
  EXPECT_FALSE(Live("2027-01-01"));
  EXPECT_EQ(DelegatedSites("2026-11-10"), 1);
  EXPECT_EQ(DelegatedSites("2027-01-01"), 0);
}

TEST_F(DelegationTest, RevokingTakesEffectAtOnce) {
  const auto made = Create(Request());
  ASSERT_TRUE(made.ok()) << made.status();
  ASSERT_TRUE(Live("2026-11-10"));
  const auto revoked = Revoke(operator_, site, made->delegation().delegation_id());
  ASSERT_TRUE(revoked.ok()) << revoked.status();
  EXPECT_EQ(revoked->delegation().state(), v1::DELEGATION_STATE_REVOKED);
  EXPECT_FALSE(Live("2026-11-10"));
  EXPECT_EQ(DelegatedSites("2026-11-10"), 0);
  // Twice changes nothing; a new one may take its place.
  EXPECT_EQ(Revoke(operator_, site, made->delegation().delegation_id())->ShortDebugString(),
            revoked->ShortDebugString());
  EXPECT_EQ(AuditRows("DELEGATION_REVOKED"), "1");
  EXPECT_TRUE(Create(Request()).ok());
  EXPECT_TRUE(Live("2026-11-10"));
}

TEST_F(DelegationTest, ALockedAgentHoldsNothing) {
  ASSERT_TRUE(Create(Request()).ok());
  ASSERT_TRUE(Lock(agent.account_id).ok());
  EXPECT_FALSE(Live("2026-11-10"));
  EXPECT_EQ(DelegatedSites("2026-11-10"), 0);
}

TEST_F(DelegationTest, TwoForTheSameAgentDoNotOverlap) {
  ASSERT_TRUE(Create(Request("2026-11-01", "2026-11-30")).ok());
  const auto overlapping = Create(Request("2026-11-30", "2026-12-31"));
  EXPECT_EQ(overlapping.status().code(), absl::StatusCode::kAlreadyExists);
  EXPECT_EQ(ErrorReason(overlapping.status()), "DELEGATION_OVERLAPS");
  EXPECT_TRUE(Create(Request("2026-12-01", "2026-12-31")).ok());
  MakeAccount("agent2", common::v1::ROLE_MEASUREMENT_AGENT);
  auto second = Request();
  second.set_agent_login("agent2");
  EXPECT_TRUE(Create(second).ok()) << "several agents may hold one at a time";
}

TEST_F(DelegationTest, WrongRequestsNameTheirFields) {
  struct Case {
    const char* starts_on;
    const char* ends_on;
    const char* agent_login;
    const char* violations;
  };
  const Case cases[] = {
      {"2026-02-31", "20261231", "", "agent_login REQUIRED, starts_on FORMAT, ends_on FORMAT"},
      {"2026-12-01", "2026-11-30", "agent1", "ends_on BEFORE_START"},
      {"2026-10-01", "2026-11-09", "agent1", "ends_on IN_THE_PAST"},
      {"2026-11-10", "2031-11-11", "agent1", "ends_on TOO_LATE"},
      {"2026-11-10", "2026-12-31", "nobody", "agent_login AGENT_NOT_FOUND"},
      {"2026-11-10", "2026-12-31", "hanbit", "agent_login AGENT_NOT_FOUND"},
      {"2026-11-10", "2026-12-31", "!", "agent_login AGENT_NOT_FOUND"},
  };
  for (const Case& c : cases) {
    auto request = Request(c.starts_on, c.ends_on);
    request.set_agent_login(c.agent_login);
    EXPECT_EQ(Violations(Create(request).status()), c.violations);
  }
}

TEST_F(DelegationTest, NobodyDelegatesOrRevokesForAnotherSite) {
  const auto made = Create(Request());
  ASSERT_TRUE(made.ok()) << made.status();
  const testing::Person stranger = MakeAccount("stranger");
  const std::string other_site = harness.MakeSite({stranger});
  const auto foreign =
      testing::Ask(harness, stranger, *delegations, &Stub::CreateDelegation, Request());
  EXPECT_EQ(foreign.status().code(), absl::StatusCode::kPermissionDenied);
  auto unknown_site = Request();
  unknown_site.set_site_id(NewUuidV7(harness.clock().Now()));
  EXPECT_EQ(
      Seen(testing::Ask(harness, stranger, *delegations, &Stub::CreateDelegation, unknown_site)
               .status()),
      Seen(foreign.status()));

  const std::string id = made->delegation().delegation_id();
  EXPECT_EQ(Revoke(stranger, site, id).status().code(), absl::StatusCode::kPermissionDenied);
  EXPECT_EQ(Revoke(stranger, other_site, id).status().code(), absl::StatusCode::kNotFound)
      << "a delegation is looked for below the site one named";
  EXPECT_EQ(Revoke(agent, site, id).status().code(), absl::StatusCode::kPermissionDenied);
  EXPECT_EQ(Revoke(operator_, site, "no-id").status().code(), absl::StatusCode::kNotFound);
  EXPECT_TRUE(Live("2026-11-10"));
}

TEST_F(DelegationTest, SiteAndAgentSeeTheirOwn) {
  ASSERT_TRUE(Create(Request("2026-11-01", "2026-11-30")).ok());
  ASSERT_TRUE(Create(Request("2026-12-01", "2026-12-31")).ok());
  ASSERT_TRUE(Create(Request("2027-01-01", "2027-01-31")).ok());
  const testing::Person other_agent = MakeAccount("agent2", common::v1::ROLE_MEASUREMENT_AGENT);

  v1::ListDelegationsRequest request;
  request.set_site_id(site);
  request.set_page_size(2);
  const auto page = testing::Ask(harness, operator_, *delegations, &Stub::ListDelegations, request);
  ASSERT_TRUE(page.ok()) << page.status();
  ASSERT_EQ(page->delegations_size(), 2);
  EXPECT_EQ(page->delegations(0).starts_on(), "2027-01-01");
  EXPECT_EQ(page->delegations(0).state(), v1::DELEGATION_STATE_SCHEDULED);
  request.set_page_token(page->next_page_token());
  const auto rest = testing::Ask(harness, operator_, *delegations, &Stub::ListDelegations, request);
  ASSERT_TRUE(rest.ok()) << rest.status();
  ASSERT_EQ(rest->delegations_size(), 1);
  EXPECT_EQ(rest->delegations(0).starts_on(), "2026-11-01");
  EXPECT_TRUE(rest->next_page_token().empty());

  EXPECT_EQ(Own(agent)->delegations_size(), 3);
  EXPECT_EQ(Own(other_agent)->delegations_size(), 0);
  v1::ListMyDelegationsRequest live;
  live.set_live_only(true);
  const auto live_ones = Own(agent, live);
  ASSERT_EQ(live_ones->delegations_size(), 1);
  EXPECT_EQ(live_ones->delegations(0).site_name(), "테스트사업장");
  EXPECT_EQ(Own(operator_).status().code(), absl::StatusCode::kPermissionDenied);
}

TEST_F(DelegationTest, TheSameRequestIdMakesOne) {
  auto request = Request();
  request.set_request_id(NewUuidV7(harness.clock().Now()));
  const auto first = Create(request);
  ASSERT_TRUE(first.ok()) << first.status();
  EXPECT_EQ(Create(request)->ShortDebugString(), first->ShortDebugString());
  request.set_ends_on("2027-12-31");
  EXPECT_EQ(ErrorReason(Create(request).status()), "REQUEST_ID_REUSED");
}

TEST_F(DelegationTest, AClosedSiteDelegatesNothing) {
  common::internal::v1::SiteEvent event;
  event.set_event_id(NewUuidV7(harness.clock().Now()));
  event.set_site_id(site);
  event.set_version(2);
  event.set_district_code("28260");
  event.set_site_class(1);
  event.set_state(common::internal::v1::SITE_STATE_CLOSED);
  event.set_name("테스트사업장");
  event.set_business_number("1288522615");
  event.set_site_sequence(1);
  event.add_operator_account_ids(operator_.account_id);
  event.set_approved_on("2026-11-10");
  harness.SendSiteEvent(event);
  EXPECT_EQ(ErrorReason(Create(Request()).status()), "SITE_CLOSED");
}

}  // namespace
}  // namespace sems::identity
