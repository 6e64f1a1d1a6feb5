#include <algorithm>

#include "common/casework/clocks.h"
#include "common/casework/engine.h"
#include "common/casework/fees.h"
#include "common/casework/guards.h"
#include "common/casework/stops.h"
#include "common/casework/transitions.h"

// The fold: a case is what its entries make of it, one after another. Nothing is checked here; an
// entry in the history has happened.
namespace sems::casework {
namespace {

constexpr char kCaseOpened[] = "case_opened";

// A case whose law is gone keeps its history; nothing more can be made of it.
const MachineIndex* MachineOfCase(const LawIndex& index, const CaseFile& file) {
  return index.FindMachine(file.machine, file.procedure);
}

void TakeValues(CaseFile& file, const Entry& entry, Clocks& clocks) {
  for (const auto& [name, value] : entry.input.values) {
    const auto [place, fresh] = file.values.try_emplace(name, value);
    if (!fresh && place->second == value) continue;
    place->second = value;
    clocks.ValueChanged(name, entry.input.occurred_on);
  }
}

void TakeGuards(CaseFile& file, const MachineIndex& machine, const LawIndex& index,
                const Entry& entry, int transition, Clocks& clocks) {
  for (const GuardAnswer& answer : entry.input.guards) {
    const Guard* const guard = index.FindGuard(answer.guard);
    const bool frees = guard != nullptr && guard->frees_from_duty;
    GuardFact& fact = file.guards[answer.guard];
    const bool changed = fact.at_micros == 0 || fact.holds != answer.holds;
    fact = {.holds = answer.holds,
            .reason = answer.reason,
            .declared_only = frees && entry.by_party,
            // Answered with the event that it was asked for, it is used up by that.
            .spent = entry.transition >= 0 && !machine.IsStandingFact(answer.guard),
            .account_id = entry.account_id,
            .as_role = entry.input.as_role,
            .at_micros = entry.recorded_at_micros};
    if (changed) clocks.GuardChanged(answer.guard, entry.input.occurred_on);
  }
  if (transition < 0) return;
  // Judgements given beforehand are used up by the event they were for.
  const Transition& taken = machine.machine().transitions[transition];
  for (const auto* guards : {&taken.guard, &taken.guard_not}) {
    for (const std::string& guard : *guards) {
      if (machine.IsStandingFact(guard)) continue;
      const auto fact = file.guards.find(guard);
      if (fact != file.guards.end()) fact->second.spent = true;
    }
  }
}

// What the applicant attached to the procedure, or beside every checklist, has been handed in by an
// event of theirs, whoever entered it.
void File(CaseFile& file, const Entry& entry, const Procedure* procedure_done) {
  const bool theirs =
      entry.by_party || (procedure_done != nullptr &&
                         std::ranges::find(procedure_done->applicants, entry.input.as_role) !=
                             procedure_done->applicants.end());
  if (!theirs) return;
  for (AttachmentLink& link : file.attachments) {
    const size_t dot = link.item.find('.');
    const std::string procedure =
        dot == std::string::npos ? file.procedure : link.item.substr(0, dot);
    if (link.item.empty() || procedure == entry.input.procedure) link.filed = true;
  }
}

// Days given along: of events that are no step of this entry. Earlier ones first.
void TakeDates(CaseFile& file, const Entry& entry, Clocks& clocks) {
  std::vector<std::pair<absl::CivilDay, std::string>> dates;
  for (const auto& [event, day] : entry.input.dates) dates.emplace_back(day, event);
  std::ranges::sort(dates);
  for (const auto& [day, event] : dates) {
    file.days[event] = day;
    clocks.Ends(event, day, {});
    clocks.Starts(event, day, true, entry.input.set_period);
  }
}

}  // namespace

void Engine::Apply(CaseFile& file, const Entry& entry) const {
  const Input& input = entry.input;
  if (entry.kind == EntryKind::kOpened && entry.origin.has_value()) {
    file = CaseFile{};
    file.case_id = entry.origin->case_id;
    file.procedure = entry.origin->procedure;
    file.machine = entry.origin->machine;
    file.variant = entry.origin->variant;
    file.opened_by_authority = entry.origin->by_authority;
    file.state = entry.to_state;
    file.opened_on = input.occurred_on;
    file.state_since = input.occurred_on;
    file.days[kCaseOpened] = input.occurred_on;
  }
  file.sequence = entry.sequence;
  if (entry.recomputed.has_value()) {
    file.clocks = entry.recomputed->clocks;
    file.stops = entry.recomputed->stops;
    file.fees = entry.recomputed->fees;
    file.guards = entry.recomputed->guards;
    return;
  }

  switch (entry.kind) {
    case EntryKind::kForm:
    case EntryKind::kOpened:
      for (const FormEntry& item : entry.form) {
        if (item.text.empty()) {
          file.form.erase(item.item);
        } else {
          file.form[item.item] = item.text;
        }
      }
      break;
    case EntryKind::kAttached:
      if (entry.attachment.has_value()) {
        file.attachments.push_back(*entry.attachment);
        file.attachments.back().at_micros = entry.recorded_at_micros;
      }
      break;
    case EntryKind::kDetached:
      if (entry.attachment.has_value()) {
        std::erase_if(file.attachments, [&](const AttachmentLink& link) {
          return link.attachment_id == entry.attachment->attachment_id;
        });
      }
      break;
    case EntryKind::kFee:
      file.paid_krw += entry.paid_krw.value_or(0);
      break;
    case EntryKind::kBody:
      if (entry.body.has_value()) {
        std::erase_if(file.bodies, [&](const Body& body) { return body.role == entry.body->role; });
        file.bodies.push_back(*entry.body);
      }
      break;
    case EntryKind::kEvent:
    case EntryKind::kTimer:
    case EntryKind::kDated:
    case EntryKind::kGuard:
    case EntryKind::kRecomputed:
      break;
  }
  const MachineIndex* const machine = MachineOfCase(*index_, file);
  const Procedure* const procedure = index_->FindProcedure(file.procedure);
  if (machine == nullptr || procedure == nullptr) return;
  const ClockDates dates(holidays_, parameters_);
  Clocks clocks(dates, *index_, *machine, *procedure, file, entry.recorded_on);

  // However often it was looked at in between, the entry finds the case as of its day.
  if (entry.kind != EntryKind::kOpened) clocks.Assess(entry.recorded_on);
  if (entry.kind == EntryKind::kOpened) {
    if (std::optional<FeeFact> fee = FeeOwedByOpening(*machine, *procedure)) {
      file.fees.push_back(*std::move(fee));
    }
  }
  TakeValues(file, entry, clocks);
  const int transition = TransitionTaken(*machine, entry);
  TakeGuards(file, *machine, *index_, entry, transition, clocks);

  if (entry.kind == EntryKind::kOpened) {
    clocks.Open();
    clocks.Starts(kCaseOpened, input.occurred_on, false, input.set_period);
  } else if (entry.kind == EntryKind::kDated) {
    file.days[input.event] = input.occurred_on;
    // A planned day is no deed: it ends nothing.
    if (!machine->IsTransition(input.event)) clocks.Ends(input.event, input.occurred_on, {});
    clocks.Starts(input.event, input.occurred_on, true, input.set_period);
  } else if (entry.kind == EntryKind::kEvent || entry.kind == EntryKind::kTimer) {
    file.days[input.event] = input.occurred_on;
    ++file.happened[input.event];
    if (entry.kind == EntryKind::kEvent) File(file, entry, index_->FindProcedure(input.procedure));
    if (transition >= 0) {
      const Transition& taken = machine->machine().transitions[transition];
      const View view{*index_, *machine, *procedure, file};
      if (const Procedure* const done = index_->FindProcedure(input.procedure)) {
        if (std::optional<FeeFact> fee = FeeOwedBy(view, transition, *done)) {
          file.fees.push_back(*std::move(fee));
        }
      }
      if (const int extended = ClockToExtend(view, taken);
          extended >= 0 && input.extension.has_value()) {
        clocks.Extend(machine->machine().clocks[extended].id, {.period = *input.extension,
                                                               .granted_on = input.occurred_on,
                                                               .article = taken.article});
      }
      if (!taken.resume.empty()) EndStop(file, taken.resume, input.occurred_on, clocks);
    }
    if (!entry.clock.empty()) clocks.Rung(entry.clock, entry.run, input.occurred_on);
    clocks.Ends(input.event, input.occurred_on, entry.clock);
    if (clocks.ended_any()) EndIdleStops(file, *machine, input.occurred_on, clocks);
    if (entry.to_state != file.state) {
      file.state = entry.to_state;
      if (entry.kind == EntryKind::kEvent) file.state_since = input.occurred_on;
    }
    if (machine->IsTerminal(file.state)) clocks.CloseAll(input.occurred_on);
    if (transition >= 0) {
      const std::string& suspend = machine->machine().transitions[transition].suspend;
      if (!suspend.empty()) BeginStop(file, suspend, input.occurred_on, clocks);
    }
    // What the last event of a case starts is still owed after it.
    clocks.Starts(input.event, input.occurred_on, false, input.set_period);
  }
  TakeDates(file, entry, clocks);
  clocks.Settle();
  clocks.Assess(entry.recorded_on);
}

CaseFile Engine::Replay(const std::vector<Entry>& history) const {
  CaseFile file;
  for (const Entry& entry : history) Apply(file, entry);
  return file;
}

void Engine::Assess(CaseFile& file, absl::CivilDay today) const {
  const MachineIndex* const machine = MachineOfCase(*index_, file);
  const Procedure* const procedure = index_->FindProcedure(file.procedure);
  if (machine == nullptr || procedure == nullptr) return;
  const ClockDates dates(holidays_, parameters_);
  Clocks(dates, *index_, *machine, *procedure, file, today).Assess(today);
}

void Engine::Refresh(CaseFile& file, absl::CivilDay today) const {
  const MachineIndex* const machine = MachineOfCase(*index_, file);
  const Procedure* const procedure = index_->FindProcedure(file.procedure);
  if (machine == nullptr || procedure == nullptr) return;
  const ClockDates dates(holidays_, parameters_);
  Clocks clocks(dates, *index_, *machine, *procedure, file, today);
  clocks.Refresh(today);
  clocks.Settle();
}

}  // namespace sems::casework
