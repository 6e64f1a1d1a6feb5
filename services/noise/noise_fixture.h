#pragma once

#include <string>
#include <string_view>

#include "common/casework/testing/case_client.h"
#include "common/casework/testing/people.h"
#include "common/casework/testing/support_stand_in.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "sems/noise/v1/case_service.grpc.pb.h"
#include "services/noise/module.h"

// Tests of the service ask it over gRPC, with PostgreSQL behind it; clocks ring when a test says
// so.
namespace sems::noise {

using casework::testing::CaseClientOf;
using casework::testing::OpenSpec;
using casework::testing::People;
using sems::testing::Person;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

namespace cw = casework::v1;

class NoiseTest : public ::testing::Test {
 protected:
  using Stub = v1::CaseService::Stub;

  template <class Request, class Response>
  absl::StatusOr<Response> Ask(const Person& person,
                               grpc::Status (Stub::*method)(grpc::ClientContext*, const Request&,
                                                            Response*),
                               const Request& request) {
    return cases.Ask(person, method, request);
  }

  // 개선명령 of the office to the site, `days` long.
  OpenSpec Order(const std::string& name, int days = 30) {
    OpenSpec spec;
    spec.procedure = "noise_improvement_order";
    spec.machine = "noise_improvement_order_machine";
    spec.subject.set_site_id(people.site_id());
    spec.subject.set_name(name);
    spec.set_period.emplace();
    spec.set_period->set_amount(days);
    spec.set_period->set_unit(cw::PERIOD_UNIT_DAYS);
    return spec;
  }
  cw::Case OpenOrder(const std::string& name, int days = 30) {
    auto opened = cases.Open(officer, Order(name, days));
    EXPECT_TRUE(opened.ok()) << opened.status();
    return opened.ok() ? *opened : cw::Case();
  }

  static cw::EventInput Event(const std::string& id) {
    cw::EventInput event;
    event.set_event_id(id);
    return event;
  }

  void GoTo(absl::CivilDay day) { harness.clock().Set(SeoulMidnight(day) + absl::Hours(10)); }

  // One number out of the service's schema.
  long Count(const std::string& sql);

  sems::testing::Harness harness{
      {&Info()}, absl::CivilDay(2026, 11, 10), {{"noise.timer_seconds", "0"}}};
  People people{harness};
  casework::testing::SupportStandIn support{harness};
  CaseClientOf<v1::CaseService> cases{harness, "noise"};
  const Person officer = people.Of("LOCAL_OFFICER");
  const Person operator_ = people.Of("SITE_OPERATOR");
  const Person ministry = people.Of("MINISTRY");
};

// The status of a refused call: its code and its reason together.
#define EXPECT_REFUSED(result, expected_code, expected_reason)                   \
  do {                                                                           \
    const absl::Status refused_status = (result).status();                       \
    EXPECT_EQ(refused_status.code(), (expected_code)) << refused_status;         \
    EXPECT_EQ(ErrorReason(refused_status), (expected_reason)) << refused_status; \
  } while (false)

}  // namespace sems::noise
