#pragma once

#include <set>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "common/values/uuid.h"
#include "services/facility/domain/line_rules.h"
#include "services/facility/domain/number.h"
#include "services/facility/repository/codes.h"
#include "services/facility/repository/items.h"
#include "services/facility/repository/rows.h"

// From the lines of a batch to what is to be stored.
namespace sems::facility::handlers {

// Meters that a line adds get their ids when they are stored.
template <class Facts>
void AssignIds(Facts&, absl::Time) {}
inline void AssignIds(ControlDevice& device, absl::Time now) {
  for (Meter& meter : device.meters) {
    if (meter.id.empty()) meter.id = NewUuidV7(now);
  }
}

// A line on its way through the rules.
template <class Facts>
struct Line {
  std::string id;
  std::string etag;
  Facts facts;
  const Stored<Facts>* stored = nullptr;
  Faults faults;

  // nullptr for a new item.
  const Facts* StoredFacts() const { return stored == nullptr ? nullptr : &stored->facts; }
  // "stack 5"
  std::string Label() const {
    std::string label(KindName(KindOf(facts)));
    if (!facts.number.empty()) absl::StrAppend(&label, " ", facts.number);
    return label;
  }
};

template <class Facts>
LineContext LoadContext(const server::SiteScope& site, db::Tx& tx, int survey_year,
                        const std::vector<Line<Facts>>& lines) {
  LineContext context;
  context.survey_year = survey_year;
  CodeKeys keys;
  for (const Line<Facts>& line : lines) {
    for (const CodeRef& ref : CodesOf(line.facts)) {
      if (!ref.second.empty()) keys.insert(ref);
    }
  }
  context.codes = LoadCodeBook(tx, keys);
  // The units that codes bring along.
  CodeKeys units;
  for (const auto& [table, code] : keys) {
    const Code* found = context.codes.Find(table, code);
    if (found != nullptr && !found->unit_code.empty()) {
      units.insert({CodeTable::kUsageUnit, found->unit_code});
    }
  }
  if (!units.empty()) context.codes.Merge(LoadCodeBook(tx, units));
  if constexpr (std::is_same_v<Facts, EmissionFacility>) {
    context.items = LoadKinds(site, tx, survey_year);
  }
  return context;
}

template <class Facts>
void CheckNumbers(const std::vector<Stored<Facts>>& stored, bool partial,
                  std::vector<Line<Facts>>& lines) {
  std::vector<Numbered> taken;
  for (const Stored<Facts>& item : stored) {
    taken.push_back({item.id, item.facts.number, NumberGroup(item.facts)});
  }
  std::vector<NumberedLine> wanted;
  for (const Line<Facts>& line : lines) {
    wanted.push_back({line.id, line.facts.number, NumberGroup(line.facts), !line.faults.empty()});
  }
  for (const NumberClash& clash : FindNumberClashes(taken, std::move(wanted), partial)) {
    Line<Facts>& line = lines[static_cast<size_t>(clash.line)];
    line.faults.push_back(NumberTaken(clash, line.facts.number));
  }
}

// What the right lines of a batch come to.
template <class Facts>
struct Plan {
  std::vector<Row<Facts>> added;
  std::vector<Row<Facts>> changed;
  std::vector<std::string> ids;  // of each line; empty when it is wrong
  int bad = 0;

  bool ChangesNothing() const { return added.empty() && changed.empty(); }
};

// Holds the lines against the rules and the numbers of `before`, the year's items as they are; the
// lines' faults stay with them.
template <class Facts>
Plan<Facts> PlanLines(const std::vector<Stored<Facts>>& before, const LineContext& context,
                      bool partial, absl::Time now, std::vector<Line<Facts>>& lines) {
  for (Line<Facts>& line : lines) {
    line.facts = WithDefaults(std::move(line.facts), context.codes);
    const Faults faults = CheckLine(line.facts, line.StoredFacts(), context);
    line.faults.insert(line.faults.end(), faults.begin(), faults.end());
  }
  CheckNumbers(before, partial, lines);
  Plan<Facts> plan;
  for (const Line<Facts>& line : lines) {
    if (!line.faults.empty()) {
      ++plan.bad;
      plan.ids.emplace_back();
      continue;
    }
    const Facts* stored = line.StoredFacts();
    Facts kept = AsKept(line.facts, stored);
    plan.ids.push_back(stored == nullptr ? NewUuidV7(now) : line.id);
    if (stored != nullptr && kept == *stored) continue;
    AssignIds(kept, now);
    (stored == nullptr ? plan.added : plan.changed).push_back({plan.ids.back(), std::move(kept)});
  }
  return plan;
}

}  // namespace sems::facility::handlers
