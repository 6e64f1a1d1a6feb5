#include <algorithm>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "common/casework/engine.h"
#include "common/casework/event_checks.h"
#include "common/casework/fees.h"
#include "common/casework/form_checks.h"
#include "common/casework/guards.h"
#include "common/casework/new_entry.h"
#include "common/casework/problems.h"
#include "common/casework/roles.h"
#include "common/casework/stops.h"
#include "common/casework/transitions.h"

// Raising an event: everything is checked, and all that is wrong is answered together. Who may not
// raise it at all is told only that.
namespace sems::casework {
namespace {

constexpr char kEventField[] = "event.event_id";
constexpr size_t kMostNoteBytes = 8'000;  // 2,000 characters of Korean

void CheckNote(const Input& input, Problems& problems) {
  if (input.note.size() <= kMostNoteBytes) return;
  problems.Field("event.note", "TOO_LONG", "at most 2,000 characters", "2,000자까지입니다.");
}

// Records a day without a change of state.
Checked<Entry> Dated(const View& view, const Input& input, const Actor& actor, absl::CivilDay today,
                     Problems& problems) {
  const Standing standing = RecorderIn(view, actor, input.event, input.as_role);
  if (standing.answer != Standing::Answer::kMay) {
    problems.RoleMayNotRaise(input.event, RecordersOf(view, input.event));
    return problems.Take();
  }
  if (input.occurred_on > today && !MayLieAhead(view, input.event)) {
    problems.DateInFuture("event.occurred_on", input.occurred_on, today);
  }
  CheckSetPeriod(view, input, input.event, problems);
  CheckDates(view, input.dates, today, problems);
  CheckValues(view, nullptr, input.values, problems);
  CheckAnswers(view, input.guards, {}, actor, "event.guards", problems);
  if (input.extension.has_value()) CheckExtension(view, Transition{}, input, problems);
  CheckNote(input, problems);
  if (!problems.empty()) return problems.Take();
  Entry entry = NewEntry(EntryKind::kDated, view.file, actor, today);
  entry.input = input;
  entry.input.as_role = standing.role;
  return entry;
}

// A clock that is owed even after the case ended waits for it.
bool IsStillAwaited(const View& view, std::string_view event) {
  return std::ranges::any_of(view.machine.Touched(event), [&](const ClockTouch& touch) {
    return OpenRun(view.file, view.machine.machine().clocks[touch.clock].id) != nullptr;
  });
}

const Procedure* ChooseProcedure(const View& view, const Transition& transition, const Input& input,
                                 Problems& problems) {
  std::vector<const Procedure*> procedures = ProceduresOf(view, transition);
  if (!input.procedure.empty()) {
    std::vector<std::string> ids;
    if (!transition.procedure.empty()) ids.push_back(transition.procedure);
    ids.insert(ids.end(), transition.alternatives.begin(), transition.alternatives.end());
    if (ids.empty()) {
      for (const Procedure* const procedure : procedures) ids.push_back(procedure->id);
    }
    if (std::ranges::find(ids, input.procedure) != ids.end()) {
      return view.law.FindProcedure(input.procedure);
    }
    problems.Field("event.procedure_id", "PROCEDURE_NOT_OF_EVENT",
                   absl::StrCat("one of: ", JoinIds(ids)),
                   absl::StrCat("다음 중 하나여야 합니다: ", JoinIds(ids)));
    return nullptr;
  }
  if (procedures.size() > 1) {
    std::vector<std::string> ids;
    for (const Procedure* const procedure : procedures) ids.push_back(procedure->id);
    problems.Field("event.procedure_id", "PROCEDURE_REQUIRED",
                   absl::StrCat("it belongs to one of: ", JoinIds(ids)),
                   absl::StrCat("어느 민원·처분에 속하는지 밝혀야 합니다: ", JoinIds(ids)),
                   transition.article, {{"allowed", JoinIds(ids)}});
    return nullptr;
  }
  return procedures.empty() ? nullptr : procedures.front();
}

}  // namespace

Checked<Entry> Engine::Raise(const CaseFile& file, const Input& input, const Actor& actor,
                             absl::CivilDay today) const {
  Problems problems(*index_);
  const std::optional<View> found = ViewOf(*index_, file);
  if (!found.has_value()) {
    problems.LawGone(file);
    return problems.Take();
  }
  const View& view = *found;
  const MachineIndex* const machine = &view.machine;
  if (index_->FindEvent(input.event) == nullptr) {
    problems.UnknownEvent(kEventField, input.event);
    return problems.Take();
  }
  const std::vector<Transition>& transitions = machine->machine().transitions;
  const std::vector<int> candidates = Candidates(view, input.event);

  const bool planned = input.occurred_on > today && machine->IsAnchorAhead(input.event);
  if (IsRecordable(view, input.event) && (planned || !machine->IsTransition(input.event))) {
    if (machine->IsTerminal(file.state) && !IsStillAwaited(view, input.event)) {
      problems.CaseClosed(view);
      return problems.Take();
    }
    return Dated(view, input, actor, today, problems);
  }
  if (candidates.empty()) {
    problems.EventNotAllowedNow(view, input.event, RaisableEvents(view));
    return problems.Take();
  }

  const std::vector<std::string> by = RolesOf(view, candidates);
  const Standing standing = StandingOf(view, actor, by, input.as_role);
  if (standing.answer == Standing::Answer::kOwnCase) {
    problems.OwnCase();
    return problems.Take();
  }
  if (standing.answer == Standing::Answer::kNotTheirs) {
    problems.RoleMayNotRaise(input.event, by);
    return problems.Take();
  }
  // Where the roles of several ways differ, only those of this role count.
  std::vector<int> theirs;
  for (const int candidate : candidates) {
    const std::vector<std::string> of_it = RolesOf(view, {candidate});
    if (std::ranges::find(of_it, standing.role) != of_it.end()) theirs.push_back(candidate);
  }

  CheckAnswers(view, input.guards, GuardsOf(view, theirs), actor, "event.guards", problems);
  const Choice choice = Choose(view, theirs, input.occurred_on, input.guards);
  // What it would be: the rest is checked against it even where the guards do not fit yet.
  const int index = choice.transition >= 0                             ? choice.transition
                    : !choice.unanswered.empty() || choice.nearest < 0 ? theirs.front()
                                                                       : choice.nearest;
  const Transition& taken = transitions[index];
  for (const std::string& guard : choice.unanswered) {
    const Guard* const known = index_->FindGuard(guard);
    if (known != nullptr && known->computed == Guard::Computed::kWithinClock) {
      // It cannot be computed because the clock has no day.
      const int clock = machine->FindClock(known->clock);
      const ClockRun* const run = LatestRun(file, known->clock);
      if (clock >= 0 && run != nullptr && run->status == ClockStatus::kUnset) {
        problems.Now(
            "PARAMETER_UNSET",
            "depends on a number that the sources do not give and nobody has configured: " +
                machine->machine().clocks[clock].parameter,
            "근거 자료에 없는 값이 설정되지 않았습니다: " +
                machine->machine().clocks[clock].parameter,
            taken.article, {{"parameter", machine->machine().clocks[clock].parameter}});
        continue;
      }
    }
    problems.GuardUnanswered(guard, taken.article);
  }
  for (const std::string& guard : choice.failed) {
    const Guard* const known = index_->FindGuard(guard);
    // The count of extensions speaks for itself below.
    if (known != nullptr && known->computed == Guard::Computed::kExtensionsBelow &&
        taken.extends == known->clock) {
      continue;
    }
    const bool must = std::ranges::find(taken.guard_not, guard) == taken.guard_not.end();
    problems.GuardNotMet(guard, must, taken.article);
  }
  if (choice.ambiguous) {
    problems.Now("OUTCOME_AMBIGUOUS", "the answers fit more than one outcome",
                 "판단 결과가 여러 처리에 해당합니다.", taken.article);
  }

  CheckDay(view, taken, input.occurred_on, today, problems);
  CheckDates(view, input.dates, today, problems);
  CheckValues(view, &taken, input.values, problems);
  CheckSetPeriod(view, input, input.event, problems);
  CheckExtension(view, taken, input, problems);
  CheckNote(input, problems);
  if (!taken.suspend.empty() && IsStopOpen(file, taken.suspend)) {
    problems.Now("ALREADY_STOPPED", "this stop of the period is running already",
                 "이미 기간 계산이 정지되어 있습니다.", taken.article,
                 {{"suspension", taken.suspend}});
  }
  if (!taken.resume.empty() && !IsStopOpen(file, taken.resume)) {
    problems.Now("NOT_STOPPED", "nothing has been asked for that this would answer",
                 "이에 앞선 요청·통보가 없습니다.", taken.article, {{"suspension", taken.resume}});
  }
  const Procedure* const procedure = ChooseProcedure(view, taken, input, problems);
  if (procedure != nullptr) {
    if (AsksForChecklist(*machine, index, *procedure)) {
      for (const MissingAttachment& missing : MissingAtStep(view, index, *procedure)) {
        problems.Now("ATTACHMENT_MISSING", "document missing: " + missing.item->name.en,
                     "첨부서류가 없습니다: " + missing.item->name.ko, procedure->article,
                     {{"item", missing.key}, {"procedure", procedure->id}});
      }
      const std::vector<MissingContent> contents = MissingContents(file, *procedure);
      if (!contents.empty() && procedure->any_content) {
        std::vector<std::string> keys, names_en, names_ko;
        for (const MissingContent& missing : contents) {
          keys.push_back(missing.key);
          names_en.push_back(missing.item->name.en);
          names_ko.push_back(missing.item->name.ko);
        }
        problems.Now(
            "CONTENT_MISSING", "at least one of these is needed: " + absl::StrJoin(names_en, "; "),
            "다음 중 하나 이상을 작성해야 합니다: " + absl::StrJoin(names_ko, "; "),
            procedure->article,
            {{"item", keys.front()}, {"items", JoinIds(keys)}, {"procedure", procedure->id}});
      }
      for (const MissingContent& missing : contents) {
        if (procedure->any_content) break;
        problems.Now("CONTENT_MISSING", "content missing: " + missing.item->name.en,
                     "작성하지 않은 내용이 있습니다: " + missing.item->name.ko, procedure->article,
                     {{"item", missing.key}, {"procedure", procedure->id}});
      }
    }
    if (const int64_t unpaid = FeeBlocking(view, index, *procedure); unpaid > 0) {
      problems.Now("FEE_UNPAID", absl::StrCat("the fee has to be paid first: ", unpaid, " won"),
                   absl::StrCat("수수료가 납부되지 않았습니다: ", unpaid, "원"), procedure->article,
                   {{"unpaid_krw", absl::StrCat(unpaid)}});
    }
  }
  if (!problems.empty()) return problems.Take();

  Entry entry = NewEntry(EntryKind::kEvent, file, actor, today);
  entry.input = input;
  entry.input.as_role = standing.role;
  entry.input.procedure = procedure == nullptr ? std::string() : procedure->id;
  entry.from_state = taken.from;
  entry.to_state = taken.to;
  entry.transition = index;
  return entry;
}

}  // namespace sems::casework
