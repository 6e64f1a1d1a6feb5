#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "common/values/decimal.h"
#include "services/chemsafety/domain/chem_rules.h"

namespace sems::chemsafety {

// An item as it was last permitted or notified, and as it is to be.
struct TextChange {
  std::string before;
  std::string after;
};
struct AmountChange {
  // Of the last permit, notification or approval: small increases since then add up.
  Decimal before;
  Decimal after;
};

struct ProposedChange {
  std::map<ChangeItem, TextChange> texts;
  std::map<ChangeItem, AmountChange> amounts;
  // Declared: whatever is not named stays as it was. Without it, what is not named is not known.
  bool rest_unchanged = false;
  // The site is an office only: moving it is no change of 사업장 소재지 (Art. 14(3)1마, 16(3)1마).
  bool office_only = false;
};

struct ChangeFinding {
  const ChangeRule* rule = nullptr;
  Verdict applies = Verdict::kUnknown;
  // For amounts: the increase in percent of `before`, to two decimals; none when `before` is zero.
  std::optional<Decimal> increase_percent;
};

struct ChangeAnswer {
  std::vector<ChangeFinding> findings;  // one for each rule of the regime, in its order
  // The acts that are due, each once: a change may need a permit and a notification.
  std::vector<ChangeAct> due;
  // Some rule could not be decided: "nothing" must not be concluded.
  bool undecided = false;
};

// Which act a change needs: change permit, change notification, change approval or nothing, and
// why. An increase of exactly the given percentage counts (이상).
ChangeAnswer ClassifyChange(const PermitRegime& regime, const ProposedChange& change);

}  // namespace sems::chemsafety
