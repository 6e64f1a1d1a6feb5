#include "services/semsd/generate_keys.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>

#include "absl/strings/str_cat.h"
#include "common/auth/jwt.h"
#include "common/server/service_names.h"
#include "common/status/error.h"

namespace sems::semsd {
namespace {

absl::Status WriteNew(const std::string& path, const std::string& text, mode_t mode) {
  const int file = open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL, mode);
  const bool written =
      file >= 0 && write(file, text.data(), text.size()) == static_cast<ssize_t>(text.size());
  const std::string problem = std::strerror(errno);
  if (file >= 0) close(file);
  if (written) return absl::OkStatus();
  return Error(absl::StatusCode::kFailedPrecondition, "KEY_FILE",
               absl::StrCat("Cannot write ", path, ": ", problem),
               absl::StrCat(path, " 파일을 쓸 수 없습니다."));
}

}  // namespace

absl::Status GenerateKeys(const std::string& directory) {
  std::error_code ignored;
  std::filesystem::create_directories(directory + "/services", ignored);
  const auth::SigningKey identity = auth::SigningKey::Generate();
  if (auto status = WriteNew(directory + "/identity_signing.pem", identity.ToPem(), 0600);
      !status.ok())
    return status;
  const auth::SigningKey seal = auth::SigningKey::Generate();
  if (auto status = WriteNew(directory + "/audit_seal.pem", seal.ToPem(), 0600); !status.ok()) {
    return status;
  }
  if (auto status =
          WriteNew(directory + "/audit_seal_jwks.json", auth::MakeJwks({seal.PublicJwk()}), 0644);
      !status.ok()) {
    return status;
  }
  std::vector<std::string> public_keys;
  for (const std::string& service : server::ServiceNames()) {
    const auth::SigningKey key = auth::SigningKey::Generate();
    if (auto status =
            WriteNew(absl::StrCat(directory, "/services/", service, ".pem"), key.ToPem(), 0600);
        !status.ok()) {
      return status;
    }
    public_keys.push_back(key.PublicJwk(service));
  }
  if (auto status =
          WriteNew(directory + "/user_jwks.json", auth::MakeJwks({identity.PublicJwk()}), 0644);
      !status.ok()) {
    return status;
  }
  return WriteNew(directory + "/service_jwks.json", auth::MakeJwks(public_keys), 0644);
}

}  // namespace sems::semsd
