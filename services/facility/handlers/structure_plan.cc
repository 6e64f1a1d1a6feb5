#include "services/facility/handlers/structure_plan.h"

#include <algorithm>
#include <tuple>

#include "absl/strings/str_cat.h"
#include "common/values/absl_compat.h"
#include "common/values/civil.h"
#include "services/facility/convert.h"
#include "services/facility/domain/meter.h"
#include "services/facility/repository/connections.h"

namespace sems::facility::handlers {
namespace {

// A kind and a number: how a permit names things.
using Name = std::pair<Kind, std::string>;

class Planner {
 public:
  Planner(const server::SiteScope& site, db::Tx& tx, int survey_year,
          const v1::Structure& structure, absl::CivilDay today, absl::Time now)
      : site_(site), tx_(tx), year_(survey_year), structure_(structure), today_(today), now_(now) {}

  StructurePlan Run() {
    PlanItems();
    PlanStacks();
    PlanFacilities();
    PlanDevices();
    PlanConnections();
    return std::move(plan_);
  }

 private:
  template <class Facts>
  static Name NameOf(const Facts& facts) {
    return {KindOf(facts), facts.number};
  }

  // Makes a line of facts: the item that has its number, or a new one.
  template <class Facts>
  Line<Facts> MakeLine(Facts facts, const std::map<Name, const Stored<Facts>*>& stored) {
    Line<Facts> line;
    line.facts = std::move(facts);
    if (auto found = stored.find(NameOf(line.facts)); found != stored.end()) {
      line.stored = found->second;
      line.id = found->second->id;
    }
    return line;
  }

  template <class Facts>
  static std::map<Name, const Stored<Facts>*> ByName(const std::vector<Stored<Facts>>& stored) {
    std::map<Name, const Stored<Facts>*> by_name;
    for (const Stored<Facts>& item : stored) by_name.emplace(NameOf(item.facts), &item);
    return by_name;
  }

  // Plans one part, and keeps what it comes to under its names for the parts that lean on it.
  template <class Facts>
  Plan<Facts> PlanPart(Part part, const std::vector<Stored<Facts>>& stored,
                       const std::map<std::string, Kind>& items, std::vector<Line<Facts>>& lines) {
    LineContext context = LoadContext(site_, tx_, year_, lines);
    if (!items.empty()) context.items = items;
    Plan<Facts> plan = PlanLines(stored, context, /*partial=*/false, now_, lines);
    for (const Stored<Facts>& item : stored) {
      ids_[NameOf(item.facts)] = item.id;
      AddNode(item.id, item.facts, item.closed_on);
    }
    for (size_t i = 0; i < lines.size(); ++i) {
      const Line<Facts>& line = lines[i];
      if (plan.ids[i].empty()) {
        wrong_.insert(NameOf(line.facts));
      } else {
        ids_[NameOf(line.facts)] = plan.ids[i];
        AddNode(plan.ids[i], line.facts, line.stored == nullptr ? "" : line.stored->closed_on);
      }
      for (const Fault& fault : line.faults) {
        plan_.faults.push_back({part, static_cast<int>(i), line.Label(), fault});
      }
    }
    return plan;
  }

  template <class Facts>
  void AddNode(const std::string& id, const Facts& facts, const std::string& closed_on) {
    Node node = {.id = id, .kind = KindOf(facts), .number = facts.number, .name = facts.name};
    nodes_.insert_or_assign(id, std::pair(std::move(node), closed_on));
  }

  void PlanItems() {
    const auto stored = Load<Item>(site_, tx_, {.survey_year = year_});
    const auto by_name = ByName(stored);
    std::vector<Line<Item>> lines;
    for (const v1::Item& message : structure_.items()) {
      lines.push_back(MakeLine(FromProto(message), by_name));
      if (!IsItemKind(message.kind())) lines.back().faults.push_back(KindMissing());
    }
    plan_.items = PlanPart(Part::kItems, stored, {}, lines);
  }

