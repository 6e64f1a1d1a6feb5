#include "common/casework/testing/expectations.h"

#include <fstream>
#include <map>
#include <stdexcept>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"

namespace sems::casework::testing {
namespace {

std::vector<std::string> ListOf(const std::string& cell) {
  return absl::StrSplit(cell, absl::ByAnyChar(", |"), absl::SkipWhitespace());
}

}  // namespace

std::string SourcePath(const std::string& path) { return absl::StrCat(SEMS_SOURCE_DIR, "/", path); }

std::vector<Expectation> ReadExpectations(const std::string& path) {
  std::ifstream file(SourcePath(path));
  if (!file) throw std::runtime_error("cannot read " + path);
  std::map<std::string, std::size_t> columns;
  std::vector<Expectation> rows;
  std::string text;
  for (int line = 1; std::getline(file, text); ++line) {
    if (absl::StripAsciiWhitespace(text).empty() || text.front() == '#') continue;
    const std::vector<std::string> cells = absl::StrSplit(text, '\t');
    if (columns.empty()) {
      for (std::size_t i = 0; i < cells.size(); ++i) columns[cells[i]] = i;
      continue;
    }
    const auto cell = [&](const std::string& name, bool needed = false) -> std::string {
      const auto column = columns.find(name);
      if (column == columns.end()) {
        if (needed) throw std::runtime_error(absl::StrCat(path, ": no column ", name));
        return "";
      }
      if (column->second >= cells.size()) return "";
      const std::string value(absl::StripAsciiWhitespace(cells[column->second]));
      return value == "-" ? "" : value;
    };
    Expectation row;
    row.machine = cell("machine", true);
    row.from = cell("from", true);
    row.event = cell("event", true);
    row.by = ListOf(cell("by", true));
    row.to = cell("to", true);
    row.procedures = ListOf(cell("procedures"));
    row.guard = ListOf(cell("guard"));
    row.guard_not = ListOf(cell("guard_not"));
    row.variants = ListOf(cell("variants"));
    row.form_no = cell("form");
    row.article = cell("article", true);
    if (row.article == "structural") row.article.clear();
    row.line = line;
    rows.push_back(std::move(row));
  }
  return rows;
}

}  // namespace sems::casework::testing
