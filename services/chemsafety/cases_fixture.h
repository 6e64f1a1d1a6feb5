#pragma once

#include "common/casework/testing/case_client.h"
#include "common/casework/testing/people.h"
#include "common/casework/testing/support_stand_in.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "sems/chemsafety/v1/case_service.grpc.pb.h"
#include "services/chemsafety/module.h"

// Tests of cases ask for them over gRPC, with PostgreSQL behind; clocks ring when a test says so.
namespace sems::chemsafety {

namespace cw = casework::v1;

class CasesFixture : public ::testing::Test {
 protected:
  static cw::EventInput Event(const std::string& id) {
    cw::EventInput event;
    event.set_event_id(id);
    return event;
  }
  void GoTo(absl::CivilDay day) { harness.clock().Set(SeoulMidnight(day) + absl::Hours(10)); }

  sems::testing::Harness harness{
      {&Info()}, absl::CivilDay(2026, 11, 10), {{"chemsafety.timer_seconds", "0"}}};
  casework::testing::People people{harness};
  casework::testing::SupportStandIn support{harness};
  casework::testing::CaseClientOf<v1::CaseService> cases{harness, "chemsafety"};
};

}  // namespace sems::chemsafety
