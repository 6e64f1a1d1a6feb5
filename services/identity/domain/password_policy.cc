#include "services/identity/domain/password_policy.h"

#include <string>
#include <vector>

#include "absl/strings/ascii.h"
#include "services/identity/domain/utf8.h"

namespace sems::identity {
namespace {

constexpr size_t kShortestOfThreeKinds = 8;
constexpr size_t kShortestOfTwoKinds = 10;
constexpr size_t kLongest = 128;
constexpr int kLongestRun = 3;

int Kinds(std::string_view password) {
  bool letter = false, digit = false, other = false;
  for (const char c : password) {
    if (absl::ascii_isalpha(c)) {
      letter = true;
    } else if (absl::ascii_isdigit(c)) {
      digit = true;
    } else {
      other = true;
    }
  }
  return letter + digit + other;
}

bool HasLongRun(const std::vector<std::string_view>& characters) {
  int run = 0;
  std::string_view last;
  for (const std::string_view character : characters) {
    run = character == last ? run + 1 : 1;
    if (run > kLongestRun) return true;
    last = character;
  }
  return false;
}

bool HoldsLogin(std::string_view password, std::string_view login) {
  if (login.empty()) return false;
  std::string lower(password);
  absl::AsciiStrToLower(&lower);
  return lower.find(login) != std::string::npos;
}

}  // namespace

std::optional<FieldProblem> CheckPassword(std::string_view password, std::string_view login) {
  const std::vector<std::string_view> characters = Characters(password);
  const size_t length = characters.size();
  const int kinds = Kinds(password);
  const bool long_enough = (kinds >= 3 && length >= kShortestOfThreeKinds) ||
                           (kinds == 2 && length >= kShortestOfTwoKinds);
  if (!long_enough) {
    return FieldProblem{
        "password", "TOO_WEAK",
        "at least 10 characters of two kinds (letters, digits, others), or 8 of three",
        "비밀번호는 영문·숫자·특수문자 중 두 종류면 10자 이상, 세 종류면 8자 이상이어야 합니다."};
  }
  if (length > kLongest) {
    return FieldProblem{"password", "TOO_LONG", "at most 128 characters",
                        "비밀번호는 128자 이하여야 합니다."};
  }
  if (HasLongRun(characters)) {
    return FieldProblem{"password", "REPEATED_CHARACTERS",
                        "the same character must not come four times in a row",
                        "같은 문자를 네 번 이상 연속해서 쓸 수 없습니다."};
  }
  if (HoldsLogin(password, login)) {
    return FieldProblem{"password", "HOLDS_LOGIN", "must not hold the login",
                        "비밀번호에 아이디를 포함할 수 없습니다."};
  }
  return std::nullopt;
}

}  // namespace sems::identity
