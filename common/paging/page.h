#pragma once

#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "google/protobuf/message.h"

namespace sems::paging {

inline constexpr int kDefaultPageSize = 50;
inline constexpr int kMaxPageSize = 500;

// 0 (not given) becomes the default, more than the maximum becomes the maximum (AIP-158).
// Negative sizes are a caller's mistake, which ReadPage refuses; here they become the default.
int CoercePageSize(std::int32_t requested, int default_size = kDefaultPageSize,
                   int max_size = kMaxPageSize);

// Stands for the filters and the order of a list: a token goes on only in the list it came from.
// It is no secret and no protection: what a caller may see is decided by the scope of the query.
//
// From the list request itself: its type and every field but page_size, page_token and request_id.
std::uint64_t FilterHash(const google::protobuf::Message& request);
std::uint64_t FilterHash(std::initializer_list<std::string_view> parts);

// An opaque token that holds the sort key of the last row of a page.
std::string EncodePageToken(const std::vector<std::string>& cursor, std::uint64_t filter_hash);

// The cursor of a token: `cursor_size` values. INVALID_ARGUMENT naming the field page_token (code
// INVALID_PAGE_TOKEN) when the token is garbled or comes from another list.
absl::StatusOr<std::vector<std::string>> DecodePageToken(std::string_view token,
                                                         std::uint64_t filter_hash,
                                                         std::size_t cursor_size);

// What a list call asks for.
struct Page {
  int size = kDefaultPageSize;
  // Sort key of the row after which the page begins; empty for the first page.
  std::vector<std::string> cursor;
  std::uint64_t filter_hash = 0;

  bool IsFirst() const { return cursor.empty(); }
  // The token of the next page, given the sort key of this page's last row.
  std::string NextToken(const std::vector<std::string>& last_row) const {
    return EncodePageToken(last_row, filter_hash);
  }
};

// Both fields checked: INVALID_ARGUMENT names a negative page_size and a wrong page_token at once.
absl::StatusOr<Page> ReadPage(std::int32_t page_size, std::string_view page_token,
                              std::uint64_t filter_hash, std::size_t cursor_size);

// The same straight from a list request with the usual fields. Fetch `size + 1` rows: the one too
// many says that there is a next page.
template <typename ListRequest>
absl::StatusOr<Page> ReadPage(const ListRequest& request, std::size_t cursor_size) {
  return ReadPage(request.page_size(), request.page_token(), FilterHash(request), cursor_size);
}

}  // namespace sems::paging