  void PlanStacks() {
    const auto stored = Load<Stack>(site_, tx_, {.survey_year = year_});
    const auto by_name = ByName(stored);
    std::vector<Line<Stack>> lines;
    for (const v1::Stack& message : structure_.stacks()) {
      lines.push_back(MakeLine(FromProto(message), by_name));
    }
    plan_.stacks = PlanPart(Part::kStacks, stored, {}, lines);
  }

  void PlanFacilities() {
    const auto stored = Load<EmissionFacility>(site_, tx_, {.survey_year = year_});
    const auto by_name = ByName(stored);
    std::map<std::string, Kind> items;
    for (const auto& [name, id] : ids_) items.emplace(id, name.first);
    std::vector<Line<EmissionFacility>> lines;
    for (const v1::FacilityLine& message : structure_.emission_facilities()) {
      EmissionFacility facility = FromProto(message.emission_facility());
      Faults faults;
      facility.fuel_item_ids =
          FindUses("fuel_numbers", Kind::kFuel, message.fuel_numbers(), faults);
      facility.material_item_ids =
          FindUses("material_numbers", Kind::kMaterial, message.material_numbers(), faults);
      lines.push_back(MakeLine(std::move(facility), by_name));
      lines.back().faults = std::move(faults);
    }
    plan_.facilities = PlanPart(Part::kEmissionFacilities, stored, items, lines);
  }

  template <class Numbers>
  std::vector<std::string> FindUses(std::string_view field, Kind kind, const Numbers& numbers,
                                    Faults& faults) {
    std::vector<std::string> ids;
    for (const std::string& number : numbers) {
      if (auto found = ids_.find({kind, number}); found != ids_.end()) {
        ids.push_back(found->second);
      } else if (!wrong_.contains({kind, number})) {
        AddFault(faults, field, "UNKNOWN_ITEM", absl::StrCat("There is no number ", number, "."),
                 absl::StrCat("등록되지 않은 번호(", number, ")입니다."));
      }
    }
    return ids;
  }

  void PlanDevices() {
    const auto stored = Load<ControlDevice>(site_, tx_, {.survey_year = year_});
    const auto by_name = ByName(stored);
    std::vector<Line<ControlDevice>> lines;
    for (const v1::ControlDevice& message : structure_.control_devices()) {
      lines.push_back(MakeLine(FromProto(message), by_name));
      Line<ControlDevice>& line = lines.back();
      for (Meter& meter : line.facts.meters) {
        meter.id = line.stored == nullptr ? "" : FindMeter(line.stored->facts.meters, meter);
      }
    }
    plan_.devices = PlanPart(Part::kControlDevices, stored, {}, lines);
  }

  // The row of the same meter number and first day.
  static std::string FindMeter(const std::vector<Meter>& meters, const Meter& wanted) {
    for (const Meter& meter : meters) {
      if (meter.number == wanted.number && meter.valid_from == wanted.valid_from &&
          !NeverInUse(meter)) {
        return meter.id;
      }
    }
    return "";
  }

  static Kind ToKind(v1::ConnectionEnd end) {
    switch (end) {
      case v1::CONNECTION_END_EMISSION_FACILITY:
        return Kind::kEmissionFacility;
      case v1::CONNECTION_END_CONTROL_DEVICE:
        return Kind::kControlDevice;
      default:
        return Kind::kStack;
    }
  }

  static std::string LabelOf(const v1::ConnectionLine& line) {
    return absl::StrCat(ToAbsl(KindNameKo(ToKind(line.from_kind()))), " ", line.from_number(),
                        " → ", ToAbsl(KindNameKo(ToKind(line.to_kind()))), " ", line.to_number());
  }

  // The id behind one end of a line; empty when it has none, which is told unless the line that
  // should have brought it is itself wrong.
  std::string FindEnd(int index, const v1::ConnectionLine& line, bool from) {
    const v1::ConnectionEnd kind = from ? line.from_kind() : line.to_kind();
    const std::string& number = from ? line.from_number() : line.to_number();
    const std::string side = from ? "from" : "to";
    Faults faults;
    if (kind < v1::CONNECTION_END_EMISSION_FACILITY || kind > v1::CONNECTION_END_STACK) {
      AddFault(faults, side + "_kind", "REQUIRED", "Must say what it is.",
               "배출시설, 방지시설, 배출구 중에서 지정해야 합니다.");
    } else if (auto found = ids_.find({ToKind(kind), number}); found != ids_.end()) {
      return found->second;
    } else if (!wrong_.contains({ToKind(kind), number})) {
      AddFault(faults, side + "_number", "UNKNOWN_ITEM",
               absl::StrCat("There is no number ", number, "."),
               absl::StrCat("등록되지 않은 번호(", number, ")입니다."));
    }
    for (const Fault& fault : faults) {
      plan_.faults.push_back({Part::kConnections, index, LabelOf(line), fault});
    }
    return "";
  }

