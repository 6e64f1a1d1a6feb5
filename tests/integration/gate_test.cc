// What the gate does with every call, seen through a service of its own on real gRPC and
// PostgreSQL.

#include <grpcpp/generic/generic_stub.h>
#include <grpcpp/grpcpp.h>

#include <pqxx/pqxx>
#include <thread>

#include "absl/strings/str_cat.h"
#include "absl/synchronization/notification.h"
#include "absl/time/clock.h"
#include "common/status/error.h"
#include "common/testing/harness.h"
#include "common/values/uuid.h"
#include "gmock/gmock.h"
#include "google/rpc/error_details.pb.h"
#include "gtest/gtest.h"
#include "sems/probe/v1/probe.grpc.pb.h"
#include "tests/integration/probe_module.h"

namespace sems::server {
namespace {

using common::v1::ROLE_LOCAL_OFFICER;
using common::v1::ROLE_MEASUREMENT_AGENT;
using common::v1::ROLE_NIER_ADMIN;
using common::v1::ROLE_SITE_OPERATOR;
using probe::v1::PutRequest;
using probe::v1::PutResponse;
using Stub = probe::v1::ProbeService::Stub;
using testing::Ask;
using testing::Person;

class GateTest : public ::testing::Test {
 protected:
  absl::StatusOr<PutResponse> Put(const Person& person, const std::string& key,
                                  const std::string& request_id = "",
                                  probe::v1::Mischief mischief = probe::v1::MISCHIEF_UNSPECIFIED) {
    PutRequest request;
    request.set_key(key);
    request.set_value("v");
    request.set_request_id(request_id);
    request.set_mischief(mischief);
    return Ask(harness_, person, *stub_, &Stub::Put, request);
  }
  absl::StatusOr<probe::v1::PutForSiteResponse> PutForSite(const Person& person,
                                                           const std::string& site) {
    probe::v1::PutForSiteRequest request;
    request.set_site_id(site);
    return Ask(harness_, person, *stub_, &Stub::PutForSite, request);
  }
  int Count(const std::string& query) {
    pqxx::connection connection(harness_.database().AdminConninfo());
    pqxx::nontransaction work(connection);
    work.exec("SET search_path = facility");
    return work.exec1("SELECT count(*) FROM " + query)[0].as<int>();
  }

