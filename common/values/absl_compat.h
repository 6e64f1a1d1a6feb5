#pragma once

#include <optional>
#include <string_view>
#include <utility>

#include "absl/strings/string_view.h"
#include "absl/types/optional.h"

namespace sems {

// Debian builds Abseil with types of its own: absl::string_view and absl::optional are not the
// std ones and do not convert. Our interfaces use std; these two meet where Abseil is called.

inline absl::string_view ToAbsl(std::string_view text) {
  return absl::string_view(text.data(), text.size());
}

inline std::string_view ToStd(absl::string_view text) {
  return std::string_view(text.data(), text.size());
}

template <typename T>
absl::optional<T> ToAbsl(std::optional<T> value) {
  if (!value.has_value()) return absl::nullopt;
  return absl::optional<T>(*std::move(value));
}

template <typename T>
std::optional<T> ToStd(absl::optional<T> value) {
  if (!value.has_value()) return std::nullopt;
  return std::optional<T>(*std::move(value));
}

}  // namespace sems
