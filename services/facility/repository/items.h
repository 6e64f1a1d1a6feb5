#pragma once

#include <map>
#include <string>
#include <vector>

#include "common/server/scope.h"
#include "services/facility/domain/control_device.h"
#include "services/facility/domain/emission_facility.h"
#include "services/facility/domain/graph.h"
#include "services/facility/domain/item.h"
#include "services/facility/domain/stack.h"
#include "services/facility/repository/rows.h"

namespace sems::db {
class Tx;
}

// Stacks, emission facilities, control devices and items of a site's survey year. One set of
// functions for the four, told apart by their facts.
namespace sems::facility {

// In the order of kind, number and id.
template <class Facts>
std::vector<Stored<Facts>> Load(const server::SiteScope& site, db::Tx& tx, const Query& query);

// How many there are, whatever the query's page.
template <class Facts>
int Count(const server::SiteScope& site, db::Tx& tx, const Query& query);

// Keeps the facts of `rows` for the year: of new items (`added`) and of items that the year holds
// already. Former rows are kept, versions grow. The caller holds LockYears. A fixed number of
// statements, however many rows.
template <class Facts>
void Store(const server::SiteScope& site, db::Tx& tx, int survey_year,
           const std::vector<Row<Facts>>& changed, const std::vector<Row<Facts>>& added,
           const Stamp& stamp);

// Closes the item from a day on (empty: takes the closing back), in all its years; the row as it is
// in `survey_year` is kept.
template <class Facts>
void Close(const server::SiteScope& site, db::Tx& tx, int survey_year, const std::string& id,
           const std::string& closed_on, const Stamp& stamp);

template <>
std::vector<Stored<Stack>> Load(const server::SiteScope&, db::Tx&, const Query&);
template <>
std::vector<Stored<EmissionFacility>> Load(const server::SiteScope&, db::Tx&, const Query&);
template <>
std::vector<Stored<ControlDevice>> Load(const server::SiteScope&, db::Tx&, const Query&);
template <>
std::vector<Stored<Item>> Load(const server::SiteScope&, db::Tx&, const Query&);

template <>
void Store(const server::SiteScope&, db::Tx&, int, const std::vector<Row<Stack>>&,
           const std::vector<Row<Stack>>&, const Stamp&);
template <>
void Store(const server::SiteScope&, db::Tx&, int, const std::vector<Row<EmissionFacility>>&,
           const std::vector<Row<EmissionFacility>>&, const Stamp&);
template <>
void Store(const server::SiteScope&, db::Tx&, int, const std::vector<Row<ControlDevice>>&,
           const std::vector<Row<ControlDevice>>&, const Stamp&);
template <>
void Store(const server::SiteScope&, db::Tx&, int, const std::vector<Row<Item>>&,
           const std::vector<Row<Item>>&, const Stamp&);

// What kind each item of the year is, by id.
std::map<std::string, Kind> LoadKinds(const server::SiteScope& site, db::Tx& tx, int survey_year);

// The year's stacks, emission facilities and control devices, as nodes of the connections' graph;
// closed as of `day` (YYYY-MM-DD).
std::vector<Node> LoadNodes(const server::SiteScope& site, db::Tx& tx, int survey_year,
                            const std::string& day);

}  // namespace sems::facility
