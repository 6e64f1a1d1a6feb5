// Work that nobody called for, and who sees what: organisations, reviewers' offices, partner
// systems; uploads in pieces.

#include <grpcpp/grpcpp.h>

#include <pqxx/pqxx>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "common/db/tx.h"
#include "common/server/gate.h"
#include "common/status/error.h"
#include "common/testing/harness.h"
#include "common/values/uuid.h"
#include "gtest/gtest.h"
#include "sems/probe/v1/probe.grpc.pb.h"
#include "tests/integration/probe_module.h"

namespace sems::server {
namespace {

using Stub = probe::v1::ProbeService::Stub;
using testing::Ask;
using testing::Person;

class BackgroundTest : public ::testing::Test {
 protected:
  absl::Status Work(absl::FunctionRef<absl::Status(UnitOfWork&)> body) {
    return probe::LatestGate().Background("timers", absl::Now() + absl::Seconds(10), body);
  }
  static void Put(UnitOfWork& work, const std::string& key) {
    work.tx().Exec("INSERT INTO probe VALUES ($1, 'v', 1)", key);
  }
  std::string Stored(const std::string& sql) {
    pqxx::connection connection(harness_.database().AdminConninfo());
    pqxx::nontransaction work(connection);
    work.exec("SET search_path = facility");
    return work.exec1(sql)[0].c_str();
  }
  absl::StatusOr<probe::v1::LookResponse> Look(const Person& person) {
    return Ask(harness_, person, *stub_, &Stub::Look, probe::v1::LookRequest());
  }
  absl::StatusOr<probe::v1::CollectResponse> Collect(const Person& person, int pieces) {
    grpc::ClientContext context;
    harness_.As(context, person);
    probe::v1::CollectResponse response;
    auto writer = stub_->Collect(&context, &response);
    probe::v1::CollectRequest piece;
    piece.set_piece("abc");
    for (int i = 0; i < pieces && writer->Write(piece); ++i) {
    }
    writer->WritesDone();
    const grpc::Status status = writer->Finish();
    if (!status.ok()) return FromGrpc(status);
    return response;
  }

