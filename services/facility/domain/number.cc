#include "services/facility/domain/number.h"

#include <map>
#include <set>
#include <utility>

#include "absl/strings/str_cat.h"
#include "common/values/absl_compat.h"
#include "services/facility/domain/field_rules.h"

namespace sems::facility {
namespace {

bool IsDigit(char c) { return c >= '0' && c <= '9'; }

using Key = std::pair<std::string, std::string>;  // group, number

}  // namespace

void CheckNumber(std::string_view number, Faults& faults) {
  CheckText("number", number, 1, 50, faults);
}

std::string NumberSortKey(std::string_view number) {
  std::string key;
  for (size_t i = 0; i < number.size();) {
    if (!IsDigit(number[i])) {
      key += number[i++];
      continue;
    }
    size_t end = i;
    while (end < number.size() && IsDigit(number[end])) ++end;
    while (i + 1 < end && number[i] == '0') ++i;
    // The length first, so that longer runs of digits sort behind shorter ones.
    std::string_view digits = number.substr(i, end - i);
    if (digits.size() < 10) key += '0';
    absl::StrAppend(&key, digits.size(), ToAbsl(digits));
    i = end;
  }
  return key;
}

std::vector<NumberClash> FindNumberClashes(const std::vector<Numbered>& stored,
                                           std::vector<NumberedLine> lines, bool partial) {
  std::vector<NumberClash> clashes;
  std::vector<bool> clashed(lines.size(), false);
  for (bool settled = false; !settled;) {
    settled = true;
    std::set<std::string> moving;
    for (const NumberedLine& line : lines) {
      if (!line.id.empty() && !(partial && line.wrong)) moving.insert(line.id);
    }
    std::map<Key, int> taken;
    for (const Numbered& item : stored) {
      if (!moving.contains(item.id)) taken.emplace(Key(item.group, item.number), -1);
    }
    for (size_t i = 0; i < lines.size(); ++i) {
      NumberedLine& line = lines[i];
      if (clashed[i] || line.number.empty() || (partial && line.wrong)) continue;
      auto [holder, free] = taken.emplace(Key(line.group, line.number), static_cast<int>(i));
      if (free) continue;
      clashes.push_back({static_cast<int>(i), holder->second});
      clashed[i] = true;
      line.wrong = true;
      // Its item stays where it was, which may be in the way of a line already judged.
      if (partial) settled = false;
    }
  }
  return clashes;
}

Fault NumberTaken(const NumberClash& clash, std::string_view number) {
  if (clash.other_line >= 0) {
    return {"number", "NUMBER_TWICE",
            absl::StrCat("Line ", clash.other_line, " has number ", ToAbsl(number), " too."),
            absl::StrCat(clash.other_line, "번 줄과 번호(", ToAbsl(number), ")가 중복됩니다.")};
  }
  return {"number", "NUMBER_TAKEN",
          absl::StrCat("Number ", ToAbsl(number), " is in use in this survey year."),
          absl::StrCat("해당 조사년도에 이미 사용 중인 번호(", ToAbsl(number), ")입니다.")};
}

}  // namespace sems::facility
