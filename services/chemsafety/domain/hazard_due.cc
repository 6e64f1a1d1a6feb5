#include "services/chemsafety/domain/hazard_due.h"

#include <algorithm>

namespace sems::chemsafety::hazard {
namespace {

std::optional<absl::CivilDay> DayOf(const DueQuestion& question, const std::string& anchor) {
  if (anchor == "work_start") return question.work_start_on;
  if (anchor == "equipment_installation_start") return question.equipment_installation_start_on;
  return std::nullopt;
}

std::vector<const Deadline*> DeadlinesFor(const Law& law, const DueQuestion& question) {
  std::vector<const Deadline*> deadlines;
  for (const Deadline& deadline : law.deadlines) {
    const bool asked = deadline.target == "industry" ? question.industry : question.equipment;
    if (asked && (deadline.factory.empty() || deadline.factory == question.factory)) {
      deadlines.push_back(&deadline);
    }
  }
  return deadlines;
}

CountedBack Count(const Deadline& deadline, const Item& anchor, absl::CivilDay on,
                  const std::string& article, const calendar::Holidays& holidays) {
  calendar::DateRule rule;
  rule.direction = calendar::Direction::kBefore;
  rule.period = calendar::Period{deadline.days, calendar::Unit::kDays};
  rule.party = calendar::Party::kPrivate;
  rule.anchor_event = anchor.id;
  rule.article = article;
  CountedBack counted;
  counted.anchor = &anchor;
  counted.anchor_on = on;
  counted.date = calendar::ComputeDate(rule, on, {}, {}, on, holidays);
  counted.due_on = *counted.date.due;
  counted.warn_on = counted.date.warn.value_or(counted.due_on);
  if (!holidays.IsWorkingDay(counted.due_on)) {
    counted.rest_name = holidays.RestName(counted.due_on);
  }
  return counted;
}

}  // namespace

std::vector<std::string> MissingAnchors(const Law& law, const DueQuestion& question) {
  std::vector<std::string> missing;
  for (const Deadline* deadline : DeadlinesFor(law, question)) {
    const bool named = std::find(missing.begin(), missing.end(), deadline->anchor) != missing.end();
    if (!named && !DayOf(question, deadline->anchor)) missing.push_back(deadline->anchor);
  }
  return missing;
}

std::vector<DueDay> ComputeDueDays(const Law& law, const DueQuestion& question,
                                   const calendar::Holidays& holidays) {
  std::vector<DueDay> days;
  for (const Deadline* deadline : DeadlinesFor(law, question)) {
    DueDay due;
    due.deadline = deadline;
    const absl::CivilDay anchor_on = *DayOf(question, deadline->anchor);
    due.day =
        Count(*deadline, *law.FindAnchor(deadline->anchor), anchor_on, law.basis.ko, holidays);
    const std::optional<absl::CivilDay> other_on = DayOf(question, deadline->warn);
    if (other_on && *other_on < anchor_on) {
      due.warning =
          Count(*deadline, *law.FindAnchor(deadline->warn), *other_on, law.basis.ko, holidays);
    }
    days.push_back(due);
  }
  std::stable_sort(days.begin(), days.end(), [](const DueDay& left, const DueDay& right) {
    return left.day.due_on < right.day.due_on;
  });
  return days;
}

}  // namespace sems::chemsafety::hazard
