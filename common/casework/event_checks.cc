#include "common/casework/event_checks.h"

#include <algorithm>
#include <set>

#include "absl/strings/str_cat.h"
#include "common/casework/calendar_anchors.h"
#include "common/casework/clocks.h"
#include "common/casework/roles.h"
#include "common/casework/stops.h"
#include "common/values/civil.h"

namespace sems::casework {
namespace {

std::string Spoken(const calendar::Period& period, bool korean) {
  const char* unit = "";
  switch (period.unit) {
    case calendar::Unit::kDays:
      unit = korean ? "일" : " days";
      break;
    case calendar::Unit::kMonths:
      unit = korean ? "개월" : " months";
      break;
    case calendar::Unit::kYears:
      unit = korean ? "년" : " years";
      break;
  }
  return absl::StrCat(period.amount, unit);
}

void AboveMaximum(std::string_view field, const calendar::Period& given,
                  const calendar::Period& maximum, std::string_view article, Problems& problems) {
  problems.Field(field, "PERIOD_ABOVE_MAXIMUM",
                 absl::StrCat("at most ", Spoken(maximum, false), ", not ", Spoken(given, false)),
                 absl::StrCat("최대 ", Spoken(maximum, true),
                              "까지입니다. 입력한 기간: ", Spoken(given, true)),
                 article, {{"maximum", Spoken(maximum, false)}});
}

// A year is 365 days from some days and 366 from others.
absl::CivilDay AnchorOf(const CaseFile& file, const Clock& clock, absl::CivilDay otherwise) {
  const ClockRun* const run = OpenRun(file, clock.id);
  return run != nullptr && run->started_on.has_value() ? *run->started_on : otherwise;
}

}  // namespace

std::vector<const Clock*> ClocksAwaitingPeriod(const View& view, std::string_view event,
                                               const std::map<std::string, absl::CivilDay>& dates) {
  std::vector<const Clock*> clocks;
  const auto look = [&](std::string_view started_by) {
    for (const ClockTouch& touch : view.machine.Touched(started_by)) {
      if (!touch.starts && !touch.stands_in && !touch.resets) continue;
      const Clock& clock = view.machine.machine().clocks[touch.clock];
      if (!clock.set_by_authority || !InVariant(clock.variants, view.file)) continue;
      const ClockRun* const open = OpenRun(view.file, clock.id);
      // The real day of an order whose period was set when the case was opened.
      if (open != nullptr && open->set_period.has_value() && open->start_assumed) continue;
      if (std::ranges::find(clocks, &clock) == clocks.end()) clocks.push_back(&clock);
    }
  };
  look(event);
  for (const auto& [other, day] : dates) look(other);
  return clocks;
}

void CheckSetPeriod(const View& view, const Input& input, std::string_view event,
                    Problems& problems) {
  const std::vector<const Clock*> clocks = ClocksAwaitingPeriod(view, event, input.dates);
  if (clocks.empty()) {
    if (input.set_period.has_value()) {
      problems.Field("event.set_period", "PERIOD_NOT_EXPECTED", "no period is set with this event",
                     "이 사건에는 기간을 정하지 않습니다.");
    }
    return;
  }
  for (const Clock* const clock : clocks) {
    if (!input.set_period.has_value()) {
      problems.Field(
          "event.set_period", "PERIOD_REQUIRED", "the authority sets the period: " + clock->name.en,
          "기간을 정해야 합니다: " + clock->name.ko, clock->article, {{"clock", clock->id}});
    } else if (input.set_period->amount <= 0) {
      problems.Field("event.set_period", "PERIOD_NOT_POSITIVE", "a period is at least 1",
                     "기간은 1 이상이어야 합니다.", clock->article);
    } else if (clock->period.has_value() &&
               calendar::IsLonger(*input.set_period, *clock->period,
                                  AnchorOf(view.file, *clock, input.occurred_on))) {
      AboveMaximum("event.set_period", *input.set_period, *clock->period, clock->article, problems);
    }
  }
}

void CheckExtension(const View& view, const Transition& transition, const Input& input,
                    Problems& problems) {
  if (transition.extends.empty()) {
    if (input.extension.has_value()) {
      problems.Field("event.extension", "EXTENSION_NOT_EXPECTED", "this event extends no period",
                     "이 사건으로는 기간을 연장하지 않습니다.");
    }
    return;
  }
  const int index = ClockToExtend(view, transition);
  if (index < 0) return;
  const Clock& clock = view.machine.machine().clocks[index];
  const std::string& article = transition.article.empty() ? clock.article : transition.article;
  const ClockRun* const run = RunToExtend(view.file, clock.id);
  if (run == nullptr || !run->date.due.has_value()) {
    problems.Now("NOTHING_TO_EXTEND",
                 "no period is running that could be extended: " + clock.name.en,
                 "연장할 기간이 없습니다: " + clock.name.ko, article, {{"clock", clock.id}});
    return;
  }
  const ExtensionRule rule = clock.extension.value_or(ExtensionRule{});
  const int times = rule.times.value_or(1);
  if (static_cast<int>(run->extensions.size()) >= times) {
    problems.Now(
        "EXTENSIONS_USED_UP",
        absl::StrCat("already extended ", run->extensions.size(), " of ", times, " times"),
        absl::StrCat("연장은 ", times, "회까지입니다(이미 ", run->extensions.size(), "회 연장)."),
        article, {{"clock", clock.id}, {"times", absl::StrCat(times)}});
  }
  if (!input.extension.has_value()) {
    problems.Field("event.extension", "EXTENSION_REQUIRED", "say for how long it is extended",
                   "연장 기간을 입력해야 합니다.", article, {{"clock", clock.id}});
  } else if (input.extension->amount <= 0) {
    problems.Field("event.extension", "PERIOD_NOT_POSITIVE", "a period is at least 1",
                   "기간은 1 이상이어야 합니다.", article);
  } else if (rule.maximum.has_value() &&
             calendar::IsLonger(*input.extension, *rule.maximum, *run->date.due)) {
    AboveMaximum("event.extension", *input.extension, *rule.maximum, article, problems);
  }

  const auto too_late = [&](absl::CivilDay last, absl::CivilDay asked,
                            std::string_view article_of) {
    problems.Now("EXTENSION_TOO_LATE",
                 absl::StrCat("an extension had to be asked for by ", FormatDay(last), ", not on ",
                              FormatDay(asked)),
                 absl::StrCat("연장은 ", FormatDay(last), "까지 신청해야 합니다(신청일 ",
                              FormatDay(asked), ")."),
                 article_of, {{"clock", clock.id}, {"last_day", FormatDay(last)}});
  };
  const absl::CivilDay due = *run->date.due;
  if (input.occurred_on > due && !view.machine.ExtendsAfterExpiry(index)) {
    too_late(due, input.occurred_on, article);
    return;
  }
  // A clock that counts back from the last day says by when to ask ("만료일 10일 전").
  if (clock.due_event.empty()) return;
  for (const ClockTouch& touch : view.machine.Touched(clock.due_event)) {
    if (!touch.anchors) continue;
    const Clock& asking = view.machine.machine().clocks[touch.clock];
    const ClockRun* const asked = LatestRun(view.file, asking.id);
    if (asked == nullptr || !asked->date.due.has_value()) continue;
    // The day it was asked for, as whoever grants it says or as it was recorded first: no later
    // word of the one who asks makes it earlier. Otherwise the day it is granted.
    const bool was_asked =
        asked->status == ClockStatus::kMet || asked->status == ClockStatus::kMissed;
    absl::CivilDay day = was_asked ? *asked->ended_on : input.occurred_on;
    for (const std::string& event : asking.end) {
      if (const auto given = input.dates.find(event); given != input.dates.end()) {
        day = given->second;
      } else if (const auto known = view.file.days.find(event);
                 !was_asked && known != view.file.days.end() && event != transition.event) {
        day = known->second;
      }
    }
    if (day > *asked->date.due) too_late(*asked->date.due, day, asking.article);
  }
}

bool MayLieAhead(const View& view, std::string_view event) {
  const Event* const known = view.law.FindEvent(event);
  return view.machine.IsAnchorAhead(event) || (known != nullptr && known->kind == EventKind::kDate);
}

bool IsRecordable(const View& view, std::string_view event) {
  const Event* const known = view.law.FindEvent(event);
  return known != nullptr && known->kind != EventKind::kTimer && view.machine.IsDated(event) &&
         view.machine.NamedBy(event) < 0 && !IsCalendarEvent(event) &&
         (!view.machine.IsTransition(event) || view.machine.IsAnchorAhead(event));
}

void CheckDates(const View& view, const std::map<std::string, absl::CivilDay>& dates,
                absl::CivilDay today, Problems& problems) {
  for (const auto& [event, day] : dates) {
    const std::string field = absl::StrCat("event.dates[", event, "]");
    if (view.law.FindEvent(event) == nullptr) {
      problems.UnknownEvent(field, event);
    } else if (!IsRecordable(view, event)) {
      problems.Field(field, "DATE_NOT_COUNTED",
                     "no clock of this case counts from or to a given day of it",
                     "이 건의 기한 계산에 쓰이는 날짜가 아닙니다: " + problems.NameKo(event));
    } else if (day > today && !MayLieAhead(view, event)) {
      problems.DateInFuture(field, day, today);
    } else if (day <= today && view.machine.IsTransition(event)) {
      problems.Field(field, "DATE_NOT_PLANNED",
                     "a past day of this event is recorded by raising the event",
                     "지난 날짜는 해당 사건으로 기록해야 합니다: " + problems.NameKo(event));
    }
  }
}

void CheckValues(const View& view, const Transition* transition,
                 const std::map<std::string, std::string>& values, Problems& problems) {
  if (transition != nullptr) {
    for (const std::string& name : transition->sets) {
      if (values.contains(name)) continue;
      problems.Field(absl::StrCat("event.values[", name, "]"), "VALUE_REQUIRED",
                     "has to be given with this event", "이 사건과 함께 입력해야 합니다: " + name,
                     transition->article,
                     {{"allowed", absl::StrCat(JoinIds({view.law.AllowedValues(name).begin(),
                                                        view.law.AllowedValues(name).end()}))}});
    }
  }
  for (const auto& [name, value] : values) {
    const std::string field = absl::StrCat("event.values[", name, "]");
    const auto& allowed = view.law.AllowedValues(name);
    const bool comes_with_it = transition != nullptr &&
                               std::ranges::find(transition->sets, name) != transition->sets.end();
    if (!view.machine.UsesValue(name)) {
      problems.Field(field, "UNKNOWN_VALUE", "nothing in this case goes by it",
                     "이 건에서 쓰지 않는 값입니다: " + name);
    } else if (!comes_with_it && view.machine.IsSetByTransition(name)) {
      problems.Field(field, "VALUE_NOT_EXPECTED", "comes with another event of this case",
                     "이 사건으로 정하는 값이 아닙니다: " + name);
    } else if (value.empty() || (!allowed.empty() && !allowed.contains(value))) {
      problems.Field(
          field, "VALUE_NOT_ALLOWED",
          absl::StrCat("one of: ", JoinIds({allowed.begin(), allowed.end()})),
          absl::StrCat("다음 중 하나여야 합니다: ", JoinIds({allowed.begin(), allowed.end()})));
    }
  }
}

bool MayAnswer(const View& view, std::string_view guard, const Actor& actor) {
  if (Decides(view, actor) && !actor.own_case) return true;
  std::vector<int> steps;
  const std::vector<Transition>& transitions = view.machine.machine().transitions;
  for (int i = 0; i < static_cast<int>(transitions.size()); ++i) {
    const Transition& transition = transitions[i];
    const bool uses = std::ranges::find(transition.guard, guard) != transition.guard.end() ||
                      std::ranges::find(transition.guard_not, guard) != transition.guard_not.end();
    const bool by_clock = std::ranges::find(transition.by, "system") != transition.by.end();
    if (uses && !by_clock) steps.push_back(i);
  }
  // A fact that only clocks go by: the party tells it, too.
  if (steps.empty()) return actor.party;
  return StandingOf(view, actor, RolesOf(view, steps), {}).answer == Standing::Answer::kMay;
}

void CheckAnswers(const View& view, const std::vector<GuardAnswer>& answers,
                  const std::vector<std::string>& asked, const Actor& actor, std::string_view field,
                  Problems& problems) {
  std::set<std::string> seen;
  for (size_t i = 0; i < answers.size(); ++i) {
    const GuardAnswer& answer = answers[i];
    const std::string path = std::string(field) + "[" + std::to_string(i) + "]";
    const Guard* const guard = view.law.FindGuard(answer.guard);
    if (guard == nullptr || !view.machine.UsesGuard(answer.guard)) {
      problems.Field(path, "UNKNOWN_GUARD", "nothing in this case depends on: " + answer.guard,
                     "이 건에서 판단할 사항이 아닙니다: " + answer.guard);
    } else if (guard->computed != Guard::Computed::kNo) {
      problems.Field(path, "GUARD_IS_COMPUTED",
                     "computed, not judged: " + problems.NameEn(answer.guard),
                     "자동으로 계산되는 사항입니다: " + problems.NameKo(answer.guard));
    } else if (!seen.insert(answer.guard).second) {
      problems.Field(path, "GUARD_ANSWERED_TWICE", "answered twice: " + answer.guard,
                     "같은 사항을 두 번 판단했습니다: " + problems.NameKo(answer.guard));
    } else if (answer.reason.empty()) {
      problems.Field(absl::StrCat(path, ".reason"), "REASON_REQUIRED", "say why",
                     "판단 이유를 입력해야 합니다: " + problems.NameKo(answer.guard));
    } else if (std::ranges::find(asked, answer.guard) == asked.end() &&
               !MayAnswer(view, answer.guard, actor)) {
      if (actor.authority && actor.own_case) {
        problems.OwnCase();
      } else {
        problems.Role("ROLE_MAY_NOT_JUDGE",
                      "not for you to judge: " + problems.NameEn(answer.guard),
                      "판단할 권한이 없는 사항입니다: " + problems.NameKo(answer.guard),
                      {{"guard", answer.guard}});
      }
    }
  }
}

void CheckDay(const View& view, const Transition& transition, absl::CivilDay day,
              absl::CivilDay today, Problems& problems) {
  constexpr char kField[] = "event.occurred_on";
  if (day > today) {
    problems.DateInFuture(kField, day, today);
    return;
  }
  if (day < view.file.opened_on) {
    problems.DateBeforeAnchor(kField, day, view.file.opened_on, "the case was opened",
                              "사건 개시일");
    return;
  }
  if (day < view.file.state_since) {
    problems.DateBeforeAnchor(kField, day, view.file.state_since, "the present state began",
                              "현재 단계가 시작된 날");
    return;
  }
  for (const ClockTouch& touch : view.machine.Touched(transition.event)) {
    if (!touch.ends && !touch.resets) continue;
    const Clock& clock = view.machine.machine().clocks[touch.clock];
    if (!clock.due_before.empty() || IsCalendarEvent(clock.start)) continue;
    const ClockRun* const run = RunToExtend(view.file, clock.id);
    if (run == nullptr || day >= *run->started_on || run->start_assumed) continue;
    problems.DateBeforeAnchor(kField, day, *run->started_on, problems.NameEn(clock.start),
                              problems.NameKo(clock.start), clock.article);
  }
  if (transition.resume.empty()) return;
  for (const StopRun& stop : view.file.stops) {
    if (stop.suspension != transition.resume || stop.to.has_value() || day >= stop.from) continue;
    problems.DateBeforeAnchor(kField, day, stop.from, "the stop began", "기간 정지 시작일",
                              transition.article);
  }
}

}  // namespace sems::casework
