#include "common/paging/page.h"

#include <memory>
#include <optional>
#include <utility>

#include "absl/strings/escaping.h"
#include "common/status/error.h"
#include "common/values/absl_compat.h"
#include "google/protobuf/descriptor.h"
#include "google/protobuf/io/coded_stream.h"
#include "google/protobuf/io/zero_copy_stream_impl_lite.h"

namespace sems::paging {
namespace {

// Form of a token, before base64url: version, checksum of the rest, hash of the filters, then each
// value with its length before it. The checksum catches mistyped and cut tokens, so that they are
// refused here and not by the database.
constexpr char kVersion = 1;
constexpr std::size_t kHeaderBytes = 1 + 8 + 8;
constexpr std::size_t kMaxTokenBytes = 4096;

constexpr std::string_view kUnhashedFields[] = {"page_size", "page_token", "request_id"};

// FNV-1a: the same in every process and version, unlike absl::Hash.
class StableHash {
 public:
  void Add(std::string_view bytes) {
    for (char c : bytes) {
      value_ ^= static_cast<unsigned char>(c);
      value_ *= 0x100000001b3;
    }
  }
  std::uint64_t value() const { return value_; }

 private:
  std::uint64_t value_ = 0xcbf29ce484222325;
};

std::uint64_t HashOf(std::string_view bytes) {
  StableHash hash;
  hash.Add(bytes);
  return hash.value();
}

template <int kBytes>
void AppendNumber(std::uint64_t value, std::string& out) {
  for (int i = kBytes - 1; i >= 0; --i) out.push_back(static_cast<char>(value >> (8 * i)));
}

template <int kBytes>
std::uint64_t TakeNumber(std::string_view& in) {
  std::uint64_t value = 0;
  for (int i = 0; i < kBytes; ++i) value = value << 8 | static_cast<unsigned char>(in[i]);
  in.remove_prefix(kBytes);
  return value;
}

std::optional<std::vector<std::string>> Decode(std::string_view token, std::uint64_t filter_hash,
                                               std::size_t cursor_size) {
  std::string bytes;
  if (token.size() > kMaxTokenBytes || !absl::WebSafeBase64Unescape(ToAbsl(token), &bytes) ||
      bytes.size() < kHeaderBytes || bytes[0] != kVersion) {
    return std::nullopt;
  }
  std::string_view rest = std::string_view(bytes).substr(1);
  if (TakeNumber<8>(rest) != HashOf(rest) || TakeNumber<8>(rest) != filter_hash) {
    return std::nullopt;
  }
  std::vector<std::string> cursor;
  while (rest.size() >= 2) {
    const std::uint64_t length = TakeNumber<2>(rest);
    if (length > rest.size()) return std::nullopt;
    cursor.emplace_back(rest.substr(0, length));
    rest.remove_prefix(length);
  }
  if (!rest.empty() || cursor.size() != cursor_size) return std::nullopt;
  return cursor;
}

void AddInvalidToken(FieldErrors& errors) {
  errors.Add("page_token", "INVALID_PAGE_TOKEN",
             "is not a token of this list with these filters; begin again without one",
             "이 목록과 조회 조건의 페이지 토큰이 아닙니다. 토큰 없이 다시 조회하십시오.");
}

}  // namespace

int CoercePageSize(std::int32_t requested, int default_size, int max_size) {
  if (requested <= 0) return default_size;
  return requested < max_size ? requested : max_size;
}

std::uint64_t FilterHash(const google::protobuf::Message& request) {
  const std::unique_ptr<google::protobuf::Message> filters(request.New());
  filters->CopyFrom(request);
  for (std::string_view name : kUnhashedFields) {
    const google::protobuf::FieldDescriptor* field =
        filters->GetDescriptor()->FindFieldByName(std::string(name));
    if (field != nullptr) filters->GetReflection()->ClearField(filters.get(), field);
  }
  std::string bytes;
  {
    google::protobuf::io::StringOutputStream stream(&bytes);
    google::protobuf::io::CodedOutputStream coded(&stream);
    coded.SetSerializationDeterministic(true);
    filters->SerializeToCodedStream(&coded);
  }
  return FilterHash({filters->GetDescriptor()->full_name(), bytes});
}

std::uint64_t FilterHash(std::initializer_list<std::string_view> parts) {
  StableHash hash;
  for (std::string_view part : parts) {
    // The length first: ("ab", "c") is another list than ("a", "bc").
    hash.Add(std::to_string(part.size()));
    hash.Add(":");
    hash.Add(part);
  }
  return hash.value();
}

std::string EncodePageToken(const std::vector<std::string>& cursor, std::uint64_t filter_hash) {
  std::string body;
  AppendNumber<8>(filter_hash, body);
  for (const std::string& value : cursor) {
    AppendNumber<2>(value.size(), body);
    body.append(value);
  }
  std::string bytes(1, kVersion);
  AppendNumber<8>(HashOf(body), bytes);
  bytes.append(body);
  return absl::WebSafeBase64Escape(bytes);
}

absl::StatusOr<std::vector<std::string>> DecodePageToken(std::string_view token,
                                                         std::uint64_t filter_hash,
                                                         std::size_t cursor_size) {
  std::optional<std::vector<std::string>> cursor = Decode(token, filter_hash, cursor_size);
  if (!cursor) {
    FieldErrors errors;
    AddInvalidToken(errors);
    return errors.ToStatus();
  }
  return *std::move(cursor);
}

absl::StatusOr<Page> ReadPage(std::int32_t page_size, std::string_view page_token,
                              std::uint64_t filter_hash, std::size_t cursor_size) {
  FieldErrors errors;
  Page page{.size = CoercePageSize(page_size), .cursor = {}, .filter_hash = filter_hash};
  if (page_size < 0) {
    errors.Add("page_size", "OUT_OF_RANGE", "must not be negative", "0 이상이어야 합니다.");
  }
  if (!page_token.empty()) {
    std::optional<std::vector<std::string>> cursor = Decode(page_token, filter_hash, cursor_size);
    if (cursor) {
      page.cursor = *std::move(cursor);
    } else {
      AddInvalidToken(errors);
    }
  }
  if (!errors.empty()) return errors.ToStatus();
  return page;
}

}  // namespace sems::paging
