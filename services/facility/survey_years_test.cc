// Survey years, site facts, connections, technicians, and what other services read.
#include <pqxx/pqxx>
#include <thread>

#include "absl/strings/str_cat.h"
#include "common/values/uuid.h"
#include "services/facility/facility_fixture.h"

namespace sems::facility {
namespace {

using common::v1::BATCH_OUTCOME_NOT_SAVED;
using common::v1::BATCH_OUTCOME_SAVED;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::UnorderedElementsAre;
using Years = v1::SurveyYearService::Stub;
using Connections = v1::ConnectionService::Stub;

class SurveyYearTest : public FacilityTest {
 protected:
  std::vector<int> OpenYears() {
    v1::ListSurveyYearsRequest request;
    request.set_site_id(site_);
    auto listed = Ask(harness_, officer_, *years_, &Years::ListSurveyYears, request);
    EXPECT_TRUE(listed.ok()) << listed.status();
    std::vector<int> years;
    for (const v1::SurveyYear& year : listed->survey_years()) years.push_back(year.survey_year());
    return years;
  }
  absl::StatusOr<v1::OpenSurveyYearResponse> Open(int year) {
    return Ask(harness_, operator_, *years_, &Years::OpenSurveyYear,
               Of<v1::OpenSurveyYearRequest>(year));
  }
  common::internal::v1::SiteEvent EventOf(const std::string& site_id, int64_t version,
                                          int site_class) {
    common::internal::v1::SiteEvent event;
    event.set_event_id(NewUuidV7(harness_.clock().Now()));
    event.set_site_id(site_id);
    event.set_version(version);
    event.set_district_code(kDistrict);
    event.set_site_class(site_class);
    event.set_state(common::internal::v1::SITE_STATE_OPEN);
    event.set_name("테스트사업장");
    event.set_business_number("1288522615");
    event.set_site_sequence(1);
    event.add_operator_account_ids(operator_.account_id);
    event.set_approved_on("2026-11-10");
    return event;
  }
  absl::StatusOr<v1::GetSiteFactsResponse> Facts(int year = 2026) {
    return Ask(harness_, officer_, *years_, &Years::GetSiteFacts,
               Of<v1::GetSiteFactsRequest>(year));
  }
  absl::StatusOr<v1::ListConnectionsResponse> ListConnections(int year = 2026) {
    return Ask(harness_, officer_, *connections_, &Connections::ListConnections,
               Of<v1::ListConnectionsRequest>(year));
  }
  absl::StatusOr<v1::SetConnectionsResponse> Set(
      const std::vector<std::pair<std::string, std::string>>& edges, const std::string& etag) {
    auto request = Of<v1::SetConnectionsRequest>();
    request.set_etag(etag);
    for (const auto& [from, to] : edges) {
      v1::Connection& connection = *request.add_connections();
      connection.set_from_id(from);
      connection.set_to_id(to);
    }
    return Ask(harness_, operator_, *connections_, &Connections::SetConnections, request);
  }
};

TEST_F(SurveyYearTest, ANewSiteOpensTheYearOfItsApproval) {
  EXPECT_THAT(OpenYears(), ElementsAre(2026));
  auto facts = Facts();
  ASSERT_TRUE(facts.ok()) << facts.status();
  EXPECT_EQ(facts->facts().site_class(), 1);
  EXPECT_EQ(facts->facts().approved_on(), "2026-11-10");
  // The event again, and a later one, open nothing more; a changed class is taken over.
  harness_.SendSiteEvent(EventOf(site_, 2, 3));
  EXPECT_THAT(OpenYears(), ElementsAre(2026));
  EXPECT_EQ(Facts()->facts().site_class(), 3);
  EXPECT_EQ(Facts()->facts().etag(), "v2");
  EXPECT_EQ(Facts(2025).status().code(), absl::StatusCode::kNotFound);
}

// A year starts as a copy of the last one; an item keeps its id for life.
TEST_F(SurveyYearTest, ANewYearCopiesEverythingWithTheSameIds) {
  v1::Stack stack = SavedStack("1");
  v1::Stack gone = SavedStack("2");
  v1::EmissionFacility facility = SavedFacility("1", "보일러");
  auto request = Of<v1::SaveControlDevicesRequest>();
  v1::ControlDevice& line = *request.add_control_devices();
  line.set_number("1");
  line.set_name("집진기");
  v1::PowerMeter& meter = *line.add_meters();
  meter.set_meter_number("1");
  meter.set_multiplier("40");
  meter.set_valid_from("2026-01-01");
  line.add_pollutants()->set_pollutant_code("28");
  v1::ControlDevice device = Save(request)->control_devices(0);
  auto set = Set({{facility.emission_facility_id(), device.control_device_id()},
                  {device.control_device_id(), stack.stack_id()},
                  {facility.emission_facility_id(), gone.stack_id()}},
                 "v1");
  ASSERT_TRUE(set.ok()) << set.status();
  ASSERT_EQ(set->outcome(), BATCH_OUTCOME_SAVED) << set->DebugString();
  auto close = Of<v1::CloseStackRequest>();
  close.set_stack_id(gone.stack_id());
  close.set_closed_on("2026-12-31");
  close.set_etag(gone.etag());
  ASSERT_TRUE(Ask(harness_, operator_, *stacks_, &v1::StackService::Stub::CloseStack, close).ok());

  auto opened = Open(2027);
  ASSERT_TRUE(opened.ok()) << opened.status();
  EXPECT_TRUE(opened->opened());
  EXPECT_EQ(opened->survey_year().copied_from(), 2026);
  EXPECT_FALSE(Open(2027)->opened()) << "open already";

  auto inventory = GetInventory(2027);
  ASSERT_TRUE(inventory.ok()) << inventory.status();
  ASSERT_EQ(inventory->stacks_size(), 1) << "what was gone before the year is left out";
  EXPECT_EQ(inventory->stacks(0).stack_id(), stack.stack_id());
  EXPECT_EQ(inventory->stacks(0).type_label(), "5-TMS");
  ASSERT_EQ(inventory->control_devices_size(), 1);
  EXPECT_EQ(inventory->control_devices(0).control_device_id(), device.control_device_id());
  EXPECT_EQ(inventory->control_devices(0).meters(0).meter_id(), device.meters(0).meter_id());
  EXPECT_EQ(inventory->control_devices(0).pollutants_size(), 1);
  EXPECT_EQ(inventory->emission_facilities(0).emission_facility_id(),
            facility.emission_facility_id());
  EXPECT_EQ(inventory->connections_size(), 2);
  EXPECT_EQ(inventory->facts().site_class(), 1);
  EXPECT_EQ(GetInventory(2026)->stacks_size(), 2);

  // Numbers and facts are each year's own.
  auto rename = Of<v1::SaveStacksRequest>(2027);
  v1::Stack renamed = inventory->stacks(0);
  renamed.set_number("A-1");
  *rename.add_stacks() = renamed;
  ASSERT_EQ(Save(rename)->outcome(), BATCH_OUTCOME_SAVED);
  EXPECT_EQ(GetInventory(2026)->stacks(0).number(), "1");
  EXPECT_EQ(GetInventory(2027)->stacks(0).number(), "A-1");
}

TEST_F(SurveyYearTest, AYearBeforeTheFirstCopiesTheFirst) {
  v1::Stack stack = SavedStack("1");
  auto opened = Open(2025);
  ASSERT_TRUE(opened.ok()) << opened.status();
  EXPECT_EQ(opened->survey_year().copied_from(), 2026);
  EXPECT_EQ(GetInventory(2025)->stacks(0).stack_id(), stack.stack_id());
  EXPECT_EQ(Open(2028).status().code(), absl::StatusCode::kInvalidArgument);
  EXPECT_EQ(Open(1989).status().code(), absl::StatusCode::kInvalidArgument);
}

TEST_F(SurveyYearTest, SiteFactsChangeByMask) {
  auto request = Of<v1::UpdateSiteFactsRequest>();
  request.mutable_facts()->set_industry_code("35113");
  request.mutable_facts()->set_region_class(v1::REGION_CLASS_II);
  request.mutable_facts()->set_tms(true);
  request.mutable_facts()->set_tms_site_code("T100");
  request.mutable_facts()->set_tms_stack_count(5);
  request.mutable_facts()->set_etag("v1");
  auto update = [&] { return Ask(harness_, operator_, *years_, &Years::UpdateSiteFacts, request); };
  auto updated = update();
  ASSERT_TRUE(updated.ok()) << updated.status();
  EXPECT_EQ(updated->facts().etag(), "v2");
  EXPECT_EQ(ErrorReason(update().status()), "ETAG_MISMATCH");

  request.Clear();
  request = Of<v1::UpdateSiteFactsRequest>();
  request.mutable_facts()->set_industrial_complex("서부산단");
  request.mutable_facts()->set_etag("v2");
  request.mutable_update_mask()->add_paths("industrial_complex");
  updated = update();
  ASSERT_TRUE(updated.ok()) << updated.status();
  EXPECT_EQ(updated->facts().industrial_complex(), "서부산단");
  EXPECT_EQ(updated->facts().industry_code(), "35113") << "not in the mask";

  request.mutable_facts()->set_etag("v3");
  request.mutable_update_mask()->set_paths(0, "site_class");
  EXPECT_EQ(update().status().code(), absl::StatusCode::kInvalidArgument);
  request.mutable_update_mask()->set_paths(0, "tms");  // off, with a TMS code still there
  EXPECT_EQ(update().status().code(), absl::StatusCode::kInvalidArgument);
  EXPECT_EQ(Ask(harness_, officer_, *years_, &Years::UpdateSiteFacts, request).status().code(),
            absl::StatusCode::kPermissionDenied);
}

TEST_F(SurveyYearTest, BadGraphsAreNamedAndNotSaved) {
  v1::Stack stack = SavedStack("1");
  v1::ControlDevice scr = SavedDevice("1", "SCR");
  v1::ControlDevice filter = SavedDevice("2", "집진기");
  v1::EmissionFacility boiler = SavedFacility("1", "보일러");
  const std::string s = stack.stack_id(), d1 = scr.control_device_id(),
                    d2 = filter.control_device_id(), f = boiler.emission_facility_id();

  auto cycle = Set({{f, d1}, {d1, d2}, {d2, d1}, {d2, s}}, "v1");
  ASSERT_TRUE(cycle.ok()) << cycle.status();
  EXPECT_EQ(cycle->outcome(), BATCH_OUTCOME_NOT_SAVED);
  EXPECT_THAT(ErrorsOf(*cycle), ElementsAre("1 to_id CYCLE", "2 to_id CYCLE"));
  EXPECT_THAT(cycle->errors(0).message_ko(), HasSubstr("방지시설 1 SCR"));
  EXPECT_THAT(cycle->problems(0).item_names(),
              UnorderedElementsAre("방지시설 1 SCR", "방지시설 2 집진기"));

  const std::string nowhere = NewUuidV7(harness_.clock().Now());
  EXPECT_THAT(ErrorsOf(*Set({{f, nowhere}, {"?", s}, {s, d1}, {f, s}, {f, s}}, "v1")),
              ElementsAre("0 to_id DANGLING_END", "1 from_id DANGLING_END",
                          "2 to_id WRONG_DIRECTION", "4 to_id DUPLICATE"));
  EXPECT_THAT(ListConnections()->connections(), IsEmpty());

  // Unfinished: saved, and told.
  auto unfinished = Set({{f, d1}, {d1, s}}, "v1");
  ASSERT_EQ(unfinished->outcome(), BATCH_OUTCOME_SAVED) << unfinished->DebugString();
  ASSERT_EQ(unfinished->problems_size(), 1);
  EXPECT_EQ(unfinished->problems(0).kind(), v1::CONNECTION_PROBLEM_KIND_DEVICE_WITHOUT_STACK);
  EXPECT_THAT(unfinished->problems(0).item_names(), ElementsAre("방지시설 2 집진기"));
  EXPECT_EQ(unfinished->etag(), "v2");
  EXPECT_EQ(ErrorReason(Set({}, "v1").status()), "ETAG_MISMATCH");
  EXPECT_EQ(ListConnections()->connections_size(), 2);

  auto checked = Ask(harness_, officer_, *connections_, &Connections::CheckConnections,
                     Of<v1::CheckConnectionsRequest>());
  EXPECT_EQ(checked->problems_size(), 1);

  // The stack closes: its connection now dangles, and nothing behind it reaches a stack.
  auto close = Of<v1::CloseStackRequest>();
  close.set_stack_id(s);
  close.set_closed_on("2026-11-01");
  close.set_etag(stack.etag());
  ASSERT_TRUE(Ask(harness_, operator_, *stacks_, &v1::StackService::Stub::CloseStack, close).ok());
  checked = Ask(harness_, officer_, *connections_, &Connections::CheckConnections,
                Of<v1::CheckConnectionsRequest>());
  std::vector<int> kinds;
  for (const auto& problem : checked->problems()) kinds.push_back(problem.kind());
  EXPECT_THAT(kinds, UnorderedElementsAre(v1::CONNECTION_PROBLEM_KIND_DANGLING_END,
                                          v1::CONNECTION_PROBLEM_KIND_DEVICE_WITHOUT_STACK,
                                          v1::CONNECTION_PROBLEM_KIND_DEVICE_WITHOUT_STACK,
                                          v1::CONNECTION_PROBLEM_KIND_FACILITY_WITHOUT_STACK));
  // It was connected while it ran: the year's graph may still say so.
  EXPECT_EQ(Set({{f, d1}, {d1, s}, {d2, s}}, "v2")->outcome(), BATCH_OUTCOME_SAVED);
}

TEST_F(SurveyYearTest, ValidatingChangesNothing) {
  v1::Stack stack = SavedStack("1");
  v1::EmissionFacility boiler = SavedFacility("1", "보일러");
  auto request = Of<v1::SetConnectionsRequest>();
  request.set_etag("v1");
  request.set_validate_only(true);
  v1::Connection& connection = *request.add_connections();
  connection.set_from_id(boiler.emission_facility_id());
  connection.set_to_id(stack.stack_id());
  auto checked = Ask(harness_, operator_, *connections_, &Connections::SetConnections, request);
  ASSERT_TRUE(checked.ok()) << checked.status();
  EXPECT_EQ(checked->outcome(), BATCH_OUTCOME_NOT_SAVED);
  EXPECT_THAT(checked->errors(), IsEmpty());
  EXPECT_THAT(ListConnections()->connections(), IsEmpty());
}

TEST_F(SurveyYearTest, OtherServicesStartANewYearByAsking) {
  v1::Stack stack = SavedStack("1");
  harness_.clock().Set(
      absl::FromCivil(absl::CivilSecond(2027, 1, 5, 1, 0, 0), absl::UTCTimeZone()));
  auto inventory = GetInventory(2027);
  ASSERT_TRUE(inventory.ok()) << inventory.status();
  EXPECT_EQ(inventory->survey_year().copied_from(), 2026);
  EXPECT_EQ(inventory->stacks(0).stack_id(), stack.stack_id());
  EXPECT_EQ(ErrorReason(GetInventory(2025).status()), "SURVEY_YEAR_NOT_OPEN");
  EXPECT_EQ(GetInventory(2029).status().code(), absl::StatusCode::kInvalidArgument);
  internal::v1::GetInventoryRequest nobodys;
  nobodys.set_site_id(NewUuidV7(harness_.clock().Now()));
  nobodys.set_survey_year(2027);
  auto get = &internal::v1::InventoryService::Stub::GetInventory;
  EXPECT_EQ(ErrorReason(AskAsService(harness_, "operations", *inventory_, get, nobodys).status()),
            "SITE_UNKNOWN");
  // Nobody else may ask: no person, no other service.
  auto request = Of<internal::v1::GetInventoryRequest>(2027);
  EXPECT_EQ(Ask(harness_, admin_, *inventory_, get, request).status().code(),
            absl::StatusCode::kPermissionDenied);
  EXPECT_EQ(AskAsService(harness_, "registration", *inventory_, get, request).status().code(),
            absl::StatusCode::kPermissionDenied);
}

TEST_F(SurveyYearTest, MetersNeverInUseMeanNothingToOthers) {
  auto request = Of<v1::SaveControlDevicesRequest>();
  v1::ControlDevice& device = *request.add_control_devices();
  device.set_number("1");
  device.set_name("집진기");
  for (const char* removed : {"", "2026-01-01"}) {
    v1::PowerMeter& meter = *device.add_meters();
    meter.set_meter_number("1");
    meter.set_multiplier("40");
    meter.set_valid_from("2026-01-01");
    meter.set_removed_on(removed);
  }
  auto saved = Save(request);
  ASSERT_EQ(saved->outcome(), BATCH_OUTCOME_SAVED) << saved->DebugString();
  EXPECT_EQ(saved->control_devices(0).meters_size(), 2);
  ASSERT_EQ(GetInventory(2026)->control_devices(0).meters_size(), 1);
  EXPECT_EQ(GetInventory(2026)->control_devices(0).meters(0).removed_on(), "");
}

TEST_F(SurveyYearTest, ConcurrentSavesTakeOneAnotherInTurn) {
  std::vector<std::thread> threads;
  std::atomic<int> saved{0};
  for (int i = 0; i < 8; ++i) {
    threads.emplace_back([&, i] {
      auto request = Of<v1::SaveStacksRequest>();
      *request.add_stacks() = MakeStack(absl::StrCat("S", i));
      *request.add_stacks() = MakeStack("shared");
      request.set_allow_partial(true);
      auto answer = Save(request);
      if (answer.ok()) saved += answer->saved_count();
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(saved, 9) << "each its own, and one the number they share";
}

TEST_F(SurveyYearTest, TechniciansAreDismissedAndEveryLookIsKept) {
  using Technicians = v1::TechnicianService::Stub;
  v1::SaveTechniciansRequest save;
  save.set_site_id(site_);
  v1::Technician& technician = *save.add_technicians();
  technician.set_name("홍길동");
  technician.set_qualification("대기환경기사");
  technician.set_appointed_on("2024-03-02");
  auto saved = Ask(harness_, operator_, *technicians_, &Technicians::SaveTechnicians, save);
  ASSERT_TRUE(saved.ok()) << saved.status();
  ASSERT_EQ(saved->technicians_size(), 1);
  *save.mutable_technicians(0) = saved->technicians(0);
  save.mutable_technicians(0)->set_dismissed_on("2026-06-30");
  v1::Technician& wrong = *save.add_technicians();
  wrong.set_name("김철수");
  wrong.set_qualification("대기환경기사");
  auto partly = Ask(harness_, operator_, *technicians_, &Technicians::SaveTechnicians, save);
  EXPECT_THAT(ErrorsOf(*partly), ElementsAre("1 appointed_on REQUIRED"));
  save.set_allow_partial(true);
  partly = Ask(harness_, operator_, *technicians_, &Technicians::SaveTechnicians, save);
  ASSERT_EQ(partly->saved_count(), 1) << partly->DebugString();
  EXPECT_EQ(partly->technicians(0).etag(), "v2");

  v1::ListTechniciansRequest list;
  list.set_site_id(site_);
  EXPECT_EQ(
      Ask(harness_, officer_, *technicians_, &Technicians::ListTechnicians, list)->total_size(), 1);
  list.set_in_office_on("2026-06-30");
  EXPECT_EQ(
      Ask(harness_, officer_, *technicians_, &Technicians::ListTechnicians, list)->total_size(), 0);
  v1::GetTechnicianRequest get;
  get.set_site_id(site_);
  get.set_technician_id(saved->technicians(0).technician_id());
  EXPECT_EQ(
      Ask(harness_, officer_, *technicians_, &Technicians::GetTechnician, get)->technician().name(),
      "홍길동");
  get.set_technician_id(site_);
  EXPECT_EQ(
      Ask(harness_, officer_, *technicians_, &Technicians::GetTechnician, get).status().code(),
      absl::StatusCode::kNotFound);

  pqxx::connection admin(harness_.database().AdminConninfo());
  pqxx::work work(admin);
  EXPECT_EQ(work.exec("SELECT count(*) FROM facility.look_row")[0][0].as<int>(), 3);
  EXPECT_EQ(work.exec("SELECT former->>'name' FROM facility.former_row "
                      "WHERE subject = 'technician' AND version = 1")[0][0]
                .as<std::string>(),
            "홍길동");
}

// Every value keeps who, when and what it was before.
TEST_F(SurveyYearTest, WhatRowsWereIsKept) {
  v1::Stack stack = SavedStack("1");
  stack.set_name("새 이름");
  auto request = Of<v1::SaveStacksRequest>();
  *request.add_stacks() = stack;
  ASSERT_EQ(Save(request)->outcome(), BATCH_OUTCOME_SAVED);
  pqxx::connection admin(harness_.database().AdminConninfo());
  pqxx::work work(admin);
  pqxx::result rows = work.exec(
      "SELECT former->>'name', replaced_by, version FROM facility.former_row "
      "WHERE subject = 'stack_year'");
  ASSERT_EQ(rows.size(), 1u);
  EXPECT_EQ(rows[0][0].as<std::string>(), "1호기보일러");
  EXPECT_EQ(rows[0][1].as<std::string>(), operator_.account_id);
  EXPECT_EQ(rows[0][2].as<int>(), 1);
  EXPECT_EQ(work.exec("SELECT count(*) FROM facility.audit_row WHERE action = 'STACKS_SAVED'")[0][0]
                .as<int>(),
            2);
}

}  // namespace
}  // namespace sems::facility
