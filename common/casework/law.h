#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "common/calendar/statutory.h"

// The law as data: procedures and the state machines they run in, as a service's data files give
// them. Read and checked by law_reader.h; nothing here changes after that.
namespace sems::casework {

struct Text {
  std::string ko;
  std::string en;
};

// A role as the law names it, and the role of this system that acts in it (common::v1::Role without
// its prefix; "SYSTEM" for the clock).
struct Role {
  std::string id;
  Text name;
  std::string product_role;
};

enum class EventKind { kInput, kTimer, kDate };
struct Event {
  std::string id;
  EventKind kind = EventKind::kInput;
  Text name;
};

struct Source {
  std::string document;    // "noise-rule-1992"
  std::vector<int> lines;  // 1-based
};

struct AttachmentItem {
  std::string id;  // "a1", in the order of the law
  Text name;
  std::string form_no;
  Text condition;  // empty: always asked for
};

struct ContentItem {
  std::string id;  // "c1"
  Text name;
};

struct ClockStopRule {
  std::string from;  // events
  std::string to;
  std::string article;
  std::string ko;
};

struct ExtensionRule {
  std::optional<calendar::Period> maximum;  // none: the law gives no number
  std::optional<int> times;                 // none: the law gives no number; 1 is taken
};

struct Deadline {
  std::string id;
  std::vector<std::string> who;
  Text what;
  calendar::Mode mode = calendar::Mode::kFixed;
  std::optional<calendar::Period> period;  // none: the sources give no number, never zero
  calendar::Direction direction = calendar::Direction::kAfter;
  std::string anchor;  // event
  std::optional<ExtensionRule> extension;
  std::vector<ClockStopRule> stops;
  std::string condition;  // id of the vocabulary; empty: always
  std::string date;       // mode absolute: YYYY-MM-DD
  std::string month_day;  // mode calendar_yearly: MM-DD
  std::optional<calendar::Period> recurrence;
  std::optional<int> min_times;
  std::string on_expiry;
  std::string note_ko;
  calendar::Switches switches;
};

struct Outcome {
  std::string id;
  Text name;
  std::string form_no;
  std::string next;  // procedure
};

struct Threshold {
  std::string id;
  Text what;
  std::string op;     // ">", ">=", "<=", "<", "==", "table"
  std::string value;  // as printed; empty for "table"
  std::string unit;
  std::string note_ko;
};

struct Procedure {
  std::string id;
  Text name;
  std::string law;      // code
  std::string article;  // of the Rule
  std::string kind;     // "permit", "plan_review", …
  std::string subtype;
  std::vector<std::string> applicants;   // roles
  std::vector<std::string> authorities;  // roles
  std::string form_no;
  std::vector<AttachmentItem> attachments;
  std::vector<ContentItem> contents;
  bool any_content = false;  // one of the contents is enough ("어느 하나 이상의 방법")
  std::optional<int64_t> fee_krw;
  std::vector<Deadline> deadlines;
  std::vector<Outcome> outcomes;
  std::vector<Threshold> thresholds;
  std::vector<Text> exemptions;
  std::vector<Text> conditions;
  std::optional<calendar::Period> retention;
  std::vector<std::string> appendix_ko;
  std::vector<std::string> machines;  // empty: described and listed, without a case
  std::string notes_ko;
  Source source;
};

struct State {
  std::string id;
  Text name;
  bool terminal = false;
};

// A fact that a transition depends on. Judged by a person unless `computed` says how the service
// knows it.
struct Guard {
  std::string id;
  Text name;
  enum class Computed {
    kNo,
    kExtensionsBelow,  // fewer than `count` extensions of `clock` used
    kEventHappened,    // `event` is in the history
    kValueIs,          // value `value` is `is`
    kWithinClock,      // the day is not after the due day of `clock`
    kQuarterIs,        // quarter `count` is that of the open run of `clock`, or that of the day
  };
  Computed computed = Computed::kNo;
  std::string clock;
  std::string event;
  std::string value;
  std::string is;
  std::vector<std::string> of;  // all that `value` may be: a slip of the pen frees nobody
  int count = 0;
  // Frees someone from a duty: shown as declared until the authority has confirmed it.
  bool frees_from_duty = false;
};

struct Transition {
  std::string from;
  std::string event;
  std::vector<std::string>
      by;  // roles; also "applicant", "authority": those of the case's procedure; "system"
  std::string to;
  std::string procedure;                  // empty: the case's own
  std::vector<std::string> alternatives;  // procedures
  std::vector<std::string> guard;
  std::vector<std::string> guard_not;
  std::vector<std::string> variants;  // only in these; empty: in all
  std::string suspend;                // starts this suspension
  std::string resume;                 // ends it
  std::string extends;                // clock that this event extends
  std::vector<std::string> sets;      // values that come with the event
  std::vector<std::string> also;      // procedures done along with it
  std::vector<std::string> notifies;  // roles told of it
  std::string form_no;
  std::optional<int64_t> fee_krw;
  std::string article;  // empty: a structural step, not in the sources
  std::string note_ko;
};

struct Clock {
  std::string id;
  Text name;
  std::vector<std::string> who;
  std::string article;
  // From an event on (start), to an event ahead (due_before), or a fixed day each year (month_day).
  std::string start;
  // When the day of `start` has not been recorded: this event's day is taken, which is never later
  // ("case_opened" is the opening).
  std::string start_default;
  std::string due_before;
  std::string month_day;  // MM-DD
  std::string date;       // mode absolute: YYYY-MM-DD
  std::string for_year;   // "current", "next"
  std::vector<std::string> end;
  std::string until;  // ends it neither met nor missed ("shutdown_lifted"); empty: nothing does
  // The date event that names its due day, for clocks counting back from that
  // ("improvement_period_expiry"); empty: none.
  std::string due_event;
  calendar::Mode mode = calendar::Mode::kFixed;
  std::optional<calendar::Period> period;  // none: `parameter` or set by the authority
  std::map<std::string, calendar::Period>
      period_by_value;  // by the value `value` ("risk_grade"), or by variant
  std::string value;
  std::vector<std::string>
      value_by;           // events that may bring another value and leave the grid alone
  std::string parameter;  // law parameter that gives the number while the sources give none
  bool set_by_authority =
      false;               // the period is set, up to `period` (no `period`: no maximum stated)
  std::string auto_event;  // raised when it ends
  bool auto_on_due_day =
      false;  // raised on the due day itself (a cycle comes round), not on the day after
  std::optional<ExtensionRule> extension;
  bool repeat = false;
  bool anchor_fixed = false;          // the grid stays where its first start put it
  std::vector<std::string> reset_by;  // events from which a repeating clock counts anew
  std::vector<std::string> guard;     // runs only while these hold
  std::vector<std::string> guard_not;
  std::vector<std::string> suspensions;
  std::vector<std::string> variants;
  calendar::Switches switches;
  std::string note_ko;
  bool lapses = false;  // a right that lapses: whoever has it may leave it alone

