#include "common/casework/service/editions.h"

#include <set>

#include "absl/strings/escaping.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "common/audit/digest.h"
#include "common/values/civil.h"

namespace sems::casework {
namespace {

constexpr std::size_t kDigestBytes = 8;
// The years for which it is noticed that the rule of holidays has changed.
constexpr int kFirstYear = 2010;
constexpr int kLastYear = 2049;

std::string Digest(std::string_view text) {
  return absl::BytesToHexString(audit::Sha256({text}).substr(0, kDigestBytes));
}

std::string TextOf(const std::vector<LawFile>& files) {
  std::string text;
  for (const LawFile& file : files)
    absl::StrAppend(&text, file.name, "\n", file.text.size(), "\n", file.text);
  return text;
}

// The days that are named, and those that the rule makes.
std::string TextOf(const std::vector<calendar::OneOffHoliday>& one_off,
                   const calendar::Holidays& holidays) {
  std::string text;
  for (const calendar::OneOffHoliday& holiday : one_off)
    absl::StrAppend(&text, FormatDay(holiday.day), holiday.name_ko, "\n");
  const absl::CivilDay end(kLastYear + 1, 1, 1);
  for (absl::CivilDay day(kFirstYear, 1, 1); day < end; ++day) {
    if (const std::optional<std::string> name = holidays.NameOf(day))
      absl::StrAppend(&text, FormatDay(day), *name, "\n");
  }
  return text;
}

std::vector<std::string> NumbersNeeded(const Machine& machine) {
  std::set<std::string> ids;
  for (const Clock& clock : machine.clocks) {
    if (!clock.parameter.empty()) ids.insert(clock.parameter);
  }
  return {ids.begin(), ids.end()};
}

std::string KindOf(const std::vector<std::string>& ids) {
  std::string text;
  for (const std::string& id : ids) absl::StrAppend(&text, id, "\n");
  return Digest(text);
}

struct Parts {
  std::string rules, law, holidays, numbers;
};
Parts PartsOf(const std::string& edition) {
  const std::vector<std::string> all = absl::StrSplit(edition, '-');
  const auto part = [&](std::size_t i) { return i < all.size() ? all[i] : std::string(); };
  return {part(0), part(1), part(2), part(3)};
}

}  // namespace

Editions::Editions(const std::vector<LawFile>& law,
                   const std::vector<calendar::OneOffHoliday>& one_off,
                   const calendar::Holidays& holidays, const Engine& engine,
                   const Parameters& parameters)
    : engine_(engine),
      parameters_(parameters),
      common_(
          absl::StrCat(kRules, "-", Digest(TextOf(law)), "-", Digest(TextOf(one_off, holidays)))) {
  const auto add = [&](const std::string& procedure, const std::string& machine) {
    CaseFile file;
    file.procedure = procedure;
    file.machine = machine;
    std::vector<std::string> ids = NumbersNeeded(engine.MachineOf(file));
    if (ids.empty()) return;
    const std::string kind = KindOf(ids);
    kinds_[kind] = std::move(ids);
  };
  for (const Machine& machine : engine.law().machines) add("", machine.id);
  // Default flows have the clocks of each procedure that runs in them.
  for (const Procedure& procedure : engine.law().procedures) {
    for (const std::string& machine : procedure.machines) add(procedure.id, machine);
  }
}

std::string Editions::NumbersOf(const std::vector<std::string>& ids) const {
  return absl::StrCat(KindOf(ids), ".", parameters_.TimesSet(ids));
}

std::string Editions::Of(const CaseFile& file) const {
  const std::vector<std::string> ids = NumbersNeeded(engine_.MachineOf(file));
  return ids.empty() ? common_ : absl::StrCat(common_, "-", NumbersOf(ids));
}

bool Editions::IsStale(const std::string& computed_under) const {
  if (computed_under == common_ || computed_under == LawGone()) return false;
  const Parts parts = PartsOf(computed_under);
  if (absl::StrCat(parts.rules, "-", parts.law, "-", parts.holidays) != common_) return true;
  const std::vector<std::string> numbers = absl::StrSplit(parts.numbers, '.');
  int64_t times = 0;
  const auto kind = kinds_.find(numbers.front());
  if (numbers.size() != 2 || kind == kinds_.end() || !absl::SimpleAtoi(numbers.back(), &times))
    return true;
  return times < parameters_.TimesSet(kind->second);
}

std::vector<std::string> Editions::CausesSince(const std::string& computed_under) const {
  const Parts then = PartsOf(computed_under);
  const Parts now = PartsOf(common_);
  std::vector<std::string> causes;
  if (then.law != now.law) causes.push_back("LAW");
  if (then.holidays != now.holidays) causes.push_back("HOLIDAYS");
  if (then.rules != now.rules) causes.push_back("PROGRAM");
  if (causes.empty()) causes.push_back("NUMBERS");
  return causes;
}

}  // namespace sems::casework
