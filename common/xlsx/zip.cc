#include "common/xlsx/zip.h"

#include <zip.h>

#include <memory>
#include <set>
#include <string_view>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"

namespace sems::xlsx {
namespace {

// 1980-01-01 00:00, the first time that ZIP's format can say. In that format's own bits: libzip's
// other way takes a time_t and writes it in the machine's time zone.
constexpr zip_uint16_t kDosTime = 0;
constexpr zip_uint16_t kDosDate = (0 << 9) | (1 << 5) | 1;

struct FreeSource {
  void operator()(zip_source_t* source) const { zip_source_free(source); }
};
struct Discard {
  void operator()(zip_t* archive) const { zip_discard(archive); }
};

absl::Status Failed(std::string_view what) {
  return absl::InternalError(absl::StrCat("zip: ", std::string(what)));
}

// Workbooks are compressed already.
bool IsCompressed(std::string_view name) {
  return name.size() > 5 && name.substr(name.size() - 5) == ".xlsx";
}

absl::Status Add(zip_t* archive, const ZipFile& file) {
  zip_source_t* content =
      zip_source_buffer(archive, file.bytes.data(), file.bytes.size(), /*freep=*/0);
  if (content == nullptr) return Failed("no memory");
  const zip_int64_t index = zip_file_add(archive, file.name.c_str(), content, ZIP_FL_ENC_UTF_8);
  if (index < 0) {
    zip_source_free(content);
    return absl::InvalidArgumentError(
        absl::StrCat("zip: ", file.name, ": ", zip_strerror(archive)));
  }
  const zip_uint64_t at = static_cast<zip_uint64_t>(index);
  const zip_int32_t method = IsCompressed(file.name) ? ZIP_CM_STORE : ZIP_CM_DEFLATE;
  if (zip_set_file_compression(archive, at, method, 0) < 0 ||
      zip_file_set_dostime(archive, at, kDosTime, kDosDate, 0) < 0) {
    return Failed(zip_strerror(archive));
  }
  return absl::OkStatus();
}

absl::StatusOr<std::string> ReadAll(zip_source_t* source) {
  zip_stat_t stat;
  if (zip_source_open(source) < 0 || zip_source_stat(source, &stat) < 0) return Failed("reading");
  std::string bytes(stat.size, '\0');
  const zip_int64_t got = zip_source_read(source, bytes.data(), bytes.size());
  zip_source_close(source);
  if (got < 0 || static_cast<std::size_t>(got) != bytes.size()) return Failed("reading");
  return bytes;
}

}  // namespace

absl::StatusOr<std::string> WriteZip(const std::vector<ZipFile>& files) {
  // An archive of nothing is an empty file to libzip, which no program opens.
  if (files.empty()) return absl::InvalidArgumentError("zip: no files");
  std::set<std::string_view> names;
  for (const ZipFile& file : files) {
    if (file.name.empty() || !names.insert(file.name).second) {
      return absl::InvalidArgumentError(absl::StrCat("zip: name twice or empty: ", file.name));
    }
  }
  zip_error_t error;
  zip_error_init(&error);
  const std::unique_ptr<zip_source_t, FreeSource> buffer(
      zip_source_buffer_create(nullptr, 0, 0, &error));
  if (buffer == nullptr) return Failed("no memory");
  std::unique_ptr<zip_t, Discard> archive(
      zip_open_from_source(buffer.get(), ZIP_CREATE | ZIP_TRUNCATE, &error));
  if (archive == nullptr) return Failed(zip_error_strerror(&error));
  zip_source_keep(buffer.get());  // the archive holds one reference, we read through the other
  for (const ZipFile& file : files) {
    if (absl::Status added = Add(archive.get(), file); !added.ok()) return added;
  }
  if (zip_close(archive.get()) < 0) return Failed(zip_strerror(archive.get()));
  archive.release();  // closed
  return ReadAll(buffer.get());
}

}  // namespace sems::xlsx
