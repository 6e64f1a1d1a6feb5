#include "common/casework/law_fits.h"

#include <algorithm>
#include <array>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "absl/strings/str_cat.h"

namespace sems::casework {
namespace {

// Roles of this system that somebody can hold; SYSTEM is the clock.
constexpr std::array<std::string_view, 10> kProductRoles = {
    "SITE_OPERATOR", "ORGANISATION",  "LOCAL_OFFICER",  "REGIONAL_ENV_OFFICER", "MINISTRY",
    "NIER_ADMIN",    "NICS_REVIEWER", "KOSHA_REVIEWER", "PARTNER_SYSTEM",       "SYSTEM"};

bool Contains(const std::vector<std::string>& list, std::string_view item) {
  return std::ranges::find(list, item) != list.end();
}

bool Meet(const std::vector<std::string>& one, const std::vector<std::string>& other) {
  return std::ranges::any_of(one, [&](const std::string& item) { return Contains(other, item); });
}

const Clock* FindClock(const Machine& machine, std::string_view id) {
  const auto found = std::ranges::find(machine.clocks, id, &Clock::id);
  return found == machine.clocks.end() ? nullptr : &*found;
}

template <typename T>
void CheckTwice(const std::vector<T>& items, const char* what, const std::string& place,
                const Complain& complain) {
  std::set<std::string_view> seen;
  for (const T& item : items) {
    if (!seen.insert(item.id).second)
      complain(place, absl::StrCat(what, " ", item.id, " is there twice"));
  }
}

// One event from one state leads to one place: by its variant, or by a fact that decides.
bool MayBothHold(const Transition& one, const Transition& other) {
  const bool same_variant =
      one.variants.empty() || other.variants.empty() || Meet(one.variants, other.variants);
  const bool decided = Meet(one.guard, other.guard_not) || Meet(one.guard_not, other.guard);
  return one.from == other.from && one.event == other.event && same_variant && !decided;
}

class MachineFits {
 public:
  MachineFits(const Law& law, const Machine& machine, const Complain& complain)
      : law_(law), machine_(machine), complain_(complain), place_("machine/" + machine.id) {}

  void Check() {
    CheckTwice(machine_.variants, "variant", place_, complain_);
    CheckTwice(machine_.suspensions, "suspension", place_, complain_);
    for (size_t i = 0; i < machine_.transitions.size(); ++i) CheckTransition(i);
    for (const Clock& clock : machine_.clocks) CheckClock(clock);
    for (const Suspension& suspension : machine_.suspensions) CheckSuspension(suspension);
  }

 private:
  void CheckTransition(size_t index) {
    const Transition& transition = machine_.transitions[index];
    const std::string at = absl::StrCat(place_, "/transition/", index);
    if (transition.fee_krw && transition.article.empty())
      complain_(at, "has a fee without an article");
    if (!transition.extends.empty()) {
      const Clock* clock = FindClock(machine_, transition.extends);
      if (clock != nullptr && !clock->extension)
        complain_(at, absl::StrCat("clock ", clock->id, " has no extension"));
    }
    for (const auto* guards : {&transition.guard, &transition.guard_not}) {
      for (const std::string& id : *guards) CheckGuard(id, at);
    }
    for (size_t earlier = 0; earlier < index; ++earlier) {
      const Transition& other = machine_.transitions[earlier];
      if (other.to != transition.to && MayBothHold(other, transition)) {
        complain_(at, absl::StrCat(transition.event, " may lead to ", other.to, " as well as to ",
                                   transition.to));
      }
    }
  }

  void CheckGuard(const std::string& id, const std::string& at) {
    const Guard* guard = law_.FindGuard(id);
    if (guard != nullptr && !guard->clock.empty() && FindClock(machine_, guard->clock) == nullptr)
      complain_(at,
                absl::StrCat("guard ", id, " goes by a clock that is not here, ", guard->clock));
  }

  void CheckClock(const Clock& clock) {
    if (!clock.value.empty()) return;
    for (const auto& [variant, period] : clock.period_by_value) {
      const bool known = std::ranges::any_of(
          machine_.variants, [&](const Variant& each) { return each.id == variant; });
      if (!known)
        complain_(absl::StrCat(place_, "/clock/", clock.id), "unknown variant " + variant);
    }
  }

  // Begun and ended by the events that it names.
  void CheckSuspension(const Suspension& suspension) {
    for (size_t i = 0; i < machine_.transitions.size(); ++i) {
      const Transition& transition = machine_.transitions[i];
      const std::string at = absl::StrCat(place_, "/transition/", i);
      if (transition.suspend == suspension.id && transition.event != suspension.from)
        complain_(at, absl::StrCat("suspension ", suspension.id, " begins with ", suspension.from));
      if (transition.resume == suspension.id && transition.event != suspension.to)
        complain_(at, absl::StrCat("suspension ", suspension.id, " ends with ", suspension.to));
    }
  }

  const Law& law_;
  const Machine& machine_;
  const Complain& complain_;
  const std::string place_;
};

void CheckProcedure(const Procedure& procedure, const Complain& complain) {
  const std::string place = "procedure/" + procedure.id;
  CheckTwice(procedure.attachments, "attachment", place, complain);
  CheckTwice(procedure.contents, "content", place, complain);
  CheckTwice(procedure.deadlines, "deadline", place, complain);
  CheckTwice(procedure.outcomes, "outcome", place, complain);
  CheckTwice(procedure.thresholds, "threshold", place, complain);
  for (const std::string& machine : procedure.machines) {
    if (machine.rfind("default_", 0) == 0 && machine != "default_" + procedure.kind)
      complain(place, absl::StrCat("is of kind ", procedure.kind, ", and runs in ", machine));
  }
}

}  // namespace

void CheckFits(const Law& law, const Complain& complain) {
  for (const Role& role : law.roles) {
    if (std::ranges::find(kProductRoles, role.product_role) == kProductRoles.end())
      complain("role/" + role.id, "unknown product_role " + role.product_role);
  }
  for (const Procedure& procedure : law.procedures) CheckProcedure(procedure, complain);
  for (const Machine& machine : law.machines) MachineFits(law, machine, complain).Check();
}

}  // namespace sems::casework
