#include "common/casework/engine.h"
#include "common/casework/law_index.h"
#include "common/values/civil.h"

// What the deadlines of a procedure would be, from days that are given: without a case.
namespace sems::casework {

std::vector<PreviewedDeadline> Engine::Preview(
    const Procedure& procedure, const std::map<std::string, absl::CivilDay>& dates,
    const std::vector<calendar::Stop>& stops, const std::vector<calendar::Extension>& extensions,
    const std::optional<calendar::Period>& set_period) const {
  std::vector<PreviewedDeadline> previews;
  for (const Deadline& deadline : procedure.deadlines) {
    PreviewedDeadline preview;
    preview.deadline = &deadline;
    calendar::DateRule rule;
    rule.mode = deadline.mode;
    rule.direction = deadline.direction;
    rule.period = deadline.period;
    if (deadline.mode == calendar::Mode::kSetByAuthority) {
      rule.period = set_period;  // the law's number is a maximum, not a default (Q-G5)
    }
    rule.party = index_->IsPrivate(ResolveRoles(deadline.who, procedure))
                     ? calendar::Party::kPrivate
                     : calendar::Party::kAuthority;
    rule.switches = deadline.switches;
    rule.article = procedure.article;
    rule.anchor_event = deadline.anchor;
    rule.month_day = deadline.month_day;
    if (!deadline.date.empty()) rule.day = ParseDay(deadline.date);
    const auto anchor = dates.find(deadline.anchor);
    const bool absolute = deadline.mode == calendar::Mode::kAbsolute && rule.day.has_value();
    if (anchor != dates.end() || absolute) {
      const absl::CivilDay from = anchor == dates.end() ? *rule.day : anchor->second;
      // Stops and extensions are those of this procedure; a deadline that has none is not held up.
      static const std::vector<calendar::Stop> kNoStops;
      static const std::vector<calendar::Extension> kNoExtensions;
      calendar::ComputedDate date = calendar::ComputeDate(
          rule, from, deadline.stops.empty() ? kNoStops : stops,
          deadline.extension.has_value() ? extensions : kNoExtensions, from, holidays_);
      if (date.due.has_value()) preview.date = std::move(date);
    }
    previews.push_back(std::move(preview));
  }
  return previews;
}

}  // namespace sems::casework
