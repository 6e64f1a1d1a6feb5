#include "services/identity/domain/profile.h"

#include <algorithm>
#include <string_view>

#include "absl/strings/ascii.h"
#include "services/identity/domain/utf8.h"

namespace sems::identity {
namespace {

constexpr size_t kLongestOrganisation = 100;
constexpr size_t kLongestDepartment = 100;
constexpr size_t kLongestContact = 50;
constexpr size_t kLongestEmail = 254;
constexpr int kFewestDigits = 8;
constexpr int kMostDigits = 15;  // E.164
constexpr size_t kLongestPhone = 30;

bool Blank(std::string_view text) {
  return std::all_of(text.begin(), text.end(), absl::ascii_isspace);
}

bool HasControlCharacter(std::string_view text) {
  return std::any_of(text.begin(), text.end(), absl::ascii_iscntrl);
}

bool IsPhone(std::string_view phone) {
  if (phone.size() > kLongestPhone) return false;
  int digits = 0;
  for (size_t i = 0; i < phone.size(); ++i) {
    const char c = phone[i];
    if (absl::ascii_isdigit(c)) {
      ++digits;
    } else if (c == '+' && i == 0) {
      continue;
    } else if (c != '-' && c != ' ' && c != '(' && c != ')') {
      return false;
    }
  }
  return digits >= kFewestDigits && digits <= kMostDigits;
}

bool IsEmail(std::string_view email) {
  const size_t at = email.find('@');
  if (at == 0 || at == std::string_view::npos || email.size() > kLongestEmail) return false;
  const std::string_view domain = email.substr(at + 1);
  const size_t dot = domain.find('.');
  if (dot == 0 || dot == std::string_view::npos || domain.back() == '.') return false;
  if (domain.find('@') != std::string_view::npos) return false;
  return std::none_of(email.begin(), email.end(), absl::ascii_isspace);
}

// A text field: required or not, not longer than `longest` characters, one line.
void CheckText(std::string_view text, bool required, size_t longest, std::string_view field,
               std::vector<FieldProblem>& problems) {
  if (required && Blank(text)) {
    problems.push_back({field, "REQUIRED", "is required", "필수 항목입니다."});
  } else if (Characters(text).size() > longest) {
    problems.push_back({field, "TOO_LONG", "is too long", "입력할 수 있는 길이를 넘었습니다."});
  } else if (HasControlCharacter(text)) {
    problems.push_back(
        {field, "FORMAT", "must not hold control characters", "제어 문자를 쓸 수 없습니다."});
  }
}

}  // namespace

std::vector<FieldProblem> CheckProfile(const Profile& profile, ProfileBy by) {
  const bool by_holder = by == ProfileBy::kHolder;
  std::vector<FieldProblem> problems;
  CheckText(profile.organisation_name, true, kLongestOrganisation, "profile.organisation_name",
            problems);
  CheckText(profile.department, false, kLongestDepartment, "profile.department", problems);
  CheckText(profile.contact_name, by_holder, kLongestContact, "profile.contact_name", problems);
  if (profile.phone.empty()) {
    if (by_holder) {
      problems.push_back({"profile.phone", "REQUIRED", "is required", "필수 항목입니다."});
    }
  } else if (!IsPhone(profile.phone)) {
    problems.push_back({"profile.phone", "FORMAT",
                        "8 to 15 digits, with hyphens, blanks or parentheses",
                        "연락처는 숫자 8~15자리로 적어 주십시오."});
  }
  if (!profile.email.empty() && !IsEmail(profile.email)) {
    problems.push_back(
        {"profile.email", "FORMAT", "is not an e-mail address", "전자우편 주소 형식이 아닙니다."});
  }
  return problems;
}

}  // namespace sems::identity
