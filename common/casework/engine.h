#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "absl/time/civil_time.h"
#include "common/calendar/holidays.h"
#include "common/casework/case_file.h"
#include "common/casework/law.h"

// Runs the machines of the law. Pure: no clock, no database, no contract of its own; the same
// history always gives the same case.
namespace sems::casework {

// Goes up whenever the engine, or the calendar beneath it, makes another case of the same history
// under the same law: open cases are then computed anew.
inline constexpr int kRules = 1;

// Why something cannot be done: the rule and its article, in both languages.
struct Problem {
  enum class Kind {
    kField,         // something given is wrong (INVALID_ARGUMENT)
    kPrecondition,  // not now (FAILED_PRECONDITION)
    kRole,          // not by this person (PERMISSION_DENIED)
    kNotFound,
  };
  Kind kind = Kind::kPrecondition;
  std::string field;   // of the request, for kField: "event.set_period"
  std::string reason;  // UPPER_SNAKE: "EVENT_NOT_ALLOWED_NOW"
  std::string message;
  std::string message_ko;
  std::string article;
  std::map<std::string, std::string>
      metadata;  // {"allowed": "plan_fit_notified, plan_unfit_notified"}
};
template <class T>
using Checked = std::variant<T, std::vector<Problem>>;  // the problems together, at least one

// Who acts in this case, as the service found it: the statutory roles that fit the caller's role
// and its place in the case.
struct Actor {
  std::string account_id;
  std::vector<std::string> roles;
  bool party = false;      // on the applicant's side
  bool authority = false;  // of the office that decides
  bool own_case = false;   // the caller, or its organisation, is the applicant
};

struct Opening {
  std::string case_id;
  std::string procedure;
  std::string machine;  // empty: the procedure's first that fits who opens it
  std::string variant;
  bool by_authority = false;
  Input input;  // occurred_on = opened_on; dates, values, guards, set_period
  std::vector<FormEntry> form;
};

struct GuardQuestion {
  const Guard* guard = nullptr;
  bool must_hold = true;
  std::optional<bool> holds;  // the present answer
};

// What a procedure's checklist or form still lacks, under its key in this case.
struct MissingAttachment {
  std::string key;
  const AttachmentItem* item = nullptr;
};
struct MissingContent {
  std::string key;
  const ContentItem* item = nullptr;
};

// An event that could happen next, and what is missing for it.
struct NextEvent {
  const Event* event = nullptr;
  // One for each outcome of its guards; none: a day to be recorded that a clock waits for.
  std::vector<const Transition*> transitions;
  std::vector<const Role*> by;  // resolved for this case
  bool allowed = false;         // for the actor
  // It belongs to one of these; more than one: Input.procedure has to say which. None: to no
  // procedure.
  std::vector<const Procedure*> procedures;
  std::optional<absl::CivilDay> timer_on;
  std::vector<GuardQuestion> guards;
  std::vector<MissingAttachment> missing_attachments;
  std::vector<MissingContent> missing_contents;
  int64_t unpaid_krw = 0;
  std::vector<std::string> needs;  // "procedure_id", "set_period", "extension", "risk_grade"
  bool ready = false;
};

// A timer event that has come due.
struct DueTimer {
  std::string event;
  std::string clock;
  int run = 0;
  absl::CivilDay on;  // the day it falls on, not the day it is found
  // Guards nobody has answered, parameters nobody has set: it waits for them.
  std::vector<std::string> unanswered_guards;
  std::vector<std::string> unset_parameters;
  bool blocked() const { return !unanswered_guards.empty() || !unset_parameters.empty(); }
};

struct PreviewedDeadline {
  const Deadline* deadline = nullptr;
  std::optional<calendar::ComputedDate> date;  // none: the anchor's day is not known, or no number
};

class LawIndex;

// The number configured for a law parameter that holds on a day; none: unset.
using ParameterLookup =
    std::function<std::optional<calendar::Period>(const std::string& id, absl::CivilDay on)>;

class Engine {
 public:
  // The law and the holidays outlive the engine.
  Engine(const Law& law, const calendar::Holidays& holidays, ParameterLookup parameters);
  ~Engine();
  Engine(const Engine&) = delete;
  Engine& operator=(const Engine&) = delete;

