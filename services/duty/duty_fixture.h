#pragma once

#include <fstream>
#include <map>
#include <memory>
#include <pqxx/pqxx>
#include <string>
#include <vector>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "common/status/error.h"
#include "common/testing/harness.h"
#include "common/values/uuid.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "sems/duty/internal/v1/duty_inbox_service.grpc.pb.h"
#include "sems/duty/internal/v1/reminder_work_service.grpc.pb.h"
#include "sems/duty/v1/duty_service.grpc.pb.h"
#include "sems/duty/v1/feed_service.grpc.pb.h"
#include "sems/duty/v1/reminder_service.grpc.pb.h"
#include "services/duty/module.h"

namespace sems::duty {

inline const std::map<std::string, std::string> kTestSettings = {
    {"duty.look_every_seconds", "0"},
    {"duty.private_webhook_hosts", "127.0.0.1"},
    {"duty.public_url", "https://sems.example.go.kr/"},
    {"duty.smtp_url", "smtp://127.0.0.1:1"},
    {"duty.smtp_tls", "none"},
    {"duty.mail_from", "noreply@sems.example.go.kr"},
    {"duty.reminder_attempts", "2"},
};

// A file of keys that secrets are sealed with, the first of them first.
inline std::string WriteSecretKeys(const std::vector<std::string>& ids) {
  std::string keys;
  for (const std::string& id : ids) {
    // 32 bytes that differ with the id.
    const std::string bytes = (id + std::string(32, '.')).substr(0, 32);
    absl::StrAppend(&keys, keys.empty() ? "" : ",", R"({"kty":"oct","alg":"A256GCM","kid":")", id,
                    R"(","k":")", absl::WebSafeBase64Escape(bytes), "\"}");
  }
  const std::string path =
      absl::StrCat(::testing::TempDir(), "/sems_secret_keys_", absl::StrJoin(ids, "_"), ".json");
  std::ofstream(path) << "{\"keys\":[" << keys << "]}";
  return path;
}

inline std::map<std::string, std::string> TestSettings(const std::vector<std::string>& key_ids) {
  std::map<std::string, std::string> settings = kTestSettings;
  settings["duty.secret_keys_file"] = WriteSecretKeys(key_ids);
  return settings;
}

// The calendar with one approved site of 인천 서구 and its people. Today is 2026-11-10.
class DutyTest : public ::testing::Test {
 protected:
  explicit DutyTest(std::vector<const server::ModuleInfo*> beside = {})
      : harness_(With(std::move(beside)), absl::CivilDay(2026, 11, 10),
                 TestSettings({"one", "old"})) {
    harness_.SetJurisdictions(officer_, {"28260"});
    harness_.SetJurisdictions(elsewhere_, {"41117"});
    harness_.SetOrganisation(contractor_, organisation_);
  }

  static std::vector<const server::ModuleInfo*> With(
      std::vector<const server::ModuleInfo*> modules) {
    modules.push_back(&Info());
    return modules;
  }

  template <class Service>
  std::unique_ptr<typename Service::Stub> Stub() {
    return Service::NewStub(harness_.Channel("duty"));
  }

  // A case of a site with one running clock.
  internal::v1::PutDutiesRequest Case(const std::string& case_id, std::int64_t version,
                                      const std::string& due_on, const std::string& site = "") {
    internal::v1::PutDutiesRequest request;
    request.set_case_id(case_id);
    request.set_version(version);
    request.set_site_id(site.empty() ? site_ : site);
    request.set_procedure_id("noise_periodic_inspection");
    request.mutable_procedure_name()->set_ko("정기검사");
    request.mutable_procedure_name()->set_en("periodic inspection");
    request.set_procedure_kind(casework::v1::PROCEDURE_KIND_INSPECTION);
    request.set_subject_name("프레스 3호");
    AddDuty(request, "inspection", due_on);
    return request;
  }
  static internal::v1::CaseDuty& AddDuty(internal::v1::PutDutiesRequest& request,
                                         const std::string& clock, const std::string& due_on) {
    internal::v1::CaseDuty& duty = *request.add_duties();
    duty.set_clock_id(clock);
    duty.set_run(1);
    duty.mutable_title()->set_ko("정기검사를 받을 것");
    duty.mutable_title()->set_en("be inspected");
    casework::v1::StatutoryRole& who = *duty.add_who();
    who.set_role_id("operator");
    who.mutable_name()->set_ko("사업자");
    who.set_product_role("SITE_OPERATOR");
    duty.set_party_owes(true);
    duty.set_status(casework::v1::CLOCK_STATUS_RUNNING);
    duty.set_due_on(due_on);
    duty.set_article("Art. 10");
    duty.mutable_explanation()->set_ko("허가일부터 1년, 말일 포함");
    duty.mutable_explanation()->set_en("one year from the permit");
    return duty;
  }

