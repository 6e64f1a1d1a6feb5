#pragma once

#include <optional>
#include <string>

#include "common/casework/drive.h"

// What tests of the engine's rules have in common: the people of the made-up law, and cases in it.
namespace sems::casework {

enum Place { kParty = 1, kAuthority = 2, kOwn = 4 };
inline Actor Who(const std::string& role, int place) {
  Actor actor;
  actor.account_id = role + "-1";
  if (!role.empty()) actor.roles = {role};
  actor.party = (place & kParty) != 0;
  actor.authority = (place & kAuthority) != 0;
  actor.own_case = (place & kOwn) != 0;
  return actor;
}
inline const Actor kOwner = Who("owner", kParty | kOwn);
inline const Actor kOffice = Who("office", kAuthority);
inline const Actor kOfficeOfItsOwn = Who("office", kAuthority | kOwn);
inline const Actor kFirm = Who("firm", kParty | kOwn);
inline const Actor kStranger = Who("", 0);

class EngineRules : public testing::Test {
 protected:
  Drive Start(const std::string& day) { return Drive(engine_, Day(day)); }

  static Opening Of(const std::string& procedure) {
    Opening opening;
    opening.procedure = procedure;
    return opening;
  }
  static Input Event(const std::string& id, const std::string& on = {}) {
    Input input;
    input.event = id;
    if (!on.empty()) input.occurred_on = Day(on);
    return input;
  }
  std::string AttachTo(Drive& drive, const std::string& item, const Actor& actor,
                       const std::string& name = "file") {
    AttachmentLink link;
    link.attachment_id = name + "-" + item;
    link.item = item;
    return drive.Take(engine_.Attach(drive.file(), link, actor, drive.today()));
  }
  // A permit case under review since `day`, with nothing missing and the fee paid.
  void File(Drive& drive, const std::string& day) {
    drive.On(Day(day));
    ASSERT_EQ(drive.Open(Of("permit"), kOwner), "");
    ASSERT_EQ(AttachTo(drive, "a1", kOwner), "");
    ASSERT_EQ(
        drive.Take(engine_.ChangeForm(drive.file(), {{"c1", "a plan"}}, kOwner, drive.today())),
        "");
    ASSERT_EQ(drive.Raise("applied", kOwner), "");
    ASSERT_EQ(
        drive.Take(engine_.Pay(drive.file(), 10'000, drive.today(), "R1", kOffice, drive.today())),
        "");
  }
  static Input Grant(const std::string& grade) {
    Input input = Event("granted");
    input.guards = {{"conforms", true, "seen"}, {"special_case", false, "none"}};
    input.values = {{"grade", grade}};
    return input;
  }

  const Law law_ = MadeUpLaw();
  const calendar::Holidays& holidays_ = calendar::Holidays::BuiltIn();
  std::optional<calendar::Period> log_every_;
  const Engine engine_{law_, holidays_,
                       [this](const std::string&, absl::CivilDay) { return log_every_; }};
};

}  // namespace sems::casework
