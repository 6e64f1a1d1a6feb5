#include "common/auth/jwt.h"

#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/ec.h>
#include <openssl/ecdsa.h>
#include <openssl/evp.h>
#include <openssl/param_build.h>
#include <openssl/pem.h>
#include <openssl/sha.h>
#include <sys/stat.h>

#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/time/clock.h"
#include "common/status/error.h"
#include "common/values/absl_compat.h"

namespace sems::auth {
namespace {

using nlohmann::json;

constexpr int kCoordinateBytes = 32;  // P-256
constexpr size_t kMaxTokenBytes = 4096;
constexpr size_t kMaxRemembered = 10000;
// Clocks of our own machines may differ by this much.
constexpr absl::Duration kLeeway = absl::Seconds(30);

template <auto Free>
struct Freer {
  template <class T>
  void operator()(T* pointer) const {
    Free(pointer);
  }
};
using Pkey = std::unique_ptr<EVP_PKEY, Freer<EVP_PKEY_free>>;
using MdCtx = std::unique_ptr<EVP_MD_CTX, Freer<EVP_MD_CTX_free>>;
using Bignum = std::unique_ptr<BIGNUM, Freer<BN_free>>;
using Signature = std::unique_ptr<ECDSA_SIG, Freer<ECDSA_SIG_free>>;
using Bio = std::unique_ptr<BIO, Freer<BIO_free>>;
using ParamBuilder = std::unique_ptr<OSSL_PARAM_BLD, Freer<OSSL_PARAM_BLD_free>>;
using Params = std::unique_ptr<OSSL_PARAM, Freer<OSSL_PARAM_free>>;
using PkeyCtx = std::unique_ptr<EVP_PKEY_CTX, Freer<EVP_PKEY_CTX_free>>;

std::string Base64Url(std::string_view bytes) { return absl::WebSafeBase64Escape(ToAbsl(bytes)); }

std::optional<std::string> FromBase64Url(std::string_view text) {
  std::string bytes;
  if (!absl::WebSafeBase64Unescape(ToAbsl(text), &bytes)) return std::nullopt;
  return bytes;
}

std::string Sha256(std::string_view text) {
  std::string digest(SHA256_DIGEST_LENGTH, '\0');
  SHA256(reinterpret_cast<const unsigned char*>(text.data()), text.size(),
         reinterpret_cast<unsigned char*>(digest.data()));
  return digest;
}

std::string Coordinate(const EVP_PKEY* key, const char* name) {
  BIGNUM* raw = nullptr;
  EVP_PKEY_get_bn_param(key, name, &raw);
  const Bignum number(raw);
  std::string bytes(kCoordinateBytes, '\0');
  BN_bn2binpad(number.get(), reinterpret_cast<unsigned char*>(bytes.data()), kCoordinateBytes);
  return bytes;
}

bool IsP256(const EVP_PKEY* key) {
  char group[64] = {};
  size_t length = 0;
  return EVP_PKEY_get_utf8_string_param(key, OSSL_PKEY_PARAM_GROUP_NAME, group, sizeof(group),
                                        &length) == 1 &&
         std::string_view(group, length) == "prime256v1";
}

Pkey PublicKey(std::string_view x, std::string_view y) {
  if (x.size() != kCoordinateBytes || y.size() != kCoordinateBytes) return nullptr;
  const std::string point = absl::StrCat("\x04", ToAbsl(x), ToAbsl(y));
  const ParamBuilder builder(OSSL_PARAM_BLD_new());
  OSSL_PARAM_BLD_push_utf8_string(builder.get(), OSSL_PKEY_PARAM_GROUP_NAME, "prime256v1", 0);
  OSSL_PARAM_BLD_push_octet_string(builder.get(), OSSL_PKEY_PARAM_PUB_KEY, point.data(),
                                   point.size());
  const Params params(OSSL_PARAM_BLD_to_param(builder.get()));
  const PkeyCtx context(EVP_PKEY_CTX_new_from_name(nullptr, "EC", nullptr));
  EVP_PKEY* key = nullptr;
  if (EVP_PKEY_fromdata_init(context.get()) != 1 ||
      EVP_PKEY_fromdata(context.get(), &key, EVP_PKEY_PUBLIC_KEY, params.get()) != 1) {
    return nullptr;
  }
  return Pkey(key);
}

bool VerifyRaw(EVP_PKEY* key, std::string_view message, std::string_view raw) {
  if (raw.size() != 2 * kCoordinateBytes) return false;
  const Signature signature(ECDSA_SIG_new());
  const auto* bytes = reinterpret_cast<const unsigned char*>(raw.data());
  ECDSA_SIG_set0(signature.get(), BN_bin2bn(bytes, kCoordinateBytes, nullptr),
                 BN_bin2bn(bytes + kCoordinateBytes, kCoordinateBytes, nullptr));
  unsigned char* der = nullptr;
  const int length = i2d_ECDSA_SIG(signature.get(), &der);
  if (length <= 0) return false;
  const std::unique_ptr<unsigned char, void (*)(unsigned char*)> owned(
      der, [](unsigned char* p) { OPENSSL_free(p); });
  const MdCtx context(EVP_MD_CTX_new());
  return EVP_DigestVerifyInit(context.get(), nullptr, EVP_sha256(), nullptr, key) == 1 &&
         EVP_DigestVerify(context.get(), der, length,
                          reinterpret_cast<const unsigned char*>(message.data()),
                          message.size()) == 1;
}

absl::StatusOr<std::string> ReadFile(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream contents;
  if (!file || !(contents << file.rdbuf())) {
    return Error(absl::StatusCode::kFailedPrecondition, "FILE_UNREADABLE",
                 absl::StrCat("Cannot read ", path, "."),
                 absl::StrCat(path, " 파일을 읽을 수 없습니다."));
  }
  return contents.str();
}

absl::Status Malformed() {
  return Unauthenticated("TOKEN_MALFORMED", "The token is not a token of this system.",
                         "올바른 인증 토큰이 아닙니다.");
}

}  // namespace

struct SigningKey::Key {
  Pkey pkey;
};

absl::StatusOr<SigningKey> SigningKey::FromPem(std::string_view pem) {
  const Bio bio(BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())));
  Pkey pkey(PEM_read_bio_PrivateKey(bio.get(), nullptr, nullptr, nullptr));
  if (!pkey || !IsP256(pkey.get())) {
    return Error(absl::StatusCode::kFailedPrecondition, "KEY_UNUSABLE",
                 "Not a P-256 private key in PEM form.", "P-256 개인키(PEM)가 아닙니다.");
  }
  SigningKey key;
  key.key_ = std::make_shared<const Key>(Key{std::move(pkey)});
  return key;
}

