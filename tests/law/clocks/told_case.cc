#include "tests/law/clocks/told_case.h"

#include <algorithm>
#include <cstdlib>
#include <iostream>

#include "absl/strings/numbers.h"
#include "absl/strings/str_split.h"
#include "common/casework/law_files_of_tests.h"
#include "common/values/civil.h"

namespace sems::casework {
namespace {

Law MustRead(const std::vector<LawFile>& files) {
  auto read = ReadLaw(files);
  if (const auto* problems = std::get_if<LawProblems>(&read)) {
    for (const std::string& problem : *problems) std::cerr << problem << '\n';
    std::exit(1);
  }
  return std::get<Law>(std::move(read));
}

}  // namespace

Domain::Domain(const std::vector<LawFile>& files)
    : law(MustRead(files)), engine(law, calendar::Holidays::BuiltIn(), nullptr) {}

const Domain& DomainOf(const std::string& machine) {
  static const Domain& noise = *new Domain(NoiseLawFiles());
  static const Domain& chemsafety = *new Domain(ChemsafetyLawFiles());
  return machine.rfind("noise_", 0) == 0 ? noise : chemsafety;
}

ToldCase::ToldCase(const Domain& domain, const Opened& opened) : domain_(domain) {
  Entry entry;
  entry.kind = EntryKind::kOpened;
  entry.origin = Origin{.case_id = "told",
                        .procedure = opened.procedure,
                        .machine = opened.machine,
                        .variant = opened.variant};
  entry.input.occurred_on = opened.on;
  entry.input.procedure = opened.procedure;
  entry.input.set_period = opened.set_period;
  entry.input.values = opened.values;
  entry.to_state = domain.law.FindMachine(opened.machine)->initial;
  Take(std::move(entry));
}

void ToldCase::Take(Entry entry) {
  entry.sequence = file_.sequence + 1;
  entry.recorded_on = entry.input.occurred_on;
  domain_.engine.Apply(file_, entry);
}

void ToldCase::Happened(const std::string& event, absl::CivilDay on,
                        const std::optional<calendar::Period>& set_period,
                        const std::optional<calendar::Period>& extension, const std::string& to) {
  Entry entry;
  entry.input.event = event;
  entry.input.occurred_on = on;
  entry.input.set_period = set_period;
  entry.input.extension = extension;
  entry.from_state = entry.to_state = file_.state;
  const std::vector<Transition>& transitions = domain_.engine.MachineOf(file_).transitions;
  const auto fits = [&](const Transition& transition) {
    return transition.event == event &&
           (transition.variants.empty() ||
            std::ranges::find(transition.variants, file_.variant) != transition.variants.end());
  };
  auto taken = std::ranges::find_if(transitions, [&](const Transition& transition) {
    return fits(transition) && transition.from == file_.state;
  });
  if (taken == transitions.end()) taken = std::ranges::find_if(transitions, fits);
  if (taken == transitions.end()) {
    entry.kind = EntryKind::kDated;
  } else {
    entry.kind = domain_.law.FindEvent(event)->kind == EventKind::kTimer ? EntryKind::kTimer
                                                                         : EntryKind::kEvent;
    entry.transition = static_cast<int>(taken - transitions.begin());
    entry.from_state = taken->from;
    entry.to_state = taken->to;
    entry.input.procedure = taken->procedure.empty() ? file_.procedure : taken->procedure;
  }
  Take(std::move(entry));
  if (!to.empty()) file_.state = to;
}

void ToldCase::Planned(const std::string& event, absl::CivilDay on) {
  Entry entry;
  entry.kind = EntryKind::kDated;
  entry.input.event = event;
  entry.input.occurred_on = on;
  entry.from_state = entry.to_state = file_.state;
  Take(std::move(entry));
}

const ClockRun* ToldCase::Clock(const std::string& id) const {
  const ClockRun* last = nullptr;
  for (const ClockRun& run : file_.clocks) {
    if (run.clock == id) last = &run;
  }
  return last;
}

calendar::Period PeriodOf(const std::string& text) {
  const std::vector<std::string> words = absl::StrSplit(text, ' ');
  calendar::Period period;
  if (words.size() != 2 || !absl::SimpleAtoi(words[0], &period.amount)) {
    std::cerr << "no period: " << text << '\n';
    std::exit(1);
  }
  period.unit = words[1] == "days"     ? calendar::Unit::kDays
                : words[1] == "months" ? calendar::Unit::kMonths
                                       : calendar::Unit::kYears;
  return period;
}

absl::CivilDay DayOf(const std::string& text) {
  const auto day = ParseDay(text);
  if (!day) {
    std::cerr << "no day: " << text << '\n';
    std::exit(1);
  }
  return *day;
}

}  // namespace sems::casework