  testing::Harness harness_{{&probe::Info()}};
  std::unique_ptr<Stub> stub_ = probe::v1::ProbeService::NewStub(harness_.Channel("facility"));
};

TEST_F(BackgroundTest, ItsChangeCommitsWithItsAuditRowInTheServicesOwnName) {
  ASSERT_TRUE(Work([](UnitOfWork& work) {
                Put(work, "a");
                work.Audit({"", "CLOCK_RANG", "case 1", "{}"});
                return absl::OkStatus();
              }).ok());
  EXPECT_EQ(Stored("SELECT count(*) FROM probe"), "1");
  EXPECT_EQ(Stored("SELECT actor || '|' || actor_service || '|' || role || '|' || method FROM "
                   "audit_row WHERE action = 'CLOCK_RANG'"),
            "|facility||timers");
}

TEST_F(BackgroundTest, NoAuditRowNoChangeAndAFailureLeavesNothing) {
  EXPECT_EQ(Work([](UnitOfWork& work) {
              Put(work, "a");
              return absl::OkStatus();
            }).code(),
            absl::StatusCode::kInternal);
  EXPECT_EQ(Work([](UnitOfWork& work) {
              Put(work, "b");
              work.Audit({"", "CLOCK_RANG", "case 1", "{}"});
              return absl::CancelledError("stop");
            }).code(),
            absl::StatusCode::kCancelled);
  EXPECT_EQ(Stored("SELECT count(*) FROM probe"), "0");
  EXPECT_EQ(Stored("SELECT count(*) FROM audit_row"), "0");
}

TEST_F(BackgroundTest, ManySubjectsInOneTransaction) {
  std::vector<std::string> streams;
  for (int i = 0; i < 500; ++i) streams.push_back(NewUuidV7(harness_.clock().Now()));
  for (int round = 0; round < 2; ++round) {
    ASSERT_TRUE(Work([&](UnitOfWork& work) {
                  for (const std::string& stream : streams) {
                    work.Audit({stream, "CLOCK_RANG", "case " + stream, "{}"});
                    work.Audit({stream, "CASE_EXPIRED", "case " + stream, "{}"});
                  }
                  return absl::OkStatus();
                }).ok());
  }
  EXPECT_EQ(Stored("SELECT count(*) FROM audit_row"), "2000");
  EXPECT_EQ(Stored("SELECT count(*) FROM audit_head WHERE seq = 4"), "500");
}

TEST_F(BackgroundTest, ADeferredEventIsDueAtOnceAndNobodyWaitsForIt) {
  ASSERT_TRUE(Work([&](UnitOfWork& work) {
                work.Audit({"", "CLOCK_RANG", "case 1", "{}"});
                work.Emit({.site_id = NewUuidV7(harness_.clock().Now()),
                           .event_id = NewUuidV7(harness_.clock().Now()),
                           .version = 1,
                           .topic = "nobody's",
                           .targets = {"operations", "ieps"},
                           .payload = std::string("\0\xff", 2),
                           .deferred = true});
                return absl::OkStatus();
              }).ok());
  EXPECT_EQ(Stored("SELECT count(*) FROM outbox WHERE payload = '\\x00ff'"), "2")
      << "kept until its targets have it";
}

TEST_F(BackgroundTest, AnOrganisationsAccountsSeeWhatIsTheOrganisations) {
  const Person firm = harness_.MakePerson(common::v1::ROLE_ORGANISATION);
  auto seen = Look(firm);
  ASSERT_TRUE(seen.ok()) << seen.status();
  EXPECT_EQ(seen->organisation_id(), "") << "it belongs to none";
  const std::string organisation = NewUuidV7(harness_.clock().Now());
  harness_.SetOrganisation(firm, organisation);
  seen = Look(firm);
  ASSERT_TRUE(seen.ok()) << seen.status();
  EXPECT_EQ(seen->organisation_id(), organisation) << "counts at once";
}

TEST_F(BackgroundTest, ReviewersSeeTheirOfficesDistrictsOrTheNation) {
  const Person kosha = harness_.MakePerson(common::v1::ROLE_KOSHA_REVIEWER);
  harness_.SetJurisdictions(kosha, {"28260"});
  const auto office = Look(kosha);
  ASSERT_TRUE(office.ok()) << office.status();
  EXPECT_EQ(office->district_codes(0), "28260");
  EXPECT_FALSE(office->nation());
  const auto nics = Look(harness_.MakePerson(common::v1::ROLE_NICS_REVIEWER));
  ASSERT_TRUE(nics.ok()) << nics.status();
  EXPECT_TRUE(nics->nation());
}

TEST_F(BackgroundTest, APartnerSystemActsAsFarAsItWasGranted) {
  const Person partner = harness_.MakePerson(common::v1::ROLE_PARTNER_SYSTEM);
  harness_.SetGrantedRoles(partner, {"noise_test_body"}, {"28260"});
  const auto seen = Look(partner);
  ASSERT_TRUE(seen.ok()) << seen.status();
  EXPECT_EQ(seen->granted_roles(0), "noise_test_body");
  EXPECT_EQ(seen->district_codes_size(), 1);
  harness_.SetGrantedRoles(partner, {}, {});
  harness_.clock().Advance(absl::Seconds(61));
  const auto after = Look(partner);
  ASSERT_TRUE(after.ok()) << after.status();
  EXPECT_EQ(after->granted_roles_size() + after->district_codes_size(), 0) << "taken back";
}

TEST_F(BackgroundTest, AnUploadIsReadPieceByPieceAfterItsCallerIsAdmitted) {
  const Person person = harness_.MakePerson(common::v1::ROLE_SITE_OPERATOR);
  const auto all = Collect(person, 3);
  ASSERT_TRUE(all.ok()) << all.status();
  EXPECT_EQ(all->all(), "abcabcabc");
  EXPECT_EQ(ErrorReason(Collect(person, 100).status()), "TOO_MUCH");
  EXPECT_EQ(Collect(harness_.MakePerson(common::v1::ROLE_AUDITOR), 3).status().code(),
            absl::StatusCode::kPermissionDenied);
  EXPECT_EQ(Stored("SELECT count(*) FROM audit_row WHERE action = 'PROBE_COLLECTED'"), "1");
}

}  // namespace
}  // namespace sems::server
