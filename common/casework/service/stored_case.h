#pragma once

#include <optional>
#include <string>
#include <vector>

#include "absl/time/civil_time.h"
#include "absl/time/time.h"
#include "common/casework/case_file.h"

// A case as it is kept: what it is about and who began it, beside what its history has made of it.
namespace sems::casework {

// Exactly one of the first three says whose it is.
struct Subject {
  std::string site_id;
  std::string organisation_id;
  std::string office_district_code;
  std::string name;           // which thing of theirs; may be empty
  std::string district_code;  // where it is: decides which office is competent
};

struct Opener {
  std::string account_id;
  std::string role;                    // of this system, without its prefix: "LOCAL_OFFICER"
  std::vector<std::string> districts;  // the jurisdictions of an office
};

struct CaseHead {
  Subject subject;
  Opener opener;
  std::string exclusive_run;  // see the table
  std::string decided_by;
  absl::Time opened_at;
  absl::Time updated_at;
};

struct StoredCase {
  CaseHead head;
  CaseFile file;
  // The edition (editions.h) under which it was last computed; none: nothing of it moves any more.
  std::optional<std::string> computed_under;
  bool caller_operates_site = false;
};

// What lists and the background go by; made from the case file (days.h).
struct Days {
  std::optional<absl::CivilDay> next_due_on;
  std::string next_clock;
  std::optional<absl::CivilDay> next_timer_on;
  bool blocked = false;
  std::vector<std::string> waits_for;  // law parameters
  bool open = true;
  std::optional<std::string> computed_under;
};

// A line of the docket.
struct DocketLine {
  std::string case_id;
  Subject subject;
  std::string procedure;
  std::string machine;
  std::string state;
  absl::CivilDay opened_on;
  std::optional<absl::CivilDay> next_due_on;
  std::string next_clock;
  bool blocked = false;
  int64_t sequence = 0;
};

}  // namespace sems::casework
