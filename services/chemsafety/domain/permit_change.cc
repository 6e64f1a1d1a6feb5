#include "services/chemsafety/domain/permit_change.h"

#include <algorithm>

namespace sems::chemsafety {
namespace {

bool IsAmount(ChangeItem item) {
  return item == ChangeItem::kPlannedQuantity || item == ChangeItem::kStorageCapacity;
}

Verdict YesIf(bool condition) { return condition ? Verdict::kYes : Verdict::kNo; }

ChangeFinding Judge(const ChangeRule& rule, const ProposedChange& change) {
  ChangeFinding finding{&rule, Verdict::kUnknown, std::nullopt};
  const Verdict not_named = change.rest_unchanged ? Verdict::kNo : Verdict::kUnknown;
  if (!IsAmount(rule.item)) {
    const auto it = change.texts.find(rule.item);
    if (it == change.texts.end()) {
      finding.applies = not_named;
    } else {
      finding.applies = YesIf(it->second.before != it->second.after);
      if (rule.item == ChangeItem::kSiteLocation && change.office_only)
        finding.applies = Verdict::kNo;
    }
    return finding;
  }
  const auto it = change.amounts.find(rule.item);
  if (it == change.amounts.end()) {
    finding.applies = not_named;
    return finding;
  }
  const Decimal hundred(100);
  const Decimal increase = it->second.after - it->second.before;
  finding.increase_percent = Decimal::Divide(increase * hundred, it->second.before, 2);
  // (after − before) × 100 ≥ percent × before, without a division: exact at the limit. From zero,
  // any amount is an increase without bound.
  finding.applies = YesIf(increase.Sign() > 0 &&
                          increase * hundred >= rule.at_least_percent.value() * it->second.before);
  return finding;
}

}  // namespace

ChangeAnswer ClassifyChange(const PermitRegime& regime, const ProposedChange& change) {
  ChangeAnswer answer;
  for (const ChangeRule& rule : regime.changes) {
    answer.findings.push_back(Judge(rule, change));
    const Verdict applies = answer.findings.back().applies;
    if (applies == Verdict::kUnknown) answer.undecided = true;
    if (applies == Verdict::kYes &&
        std::find(answer.due.begin(), answer.due.end(), rule.act) == answer.due.end()) {
      answer.due.push_back(rule.act);
    }
  }
  return answer;
}

}  // namespace sems::chemsafety
