#include "common/values/districts.h"

#include <array>
#include <cstddef>
#include <cstdio>
#include <cstdlib>
#include <set>
#include <span>
#include <utility>

#include "common/values/civil.h"
#include "common/values/embedded_file.h"

namespace sems {

// Written by the build: data/districts.csv.
std::span<const EmbeddedFile> ValueFiles();

namespace {

// A chain of renumberings, or of parents, is two or three long; more means a loop in the table.
constexpr int kMaxSteps = 10;

constexpr std::string_view kHeader =
    "code,sido,sigungu,parent,valid_from,valid_until,successor,source";
constexpr std::size_t kFields = 8;

[[noreturn]] void Malformed(std::string_view line) {
  std::fprintf(stderr, "districts.csv: malformed: %.*s\n", static_cast<int>(line.size()),
               line.data());
  std::abort();
}

std::string_view TakeLine(std::string_view& text) {
  const std::size_t end = text.find('\n');
  std::string_view line = text.substr(0, end);
  text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
  if (!line.empty() && line.back() == '\r') line.remove_suffix(1);
  return line;
}

// The table quotes nothing, so a comma always separates.
District ParseLine(std::string_view line) {
  std::array<std::string_view, kFields> fields;
  std::string_view rest = line;
  for (std::size_t i = 0; i < kFields; ++i) {
    const std::size_t comma = rest.find(',');
    if ((comma == std::string_view::npos) != (i + 1 == kFields)) Malformed(line);
    fields[i] = rest.substr(0, comma);
    if (comma != std::string_view::npos) rest.remove_prefix(comma + 1);
  }
  const std::optional<absl::CivilDay> from = ParseDay(fields[4]);
  const std::optional<absl::CivilDay> until = ParseDay(fields[5]);
  if (!from || until.has_value() == fields[5].empty()) Malformed(line);
  return District{.code = std::string(fields[0]),
                  .sido = std::string(fields[1]),
                  .sigungu = std::string(fields[2]),
                  .parent = std::string(fields[3]),
                  .valid_from = *from,
                  .valid_until = until,
                  .successor = std::string(fields[6])};
}

}  // namespace

std::string District::FullName() const {
  if (sigungu.empty() || sigungu == sido) return sido;  // 세종특별자치시 has no 시·군·구 below it
  return sido + " " + sigungu;
}

const Districts& Districts::Table() {
  static const Districts* table = [] {
    for (const EmbeddedFile& file : ValueFiles()) {
      if (file.name == "districts.csv") return new Districts(file.contents);
    }
    std::abort();
  }();
  return *table;
}

Districts::Districts(std::string_view csv) {
  if (TakeLine(csv) != kHeader) Malformed("header");
  while (!csv.empty()) {
    const std::string_view line = TakeLine(csv);
    if (line.empty()) continue;
    District district = ParseLine(line);
    std::string code = district.code;
    if (!rows_.emplace(std::move(code), Row{.district = std::move(district)}).second)
      Malformed(line);
  }
  for (auto& [code, row] : rows_) {
    row.parent = FindRow(row.district.parent);
    row.successor = FindRow(row.district.successor);
    if (!row.district.parent.empty() && row.parent == nullptr) Malformed(code);
    if (!row.district.successor.empty() && row.successor == nullptr) Malformed(code);
  }
}

const Districts::Row* Districts::FindRow(std::string_view code) const {
  const auto found = rows_.find(code);
  return found == rows_.end() ? nullptr : &found->second;
}

const District* Districts::Find(std::string_view code) const {
  const Row* row = FindRow(code);
  return row == nullptr ? nullptr : &row->district;
}

const District* Districts::Find(std::string_view code, absl::CivilDay on_day) const {
  const District* district = Find(code);
  return district != nullptr && district->ValidOn(on_day) ? district : nullptr;
}

std::vector<const District*> Districts::ValidOn(absl::CivilDay on_day) const {
  std::vector<const District*> valid;
  for (const auto& [code, row] : rows_) {
    if (row.district.ValidOn(on_day)) valid.push_back(&row.district);
  }
  return valid;
}

std::string Districts::Parent(std::string_view code) const {
  const District* district = Find(code);
  return district == nullptr ? std::string() : district->parent;
}

const Districts::Row* Districts::Resolve(const Row* row, absl::CivilDay on_day) {
  for (int step = 0; row != nullptr && step < kMaxSteps; ++step) {
    const District& district = row->district;
    const bool ended = district.valid_until.has_value() && *district.valid_until <= on_day;
    if (!ended || row->successor == nullptr) return row;
    row = row->successor;
  }
  return row;
}

const District* Districts::Resolve(std::string_view code, absl::CivilDay on_day) const {
  const Row* row = Resolve(FindRow(code), on_day);
  return row == nullptr ? nullptr : &row->district;
}

bool Districts::IsWithin(const Row* row, const Row* competent, absl::CivilDay on_day) {
  if (competent == nullptr) return false;
  row = Resolve(row, on_day);
  for (int step = 0; row != nullptr && step < kMaxSteps; ++step) {
    if (row == competent) return true;
    // The district above may itself have been renumbered while the one below ended without a
    // successor (42710 춘성군, gone since 1992: its province is 51 now).
    row = Resolve(row->parent, on_day);
  }
  return false;
}

bool Districts::IsWithin(std::string_view code, std::string_view jurisdiction,
                         absl::CivilDay on_day) const {
  return IsWithin(FindRow(code), Resolve(FindRow(jurisdiction), on_day), on_day);
}

std::vector<std::string> Districts::CodesWithin(std::string_view jurisdiction,
                                                absl::CivilDay on_day) const {
  const Row* competent = Resolve(FindRow(jurisdiction), on_day);
  std::vector<std::string> codes;
  for (const auto& [code, row] : rows_) {
    if (IsWithin(&row, competent, on_day)) codes.push_back(code);
  }
  return codes;
}

std::vector<std::string> Districts::CodesWithin(const std::vector<std::string>& jurisdictions,
                                                absl::CivilDay on_day) const {
  std::set<std::string> codes;
  for (const std::string& jurisdiction : jurisdictions) {
    const std::vector<std::string> within = CodesWithin(jurisdiction, on_day);
    codes.insert(within.begin(), within.end());
  }
  return {codes.begin(), codes.end()};
}

}  // namespace sems