  absl::StatusOr<internal::v1::PutDutiesResponse> Put(const internal::v1::PutDutiesRequest& request,
                                                      const std::string& service = "noise") {
    return AskAsService(harness_, service, *inbox_,
                        &internal::v1::DutyInboxService::Stub::PutDuties, request);
  }
  bool Applied(const internal::v1::PutDutiesRequest& request,
               const std::string& service = "noise") {
    const auto reply = Put(request, service);
    EXPECT_TRUE(reply.ok()) << reply.status();
    return reply.ok() && reply->applied();
  }

  absl::StatusOr<v1::ListDutiesResponse> List(const testing::Person& person,
                                              v1::ListDutiesRequest request = {}) {
    if (request.site_id().empty()) request.set_site_id(site_);
    return Ask(harness_, person, *duties_, &v1::DutyService::Stub::ListDuties, request);
  }

  internal::v1::RunRemindersResponse Run(bool plan, bool send) {
    internal::v1::RunRemindersRequest request;
    request.set_plan(plan);
    request.set_send(send);
    const auto reply = AskAsService(
        harness_, "duty", *work_, &internal::v1::ReminderWorkService::Stub::RunReminders, request);
    EXPECT_TRUE(reply.ok()) << reply.status();
    return reply.ok() ? *reply : internal::v1::RunRemindersResponse();
  }

  // One value, looked at behind the service's back.
  std::string Query(const std::string& sql) {
    pqxx::connection connection(harness_.database().AdminConninfo());
    pqxx::work work(connection);
    work.exec("SET search_path TO duty");
    const pqxx::result rows = work.exec(sql);
    work.commit();
    return rows.empty() || rows[0].size() == 0 || rows[0][0].is_null() ? "" : rows[0][0].c_str();
  }

  testing::Harness harness_;
  const testing::Person operator_ = harness_.MakePerson(common::v1::ROLE_SITE_OPERATOR);
  const testing::Person stranger_ = harness_.MakePerson(common::v1::ROLE_SITE_OPERATOR);
  const testing::Person officer_ = harness_.MakePerson(common::v1::ROLE_LOCAL_OFFICER);
  const testing::Person elsewhere_ = harness_.MakePerson(common::v1::ROLE_LOCAL_OFFICER);
  const testing::Person nics_ = harness_.MakePerson(common::v1::ROLE_NICS_REVIEWER);
  const testing::Person nier_ = harness_.MakePerson(common::v1::ROLE_NIER_ADMIN);
  const testing::Person contractor_ = harness_.MakePerson(common::v1::ROLE_ORGANISATION);
  const std::string organisation_ = NewUuidV7(harness_.clock().Now());
  const std::string site_ = harness_.MakeSite({operator_});
  std::unique_ptr<internal::v1::DutyInboxService::Stub> inbox_ =
      Stub<internal::v1::DutyInboxService>();
  std::unique_ptr<internal::v1::ReminderWorkService::Stub> work_ =
      Stub<internal::v1::ReminderWorkService>();
  std::unique_ptr<v1::DutyService::Stub> duties_ = Stub<v1::DutyService>();
  std::unique_ptr<v1::FeedService::Stub> feeds_ = Stub<v1::FeedService>();
  std::unique_ptr<v1::ReminderService::Stub> reminders_ = Stub<v1::ReminderService>();
};

inline constexpr char kCase1[] = "0192f0c0-0000-7000-8000-000000000001";
inline constexpr char kCase2[] = "0192f0c0-0000-7000-8000-000000000002";
inline constexpr char kCase3[] = "0192f0c0-0000-7000-8000-000000000003";

}  // namespace sems::duty
