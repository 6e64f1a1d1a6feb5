#include "services/registration/repository/names.h"

#include <utility>

namespace sems::registration::repository {
namespace {

template <class Enum>
using Table = std::pair<Enum, std::string_view>;

constexpr Table<RequestReason> kReasons[] = {
    {RequestReason::kNew, "NEW"},
    {RequestReason::kNumberChange, "BUSINESS_NUMBER_CHANGE"},
};
constexpr Table<ApplicationState> kApplicationStates[] = {
    {ApplicationState::kPending, "PENDING"},
    {ApplicationState::kApproved, "APPROVED"},
    {ApplicationState::kRejected, "REJECTED"},
    {ApplicationState::kWithdrawn, "WITHDRAWN"},
};
constexpr Table<SiteState> kSiteStates[] = {
    {SiteState::kOpen, "OPEN"},
    {SiteState::kSuspended, "SUSPENDED"},
    {SiteState::kClosed, "CLOSED"},
};
constexpr Table<ChangeKind> kChangeKinds[] = {
    {ChangeKind::kRegistered, "REGISTERED"},
    {ChangeKind::kNumberChanged, "NUMBER_CHANGED"},
    {ChangeKind::kHandedOver, "HANDED_OVER"},
    {ChangeKind::kCorrected, "CORRECTED"},
    {ChangeKind::kStateSet, "STATE_SET"},
    {ChangeKind::kOperatorAdded, "OPERATOR_ADDED"},
    {ChangeKind::kOperatorRemoved, "OPERATOR_REMOVED"},
};

template <class Enum, std::size_t kSize>
std::string_view Name(const Table<Enum> (&table)[kSize], Enum value) {
  for (const auto& [known, name] : table) {
    if (known == value) return name;
  }
  return {};
}

// The tables' CHECK constraints admit no other names.
template <class Enum, std::size_t kSize>
Enum Value(const Table<Enum> (&table)[kSize], std::string_view name) {
  for (const auto& [value, known] : table) {
    if (known == name) return value;
  }
  return table[0].first;
}

}  // namespace

std::string_view NameOf(RequestReason reason) { return Name(kReasons, reason); }
std::string_view NameOf(ApplicationState state) { return Name(kApplicationStates, state); }
std::string_view NameOf(SiteState state) { return Name(kSiteStates, state); }
std::string_view NameOf(ChangeKind kind) { return Name(kChangeKinds, kind); }

RequestReason ReasonNamed(std::string_view name) { return Value(kReasons, name); }
ApplicationState ApplicationStateNamed(std::string_view name) {
  return Value(kApplicationStates, name);
}
SiteState SiteStateNamed(std::string_view name) { return Value(kSiteStates, name); }
ChangeKind ChangeKindNamed(std::string_view name) { return Value(kChangeKinds, name); }

}  // namespace sems::registration::repository
