#include "services/duty/secret_box.h"

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "common/status/error.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace sems::duty {
namespace {

std::string Key(const std::string& id, char byte, size_t size = 32) {
  return absl::StrCat(R"({"kty":"oct","alg":"A256GCM","kid":")", id, R"(","k":")",
                      absl::WebSafeBase64Escape(std::string(size, byte)), "\"}");
}
std::string Jwks(const std::string& keys) { return absl::StrCat("{\"keys\":[", keys, "]}"); }

TEST(SecretBox, GivesBackWhatWasSealedForTheSame) {
  const auto box = SecretBox::FromJwks(Jwks(Key("one", 'a')));
  ASSERT_TRUE(box.ok()) << box.status();
  EXPECT_EQ(box->key_id(), "one");
  for (const std::string& secret : {std::string(), std::string("s"), std::string(43, 'x')}) {
    const std::string sealed = box->Seal(secret, "channel 1");
    EXPECT_NE(sealed, box->Seal(secret, "channel 1")) << "never the same twice";
    if (!secret.empty()) {
      EXPECT_EQ(sealed.find(secret.size() > 1 ? secret : "\1none"), std::string::npos);
    }
    EXPECT_EQ(box->Open("one", sealed, "channel 1"), secret);
    EXPECT_EQ(box->Open("one", sealed, "channel 2"), std::nullopt) << "moved to another";
    EXPECT_EQ(box->Open("two", sealed, "channel 1"), std::nullopt);
  }
}

TEST(SecretBox, OpensNothingThatWasAltered) {
  const auto box = SecretBox::FromJwks(Jwks(Key("one", 'a')));
  const std::string sealed = box->Seal("secret", "channel 1");
  for (size_t at = 0; at < sealed.size(); ++at) {
    std::string altered = sealed;
    altered[at] = static_cast<char>(altered[at] ^ 1);
    EXPECT_EQ(box->Open("one", altered, "channel 1"), std::nullopt) << at;
  }
  for (size_t size = 0; size < sealed.size(); ++size)
    EXPECT_EQ(box->Open("one", sealed.substr(0, size), "channel 1"), std::nullopt) << size;
}

TEST(SecretBox, AnotherKeyTakesOverAndTheOldOneStillOpens) {
  const auto before = SecretBox::FromJwks(Jwks(Key("one", 'a')));
  const std::string sealed = before->Seal("secret", "channel 1");
  const auto after = SecretBox::FromJwks(Jwks(absl::StrCat(Key("two", 'b'), ",", Key("one", 'a'))));
  ASSERT_TRUE(after.ok()) << after.status();
  EXPECT_EQ(after->key_id(), "two");
  EXPECT_EQ(after->Open("one", sealed, "channel 1"), "secret");
  EXPECT_EQ(before->Open("two", after->Seal("secret", "channel 1"), "channel 1"), std::nullopt);
}

TEST(SecretBox, AFileThatIsNoneStopsTheStart) {
  for (const std::string& jwks : {std::string(), std::string("{}"), std::string("[]"), Jwks(""),
                                  Jwks("1"), Jwks(Key("", 'a')), Jwks(Key("one", 'a', 16)),
                                  Jwks(Key("one", 'a') + "," + Key("one", 'b')),
                                  Jwks(R"({"kty":"EC","kid":"one","alg":"A256GCM","k":"AAAA"})")}) {
    EXPECT_EQ(ErrorReason(SecretBox::FromJwks(jwks).status()), "SECRET_KEYS") << jwks;
  }
  EXPECT_EQ(ErrorReason(SecretBox::FromFile("").status()), "SECRET_KEYS");
  EXPECT_EQ(ErrorReason(SecretBox::FromFile("/nowhere/keys.json").status()), "SECRET_KEYS");
}

}  // namespace
}  // namespace sems::duty
