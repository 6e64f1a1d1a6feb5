#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "common/casework/case_file.h"
#include "common/casework/law_index.h"

namespace sems::casework {

// A case as it stands, with the law it stands under.
struct View {
  const LawIndex& law;
  const MachineIndex& machine;
  const Procedure& procedure;  // the case's own
  const CaseFile& file;
};

// Empty: the law no longer has the case's procedure or machine.
std::optional<View> ViewOf(const LawIndex& law, const CaseFile& file);

// A transition or clock of the case's variant; those without variants are in all.
inline bool InVariant(const std::vector<std::string>& variants, const CaseFile& file) {
  if (variants.empty()) return true;
  for (const std::string& variant : variants) {
    if (variant == file.variant) return true;
  }
  return false;
}

// The transitions that leave the present state by an event, in the case's variant.
std::vector<int> Candidates(const View& view, std::string_view event);

// The latest run of a clock; null: it has never run.
const ClockRun* LatestRun(const CaseFile& file, std::string_view clock);
// The latest run that has not ended; null: none.
const ClockRun* OpenRun(const CaseFile& file, std::string_view clock);
inline ClockRun* OpenRun(CaseFile& file, std::string_view clock) {
  return const_cast<ClockRun*>(OpenRun(static_cast<const CaseFile&>(file), clock));
}

}  // namespace sems::casework