absl::StatusOr<SigningKey> SigningKey::FromFile(const std::string& path) {
  absl::StatusOr<std::string> pem = ReadFile(path);
  if (!pem.ok()) return pem.status();
  return FromPem(*pem);
}

SigningKey SigningKey::Generate() {
  SigningKey key;
  key.key_ = std::make_shared<const Key>(Key{Pkey(EVP_EC_gen("P-256"))});
  return key;
}

std::string SigningKey::ToPem() const {
  const Bio bio(BIO_new(BIO_s_mem()));
  PEM_write_bio_PrivateKey(bio.get(), key_->pkey.get(), nullptr, nullptr, 0, nullptr, nullptr);
  char* data = nullptr;
  const long length = BIO_get_mem_data(bio.get(), &data);
  return std::string(data, static_cast<size_t>(length));
}

std::string SigningKey::thumbprint() const {
  // RFC 7638: the required members in lexical order, without white space.
  const json members = {{"crv", "P-256"},
                        {"kty", "EC"},
                        {"x", Base64Url(Coordinate(key_->pkey.get(), OSSL_PKEY_PARAM_EC_PUB_X))},
                        {"y", Base64Url(Coordinate(key_->pkey.get(), OSSL_PKEY_PARAM_EC_PUB_Y))}};
  return Base64Url(Sha256(members.dump()));
}

std::string SigningKey::PublicJwk(std::string_view key_id) const {
  const json jwk = {{"kty", "EC"},
                    {"crv", "P-256"},
                    {"alg", "ES256"},
                    {"use", "sig"},
                    {"kid", key_id.empty() ? thumbprint() : std::string(key_id)},
                    {"x", Base64Url(Coordinate(key_->pkey.get(), OSSL_PKEY_PARAM_EC_PUB_X))},
                    {"y", Base64Url(Coordinate(key_->pkey.get(), OSSL_PKEY_PARAM_EC_PUB_Y))}};
  return jwk.dump();
}

