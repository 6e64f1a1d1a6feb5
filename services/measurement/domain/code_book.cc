#include "services/measurement/domain/code_book.h"

#include <iterator>

namespace sems::measurement {

const Code* CodeBook::FindOn(CodeTable table, const std::string& code, absl::CivilDay day) const {
  const auto found = codes_.find({table, code});
  if (found == codes_.end()) return nullptr;
  for (const Code& held : found->second) {
    if (held.valid_from <= day && (!held.valid_until || day < *held.valid_until)) return &held;
  }
  return nullptr;
}

std::optional<std::string> FirstOverlap(const std::vector<Code>& stored,
                                        const std::vector<Code>& added) {
  std::map<std::pair<std::string, absl::CivilDay>, std::optional<absl::CivilDay>> periods;
  for (const std::vector<Code>* codes : {&stored, &added}) {
    for (const Code& code : *codes) periods[{code.code, code.valid_from}] = code.valid_until;
  }
  // In the order of code and first day: each must end before the next of the same code begins.
  for (auto period = periods.begin(); period != periods.end(); ++period) {
    const auto next = std::next(period);
    if (next == periods.end() || next->first.first != period->first.first) continue;
    if (!period->second || *period->second > next->first.second) return period->first.first;
  }
  return std::nullopt;
}

}  // namespace sems::measurement
