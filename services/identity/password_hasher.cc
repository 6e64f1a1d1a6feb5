#include "services/identity/password_hasher.h"

#include <sodium.h>

#include "common/status/error.h"
#include "services/identity/errors.h"

namespace sems::identity {
namespace {

constexpr unsigned long long kPasses = 2;
constexpr size_t kMemory = 19 * 1024 * 1024;

std::string HashNow(std::string_view password) {
  std::string hash(crypto_pwhash_STRBYTES, '\0');
  if (crypto_pwhash_str_alg(hash.data(), password.data(), password.size(), kPasses, kMemory,
                            crypto_pwhash_ALG_ARGON2ID13) != 0) {
    return "";  // out of memory
  }
  hash.resize(hash.find('\0'));
  return hash;
}

}  // namespace

absl::StatusOr<std::unique_ptr<PasswordHasher>> PasswordHasher::Make(HashingLimits limits) {
  if (sodium_init() < 0) {
    return Error(absl::StatusCode::kFailedPrecondition, "CRYPTO", "libsodium does not start.",
                 "암호 라이브러리를 초기화할 수 없습니다.");
  }
  std::unique_ptr<PasswordHasher> hasher(new PasswordHasher(limits));
  std::string random(32, '\0');
  randombytes_buf(random.data(), random.size());
  absl::StatusOr<std::string> hash = hasher->Hash(random, absl::InfiniteFuture());
  if (!hash.ok()) return hash.status();
  hasher->hash_of_nothing_ = *std::move(hash);
  return hasher;
}

absl::Status PasswordHasher::InTurn(absl::Time deadline, absl::FunctionRef<void()> work) {
  {
    absl::MutexLock lock(&mutex_);
    if (!HasRoom()) {
      if (waiting_ >= limits_.waiting) return SignInBusy();
      ++waiting_;
      const bool admitted =
          mutex_.AwaitWithDeadline(absl::Condition(this, &PasswordHasher::HasRoom), deadline);
      --waiting_;
      if (!admitted) {
        return Error(absl::StatusCode::kDeadlineExceeded, "DEADLINE_EXCEEDED",
                     "The call's time was up before its turn came.",
                     "제한 시간 안에 처리하지 못했습니다.");
      }
    }
    ++running_;
  }
  work();
  absl::MutexLock lock(&mutex_);
  --running_;
  return absl::OkStatus();
}

absl::StatusOr<std::string> PasswordHasher::Hash(std::string_view password, absl::Time deadline) {
  std::string hash;
  absl::Status status = InTurn(deadline, [&] { hash = HashNow(password); });
  if (!status.ok()) return status;
  if (hash.empty()) return SignInBusy();
  return hash;
}

absl::StatusOr<bool> PasswordHasher::Matches(std::string_view password, const std::string& hash,
                                             absl::Time deadline) {
  bool matches = false;
  absl::Status status = InTurn(deadline, [&] {
    matches = crypto_pwhash_str_verify(hash.c_str(), password.data(), password.size()) == 0;
  });
  if (!status.ok()) return status;
  return matches;
}

absl::StatusOr<bool> PasswordHasher::MatchesNothing(std::string_view password,
                                                    absl::Time deadline) {
  absl::StatusOr<bool> matches = Matches(password, hash_of_nothing_, deadline);
  if (!matches.ok()) return matches.status();
  return false;
}

}  // namespace sems::identity
