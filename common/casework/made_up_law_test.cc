#include "common/casework/drive.h"

// One of each rule, in as few machines as hold them. Nothing here is law.
namespace sems::casework {
namespace {

using calendar::Period;
using calendar::Unit;

constexpr Period Days(int n) { return {n, Unit::kDays}; }
constexpr Period Months(int n) { return {n, Unit::kMonths}; }
constexpr Period Years(int n) { return {n, Unit::kYears}; }

Text Name(const std::string& id) { return {.ko = "[" + id + "]", .en = id}; }

State Place(const std::string& id, bool terminal = false) {
  return {.id = id, .name = Name(id), .terminal = terminal};
}

Transition Step(const std::string& from, const std::string& event, const std::string& by,
                const std::string& to) {
  Transition step;
  step.from = from;
  step.event = event;
  step.by = {by};
  step.to = to;
  step.procedure = "permit";
  step.article = "Art. 1";
  return step;
}

Procedure MakeProcedure(const std::string& id, const std::string& kind,
                        const std::string& machine) {
  Procedure procedure;
  procedure.id = id;
  procedure.name = Name(id);
  procedure.law = "L";
  procedure.article = "Art. 1";
  procedure.kind = kind;
  procedure.applicants = {"owner"};
  procedure.authorities = {"office"};
  procedure.machines = {machine};
  return procedure;
}

Machine PermitMachine() {
  Machine machine;
  machine.id = "permit_machine";
  machine.name = Name(machine.id);
  machine.initial = "planned";
  machine.states = {Place("planned"),       Place("review"),       Place("granted"),
                    Place("ordered"),       Place("overdue"),      Place("checking"),
                    Place("special", true), Place("refused", true)};
  Transition apply = Step("planned", "applied", "owner", "review");
  apply.form_no = "1";
  Transition ask = Step("review", "more_asked", "office", "review");
  ask.suspend = "more";
  Transition more_time = Step("review", "more_time_given", "office", "review");
  more_time.extends = "answer";
  more_time.guard = {"more_time_left"};
  Transition answer = Step("review", "more_answered", "owner", "review");
  answer.resume = "more";
  Transition announce = Step("review", "visit_announced", "office", "review");
  announce.suspend = "visit";
  Transition visit = Step("review", "visited", "office", "review");
  visit.resume = "visit";
  Transition grant = Step("review", "granted", "office", "granted");
  grant.guard = {"conforms"};
  grant.guard_not = {"special_case"};
  grant.sets = {"grade"};
  Transition grant_special = Step("review", "granted", "office", "special");
  grant_special.guard = {"conforms", "special_case"};
  grant_special.sets = {"grade"};
  Transition refuse = Step("review", "refused", "office", "refused");
  refuse.guard_not = {"conforms"};
  Transition order = Step("granted", "ordered", "office", "ordered");
  order.procedure = "order";
  Transition report = Step("ordered", "order_reported", "owner", "granted");
  report.procedure = "report";
  Transition report_late = Step("overdue", "order_reported", "owner", "granted");
  report_late.procedure = "report";
  Transition extend = Step("ordered", "order_extended", "office", "ordered");
  extend.procedure = "order";
  extend.extends = "order_period";
  extend.guard = {"unavoidable"};
  Transition expire = Step("ordered", "order_expired", "system", "overdue");
  expire.procedure = "order";
  Transition check = Step("granted", "check_due", "system", "checking");
  Transition checked = Step("checking", "checked", "office", "granted");
  Transition regrade = Step("granted", "regraded", "office", "granted");
  regrade.sets = {"grade"};
  machine.transitions = {apply,  ask,           more_time, answer,  announce, visit,
                         grant,  grant_special, refuse,    order,   report,   report_late,
                         extend, expire,        check,     checked, regrade};

  Clock before;
  before.id = "apply_before_works";
  before.who = {"owner"};
  before.article = "Art. 2";
  before.due_before = "works_start";
  before.end = {"applied"};
  before.period = Days(15);
  Clock review;
  review.id = "review";
  review.who = {"office"};
  review.start = "applied";
  review.end = {"granted", "refused"};
  review.period = Days(30);
  review.suspensions = {"more", "visit"};
  Clock answering;
  answering.id = "answer";
  answering.who = {"owner"};
  answering.article = "Art. 3";
  answering.start = "more_received";
  answering.start_default = "more_asked";
  answering.end = {"more_answered"};
  answering.period = Days(30);
  answering.extension = ExtensionRule{.maximum = Days(30), .times = 2};
  Clock period;
  period.id = "order_period";
  period.who = {"owner"};
  period.article = "Art. 4";
  period.start = "ordered";
  period.end = {"order_reported"};
  period.period = Years(1);
  period.set_by_authority = true;
  period.auto_event = "order_expired";
  period.due_event = "order_expiry";
  period.extension = ExtensionRule{.maximum = Months(6), .times = std::nullopt};
  Clock asking;
  asking.id = "ask_for_extension";
  asking.who = {"owner"};
  asking.article = "Art. 4(2)";
  asking.due_before = "order_expiry";
  asking.end = {"extension_asked"};
  asking.period = Days(10);
  Clock checks;
  checks.id = "check_cycle";
  checks.who = {"office"};
  checks.start = "granted";
  checks.value = "grade";
  checks.period_by_value = {{"a", Years(1)}, {"b", Years(2)}};
  checks.repeat = true;
  checks.auto_event = "check_due";
  checks.auto_on_due_day = true;
  checks.reset_by = {"checked_specially"};
  Clock notice;
  notice.id = "notice";
  notice.who = {"owner"};
  notice.start = "granted";
  notice.end = {"notice_given"};
  notice.mode = calendar::Mode::kSameYear;
  notice.guard = {"big"};
  Clock log;
  log.id = "log";
  log.who = {"owner"};
  log.start = "granted";
  log.mode = calendar::Mode::kPeriodic;
  log.parameter = "log.every";
  log.repeat = true;
  machine.clocks = {before, review, answering, period, asking, checks, notice, log};
  for (Clock& clock : machine.clocks) clock.name = Name(clock.id);
  machine.suspensions = {
      {.id = "more", .from = "more_asked", .to = "more_answered", .article = "Art. 3"},
      {.id = "visit", .from = "visit_announced", .to = "visited", .article = "Art. 3"}};
  return machine;
}

// Begins with the authority's order; its period is set when it is opened.
Machine OrderMachine() {
  Machine machine;
  machine.id = "order_machine";
  machine.name = Name(machine.id);
  machine.initial = "issued";
  machine.opened_by_authority = true;
  machine.states = {Place("issued"), Place("cancelled", true), Place("complied", true)};
  Transition comply = Step("issued", "complied", "owner", "complied");
  comply.procedure = "order";
  Transition expire = Step("issued", "order_expired", "system", "cancelled");
  expire.procedure = "order";
  expire.guard = {"no_good_reason"};
  machine.transitions = {comply, expire};
  Clock period;
  period.id = "period";
  period.who = {"owner"};
  period.start = "order_received";
  period.start_default = "case_opened";
  period.end = {"complied"};
  period.period = Months(12);
  period.set_by_authority = true;
  period.auto_event = "order_expired";
  machine.clocks = {period};
  machine.clocks.front().name = Name("period");
  return machine;
}

// A grid of months that stays where the first inspection put it; a state for each side of it.
Machine GridMachine() {
  Machine machine;
  machine.id = "grid_machine";
  machine.name = Name(machine.id);
  machine.initial = "new";
  machine.states = {Place("new"), Place("valid"), Place("due"), Place("overdue")};
  Transition first = Step("new", "first_inspected", "office", "valid");
  Transition reached = Step("valid", "month_reached", "system", "due");
  Transition passed = Step("due", "inspected", "office", "valid");
  Transition late = Step("overdue", "inspected", "office", "valid");
  Transition ended = Step("due", "month_ended", "system", "overdue");
  machine.transitions = {first, reached, passed, late, ended};
  for (Transition& step : machine.transitions) step.procedure = "grid";
  Clock cycle;
  cycle.id = "cycle";
  cycle.who = {"firm"};
  cycle.start = "first_inspected";
  cycle.end = {"inspected"};
  cycle.mode = calendar::Mode::kPeriodicMonth;
  cycle.period = Months(6);
  cycle.repeat = true;
  cycle.anchor_fixed = true;
  cycle.auto_event = "month_reached";
  machine.clocks = {cycle};
  machine.clocks.front().name = Name("cycle");
  return machine;
}

// Applicant and authority are one role; two variants, one of them without the approval.
Machine ZoneMachine() {
  Machine machine;
  machine.id = "zone_machine";
  machine.name = Name(machine.id);
  machine.initial = "drafted";
  machine.states = {Place("drafted"), Place("asked"), Place("approved"), Place("set", true)};
  Transition ask = Step("drafted", "approval_asked", "office", "asked");
  ask.variants = {"with_approval"};
  Transition approve = Step("asked", "approved", "minister", "approved");
  Transition set_zone = Step("approved", "zone_set", "office", "set");
  Transition set_at_once = Step("drafted", "zone_set", "office", "set");
  set_at_once.variants = {"without_approval"};
  machine.transitions = {ask, approve, set_zone, set_at_once};
  for (Transition& step : machine.transitions) step.procedure = "zone";
  machine.variants = {{.id = "with_approval", .name = Name("with"), .procedures = {}},
                      {.id = "without_approval", .name = Name("without"), .procedures = {}}};
  return machine;
}

// The machine begins where the application has been filed.
Machine RegisterMachine() {
  Machine machine;
  machine.id = "register_machine";
  machine.name = Name(machine.id);
  machine.initial = "applied_for";
  machine.states = {Place("applied_for"), Place("registered"), Place("change_due"),
                    Place("turned_down", true)};
  Transition enter = Step("applied_for", "entered", "office", "registered");
  enter.fee_krw = 10'000;
  Transition turn_down = Step("applied_for", "turned_down", "office", "turned_down");
  Transition changed = Step("registered", "matter_changed", "firm", "change_due");
  Transition filed = Step("change_due", "change_filed", "firm", "registered");
  filed.form_no = "28";
  filed.fee_krw = 5'000;
  machine.transitions = {enter, turn_down, changed, filed};
  enter.procedure = "register";
  for (Transition& step : machine.transitions) step.procedure = "register";
  machine.transitions[2].procedure = machine.transitions[3].procedure = "register_change";
  Clock change;
  change.id = "change_filing";
  change.who = {"firm"};
  change.start = "matter_changed";
  change.end = {"change_filed"};
  change.period = Days(15);
  machine.clocks = {change};
  machine.clocks.front().name = Name("change_filing");
  return machine;
}

}  // namespace

Law MadeUpLaw() {
  Law law;
  law.law_names_ko = {{"L", "시험법"}};
  law.roles = {
      {"owner", Name("owner"), "SITE_OPERATOR"},   {"firm", Name("firm"), "ORGANISATION"},
      {"office", Name("office"), "LOCAL_OFFICER"}, {"minister", Name("minister"), "MINISTRY"},
      {"lab", Name("lab"), "ORGANISATION"},        {"system", Name("system"), "SYSTEM"}};
  for (const char* const id :
       {"case_opened",     "applied",         "more_asked",      "more_received",
        "more_time_given", "more_answered",   "visit_announced", "visited",
        "granted",         "refused",         "ordered",         "order_reported",
        "order_extended",  "extension_asked", "checked",         "checked_specially",
        "regraded",        "works_start",     "notice_given",    "complied",
        "order_received",  "first_inspected", "inspected",       "approval_asked",
        "approved",        "zone_set",        "entered",         "turned_down",
        "matter_changed",  "change_filed"}) {
    law.events.push_back({.id = id, .kind = EventKind::kInput, .name = Name(id)});
  }
  for (const char* const id : {"order_expired", "check_due", "month_reached", "month_ended"}) {
    law.events.push_back({.id = id, .kind = EventKind::kTimer, .name = Name(id)});
  }
  law.events.push_back(
      {.id = "order_expiry", .kind = EventKind::kDate, .name = Name("order_expiry")});
  for (const char* const id :
       {"conforms", "special_case", "unavoidable", "no_good_reason", "big"}) {
    Guard guard;
    guard.id = id;
    guard.name = Name(id);
    guard.frees_from_duty = guard.id == "big";
    law.guards.push_back(guard);
  }
  Guard left;
  left.id = "more_time_left";
  left.name = Name(left.id);
  left.computed = Guard::Computed::kExtensionsBelow;
  left.clock = "answer";
  left.count = 2;
  law.guards.push_back(left);

  Procedure permit = MakeProcedure("permit", "permit", "permit_machine");
  permit.form_no = "1";
  permit.fee_krw = 10'000;
  permit.attachments = {
      {.id = "a1", .name = Name("drawing"), .form_no = {}, .condition = {}},
      {.id = "a2", .name = Name("proof"), .form_no = {}, .condition = Name("if")}};
  permit.contents = {{.id = "c1", .name = Name("plan")}};
  Procedure report = MakeProcedure("report", "report", "permit_machine");
  report.form_no = "14";
  report.attachments = {{.id = "a1", .name = Name("photo"), .form_no = {}, .condition = {}}};
  Procedure order = MakeProcedure("order", "order", "order_machine");
  Procedure grid = MakeProcedure("grid", "inspection", "grid_machine");
  grid.applicants = {"firm"};
  Procedure zone = MakeProcedure("zone", "designation", "zone_machine");
  zone.applicants = {"office"};
  zone.authorities = {"minister"};
  Procedure registering = MakeProcedure("register", "registration", "register_machine");
  registering.applicants = {"firm"};
  registering.fee_krw = 10'000;
  registering.attachments = {{.id = "a1", .name = Name("staff"), .form_no = {}, .condition = {}}};
  Procedure change = MakeProcedure("register_change", "change_permit", "register_machine");
  change.applicants = {"firm"};
  change.form_no = "28";
  Procedure rule = MakeProcedure("rule", "duty_record", "");
  rule.machines.clear();
  law.procedures = {permit, report, order, grid, zone, registering, change, rule};
  law.machines = {PermitMachine(), OrderMachine(), GridMachine(), ZoneMachine(), RegisterMachine()};
  law.parameters = {{.id = "log.every", .name = Name("log"), .reference_ko = "별표"}};
  return law;
}

}  // namespace sems::casework
