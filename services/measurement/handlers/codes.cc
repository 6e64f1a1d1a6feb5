#include "services/measurement/repository/codes.h"

#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "common/paging/page.h"
#include "common/records/line_reader.h"
#include "common/status/error.h"
#include "common/values/civil.h"
#include "services/measurement/convert.h"
#include "services/measurement/handlers/handlers.h"

namespace sems::measurement::handlers {
namespace {

constexpr int kMaxCodes = 1000;

std::optional<CodeTable> ReadTable(v1::CodeTable table, FieldErrors& errors) {
  switch (table) {
    case v1::CODE_TABLE_POLLUTANT:
      return CodeTable::kPollutant;
    case v1::CODE_TABLE_CONCENTRATION_UNIT:
      return CodeTable::kConcentrationUnit;
    default:
      errors.Add("table", "REQUIRED", "must name a code table", "코드표를 선택해야 합니다");
      return std::nullopt;
  }
}

bool IsCode(const std::string& text) {
  return !text.empty() && records::CharacterCount(text) <= 20 &&
         !records::HasControlCharacter(text) && text.find(' ') == std::string::npos;
}

Code ReadCode(const v1::Code& from, const std::string& path, bool pollutant, FieldErrors& errors) {
  Code code;
  code.code = from.code();
  code.name_ko = from.name_ko();
  if (!IsCode(from.code())) {
    errors.Add(path + ".code", "INVALID_CODE", "must be 1 to 20 characters without spaces",
               "공백 없이 1자에서 20자까지 입력해야 합니다");
  }
  if (from.name_ko().empty() || records::CharacterCount(from.name_ko()) > 100 ||
      records::HasControlCharacter(from.name_ko())) {
    errors.Add(path + ".name_ko", "INVALID_NAME", "must be 1 to 100 characters",
               "1자에서 100자까지 입력해야 합니다");
  }
  const auto from_day = ParseDay(from.valid_from());
  if (from_day) {
    code.valid_from = *from_day;
  } else {
    errors.Add(path + ".valid_from", "INVALID_DAY", "must be a day that exists, as YYYY-MM-DD",
               "실제로 있는 날짜를 YYYY-MM-DD 형식으로 입력해야 합니다");
  }
  if (!from.valid_until().empty()) {
    code.valid_until = ParseDay(from.valid_until());
    if (!code.valid_until || (from_day && *code.valid_until <= *from_day)) {
      errors.Add(path + ".valid_until", "INVALID_DAY",
                 "must be a day after valid_from, as YYYY-MM-DD",
                 "시작일보다 뒤의 날짜를 YYYY-MM-DD 형식으로 입력해야 합니다");
    }
  }
  if (!from.molar_mass_g_per_mol().empty()) {
    code.molar_mass = Decimal::Parse(from.molar_mass_g_per_mol());
    if (!pollutant || !code.molar_mass || code.molar_mass->Sign() <= 0) {
      errors.Add(path + ".molar_mass_g_per_mol", "INVALID_DECIMAL",
                 "must be a number over 0, of a pollutant",
                 "오염물질에 한하여 0보다 큰 숫자여야 합니다");
    }
  }
  return code;
}

}  // namespace

absl::StatusOr<v1::ListCodesResponse> ListCodes(Deps&, server::Call& call,
                                                const v1::ListCodesRequest& request) {
  FieldErrors errors;
  const auto table = ReadTable(request.table(), errors);
  const auto valid_on = ParseDay(request.valid_on());
  if (!request.valid_on().empty() && !valid_on) {
    errors.Add("valid_on", "INVALID_DAY", "must be a day that exists, as YYYY-MM-DD",
               "실제로 있는 날짜를 YYYY-MM-DD 형식으로 입력해야 합니다");
  }
  if (!errors.empty()) return errors.ToStatus();
  const absl::StatusOr<paging::Page> page = paging::ReadPage(request, 2);
  if (!page.ok()) return page.status();
  std::optional<repository::CodeCursor> after;
  if (!page->IsFirst()) {
    const auto day = ParseDay(page->cursor[1]);
    if (!day || !IsCode(page->cursor[0])) {
      return Error(absl::StatusCode::kInvalidArgument, "INVALID_PAGE_TOKEN",
                   "The page token is not one of this list.", "이 목록의 페이지 토큰이 아닙니다.");
    }
    after = {page->cursor[0], *day};
  }

  return call.Read<v1::ListCodesResponse>([&](db::Tx& tx) -> absl::StatusOr<v1::ListCodesResponse> {
    std::vector<Code> codes = repository::ListCodes(tx, *table, valid_on, after, page->size + 1);
    v1::ListCodesResponse response;
    if (codes.size() > static_cast<size_t>(page->size)) {
      codes.resize(static_cast<size_t>(page->size));
      response.set_next_page_token(
          page->NextToken({codes.back().code, FormatDay(codes.back().valid_from)}));
    }
    for (const Code& code : codes) *response.add_codes() = ToProto(code);
    return response;
  });
}

absl::StatusOr<v1::LoadCodesResponse> LoadCodes(Deps&, server::Call& call,
                                                const v1::LoadCodesRequest& request) {
  FieldErrors errors;
  const auto table = ReadTable(request.table(), errors);
  if (request.codes_size() == 0) errors.Required("codes");
  if (request.codes_size() > kMaxCodes) {
    errors.Add("codes", "TOO_MANY", "at most 1,000 codes a call",
               "한 번에 1,000건까지 등록할 수 있습니다");
    return errors.ToStatus();
  }
  std::vector<Code> codes;
  std::set<std::pair<std::string, absl::CivilDay>> keys;
  for (const v1::Code& code : request.codes()) {
    const std::string path = absl::StrCat("codes[", codes.size(), "]");
    codes.push_back(ReadCode(code, path, table == CodeTable::kPollutant, errors));
    if (!keys.insert({codes.back().code, codes.back().valid_from}).second) {
      errors.Add(path, "DUPLICATE_LINE", "another line has the same code and first day",
                 "같은 코드와 시작일이 두 번 있습니다");
    }
  }
  if (!errors.empty()) return errors.ToStatus();

  return call.Write<v1::LoadCodesResponse>(
      [&](server::UnitOfWork& work) -> absl::StatusOr<v1::LoadCodesResponse> {
        const std::vector<Code> stored = repository::LockCodes(work.tx(), *table);
        if (const auto ambiguous = FirstOverlap(stored, codes)) {
          FieldErrors overlap;
          overlap.Add("codes", "OVERLAPPING_VALIDITY",
                      "code " + *ambiguous + " would hold twice on one day",
                      "코드 " + *ambiguous + "의 유효기간이 겹칩니다");
          return overlap.ToStatus();
        }
        const int changed = repository::SaveCodes(work.tx(), *table, codes);
        if (changed == 0) {
          work.NothingChanged();
        } else {
          work.Audit(
              {.stream_id = {},
               .action = "MEASUREMENT_CODES_LOADED",
               .subject = "code table " + v1::CodeTable_Name(request.table()),
               .detail = absl::StrCat("{\"sent\":", codes.size(), ",\"changed\":", changed, "}")});
        }
        v1::LoadCodesResponse response;
        response.set_changed_count(changed);
        return response;
      });
}

}  // namespace sems::measurement::handlers
