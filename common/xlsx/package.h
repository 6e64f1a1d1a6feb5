#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "common/xlsx/reader.h"

namespace sems::xlsx {

// The ZIP archive that a workbook is, opened for reading within limits. What its directory claims
// about sizes is not believed: bytes are counted as they come out.
class Package {
 public:
  // `bytes` must outlive the package.
  static absl::StatusOr<std::unique_ptr<Package>> Open(std::string_view bytes,
                                                       const ReadLimits& limits);
  Package(const Package&) = delete;
  Package& operator=(const Package&) = delete;
  ~Package();

  bool Has(const std::string& name) const;

  // Hands the part to `sink` piece by piece, until the end or the first error of either.
  absl::Status Read(const std::string& name,
                    const std::function<absl::Status(std::string_view piece)>& sink);

 private:
  struct State;
  explicit Package(std::unique_ptr<State> state);

  std::unique_ptr<State> state_;
};

}  // namespace sems::xlsx
