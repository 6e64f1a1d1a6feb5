#pragma once

#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "absl/time/civil_time.h"
#include "absl/time/time.h"
#include "common/server/call.h"
#include "sems/facility/v1/structure.pb.h"
#include "services/facility/domain/graph.h"
#include "services/facility/handlers/lines.h"

namespace sems::facility::handlers {

enum class Part { kItems, kStacks, kEmissionFacilities, kControlDevices, kConnections };

struct StructureFault {
  Part part = Part::kItems;
  int line = 0;
  std::string item;  // "stack 5"
  Fault fault;
};

// What a whole structure, named by numbers, comes to in one survey year.
struct StructurePlan {
  Plan<Item> items;
  Plan<Stack> stacks;
  Plan<EmissionFacility> facilities;
  Plan<ControlDevice> devices;
  std::vector<Edge> edges;
  bool replaces_edges = false;
  std::vector<StructureFault> faults;
  std::vector<Problem> problems;  // as of today

  bool ChangesNothing() const {
    return items.ChangesNothing() && stacks.ChangesNothing() && facilities.ChangesNothing() &&
           devices.ChangesNothing() && !replaces_edges;
  }
  int SavedCount() const {
    return static_cast<int>(items.ids.size() + stacks.ids.size() + facilities.ids.size() +
                            devices.ids.size());
  }
};

// Holds all parts against the rules, in the order in which they lean on one another: items, stacks,
// emission facilities (which name fuels and materials), control devices, connections. Reads; stores
// nothing.
StructurePlan PlanStructure(const server::SiteScope& site, db::Tx& tx, int survey_year,
                            const v1::Structure& structure, absl::CivilDay today, absl::Time now);

// Stores a plan without faults.
void StoreStructure(const server::SiteScope& site, db::Tx& tx, int survey_year,
                    const StructurePlan& plan, const Stamp& stamp);

}  // namespace sems::facility::handlers
