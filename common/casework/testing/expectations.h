#pragma once

#include <string>
#include <vector>

namespace sems::casework::testing {

// A transition as the law has it, from a reviewed table (testdata/*_transitions.tsv), not from the
// files that the engine runs by.
struct Expectation {
  std::string machine;
  std::string from;
  std::string event;
  std::vector<std::string> by;  // statutory roles; "applicant", "authority", "system"
  std::string to;
  std::vector<std::string> procedures;
  std::vector<std::string> guard;
  std::vector<std::string> guard_not;
  std::vector<std::string> variants;
  std::string form_no;
  std::string article;  // empty where no article speaks ("structural")
  int line = 0;

  bool by_clock() const { return by.size() == 1 && by.front() == "system"; }
};

// A file or directory of the repository, from its root.
std::string SourcePath(const std::string& path);

// `path` from the root of the repository. Tab-separated, the first line names the columns, lists
// are separated by commas or blanks; '#' begins a comment. Throws on a file that cannot be read or
// lacks a column.
std::vector<Expectation> ReadExpectations(const std::string& path);

}  // namespace sems::casework::testing
