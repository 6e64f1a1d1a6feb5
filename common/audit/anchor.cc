#include "common/audit/anchor.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <nlohmann/json.hpp>

#include "absl/strings/escaping.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "common/status/error.h"

namespace sems::audit {
namespace {

// More than any two lines.
constexpr off_t kTailBytes = 4096;

absl::Status FileProblem(const std::string& path, const char* what) {
  return Error(
      absl::StatusCode::kFailedPrecondition, "AUDIT_ANCHOR_FILE",
      absl::StrCat("Cannot ", what, " the anchor file ", path, ": ", std::strerror(errno), "."),
      absl::StrCat("감사 봉인 파일 ", path, "을(를) 사용할 수 없습니다."));
}

absl::Status Differs(const std::string& path, const std::string& how) {
  return Error(absl::StatusCode::kDataLoss, "AUDIT_ANCHOR_DIFFERS",
               absl::StrCat("The anchor file ", path, " ", how, "."),
               absl::StrCat("감사 봉인 파일 ", path, "이(가) 데이터베이스의 봉인과 다릅니다."));
}

// An open file, locked against other processes while it lives.
class Locked {
 public:
  explicit Locked(const std::string& path)
      : fd_(open(path.c_str(), O_RDWR | O_APPEND | O_CREAT | O_CLOEXEC, 0640)) {
    if (fd_ >= 0 && flock(fd_, LOCK_EX) != 0) {
      close(fd_);
      fd_ = -1;
    }
  }
  ~Locked() {
    if (fd_ >= 0) close(fd_);
  }
  Locked(const Locked&) = delete;

  bool ok() const { return fd_ >= 0; }

  std::optional<std::string> Tail() const {
    const off_t size = lseek(fd_, 0, SEEK_END);
    if (size < 0) return std::nullopt;
    const off_t from = size > kTailBytes ? size - kTailBytes : 0;
    std::string tail(static_cast<size_t>(size - from), '\0');
    if (pread(fd_, tail.data(), tail.size(), from) != static_cast<ssize_t>(tail.size())) {
      return std::nullopt;
    }
    return tail;
  }

  bool Append(const std::string& text) const {
    return write(fd_, text.data(), text.size()) == static_cast<ssize_t>(text.size()) &&
           fsync(fd_) == 0;
  }

 private:
  int fd_;
};

// A file that was just made is on disk only with its directory's entry.
bool SyncDirectory(const std::string& path) {
  const size_t slash = path.rfind('/');
  const std::string directory = slash == std::string::npos ? "." : path.substr(0, slash + 1);
  const int fd = open(directory.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  const bool synced = fd >= 0 && fsync(fd) == 0;
  if (fd >= 0) close(fd);
  return synced;
}

}  // namespace

std::string AnchorPath(const std::string& pattern, const std::string& service) {
  return absl::StrReplaceAll(pattern, {{kServicePlaceholder, service}});
}

AnchorFile::AnchorFile(std::string path, std::string service)
    : path_(std::move(path)), service_(std::move(service)) {}

absl::Status AnchorFile::CheckWritable() const {
  const Locked file(path_);
  return file.ok() ? absl::OkStatus() : FileProblem(path_, "open");
}

absl::Status AnchorFile::Begin(const Seal& last) const {
  const Locked file(path_);
  if (!file.ok()) return FileProblem(path_, "open");
  const std::optional<std::string> tail = file.Tail();
  if (!tail) return FileProblem(path_, "read");
  if (!tail->empty()) {
    return Error(
        absl::StatusCode::kFailedPrecondition, "AUDIT_ANCHOR_FILE",
        absl::StrCat("The anchor file ", path_, " holds seals: put it away first, and keep it."),
        absl::StrCat("감사 봉인 파일 ", path_,
                     "이(가) 이미 있습니다. 먼저 다른 곳에 보관하십시오."));
  }
  if (!file.Append(AnchorLine(service_, last))) return FileProblem(path_, "append to");
  return SyncDirectory(path_) ? absl::OkStatus() : FileProblem(path_, "sync the directory of");
}

absl::Status AnchorFile::Settle(const std::optional<Seal>& last) const {
  const Locked file(path_);
  if (!file.ok()) return FileProblem(path_, "open");
  const std::optional<std::string> tail = file.Tail();
  if (!tail) return FileProblem(path_, "read");
  if (!last) {
    if (tail->empty()) return absl::OkStatus();
    return Differs(path_, "holds seals, and the database none");
  }

  const std::string line = AnchorLine(service_, *last);
  if (absl::EndsWith(*tail, line)) return absl::OkStatus();
  const size_t complete = tail->rfind('\n') == std::string::npos ? 0 : tail->rfind('\n') + 1;
  const std::string begun = tail->substr(complete);
  if (complete == 0) {
    if (last->seq != 1) {
      return Differs(path_, absl::StrCat("is empty, and the database's last seal is ", last->seq));
    }
  } else {
    const size_t before = complete < 2 ? std::string::npos : tail->rfind('\n', complete - 2);
    const size_t start = before == std::string::npos ? 0 : before + 1;
    const nlohmann::json former =
        nlohmann::json::parse(tail->substr(start, complete - start), nullptr, false);
    const bool precedes = former.is_object() && former.contains("seq") && former.contains("hash") &&
                          former["seq"] == last->seq - 1 &&
                          former["hash"] == absl::BytesToHexString(last->previous_hash);
    if (!precedes) {
      return Differs(path_, absl::StrCat("does not end with seal ", last->seq,
                                         " of the database or the one before it"));
    }
  }
  if (!absl::StartsWith(line, begun)) {
    return Differs(path_, absl::StrCat("ends with a part of something else than seal ", last->seq));
  }
  if (!file.Append(line.substr(begun.size()))) return FileProblem(path_, "append to");
  if (complete == 0 && !SyncDirectory(path_)) return FileProblem(path_, "sync the directory of");
  return absl::OkStatus();
}

}  // namespace sems::audit