  // Nobody owes it: a lead of this system's own before something falls due.
  bool IsOfTheSystem() const { return who.size() == 1 && who.front() == "system"; }
};

struct Suspension {
  std::string id;
  std::string from;
  std::string to;
  std::string article;
};

struct Variant {
  std::string id;
  Text name;
  std::vector<std::string> procedures;  // that run as this variant; empty: any of the machine
};

struct Machine {
  std::string id;
  Text name;
  std::string subject;  // "facility", "plan", "order", …
  std::string initial;
  std::vector<State> states;
  std::vector<Transition> transitions;
  std::vector<Clock> clocks;
  std::vector<Suspension> suspensions;
  std::vector<Variant> variants;
  // Begins with the authority's own act (orders); no applicant opens it.
  bool opened_by_authority = false;
};

// A number the sources leave open, by the place that needs it.
struct ParameterRule {
  std::string id;  // "chem_self_inspection.every"
  Text name;
  std::string reference_ko;
};

// Everything one service knows of the law. Look-ups answer null for an unknown id.
struct Law {
  std::map<std::string, std::string> law_names_ko;  // by code
  std::vector<Role> roles;
  std::vector<Event> events;
  std::vector<Event> conditions;  // of deadlines: id and name
  std::vector<Guard> guards;
  std::vector<Procedure> procedures;
  std::vector<Machine> machines;  // default flows among them
  std::vector<ParameterRule> parameters;

  const Role* FindRole(std::string_view id) const;
  const Event* FindEvent(std::string_view id) const;
  const Guard* FindGuard(std::string_view id) const;
  const Procedure* FindProcedure(std::string_view id) const;
  const Machine* FindMachine(std::string_view id) const;
};

// A default flow, with the clocks that the deadlines of the case's own procedure give it.
Machine WithProcedureClocks(const Machine& flow, const Procedure& procedure);

}  // namespace sems::casework
