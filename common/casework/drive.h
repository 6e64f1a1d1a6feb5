#pragma once

#include <map>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "absl/time/civil_time.h"
#include "common/calendar/holidays.h"
#include "common/casework/engine.h"
#include "gtest/gtest.h"

// For tests of the engine: small made-up machines that have one of each rule, and a case that is
// driven through them.
namespace sems::casework {

Law MadeUpLaw();

// A case driven by its people and its clock. Every entry is stamped as a service would, and the
// folded file is compared with a replay of its history at the end.
class Drive {
 public:
  Drive(const Engine& engine, absl::CivilDay today) : engine_(engine), today_(today) {}
  ~Drive();

  Drive& On(absl::CivilDay today) {
    today_ = today;
    return *this;
  }
  // Each answers the reasons of the problems, joined; empty: taken into the case.
  std::string Open(Opening opening, const Actor& actor);
  std::string Raise(Input input, const Actor& actor);
  std::string Raise(const std::string& event, const Actor& actor);  // today
  std::string Answer(const std::string& guard, bool holds, const Actor& actor);
  std::string Take(Checked<Entry> checked);
  // Rings everything due up to today; answers the events, each with its day.
  std::vector<std::string> RingAll();

  CaseFile& file() { return file_; }
  const std::vector<Entry>& history() const { return history_; }
  const std::vector<Problem>& problems() const { return problems_; }
  absl::CivilDay today() const { return today_; }
  // Assessed today.
  const ClockRun* Clock(const std::string& id, int run = 0);  // 0: the latest
  std::string Due(const std::string& id, int run = 0);        // "2026-03-31"; "": no day
  std::string Status(const std::string& id, int run = 0);     // "RUNNING"; "": no run

 private:
  const Engine& engine_;
  absl::CivilDay today_;
  CaseFile file_;
  std::vector<Entry> history_;
  std::vector<Problem> problems_;
};

const char* StatusName(ClockStatus status);
absl::CivilDay Day(const std::string& text);  // "2026-03-31"
// Whether two files are the same in every field.
std::string Difference(const CaseFile& one, const CaseFile& other);

}  // namespace sems::casework
