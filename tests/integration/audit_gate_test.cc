// A service whose audit trail is sealed, or no longer is, as its callers and its operator see it.

#include <arpa/inet.h>
#include <sys/socket.h>
#include <unistd.h>

#include "absl/strings/numbers.h"
#include "common/testing/harness.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "sems/probe/v1/probe.grpc.pb.h"
#include "tests/integration/audit_fixture.h"
#include "tests/integration/probe_module.h"

namespace sems::server {
namespace {

using probe::v1::ProbeService;
using testing::Ask;
using ::testing::HasSubstr;

class SealedServiceTest : public ::testing::Test {
 protected:
  SealedServiceTest() {
    std::string pattern = "/tmp/sems-audit-XXXXXX";
    directory_ = mkdtemp(pattern.data());
    std::ofstream(directory_ + "/seal.pem") << auth::SigningKey::Generate().ToPem();
    harness_ = std::make_unique<testing::Harness>(
        std::vector<const ModuleInfo*>{&probe::Info()}, absl::CivilDay(2031, 1, 2),
        std::map<std::string, std::string>{{"audit.anchor_file", directory_ + "/{service}.anchor"},
                                           {"audit.seal_key_file", directory_ + "/seal.pem"},
                                           {"audit.max_unsealed_seconds", "2"},
                                           {"facility.metrics_listen", "127.0.0.1:0"}});
    stub_ = ProbeService::NewStub(harness_->Channel("facility"));
    operator_ = harness_->MakePerson(common::v1::ROLE_SITE_OPERATOR);
    officer_ = harness_->MakePerson(common::v1::ROLE_LOCAL_OFFICER);
    harness_->SetJurisdictions(officer_, {"28260"});
  }
  ~SealedServiceTest() override {
    harness_.reset();
    std::filesystem::remove_all(directory_);
  }

  absl::Status Put() {
    probe::v1::PutRequest request;
    request.set_key("a");
    return Ask(*harness_, operator_, *stub_, &ProbeService::Stub::Put, request).status();
  }
  absl::Status Look() {
    return Ask(*harness_, officer_, *stub_, &ProbeService::Stub::Look, probe::v1::LookRequest())
        .status();
  }
  void AsSuperuser(const std::string& sql) {
    pqxx::connection connection(harness_->database().AdminConninfo());
    pqxx::nontransaction work(connection);
    work.exec("SET search_path = facility");
    work.exec(sql);
  }
  // Until `call` answers with the reason ("" for OK), at most ten seconds.
  template <class Call>
  std::string Await(const std::string& reason, Call&& call) {
    const absl::Time until = absl::Now() + absl::Seconds(10);
    std::string got = "?";
    while (got != reason && absl::Now() < until) {
      const absl::Status status = call();
      got = status.ok() ? "" : ErrorReason(status);
      if (got != reason) absl::SleepFor(absl::Milliseconds(50));
    }
    return got;
  }
  std::string Metrics() {
    const std::string address = harness_->host().addresses().at("facility").metrics;
    int port = 0;
    (void)absl::SimpleAtoi(address.substr(address.rfind(':') + 1), &port);
    const int fd = socket(AF_INET, SOCK_STREAM, 0);
    sockaddr_in to = {};
    to.sin_family = AF_INET;
    to.sin_port = htons(static_cast<uint16_t>(port));
    to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    const std::string request = "GET /metrics HTTP/1.0\r\n\r\n";
    std::string page;
    if (connect(fd, reinterpret_cast<sockaddr*>(&to), sizeof(to)) == 0 &&
        write(fd, request.data(), request.size()) > 0) {
      char buffer[4096];
      for (ssize_t got; (got = read(fd, buffer, sizeof(buffer))) > 0;)
        page.append(buffer, static_cast<size_t>(got));
    }
    close(fd);
    return page;
  }

  std::string directory_;
  std::unique_ptr<testing::Harness> harness_;
  std::unique_ptr<ProbeService::Stub> stub_;
  testing::Person operator_, officer_;
};

TEST_F(SealedServiceTest, ANewSchemaHasItsGenesisSealBeforeItsFirstRow) {
  std::ifstream anchor(directory_ + "/facility.anchor");
  std::string line;
  ASSERT_TRUE(std::getline(anchor, line));
  EXPECT_THAT(line, HasSubstr(R"("service":"facility","seq":1,)"));
  EXPECT_THAT(line, HasSubstr(R"("streams":0,)"));
  EXPECT_TRUE(Put().ok());
}

TEST_F(SealedServiceTest, AStaleSealRefusesChangesNotLooksUntilSealedAgain) {
  ASSERT_TRUE(Put().ok());
  AsSuperuser("ALTER TABLE audit_seal ADD CONSTRAINT no_more CHECK (false) NOT VALID");
  EXPECT_EQ(Await("AUDIT_NOT_SEALED", [&] { return Put(); }), "AUDIT_NOT_SEALED");
  EXPECT_EQ(Put().code(), absl::StatusCode::kUnavailable);
  EXPECT_TRUE(Look().ok());
  EXPECT_TRUE(Look().ok());
  AsSuperuser("ALTER TABLE audit_seal DROP CONSTRAINT no_more");
  EXPECT_EQ(Await("", [&] { return Put(); }), "");
}

TEST_F(SealedServiceTest, AnAlteredTrailIsToldToTheOperatorAndEndsChanges) {
  ASSERT_TRUE(Put().ok());
  absl::SleepFor(absl::Milliseconds(1500));  // sealed
  AsSuperuser("UPDATE audit_head SET hash = sha256('x')");
  EXPECT_EQ(Await("AUDIT_NOT_SEALED", [&] { return Put(); }), "AUDIT_NOT_SEALED");
  EXPECT_TRUE(Look().ok());
  EXPECT_THAT(Metrics(), HasSubstr(R"(sems_audit_broken{service="facility"} 1)"));
}

TEST_F(SealedServiceTest, TheOperatorSeesItsState) {
  AsSuperuser(
      "INSERT INTO outbox VALUES (gen_random_uuid(), 1, gen_random_uuid(), 'nobody', 'none', '', "
      "now() - interval '61 minutes', 0, now() + interval '1 hour')");
  std::string page;
  const absl::Time until = absl::Now() + absl::Seconds(15);
  while (page.find(R"(sems_outbox_pending{service="facility"} 1)") == std::string::npos &&
         absl::Now() < until) {
    absl::SleepFor(absl::Milliseconds(200));
    page = Metrics();
  }
  for (const char* expected :
       {R"(sems_outbox_pending{service="facility"} 1)",
        R"(sems_outbox_oldest_seconds{service="facility"} 36)",
        R"(sems_database_ready{service="facility"} 1)",
        R"(sems_db_pool_size{service="facility"} 6)", R"(sems_db_pool_open{service="facility"} )",
        R"(sems_db_pool_busy{service="facility"} )",
        R"(sems_audit_seal_age_seconds{service="facility"} )",
        R"(sems_audit_broken{service="facility"} 0)",
        R"(sems_audit_max_unsealed_seconds{service="facility"} 2)",
        "sems_build_info{service=\"facility\",version=\""}) {
    EXPECT_THAT(page, HasSubstr(expected));
  }
}

}  // namespace
}  // namespace sems::server
