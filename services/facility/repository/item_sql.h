#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "common/db/tx.h"
#include "common/server/scope.h"
#include "services/facility/domain/kind.h"
#include "services/facility/repository/rows.h"

// What the four kinds of inventory tables have in common. For the .cc files of this directory.
namespace sems::facility {

template <class Facts>
struct Table;  // kName, kCodeTable, kCodeColumn

template <>
struct Table<struct Stack> {
  static constexpr char kName[] = "stack_year";
  static constexpr Kind kKind = Kind::kStack;
  static constexpr int kCodeTable = 1;
};
template <>
struct Table<struct EmissionFacility> {
  static constexpr char kName[] = "emission_facility_year";
  static constexpr Kind kKind = Kind::kEmissionFacility;
  static constexpr int kCodeTable = 2;
};
template <>
struct Table<struct ControlDevice> {
  static constexpr char kName[] = "control_device_year";
  static constexpr Kind kKind = Kind::kControlDevice;
  static constexpr int kCodeTable = 3;
};
template <>
struct Table<struct Item> {
  static constexpr char kName[] = "item_year";
};

// `select` is "SELECT … FROM <table> t JOIN inventory_item i …" without conditions.
pqxx::result SelectItems(const server::SiteScope& site, db::Tx& tx, const std::string& select,
                         const Query& query);
int CountItems(const server::SiteScope& site, db::Tx& tx, std::string_view table,
               const Query& query);

void KeepFormerItems(const server::SiteScope& site, db::Tx& tx, std::string_view table,
                     int survey_year, const std::vector<std::string>& ids, const Stamp& stamp);

void InsertIdentities(const server::SiteScope& site, db::Tx& tx, const std::vector<Kind>& kinds,
                      const std::vector<std::string>& ids);
void RaiseVersions(const server::SiteScope& site, db::Tx& tx, const std::vector<std::string>& ids);

template <class Facts>
std::vector<std::string> IdsOf(const std::vector<Row<Facts>>& rows) {
  std::vector<std::string> ids;
  for (const Row<Facts>& row : rows) ids.push_back(row.id);
  return ids;
}

// One column of a batch, for unnest.
template <class Facts, class Get>
db::Array Column(const std::vector<Row<Facts>>& rows, Get get) {
  std::vector<std::string> values;
  values.reserve(rows.size());
  for (const Row<Facts>& row : rows) values.push_back(get(row));
  return db::TextArray(values);
}

template <class Facts>
std::vector<Row<Facts>> Joined(const std::vector<Row<Facts>>& one,
                               const std::vector<Row<Facts>>& other) {
  std::vector<Row<Facts>> all = one;
  all.insert(all.end(), other.begin(), other.end());
  return all;
}

inline std::string ToFlag(bool value) { return value ? "t" : "f"; }

}  // namespace sems::facility
