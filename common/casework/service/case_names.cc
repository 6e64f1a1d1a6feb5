#include "common/casework/service/case_names.h"

#include <cstdlib>
#include <utility>

namespace sems::casework {
namespace {

constexpr std::pair<EntryKind, std::string_view> kKinds[] = {
    {EntryKind::kOpened, "OPENED"},
    {EntryKind::kEvent, "EVENT"},
    {EntryKind::kTimer, "TIMER"},
    {EntryKind::kDated, "DATED"},
    {EntryKind::kGuard, "GUARD"},
    {EntryKind::kForm, "FORM"},
    {EntryKind::kAttached, "ATTACHED"},
    {EntryKind::kDetached, "DETACHED"},
    {EntryKind::kFee, "FEE"},
    {EntryKind::kBody, "BODY"},
    {EntryKind::kRecomputed, "RECOMPUTED"},
};

constexpr std::pair<ClockStatus, std::string_view> kStatuses[] = {
    {ClockStatus::kWaiting, "WAITING"},
    {ClockStatus::kRunning, "RUNNING"},
    {ClockStatus::kSuspended, "SUSPENDED"},
    {ClockStatus::kExpired, "EXPIRED"},
    {ClockStatus::kMet, "MET"},
    {ClockStatus::kMissed, "MISSED"},
    {ClockStatus::kEnded, "ENDED"},
    {ClockStatus::kUnset, "UNSET"},
};

template <class Enum, std::size_t n>
std::string_view Find(const std::pair<Enum, std::string_view> (&names)[n], Enum value) {
  for (const auto& [known, name] : names) {
    if (known == value) return name;
  }
  std::abort();
}

// Only names that this program wrote are read.
template <class Enum, std::size_t n>
Enum Find(const std::pair<Enum, std::string_view> (&names)[n], std::string_view name) {
  for (const auto& [value, known] : names) {
    if (known == name) return value;
  }
  std::abort();
}

}  // namespace

std::string_view NameOf(EntryKind kind) { return Find(kKinds, kind); }
std::string_view NameOf(ClockStatus status) { return Find(kStatuses, status); }
void Named(std::string_view name, EntryKind& kind) { kind = Find(kKinds, name); }
void Named(std::string_view name, ClockStatus& status) { status = Find(kStatuses, name); }

}  // namespace sems::casework
