#include "services/noise/domain/retention.h"

namespace sems::noise {

calendar::ComputedDate KeepUntil(absl::CivilDay last_entry_on, const calendar::Period& kept,
                                 const std::string& article, const calendar::Holidays& holidays) {
  calendar::DateRule rule;
  rule.mode = calendar::Mode::kDurationLimit;
  rule.direction = calendar::Direction::kAfter;
  rule.period = kept;
  rule.party = calendar::Party::kPrivate;
  rule.article = article;
  rule.anchor_event = "log_last_entry";
  return calendar::ComputeDate(rule, last_entry_on, {}, {}, last_entry_on, holidays);
}

}  // namespace sems::noise
