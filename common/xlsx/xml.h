#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "absl/status/status.h"

namespace sems::xlsx {

// The attributes of an element, looked up by local name (r:id is "id").
class XmlAttributes {
 public:
  explicit XmlAttributes(const char** list) : list_(list) {}
  std::optional<std::string_view> Find(std::string_view local_name) const;

 private:
  const char** list_;
};

// Reads one XML document that nobody vouches for, piece by piece: no DOCTYPE (and so no entities of
// its own), no deep nesting, no endless tokens. Names come without their namespaces, since the
// strict and the transitional form of a workbook differ in those only.
class XmlReader {
 public:
  XmlReader(std::string part, int max_depth);
  XmlReader(const XmlReader&) = delete;
  XmlReader& operator=(const XmlReader&) = delete;
  virtual ~XmlReader();

  absl::Status Feed(std::string_view piece);
  absl::Status Finish();

 protected:
  virtual void OnStart(std::string_view name, const XmlAttributes& attributes) = 0;
  virtual void OnEnd(std::string_view name) = 0;
  virtual void OnText(std::string_view text) = 0;

  // Stops reading; Feed or Finish returns this status.
  void Fail(absl::Status status);
  const std::string& part() const { return part_; }

 private:
  struct Expat;

  absl::Status Parse(std::string_view piece, bool last);

  std::string part_;
  int max_depth_;
  int depth_ = 0;
  std::int64_t fed_ = 0;
  absl::Status status_;
  std::unique_ptr<Expat> expat_;
};

}  // namespace sems::xlsx