std::string SigningKey::Sign(std::string_view message) const {
  const MdCtx context(EVP_MD_CTX_new());
  size_t length = 0;
  const auto* bytes = reinterpret_cast<const unsigned char*>(message.data());
  EVP_DigestSignInit(context.get(), nullptr, EVP_sha256(), nullptr, key_->pkey.get());
  EVP_DigestSign(context.get(), nullptr, &length, bytes, message.size());
  std::string der(length, '\0');
  EVP_DigestSign(context.get(), reinterpret_cast<unsigned char*>(der.data()), &length, bytes,
                 message.size());
  const auto* at = reinterpret_cast<const unsigned char*>(der.data());
  const Signature signature(d2i_ECDSA_SIG(nullptr, &at, static_cast<long>(length)));
  std::string raw(2 * kCoordinateBytes, '\0');
  auto* out = reinterpret_cast<unsigned char*>(raw.data());
  BN_bn2binpad(ECDSA_SIG_get0_r(signature.get()), out, kCoordinateBytes);
  BN_bn2binpad(ECDSA_SIG_get0_s(signature.get()), out + kCoordinateBytes, kCoordinateBytes);
  return raw;
}

std::string SigningKey::SignToken(const Claims& claims, std::string_view key_id) const {
  const json header = {{"alg", "ES256"},
                       {"typ", "JWT"},
                       {"kid", key_id.empty() ? thumbprint() : std::string(key_id)}};
  json payload = {{"iss", claims.issuer},
                  {"aud", claims.audience},
                  {"iat", absl::ToUnixSeconds(claims.issued_at)},
                  {"exp", absl::ToUnixSeconds(claims.expires_at)}};
  if (!claims.subject.empty()) payload["sub"] = claims.subject;
  if (!claims.role.empty()) payload["role"] = claims.role;
  if (!claims.id.empty()) payload["jti"] = claims.id;
  const std::string signed_part =
      absl::StrCat(Base64Url(header.dump()), ".", Base64Url(payload.dump()));
  return absl::StrCat(signed_part, ".", Base64Url(Sign(signed_part)));
}

std::string MakeJwks(const std::vector<std::string>& jwks) {
  json keys = json::array();
  for (const std::string& jwk : jwks) keys.push_back(json::parse(jwk));
  return json{{"keys", keys}}.dump(2) + "\n";
}

struct KeySet::Impl {
  std::string path;  // empty: fixed
  absl::Mutex mutex;
  timespec modified ABSL_GUARDED_BY(mutex) = {};
  absl::Time checked ABSL_GUARDED_BY(mutex) = absl::InfinitePast();
  std::map<std::string, Pkey, std::less<>> keys ABSL_GUARDED_BY(mutex);

  absl::Status Load(std::string_view text) ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex) {
    std::map<std::string, Pkey, std::less<>> loaded;
    const json document = json::parse(text, nullptr, false);
    if (document.is_object() && document.contains("keys") && document["keys"].is_array()) {
      for (const json& jwk : document["keys"]) {
        if (!jwk.is_object() || jwk.value("kty", "") != "EC" || jwk.value("crv", "") != "P-256")
          continue;
        const auto x = FromBase64Url(jwk.value("x", ""));
        const auto y = FromBase64Url(jwk.value("y", ""));
        if (!x || !y) continue;
        if (Pkey key = PublicKey(*x, *y)) loaded[jwk.value("kid", "")] = std::move(key);
      }
    }
    if (loaded.empty()) {
      return Error(absl::StatusCode::kFailedPrecondition, "JWKS_UNUSABLE",
                   absl::StrCat("No P-256 key in ", path, "."),
                   "JWKS에 사용할 수 있는 키가 없습니다.");
    }
    keys = std::move(loaded);
    return absl::OkStatus();
  }

  // Looks at the file's time at most once a second.
  absl::Status Refresh() ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex) {
    if (path.empty() || absl::Now() - checked < absl::Seconds(1)) return absl::OkStatus();
    checked = absl::Now();
    struct stat facts = {};
    if (stat(path.c_str(), &facts) == 0 && facts.st_mtim.tv_sec == modified.tv_sec &&
        facts.st_mtim.tv_nsec == modified.tv_nsec) {
      return absl::OkStatus();
    }
    absl::StatusOr<std::string> text = ReadFile(path);
    if (!text.ok()) return text.status();
    modified = facts.st_mtim;
    return Load(*text);
  }
};

