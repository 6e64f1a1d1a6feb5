#include "services/semsd/generate_keys.h"

#include <fcntl.h>
#include <openssl/rand.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "common/auth/jwt.h"
#include "common/server/service_names.h"
#include "common/status/error.h"

namespace sems::semsd {
namespace {

absl::Status Write(const std::string& path, const std::string& text, mode_t mode) {
  // A reader sees the old file or the new one, whole.
  const std::string fresh = path + ".new";
  const int file = open(fresh.c_str(), O_WRONLY | O_CREAT | O_TRUNC, mode);
  const bool written = file >= 0 &&
                       write(file, text.data(), text.size()) == static_cast<ssize_t>(text.size()) &&
                       fsync(file) == 0 && rename(fresh.c_str(), path.c_str()) == 0;
  const std::string problem = std::strerror(errno);
  if (file >= 0) close(file);
  if (written) return absl::OkStatus();
  return Error(absl::StatusCode::kFailedPrecondition, "KEY_FILE",
               absl::StrCat("Cannot write ", path, ": ", problem),
               absl::StrCat(path, " 파일을 쓸 수 없습니다."));
}

// The key in `path`, made now when there is none. Says in `made` that it was.
absl::StatusOr<auth::SigningKey> KeepOrMake(const std::string& path, bool& made) {
  if (std::filesystem::exists(path)) return auth::SigningKey::FromFile(path);
  auth::SigningKey key = auth::SigningKey::Generate();
  if (absl::Status status = Write(path, key.ToPem(), 0600); !status.ok()) return status;
  made = true;
  return key;
}

// One key and the JWKS by which others check what it signs.
absl::Status KeyWithJwks(const std::string& pem, const std::string& jwks) {
  bool made = false;
  const absl::StatusOr<auth::SigningKey> key = KeepOrMake(pem, made);
  if (!key.ok()) return key.status();
  if (!made && std::filesystem::exists(jwks)) return absl::OkStatus();
  return Write(jwks, auth::MakeJwks({key->PublicJwk()}), 0644);
}

// A JWKS of one key that secrets are sealed with.
absl::Status SealingKeys(const std::string& path) {
  if (std::filesystem::exists(path)) return absl::OkStatus();
  unsigned char key[32];
  unsigned char id[9];
  if (RAND_bytes(key, sizeof(key)) != 1 || RAND_bytes(id, sizeof(id)) != 1) {
    return Error(absl::StatusCode::kInternal, "NO_RANDOM_BYTES", "No random bytes to be had.",
                 "난수를 만들 수 없습니다.");
  }
  const auto text = [](const unsigned char* bytes, size_t size) {
    return absl::WebSafeBase64Escape(absl::string_view(reinterpret_cast<const char*>(bytes), size));
  };
  return Write(path,
               absl::StrCat(R"({"keys":[{"kty":"oct","alg":"A256GCM","kid":")",
                            text(id, sizeof(id)), R"(","k":")", text(key, sizeof(key)), "\"}]}\n"),
               0600);
}

}  // namespace

absl::Status GenerateKeys(const std::string& directory) {
  std::error_code ignored;
  std::filesystem::create_directories(directory + "/services", ignored);
  if (absl::Status status =
          KeyWithJwks(directory + "/identity_signing.pem", directory + "/user_jwks.json");
      !status.ok())
    return status;
  if (absl::Status status =
          KeyWithJwks(directory + "/audit_seal.pem", directory + "/audit_seal_jwks.json");
      !status.ok())
    return status;
  if (absl::Status status = SealingKeys(directory + "/duty_secret_keys.json"); !status.ok())
    return status;
  const std::string jwks = directory + "/service_jwks.json";
  bool made = !std::filesystem::exists(jwks);
  std::vector<std::string> public_keys;
  for (const std::string& service : server::ServiceNames()) {
    const absl::StatusOr<auth::SigningKey> key =
        KeepOrMake(absl::StrCat(directory, "/services/", service, ".pem"), made);
    if (!key.ok()) return key.status();
    public_keys.push_back(key->PublicJwk(service));
  }
  return made ? Write(jwks, auth::MakeJwks(public_keys), 0644) : absl::OkStatus();
}

}  // namespace sems::semsd
