#include "services/registration/handlers/application_table.h"

#include <memory>
#include <string_view>

#include "absl/strings/str_cat.h"
#include "common/values/business_number.h"
#include "common/values/civil.h"
#include "common/xlsx/writer.h"

namespace sems::registration::handlers {
namespace {

std::string NameKo(RequestReason reason) {
  return reason == RequestReason::kNew ? "신규" : "사업자변경";
}

std::string NameKo(ApplicationState state) {
  switch (state) {
    case ApplicationState::kPending:
      return "승인대기";
    case ApplicationState::kApproved:
      return "승인완료";
    case ApplicationState::kRejected:
      return "승인취소";
    case ApplicationState::kWithdrawn:
      return "신청철회";
  }
  return "";
}

// A cell that a spreadsheet would run as a formula is made text: applicants write these texts,
// officers open them.
std::string Harmless(const std::string& text) {
  if (!text.empty() && std::string_view("=+-@\t\r").find(text.front()) != std::string_view::npos) {
    return "'" + text;
  }
  return text;
}

std::string Quoted(const std::string& text) {
  if (text.find_first_of(",\"\r\n") == std::string::npos) return text;
  std::string quoted = "\"";
  for (char c : text) {
    if (c == '"') quoted += '"';
    quoted += c;
  }
  return quoted + "\"";
}

void AppendLine(const std::vector<std::string>& cells, std::string& csv) {
  for (std::size_t i = 0; i < cells.size(); ++i) {
    if (i > 0) csv += ',';
    csv += Quoted(Harmless(cells[i]));
  }
  csv += "\r\n";
}

}  // namespace

Table MakeTable(const std::vector<Application>& applications,
                const std::map<std::string, std::string>& officers) {
  Table table;
  table.header = {"요청사유",     "처리상태",       "가입일자",         "승인일자",
                  "사업장명",     "사업자등록번호", "구분번호",         "허가번호",
                  "허가일자",     "종별",           "대표자명",         "주소",
                  "상세주소",     "우편번호",       "담당자명",         "담당자전화",
                  "담당자핸드폰", "담당자이메일",   "사업자번호변경일", "이전사업자등록번호",
                  "이전구분번호", "지자체담당자",   "승인취소사유"};
  for (const Application& a : applications) {
    const auto officer = officers.find(a.decided_by);
    table.rows.push_back({NameKo(a.reason),
                          NameKo(a.state),
                          FormatDay(a.applied_on),
                          a.approved_on ? FormatDay(*a.approved_on) : "",
                          a.facts.site_name,
                          FormatBusinessNumber(a.facts.business_number),
                          absl::StrCat(a.facts.site_sequence),
                          a.facts.permit_number,
                          FormatDay(a.facts.permit_date),
                          absl::StrCat(a.facts.site_class),
                          a.facts.representative_name,
                          a.facts.address,
                          a.facts.detail_address,
                          a.facts.postal_code,
                          a.facts.contact_name,
                          a.facts.contact_phone,
                          a.facts.contact_mobile,
                          a.facts.contact_email,
                          a.change ? FormatDay(a.change->changed_on) : "",
                          a.change ? FormatBusinessNumber(a.change->previous.business_number) : "",
                          a.change ? absl::StrCat(a.change->previous.site_sequence) : "",
                          officer == officers.end() ? "" : officer->second,
                          a.rejection_reason});
  }
  return table;
}

std::string ToCsv(const Table& table) {
  std::string csv = "\xEF\xBB\xBF";
  AppendLine(table.header, csv);
  for (const std::vector<std::string>& row : table.rows) AppendLine(row, csv);
  return csv;
}

absl::StatusOr<std::string> ToXlsx(const Table& table) {
  absl::StatusOr<std::unique_ptr<xlsx::Writer>> writer =
      xlsx::Writer::Create({.title = "사업장등록승인"});
  if (!writer.ok()) return writer.status();
  std::vector<xlsx::Column> columns;
  for (const std::string& item : table.header) {
    xlsx::Column column;
    column.item = item;
    columns.push_back(std::move(column));
  }
  xlsx::SheetWriter& sheet =
      (*writer)->AddSheet({.name = "사업장등록승인", .columns = std::move(columns)});
  for (const std::vector<std::string>& row : table.rows) {
    std::vector<xlsx::Cell> cells;
    for (const std::string& text : row) cells.push_back(xlsx::Cell::Text(text));
    sheet.AddRow(cells);
  }
  return (*writer)->Finish();
}

}  // namespace sems::registration::handlers