KeySet::KeySet(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
KeySet::~KeySet() = default;

absl::StatusOr<std::shared_ptr<KeySet>> KeySet::FromFile(const std::string& path) {
  auto impl = std::make_unique<Impl>();
  impl->path = path;
  {
    absl::MutexLock lock(&impl->mutex);
    absl::Status status = impl->Refresh();
    if (!status.ok()) return status;
  }
  return std::shared_ptr<KeySet>(new KeySet(std::move(impl)));
}

absl::StatusOr<std::shared_ptr<KeySet>> KeySet::FromJson(std::string_view text) {
  auto impl = std::make_unique<Impl>();
  {
    absl::MutexLock lock(&impl->mutex);
    absl::Status status = impl->Load(text);
    if (!status.ok()) return status;
  }
  return std::shared_ptr<KeySet>(new KeySet(std::move(impl)));
}

bool KeySet::Verify(std::string_view key_id, std::string_view message, std::string_view signature) {
  EVP_PKEY* key = nullptr;
  Pkey held;
  {
    absl::MutexLock lock(&impl_->mutex);
    impl_->Refresh().IgnoreError();  // a broken new file leaves the old keys in force
    const auto it = impl_->keys.find(key_id);
    if (it == impl_->keys.end()) return false;
    key = it->second.get();
    EVP_PKEY_up_ref(key);
    held.reset(key);
  }
  return VerifyRaw(key, message, signature);
}

Verifier::Verifier(std::shared_ptr<KeySet> keys, std::string audience)
    : keys_(std::move(keys)), audience_(std::move(audience)) {}

absl::StatusOr<Claims> Verifier::Verify(std::string_view token, absl::Time now) {
  const absl::Status expired =
      Unauthenticated("TOKEN_EXPIRED", "The token has expired; refresh it or sign in again.",
                      "인증 토큰이 만료되었습니다.");
  if (token.size() > kMaxTokenBytes) return Malformed();
  const std::string digest = Sha256(token);
  {
    absl::MutexLock lock(&mutex_);
    const auto it = verified_.find(digest);
    if (it != verified_.end()) {
      if (now < it->second.expires_at) return it->second;
      verified_.erase(it);
      return expired;
    }
  }
  const std::vector<std::string> parts = absl::StrSplit(ToAbsl(token), '.');
  if (parts.size() != 3) return Malformed();
  const auto header_text = FromBase64Url(parts[0]);
  const auto payload_text = FromBase64Url(parts[1]);
  const auto signature = FromBase64Url(parts[2]);
  if (!header_text || !payload_text || !signature) return Malformed();
  const json header = json::parse(*header_text, nullptr, false);
  const json payload = json::parse(*payload_text, nullptr, false);
  if (!header.is_object() || !payload.is_object()) return Malformed();
  try {
    if (header.value("alg", "") != "ES256") return Malformed();
    const std::string key_id = header.value("kid", "");
    if (!keys_->Verify(key_id, absl::StrCat(parts[0], ".", parts[1]), *signature)) {
      return Unauthenticated("TOKEN_SIGNATURE", "The token's signature is not valid here.",
                             "인증 토큰의 서명이 올바르지 않습니다.");
    }
    Claims claims;
    claims.issuer = payload.value("iss", "");
    claims.audience = payload.value("aud", "");
    claims.subject = payload.value("sub", "");
    claims.role = payload.value("role", "");
    claims.id = payload.value("jti", "");
    claims.issued_at = absl::FromUnixSeconds(payload.value("iat", int64_t{0}));
    claims.expires_at = absl::FromUnixSeconds(payload.value("exp", int64_t{0}));
    if (claims.audience != audience_) {
      return Unauthenticated("TOKEN_AUDIENCE", "The token is meant for another system.",
                             "다른 시스템의 인증 토큰입니다.");
    }
    // A service's key vouches for that service alone.
    if (audience_ == kServiceAudience && claims.issuer != key_id) return Malformed();
    if (audience_ == kAudience && claims.issuer != kIssuer) return Malformed();
    if (now >= claims.expires_at) return expired;
    if (claims.issued_at > now + kLeeway) return Malformed();
    absl::MutexLock lock(&mutex_);
    if (verified_.size() >= kMaxRemembered) verified_.clear();
    verified_[digest] = claims;
    return claims;
  } catch (const json::exception&) {
    return Malformed();
  }
}

}  // namespace sems::auth