  void PlanConnections() {
    const std::vector<Edge> stored = LoadConnections(site_, tx_, year_);
    std::vector<int> line_of_edge;
    for (int i = 0; i < structure_.connections_size(); ++i) {
      const v1::ConnectionLine& line = structure_.connections(i);
      Edge edge = {FindEnd(i, line, true), FindEnd(i, line, false)};
      if (edge.from.empty() || edge.to.empty()) continue;
      plan_.edges.push_back(std::move(edge));
      line_of_edge.push_back(i);
    }
    if (structure_.connections_size() == 0) plan_.edges = stored;
    std::vector<Edge> sorted = plan_.edges;
    std::sort(sorted.begin(), sorted.end(), [](const Edge& a, const Edge& b) {
      return std::tie(a.from, a.to) < std::tie(b.from, b.to);
    });
    plan_.replaces_edges = sorted != stored;

    // As in SetConnections: what closes within the year was connected in it.
    if (structure_.connections_size() > 0) {
      for (const Problem& problem :
           CheckGraph(Nodes(FormatDay(absl::CivilDay(year_, 1, 1))), plan_.edges)) {
        if (!problem.Forbids()) continue;
        for (int edge : problem.edges) {
          const int line = line_of_edge[static_cast<size_t>(edge)];
          plan_.faults.push_back(
              {Part::kConnections,
               line,
               LabelOf(structure_.connections(line)),
               {"to_number", ProblemCode(problem.kind), problem.message, problem.message_ko}});
        }
      }
    }
    plan_.problems = CheckGraph(Nodes(FormatDay(today_)), plan_.edges);
  }

  std::vector<Node> Nodes(const std::string& day) const {
    std::vector<Node> nodes;
    for (const auto& [id, kept] : nodes_) {
      nodes.push_back(kept.first);
      nodes.back().closed = !kept.second.empty() && kept.second <= day;
    }
    return nodes;
  }

  const server::SiteScope& site_;
  db::Tx& tx_;
  const int year_;
  const v1::Structure& structure_;
  const absl::CivilDay today_;
  const absl::Time now_;
  StructurePlan plan_;
  std::map<Name, std::string> ids_;  // of what there will be
  std::set<Name> wrong_;             // what there would be, were its line right
  std::map<std::string, std::pair<Node, std::string>> nodes_;  // with the day each closes on
};

}  // namespace

StructurePlan PlanStructure(const server::SiteScope& site, db::Tx& tx, int survey_year,
                            const v1::Structure& structure, absl::CivilDay today, absl::Time now) {
  StructurePlan plan = Planner(site, tx, survey_year, structure, today, now).Run();
  std::stable_sort(plan.faults.begin(), plan.faults.end(),
                   [](const StructureFault& a, const StructureFault& b) {
                     return std::tie(a.part, a.line) < std::tie(b.part, b.line);
                   });
  return plan;
}

void StoreStructure(const server::SiteScope& site, db::Tx& tx, int survey_year,
                    const StructurePlan& plan, const Stamp& stamp) {
  Store(site, tx, survey_year, plan.items.changed, plan.items.added, stamp);
  Store(site, tx, survey_year, plan.stacks.changed, plan.stacks.added, stamp);
  Store(site, tx, survey_year, plan.facilities.changed, plan.facilities.added, stamp);
  Store(site, tx, survey_year, plan.devices.changed, plan.devices.added, stamp);
  if (plan.replaces_edges) ReplaceConnections(site, tx, survey_year, plan.edges, stamp);
}

}  // namespace sems::facility::handlers
