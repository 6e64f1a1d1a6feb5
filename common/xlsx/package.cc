#include "common/xlsx/package.h"

#include <zip.h>

#include <array>
#include <utility>

#include "common/xlsx/read_errors.h"

namespace sems::xlsx {
namespace {

constexpr std::size_t kPiece = 64 << 10;
// Small parts of empty sheets compress beyond any ratio and do no harm.
constexpr std::uint64_t kRatioFrom = 1 << 20;

constexpr std::string_view kZipMagic("PK\x03\x04", 4);
// Excel 97–2003, and any .xlsx that is encrypted with a password.
constexpr std::string_view kCompoundFileMagic("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", 8);

struct CloseFile {
  void operator()(zip_file_t* file) const { zip_fclose(file); }
};

bool StartsWith(std::string_view text, std::string_view prefix) {
  return text.substr(0, prefix.size()) == prefix;
}

}  // namespace

struct Package::State {
  ReadLimits limits;
  zip_t* archive = nullptr;
  std::uint64_t total_bytes = 0;

  ~State() {
    if (archive != nullptr) zip_discard(archive);
  }

  zip_int64_t Locate(const std::string& name) const {
    const zip_int64_t exact = zip_name_locate(archive, name.c_str(), 0);
    // Part names are compared without regard to case (ECMA-376 part 2, §6.2.2.3).
    return exact >= 0 ? exact : zip_name_locate(archive, name.c_str(), ZIP_FL_NOCASE);
  }
};

Package::Package(std::unique_ptr<State> state) : state_(std::move(state)) {}
Package::~Package() = default;

absl::StatusOr<std::unique_ptr<Package>> Package::Open(std::string_view bytes,
                                                       const ReadLimits& limits) {
  if (bytes.size() > limits.max_file_bytes) {
    return WorkbookTooLarge("the file has too many bytes", "파일 크기가 제한을 넘습니다.");
  }
  if (StartsWith(bytes, kCompoundFileMagic)) {
    return NotAWorkbook(
        "it is of an old format or has a password; save it as .xlsx without one",
        "이전 형식이거나 암호가 설정된 파일입니다. 암호 없이 .xlsx로 저장하십시오.");
  }
  if (!StartsWith(bytes, kZipMagic)) {
    return NotAWorkbook("it is no ZIP archive", "파일 형식이 다릅니다.");
  }
  auto state = std::make_unique<State>();
  state->limits = limits;
  zip_error_t error;
  zip_error_init(&error);
  zip_source_t* source = zip_source_buffer_create(bytes.data(), bytes.size(), 0, &error);
  if (source == nullptr) return absl::ResourceExhaustedError("no memory");
  state->archive = zip_open_from_source(source, ZIP_RDONLY, &error);
  if (state->archive == nullptr) {
    zip_source_free(source);
    return WorkbookDamaged("ZIP", zip_error_strerror(&error));
  }
  if (zip_get_num_entries(state->archive, 0) > limits.max_entries) {
    return WorkbookTooLarge("the archive has too many entries", "압축 항목이 너무 많습니다.");
  }
  return std::unique_ptr<Package>(new Package(std::move(state)));
}

bool Package::Has(const std::string& name) const { return state_->Locate(name) >= 0; }

absl::Status Package::Read(const std::string& name,
                           const std::function<absl::Status(std::string_view)>& sink) {
  State& s = *state_;
  const zip_int64_t index = s.Locate(name);
  if (index < 0) return WorkbookDamaged(name, "missing");
  zip_stat_t stat;
  if (zip_stat_index(s.archive, static_cast<zip_uint64_t>(index), 0, &stat) < 0) {
    return WorkbookDamaged(name, zip_strerror(s.archive));
  }
  if ((stat.valid & ZIP_STAT_ENCRYPTION_METHOD) != 0 && stat.encryption_method != ZIP_EM_NONE) {
    return WorkbookRefused("it is encrypted", "암호화된 파일입니다.");
  }
  const std::unique_ptr<zip_file_t, CloseFile> file(
      zip_fopen_index(s.archive, static_cast<zip_uint64_t>(index), 0));
  if (file == nullptr) return WorkbookDamaged(name, zip_strerror(s.archive));

  std::uint64_t bytes = 0;
  const std::uint64_t compressed = stat.comp_size > 0 ? stat.comp_size : 1;
  std::array<char, kPiece> piece;
  for (;;) {
    const zip_int64_t got = zip_fread(file.get(), piece.data(), piece.size());
    if (got < 0) return WorkbookDamaged(name, zip_file_strerror(file.get()));
    if (got == 0) return absl::OkStatus();
    bytes += static_cast<std::uint64_t>(got);
    s.total_bytes += static_cast<std::uint64_t>(got);
    if (bytes > s.limits.max_entry_bytes || s.total_bytes > s.limits.max_total_bytes) {
      return WorkbookTooLarge("its content inflates to too many bytes",
                              "압축을 푼 크기가 제한을 넘습니다.");
    }
    if (bytes > kRatioFrom && bytes / compressed > static_cast<std::uint64_t>(s.limits.max_ratio)) {
      return WorkbookTooLarge("its content is compressed beyond any real workbook",
                              "압축률이 비정상적으로 높습니다.");
    }
    absl::Status taken = sink(std::string_view(piece.data(), static_cast<std::size_t>(got)));
    if (!taken.ok()) return taken;
  }
}

}  // namespace sems::xlsx