  const Law& law() const { return law_; }
  // The machine a case runs in; a default flow has the clocks of the case's procedure.
  const Machine& MachineOf(const CaseFile& file) const;
  bool IsTerminal(const CaseFile& file) const;
  // The law knows the case's procedure, machine and state. A case that it no longer knows keeps its
  // history; nothing more can be made of it.
  bool Knows(const CaseFile& file) const;
  // The transition that an entry took, as the law has it now; null: none, or no longer any.
  const Transition* TakenBy(const CaseFile& file, const Entry& entry) const;
  // How an item of a procedure's form or checklist is named in a case of `own_procedure`.
  static std::string ItemKey(std::string_view own_procedure, std::string_view procedure,
                             std::string_view item);
  // Items of a procedure's checklist that are always asked for and have no file yet.
  std::vector<MissingAttachment> MissingAttachments(const CaseFile& file,
                                                    const Procedure& procedure) const;
  std::vector<MissingContent> MissingContents(const CaseFile& file,
                                              const Procedure& procedure) const;

  // The entry that opens a case, checked (kOpened).
  Checked<Entry> Open(const Opening& opening, const Actor& actor, absl::CivilDay today) const;
  // The entry that raises an event, checked against state, role, guards, checklist, fee, periods
  // and days: a transition (kEvent) or a day that a clock counts from or to (kDated).
  Checked<Entry> Raise(const CaseFile& file, const Input& input, const Actor& actor,
                       absl::CivilDay today) const;
  Checked<Entry> AnswerGuards(const CaseFile& file, const std::vector<GuardAnswer>& answers,
                              const Actor& actor, absl::CivilDay today) const;
  Checked<Entry> ChangeForm(const CaseFile& file, const std::vector<FormEntry>& form,
                            const Actor& actor, absl::CivilDay today) const;
  Checked<Entry> Attach(const CaseFile& file, const AttachmentLink& link, const Actor& actor,
                        absl::CivilDay today) const;
  Checked<Entry> Detach(const CaseFile& file, const std::string& attachment_id, const Actor& actor,
                        absl::CivilDay today) const;
  Checked<Entry> Pay(const CaseFile& file, int64_t krw, absl::CivilDay paid_on,
                     const std::string& reference, const Actor& actor, absl::CivilDay today) const;
  Checked<Entry> NameBody(const CaseFile& file, const Body& body, const Actor& actor,
                          absl::CivilDay today) const;
  // The earliest timer event due on or before `today` that nothing blocks; none: nothing is to
  // ring. After ringing it, ask again: a case may have slept through several.
  std::optional<DueTimer> NextTimer(const CaseFile& file, absl::CivilDay today) const;
  // Timer events due on or before `today` that wait for a judgement or a number.
  std::vector<DueTimer> BlockedTimers(const CaseFile& file, absl::CivilDay today) const;
  // The entry that raises it (kTimer); it occurs on the timer's day, however late it is found.
  Entry Ring(const CaseFile& file, const DueTimer& timer, absl::CivilDay today) const;

  // Takes an entry into the case. Never refuses: what is in the history has happened.
  void Apply(CaseFile& file, const Entry& entry) const;
  CaseFile Replay(const std::vector<Entry>& history) const;
  // Sets what depends on the day: statuses of clocks, due days of suspended ones. Apply has done it
  // for the day on which the entry was recorded.
  void Assess(CaseFile& file, absl::CivilDay today) const;
  // Computes every open clock anew: after holidays, law data or parameters have changed. What has
  // ended stays as it was judged; what the law no longer has ends.
  void Refresh(CaseFile& file, absl::CivilDay today) const;
  // The entry that does it (kRecomputed), with the clocks it moves. `as_of`: the day of the case's
  // last entry, for which what is stored of it was computed.
  Entry Recompute(const CaseFile& file, absl::CivilDay as_of, absl::CivilDay today) const;

  std::vector<NextEvent> Next(const CaseFile& file, const Actor& actor, absl::CivilDay today) const;
  // The day on which the earliest timer that nothing blocks falls due, in the past if it has not
  // been rung yet; none: no clock will ring before something else happens.
  std::optional<absl::CivilDay> NextTimerDay(const CaseFile& file) const;
  // The due day of the open clock that ends first.
  std::optional<absl::CivilDay> NextDueDay(const CaseFile& file, std::string* clock) const;

  std::vector<PreviewedDeadline> Preview(const Procedure& procedure,
                                         const std::map<std::string, absl::CivilDay>& dates,
                                         const std::vector<calendar::Stop>& stops,
                                         const std::vector<calendar::Extension>& extensions,
                                         const std::optional<calendar::Period>& set_period) const;

 private:
  const Law& law_;
  const calendar::Holidays& holidays_;
  const ParameterLookup parameters_;
  const std::unique_ptr<const LawIndex> index_;
};

}  // namespace sems::casework
