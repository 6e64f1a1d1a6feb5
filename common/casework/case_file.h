#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "absl/time/civil_time.h"
#include "common/calendar/statutory.h"

// A case as its history makes it. The history is the truth; everything in CaseFile is what
// Engine::Apply made of it, entry by entry, and is stored beside it only to be found quickly.
namespace sems::casework {

struct GuardAnswer {
  std::string guard;
  bool holds = false;
  std::string reason;
};

// What is given with an event, or with the opening.
struct Input {
  std::string event;           // empty for openings and entries without one
  absl::CivilDay occurred_on;  // Korean civil day on which it happened
  std::string as_role;         // statutory role
  std::string procedure;       // empty: the transition's own, or the case's
  std::vector<GuardAnswer> guards;
  std::optional<calendar::Period> set_period;
  std::optional<calendar::Period> extension;
  std::map<std::string, absl::CivilDay> dates;  // days of other events that clocks count from or to
  std::map<std::string, std::string> values;
  std::string note;
};

enum class EntryKind {
  kOpened,
  kEvent,     // a transition, raised by a person or system
  kTimer,     // a transition, raised by a clock
  kDated,     // a day recorded without a change of state
  kGuard,     // guards answered or confirmed
  kForm,      // contents changed
  kAttached,  // a file linked
  kDetached,
  kFee,   // a payment
  kBody,  // a body named
};

struct FormEntry {
  std::string item;
  std::string text;  // empty: taken out
};

struct AttachmentLink {
  std::string attachment_id;
  std::string item;  // of the checklist; empty: beside it
  std::string file_name;
  int64_t size_bytes = 0;
  std::string sha256;
};

struct Body {
  std::string role;
  std::string organisation_id;
  std::string account_id;
};

// One entry of the append-only history.
struct Entry {
  int64_t sequence = 0;  // from 1
  EntryKind kind = EntryKind::kEvent;
  absl::CivilDay recorded_on;  // the day it was entered
  int64_t recorded_at_micros = 0;
  std::string account_id;  // empty for the clock
  Input input;
  std::string from_state;
  std::string to_state;
  // Which of the machine's transitions it took; -1: none.
  int transition = -1;
  // For timers: the clock that raised it and its run, so that each rings once.
  std::string clock;
  int run = 0;
  // For kForm, kAttached/kDetached, kFee, kBody.
  std::vector<FormEntry> form;
  std::optional<AttachmentLink> attachment;
  std::optional<int64_t> paid_krw;
  std::string fee_reference;
  std::optional<Body> body;
};

struct GuardFact {
  bool holds = false;
  std::string reason;
  bool declared_only = false;  // by the party, not confirmed by the authority
  std::string account_id;
  std::string as_role;
  int64_t at_micros = 0;
};

// A stop of clocks: from a transition that suspends to the one that resumes.
struct StopRun {
  std::string suspension;
  absl::CivilDay from;
  std::optional<absl::CivilDay> to;
};

enum class ClockStatus { kWaiting, kRunning, kSuspended, kExpired, kMet, kMissed, kEnded, kUnset };

// One run of one of the machine's clocks.
struct ClockRun {
  std::string clock;
  int run = 1;
  ClockStatus status = ClockStatus::kWaiting;  // as of the day last assessed
  std::optional<absl::CivilDay> started_on;
  std::optional<absl::CivilDay> ended_on;
  std::optional<calendar::Period> set_period;
  std::vector<calendar::Extension> extensions;
  calendar::ComputedDate date;  // due day, warn day, window and explanation
  bool rung = false;            // its timer event has been raised
};

struct FeeFact {
  int64_t due_krw = 0;
  std::string event;  // that owes it
  std::string article;
};

struct CaseFile {
  std::string case_id;
  std::string procedure;
  std::string machine;
  std::string variant;
  std::string state;
  bool opened_by_authority = false;
  absl::CivilDay opened_on;
  int64_t sequence = 0;                              // of the last entry
  std::map<std::string, absl::CivilDay> days;        // last recorded day of each event; "case_opened"
  std::map<std::string, int> happened;               // how often each event happened
  std::map<std::string, std::string> values;
  std::map<std::string, GuardFact> guards;
  std::vector<StopRun> stops;
  std::vector<ClockRun> clocks;  // the latest run of each, and ended runs before it
  std::map<std::string, std::string> form;
  std::vector<AttachmentLink> attachments;
  std::vector<FeeFact> fees;
  int64_t paid_krw = 0;
  std::vector<Body> bodies;
};

}  // namespace sems::casework
