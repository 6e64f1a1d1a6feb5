#pragma once

#include <cstdint>
#include <fstream>
#include <optional>
#include <string>

#include "absl/status/statusor.h"

namespace sems::audit {

// Reads an anchor file line by line while a service may be appending to it.
class AnchorReader {
 public:
  // A file that is not there, or no path, has no lines.
  static absl::StatusOr<AnchorReader> Open(const std::string& path);

  // The number of the seal in its first line; empty when there is none that can be read.
  std::optional<int64_t> FirstSeq();

  // The next line with its newline, which a torn last line lacks; empty at the end. Also one that
  // was written since the file was opened.
  std::optional<std::string> Next();
  // Whether a line is left of those that were there when it was opened.
  bool HasMore() const { return left_ > 0; }
  int64_t line() const { return line_; }  // number of the line read last, from 1

 private:
  std::ifstream file_;
  int64_t left_ = 0;  // bytes of what was there when it was opened
  int64_t line_ = 0;
};

}  // namespace sems::audit
