#pragma once

#include <cstdint>
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
  kFee,         // a payment
  kBody,        // a body named
  kRecomputed,  // days computed anew: the law, a holiday or a number has changed
};

// Items of forms and checklists are named by Engine::ItemKey: "c1" of the case's own procedure,
// "noise_completion_notice.a1" of another one that the machine runs through.
struct FormEntry {
  std::string item;
  std::string text;  // empty: taken out
};

struct AttachmentLink {
  std::string attachment_id;
  std::string item;  // key of the checklist's item; empty: beside it
  std::string file_name;
  int64_t size_bytes = 0;
  std::string sha256;
  int64_t at_micros = 0;  // of the entry that linked it
  bool filed = false;     // an event of its procedure has been raised since: it stays
};

struct Body {
  std::string role;
  std::string organisation_id;
  std::string account_id;
};

// What a case is from its first entry on.
struct Origin {
  std::string case_id;
  std::string procedure;
  std::string machine;
  std::string variant;
  bool by_authority = false;
};

struct GuardFact {
  bool holds = false;
  std::string reason;
  bool declared_only = false;  // by the party, not confirmed by the authority
  // Judged for one event that has happened since; shown, but asked for anew at the next one. Facts
  // that clocks run by stay.
  bool spent = false;
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
  int run = 1;                                 // from 1, over the whole case
  ClockStatus status = ClockStatus::kWaiting;  // as of the day last assessed
  // The day it counts from; for "before" clocks the day it counts back from.
  std::optional<absl::CivilDay> started_on;
  // The clock's `start` has no day yet; that of `start_default` stands in.
  bool start_assumed = false;
  // Which multiple of the period falls due: a cycle's grid is started_on + step periods.
  int step = 1;
  // "Before" clocks: the day counted back from has come; another day is another run's.
  bool settled = false;
  std::optional<absl::CivilDay> ended_on;
  std::optional<calendar::Period> set_period;
  std::vector<calendar::Extension> extensions;
  calendar::ComputedDate date;  // due day, warn day, window and explanation
  bool rung = false;            // its timer event has been raised
};

struct FeeFact {
  int64_t due_krw = 0;
  std::string event;      // that owes it; "case_opened"
  std::string procedure;  // whose application owes it
  std::string article;
};

// A clock whose due day is another one since it was computed anew.
struct MovedClock {
  std::string clock;
  int run = 0;
  std::optional<absl::CivilDay> from;  // none: it had none
  std::optional<absl::CivilDay> to;    // none: the law has no such clock any more
};

// What the law had made of a case when its days were computed anew. The entries before it ran under
// a law that is no longer at hand; with this the history goes on from what they had led to.
struct Recomputation {
  std::vector<std::string> causes;  // what has changed: "LAW", "HOLIDAYS", "NUMBERS", "PROGRAM"
  std::vector<MovedClock> moved;
  std::vector<ClockRun> clocks;
  std::vector<StopRun> stops;
  std::vector<FeeFact> fees;
  std::map<std::string, GuardFact> guards;
};

// One entry of the append-only history. The engine fills all but sequence, recorded_at_micros and
// account_id; these the service stamps before Apply.
struct Entry {
  int64_t sequence = 0;  // from 1
  EntryKind kind = EntryKind::kEvent;
  absl::CivilDay recorded_on;  // the day it was entered
  int64_t recorded_at_micros = 0;
  std::string account_id;  // empty for the clock
  bool by_party = false;   // by somebody on the applicant's side who is not of the deciding office
  std::optional<Origin> origin;  // kOpened
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
  std::optional<Recomputation> recomputed;  // kRecomputed
};

inline constexpr int kEndedRunsKept = 6;

struct CaseFile {
  std::string case_id;
  std::string procedure;
  std::string machine;
  std::string variant;
  std::string state;
  absl::CivilDay state_since;  // day on which a person's act led here; timers do not move it
  bool opened_by_authority = false;
  absl::CivilDay opened_on;
  int64_t sequence = 0;  // of the last entry
  // Last recorded day of each event, "case_opened" among them; planned days too, until they come.
  std::map<std::string, absl::CivilDay> days;
  std::map<std::string, int> happened;  // how often each event happened, dated ones not counted
  std::map<std::string, std::string> values;
  std::map<std::string, GuardFact> guards;
  std::vector<StopRun> stops;
  // Runs that are open, and the last kEndedRunsKept ended ones of each clock; the history has all.
  std::vector<ClockRun> clocks;
  std::map<std::string, std::string> form;
  std::vector<AttachmentLink> attachments;
  std::vector<FeeFact> fees;
  int64_t paid_krw = 0;
  std::vector<Body> bodies;
};

}  // namespace sems::casework