  testing::Harness harness_{
      {&probe::Info()}, absl::CivilDay(2026, 11, 10), {{"facility.max_threads", "16"}}};
  std::unique_ptr<Stub> stub_ = probe::v1::ProbeService::NewStub(harness_.Channel("facility"));
  Person operator_ = harness_.MakePerson(ROLE_SITE_OPERATOR);
  Person officer_ = harness_.MakePerson(ROLE_LOCAL_OFFICER);
  Person admin_ = harness_.MakePerson(ROLE_NIER_ADMIN);
};

TEST_F(GateTest, AChangeCommitsWithItsAuditRow) {
  ASSERT_TRUE(Put(operator_, "a").ok());
  EXPECT_EQ(
      Count(absl::StrCat(
          "audit_row WHERE actor = '", operator_.account_id,
          "' AND role = 'ROLE_SITE_OPERATOR' AND action = 'PROBE_PUT' AND length(hash) = 32")),
      1);
}

TEST_F(GateTest, NoAuditRowNoChange) {
  const auto reply = Put(operator_, "a", "", probe::v1::MISCHIEF_NO_AUDIT);
  EXPECT_EQ(reply.status().code(), absl::StatusCode::kInternal);
  EXPECT_EQ(Count("probe"), 0);
}

TEST_F(GateTest, AFailureLeavesNothing) {
  const std::string id = NewUuidV7(harness_.clock().Now());
  EXPECT_EQ(ErrorReason(Put(operator_, "a", id, probe::v1::MISCHIEF_FAIL_AFTER_WRITING).status()),
            "NOT_TODAY");
  EXPECT_EQ(Count("probe"), 0);
  EXPECT_EQ(Count("audit_row"), 0);
  EXPECT_EQ(Count("idempotency"), 0);
}

TEST_F(GateTest, ARefusalMayLeaveItsTrace) {
  const auto reply = Put(operator_, "a", "", probe::v1::MISCHIEF_REFUSE_BUT_KEEP);
  EXPECT_EQ(ErrorReason(reply.status()), "WRONG_PASSWORD");
  EXPECT_EQ(Count("probe"), 1);
  EXPECT_EQ(Count("audit_row"), 1);
}

TEST_F(GateTest, TheSameRequestIdGetsTheSameAnswerOnce) {
  const std::string id = NewUuidV7(harness_.clock().Now());
  const auto first = Put(operator_, "a", id);
  ASSERT_TRUE(first.ok()) << first.status();
  const auto second = Put(operator_, "a", id);
  ASSERT_TRUE(second.ok());
  EXPECT_EQ(second->receipt(), first->receipt());
  EXPECT_EQ(second->times(), 1);
  EXPECT_EQ(Count("audit_row"), 1);
  // Another's request_id is another's.
  EXPECT_EQ(Put(harness_.MakePerson(ROLE_SITE_OPERATOR), "a", id)->times(), 2);
}

TEST_F(GateTest, ARequestIdWithAnotherBodyIsRefused) {
  const std::string id = NewUuidV7(harness_.clock().Now());
  ASSERT_TRUE(Put(operator_, "a", id).ok());
  const auto other = Put(operator_, "b", id);
  EXPECT_EQ(other.status().code(), absl::StatusCode::kInvalidArgument);
  EXPECT_EQ(ErrorReason(other.status()), "REQUEST_ID_REUSED");
  EXPECT_EQ(Count("probe"), 1);
}

TEST_F(GateTest, ARequestIdIsForgottenAfterADayAndAfterAChangeOfNothing) {
  const std::string id = NewUuidV7(harness_.clock().Now());
  ASSERT_TRUE(Put(operator_, "a", id).ok());
  harness_.clock().Advance(absl::Hours(24));
  EXPECT_EQ(Put(operator_, "a", id)->times(), 2);
  const std::string other = NewUuidV7(harness_.clock().Now());
  ASSERT_TRUE(Put(operator_, "c", other, probe::v1::MISCHIEF_NOTHING_CHANGED).ok());
  EXPECT_EQ(Put(operator_, "d", other)->times(), 1);
}

TEST_F(GateTest, ManyAtOnceWithOneRequestIdWriteOnce) {
  const std::string id = NewUuidV7(harness_.clock().Now());
  std::vector<std::string> receipts(6);
  std::vector<std::thread> threads;
  for (std::string& receipt : receipts) {
    threads.emplace_back([&] {
      const auto reply = Put(operator_, "a", id);
      receipt = reply.ok() ? reply->receipt() : reply.status().ToString();
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_THAT(receipts, ::testing::Each(receipts[0]));
  EXPECT_EQ(Count("probe WHERE times = 1"), 1);
}

TEST_F(GateTest, AnUnusableRequestIdIsAFieldError) {
  const auto reply = Put(operator_, "a", "not-a-uuid");
  EXPECT_EQ(reply.status().code(), absl::StatusCode::kInvalidArgument);
  EXPECT_EQ(ErrorReason(reply.status()), "INVALID_FIELDS");
}

TEST_F(GateTest, AnExceptionIsInternalAndSaysNothing) {
  const auto reply = Put(operator_, "a", "", probe::v1::MISCHIEF_THROW);
  EXPECT_EQ(reply.status().code(), absl::StatusCode::kInternal);
  EXPECT_EQ(std::string(reply.status().message()).find("own exception"), std::string::npos);
  EXPECT_EQ(Put(operator_, "a", "", probe::v1::MISCHIEF_BREAK_CONSTRAINT).status().code(),
            absl::StatusCode::kInternal);
  EXPECT_TRUE(Put(operator_, "a").ok());
}

TEST_F(GateTest, OnlyARoleOfTheRuleWithAGoodTokenMayCall) {
  EXPECT_EQ(Put(admin_, "a").status().code(), absl::StatusCode::kPermissionDenied);
  PutRequest request;
  PutResponse response;
  grpc::ClientContext nobody;
  grpc::Status status = stub_->Put(&nobody, request, &response);
  EXPECT_EQ(status.error_code(), grpc::StatusCode::UNAUTHENTICATED);
  EXPECT_EQ(ErrorReason(FromGrpc(status)), "TOKEN_MISSING");
  grpc::ClientContext forger;
  forger.AddMetadata("x-sems-caller", operator_.account_id);
  forger.AddMetadata("authorization", "Basic b3BlcmF0b3I6");
  status = stub_->Put(&forger, request, &response);
  EXPECT_EQ(ErrorReason(FromGrpc(status)), "TOKEN_MALFORMED");
  grpc::ClientContext late;
  harness_.As(late, operator_);
  harness_.clock().Advance(absl::Minutes(16));
  status = stub_->Put(&late, request, &response);
  EXPECT_EQ(ErrorReason(FromGrpc(status)), "TOKEN_EXPIRED");
}

// What the contract says anyway, and what a role's data is: the same whether the site exists or
// not.
TEST_F(GateTest, WhoIsOutOfScopeLearnsWhatWouldBeNeeded) {
  const auto info = [](const absl::Status& status) {
    const google::rpc::Status details = ToRpcStatus(status);
    std::map<std::string, std::string> metadata;
    for (const auto& any : details.details()) {
      google::rpc::ErrorInfo found;
      if (any.UnpackTo(&found)) metadata = {found.metadata().begin(), found.metadata().end()};
    }
    EXPECT_EQ(ErrorReason(status), "OUT_OF_SCOPE");
    return metadata;
  };
  auto told = info(Put(admin_, "a").status());
  EXPECT_EQ(told["needed"], "ROLE");
  EXPECT_EQ(told["role"], "NIER_ADMIN");
  EXPECT_NE(told["roles"].find("SITE_OPERATOR"), std::string::npos) << told["roles"];
  EXPECT_EQ(told["roles"].find("NIER_ADMIN"), std::string::npos) << told["roles"];

  const std::string foreign = harness_.MakeSite({}, "41111");
  EXPECT_EQ(info(PutForSite(operator_, foreign).status())["needed"], "SITE");
  const Person fresh = harness_.MakePerson(common::v1::ROLE_LOCAL_OFFICER);
  harness_.SetJurisdictions(officer_, {"28"});
  const absl::Status without_any = PutForSite(fresh, foreign).status();
  const absl::Status elsewhere = PutForSite(officer_, foreign).status();
  EXPECT_EQ(info(without_any)["needed"], "JURISDICTION");
  EXPECT_EQ(info(elsewhere)["needed"], "JURISDICTION");
  EXPECT_NE(without_any.message(), elsewhere.message());
}

TEST_F(GateTest, ServicesCallOnlyWhatNamesThem) {
  probe::v1::BetweenRequest request;
  const auto reply = testing::AskAsService(harness_, "facility", *stub_, &Stub::Between, request);
  ASSERT_TRUE(reply.ok()) << reply.status();
  EXPECT_EQ(reply->service(), "facility");
  EXPECT_EQ(
      testing::AskAsService(harness_, "ieps", *stub_, &Stub::Between, request).status().code(),
      absl::StatusCode::kPermissionDenied);
  EXPECT_EQ(Ask(harness_, admin_, *stub_, &Stub::Between, request).status().code(),
            absl::StatusCode::kPermissionDenied);
  // A user's token is no service's.
  grpc::ClientContext context;
  context.AddMetadata("x-sems-service-token", harness_.Token(admin_));
  probe::v1::BetweenResponse response;
  EXPECT_EQ(stub_->Between(&context, request, &response).error_code(),
            grpc::StatusCode::UNAUTHENTICATED);
}

TEST_F(GateTest, AnonymousCallsAreForPublicMethodsAlone) {
  grpc::ClientContext context;
  probe::v1::OpenResponse response;
  ASSERT_TRUE(stub_->Open(&context, {}, &response).ok());
  EXPECT_TRUE(response.anonymous());
}

TEST_F(GateTest, SitesOutsideTheScopeLookAlikeWhetherTheyExistOrNot) {
  const std::string own = harness_.MakeSite({operator_}, "28260");
  const std::string foreign = harness_.MakeSite({}, "41111");
  const std::string unknown = NewUuidV7(harness_.clock().Now());
  harness_.SetJurisdictions(officer_, {"28"});

  EXPECT_EQ(PutForSite(operator_, own)->site_name(), "테스트사업장");
  EXPECT_TRUE(PutForSite(officer_, own).ok());
  EXPECT_TRUE(PutForSite(admin_, foreign).ok());
  for (const Person& person : {operator_, officer_}) {
    const auto existing = PutForSite(person, foreign);
    const auto missing = PutForSite(person, unknown);
    EXPECT_EQ(existing.status().code(), absl::StatusCode::kPermissionDenied);
    EXPECT_EQ(existing.status(), missing.status());
  }
  EXPECT_EQ(PutForSite(admin_, unknown).status().code(), absl::StatusCode::kNotFound);
  EXPECT_EQ(PutForSite(operator_, "7").status().code(), absl::StatusCode::kInvalidArgument);
  EXPECT_EQ(
      Count(absl::StrCat("audit_row WHERE stream_id = '", own, "' AND action = 'PROBE_SITE'")), 2);
}

TEST_F(GateTest, JurisdictionsAreKeptForAMinuteAndAProvinceSeesItsCities) {
  const std::string suwon = harness_.MakeSite({}, "41111");
  const Person provincial = harness_.MakePerson(ROLE_LOCAL_OFFICER);
  harness_.SetJurisdictions(provincial, {"41"});
  EXPECT_TRUE(PutForSite(provincial, suwon).ok());
  harness_.SetJurisdictions(provincial, {});
  EXPECT_TRUE(PutForSite(provincial, suwon).ok());
  harness_.clock().Advance(absl::Seconds(61));
  EXPECT_EQ(PutForSite(provincial, suwon).status().code(), absl::StatusCode::kPermissionDenied);
}

TEST_F(GateTest, ADelegationIsAskedForOnEveryCall) {
  const std::string site = harness_.MakeSite({operator_});
  const Person agent = harness_.MakePerson(ROLE_MEASUREMENT_AGENT);
  EXPECT_EQ(PutForSite(agent, site).status().code(), absl::StatusCode::kPermissionDenied);
  harness_.SetDelegated(agent, site, true);
  EXPECT_TRUE(PutForSite(agent, site).ok());
  harness_.SetDelegated(agent, site, false);
  EXPECT_EQ(PutForSite(agent, site).status().code(), absl::StatusCode::kPermissionDenied);
}

TEST_F(GateTest, AnOlderSiteEventIsDropped) {
  common::internal::v1::SiteEvent event;
  event.set_site_id(NewUuidV7(harness_.clock().Now()));
  event.set_event_id(NewUuidV7(harness_.clock().Now()));
  event.set_version(2);
  event.set_district_code("28260");
  event.set_site_class(1);
  event.set_business_number("1288522615");
  event.set_site_sequence(1);
  event.set_name("둘째");
  event.set_approved_on("2026-11-10");
  event.add_operator_account_ids(operator_.account_id);
  harness_.SendSiteEvent(event);
  event.set_version(1);
  event.set_name("첫째");
  event.clear_operator_account_ids();
  harness_.SendSiteEvent(event);
  EXPECT_EQ(PutForSite(operator_, event.site_id())->site_name(), "둘째");
}

TEST_F(GateTest, ALookIsKeptInTheLookersStream) {
  harness_.SetJurisdictions(officer_, {"28260"});
  const auto reply = Ask(harness_, officer_, *stub_, &Stub::Look, probe::v1::LookRequest());
  ASSERT_TRUE(reply.ok()) << reply.status();
  EXPECT_THAT(reply->district_codes(), ::testing::Contains("28260"));
  EXPECT_EQ(Count(absl::StrCat("look_row WHERE stream_id = '", officer_.account_id,
                               "' AND subject = 'application 1'")),
            1);
}

TEST_F(GateTest, ALookSaysWhence) {
  harness_.SetJurisdictions(officer_, {"28260"});
  const auto look = [&](const std::map<std::string, std::string>& headers) {
    grpc::ClientContext context;
    harness_.As(context, officer_);
    for (const auto& [name, value] : headers) context.AddMetadata(name, value);
    probe::v1::LookResponse response;
    ASSERT_TRUE(stub_->Look(&context, probe::v1::LookRequest(), &response).ok());
  };
  look({});
  look({{"x-forwarded-for", "203.0.113.9, 198.51.100.7"}});
  look({{"x-forwarded-for", "203.0.113.9, 10.0.0.1"}, {"x-envoy-external-address", "192.0.2.4"}});
  EXPECT_EQ(Count("look_row WHERE detail::json->>'from' LIKE 'unix:%'"), 1);
  EXPECT_EQ(Count("look_row WHERE detail::json->>'from' = '198.51.100.7'"), 1);
  EXPECT_EQ(Count("look_row WHERE detail::json->>'from' = '192.0.2.4'"), 1);
  EXPECT_EQ(Count("look_row WHERE detail::json->>'what' = 'contact'"), 3);
}

TEST_F(GateTest, ACallersDeadlineEndsTheStatement) {
  PutRequest request;
  request.set_key("slow");
  request.set_mischief(probe::v1::MISCHIEF_SLEEP_IN_DATABASE);
  grpc::ClientContext context;
  harness_.As(context, operator_);
  context.set_deadline(absl::ToChronoTime(absl::Now() + absl::Milliseconds(300)));
  PutResponse response;
  EXPECT_EQ(stub_->Put(&context, request, &response).error_code(),
            grpc::StatusCode::DEADLINE_EXCEEDED);
  // The connection it used is free again.
  for (int i = 0; i < 8; ++i) EXPECT_TRUE(Put(operator_, "fast").ok());
}

TEST_F(GateTest, ALostCommitIsInDoubt) {
  const std::string id = NewUuidV7(harness_.clock().Now());
  const auto reply = Put(operator_, "a", id, probe::v1::MISCHIEF_LOSE_CONNECTION_AT_COMMIT);
  EXPECT_EQ(reply.status().code(), absl::StatusCode::kUnavailable);
  EXPECT_EQ(ErrorReason(reply.status()), "COMMIT_IN_DOUBT");
  EXPECT_TRUE(Put(operator_, "b").ok());
}

TEST_F(GateTest, LargeMetadataIsRefusedForItsCallerAlone) {
  PutRequest request;
  request.set_key("a");
  PutResponse response;
  grpc::ClientContext context;
  harness_.As(context, operator_);
  context.AddMetadata("x-large", std::string(60 * 1024, 'x'));
  const grpc::Status status = stub_->Put(&context, request, &response);
  EXPECT_EQ(status.error_code(), grpc::StatusCode::RESOURCE_EXHAUSTED);
  EXPECT_EQ(ErrorReason(FromGrpc(status)), "METADATA_TOO_LARGE");
}

TEST_F(GateTest, BytesThatAreNoMessageAreTheCallersMistake) {
  // A field of length 127 of which nothing follows; and a key that is not UTF-8.
  for (const std::string& bytes : {std::string("\x12\x7f"), std::string("\x12\x02\xff\xfe")}) {
    grpc::GenericStub generic(harness_.Channel("facility"));
    grpc::ClientContext context;
    harness_.As(context, operator_);
    const grpc::Slice slice(bytes);
    const grpc::ByteBuffer request(&slice, 1);
    grpc::ByteBuffer response;
    grpc::Status status;
    absl::Notification done;
    generic.UnaryCall(&context, "/sems.probe.v1.ProbeService/Put", grpc::StubOptions(), &request,
                      &response, [&](grpc::Status result) {
                        status = std::move(result);
                        done.Notify();
                      });
    done.WaitForNotification();
    EXPECT_EQ(status.error_code(), grpc::StatusCode::INVALID_ARGUMENT);
    EXPECT_EQ(ErrorReason(FromGrpc(status)), "REQUEST_UNREADABLE");
  }
}

TEST_F(GateTest, MoreCallsThanTheServiceTakesAreRefusedAtOnce) {
  // Everybody waits for a table that somebody else has locked: sixteen are in hand, the rest are
  // refused.
  pqxx::connection admin(harness_.database().AdminConninfo());
  pqxx::work lock(admin);
  lock.exec("LOCK TABLE facility.probe IN EXCLUSIVE MODE");
  constexpr int kCallers = 28;
  std::vector<std::string> reasons(kCallers);
  std::atomic<bool> refused = false;
  std::vector<std::thread> callers;
  for (int i = 0; i < kCallers; ++i) {
    callers.emplace_back([&, i] {
      const absl::Status status = Put(operator_, absl::StrCat("k", i)).status();
      reasons[i] = ErrorReason(status);
      if (reasons[i] == "TOO_MANY_CALLS") refused = true;
    });
  }
  const absl::Time until = absl::Now() + absl::Seconds(15);
  while (!refused && absl::Now() < until) std::this_thread::yield();
  lock.abort();
  for (std::thread& caller : callers) caller.join();
  EXPECT_THAT(reasons, ::testing::Contains("TOO_MANY_CALLS"));
  // Six connections for the sixteen in hand: the others may have waited too long for one.
  EXPECT_THAT(reasons, ::testing::Each(::testing::AnyOf("", "TOO_MANY_CALLS", "DATABASE_BUSY")));
  EXPECT_THAT(reasons, ::testing::Contains(""));
}

}  // namespace
}  // namespace sems::server
