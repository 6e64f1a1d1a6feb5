#include "services/ieps/convert.h"

#include <utility>

#include "absl/strings/escaping.h"
#include "common/records/etag.h"
#include "common/values/civil.h"
#include "google/protobuf/util/time_util.h"

namespace sems::ieps {
namespace {

// Absent where the caller gave nothing.
std::optional<std::string> Given(const std::string& text) {
  if (text.empty()) return std::nullopt;
  return text;
}

}  // namespace

google::protobuf::Timestamp ToProto(absl::Time time) {
  return google::protobuf::util::TimeUtil::MicrosecondsToTimestamp(absl::ToUnixMicros(time));
}

v1::SiteCode ToProto(const std::string& site_id, const SiteCodeRow& row) {
  v1::SiteCode code;
  code.set_site_id(site_id);
  code.set_code(row.code);
  *code.mutable_set_at() = ToProto(row.set_at);
  code.set_set_by_account_id(row.set_by);
  code.set_etag(records::FormatEtag(row.version));
  return code;
}

std::optional<CodeTable> ToTable(v1::CodeTable table) {
  if (!v1::CodeTable_IsValid(table) || table == v1::CODE_TABLE_UNSPECIFIED) return std::nullopt;
  return static_cast<CodeTable>(table);
}

std::optional<CodeEntry> ToEntry(const v1::CodeMapEntry& entry) {
  const std::optional<absl::CivilDay> from = ParseDay(entry.valid_from());
  std::optional<absl::CivilDay> until;
  if (!entry.valid_until().empty()) {
    until = ParseDay(entry.valid_until());
    if (!until) return std::nullopt;
  }
  if (!from) return std::nullopt;
  return CodeEntry{entry.sems_code(),
                   entry.ieps_code(),
                   entry.ieps_name(),
                   entry.ieps_unit_code(),
                   *from,
                   until};
}

v1::CodeMapEntry ToProto(const CodeEntry& entry) {
  v1::CodeMapEntry proto;
  proto.set_sems_code(entry.sems_code);
  proto.set_ieps_code(entry.ieps_code);
  proto.set_ieps_name(entry.ieps_name);
  proto.set_ieps_unit_code(entry.ieps_unit_code);
  proto.set_valid_from(FormatDay(entry.valid_from));
  if (entry.valid_until) proto.set_valid_until(FormatDay(*entry.valid_until));
  return proto;
}

v1::CodeMapLoad ToProto(const CodeMapLoadRow& load) {
  v1::CodeMapLoad proto;
  proto.set_load_id(load.load_id);
  proto.set_table(static_cast<v1::CodeTable>(load.table));
  proto.set_source_note(load.source_note);
  proto.set_invented(load.invented);
  proto.set_entry_count(load.entry_count);
  *proto.mutable_loaded_at() = ToProto(load.loaded_at);
  proto.set_loaded_by_account_id(load.loaded_by);
  return proto;
}

std::optional<Tab> ToTab(v1::FacilityTab tab) {
  if (!v1::FacilityTab_IsValid(tab) || tab == v1::FACILITY_TAB_UNSPECIFIED) return std::nullopt;
  return static_cast<Tab>(tab);
}

v1::MappingRow ToProto(const TabLayout& layout, const InventoryItem& item,
                       const MappedItem* mapped) {
  v1::MappingRow row;
  row.set_tab(static_cast<v1::FacilityTab>(layout.tab));
  row.set_sems_number(item.number);
  row.set_sems_name(item.name);
  row.set_sems_type(item.type_label);
  row.set_permit_number(item.permit_number);
  row.set_permit_name(item.permit_name);
  if (!layout.Header(TabField::kUnit).empty()) row.set_unit(item.unit_name);
  if (item.closed_on) row.set_closed_on(FormatDay(*item.closed_on));
  if (mapped != nullptr) {
    row.set_ieps_number(mapped->ieps_number);
    row.set_ieps_name(mapped->ieps_name);
    row.set_not_in_ieps(mapped->not_in_ieps);
  }
  return row;
}

DraftRow ToDraftRow(Tab tab, int position, const v1::MappingRow& row) {
  DraftRow draft;
  draft.tab = tab;
  draft.row = position;
  draft.sems_number = row.sems_number();
  draft.sems_name = Given(row.sems_name());
  draft.sems_type = Given(row.sems_type());
  draft.permit_number = Given(row.permit_number());
  draft.permit_name = Given(row.permit_name());
  draft.unit = Given(row.unit());
  draft.ieps_number = row.ieps_number();
  draft.ieps_name = row.ieps_name();
  draft.not_in_ieps = row.not_in_ieps() ? "Y" : "";
  return draft;
}

v1::MappingDraft ToProto(const std::string& site_id, const Draft& draft) {
  v1::MappingDraft proto;
  proto.set_draft_id(draft.draft_id);
  proto.set_site_id(site_id);
  proto.set_survey_year(draft.survey_year);
  for (const DraftBase& base : draft.bases) {
    proto.add_tabs(static_cast<v1::FacilityTab>(base.tab));
  }
  for (const DraftRow& row : draft.rows) {
    v1::MappingRow& one = *proto.add_rows();
    one.set_tab(static_cast<v1::FacilityTab>(row.tab));
    one.set_sems_number(row.sems_number);
    one.set_sems_name(row.sems_name.value_or(""));
    one.set_sems_type(row.sems_type.value_or(""));
    one.set_permit_number(row.permit_number.value_or(""));
    one.set_permit_name(row.permit_name.value_or(""));
    one.set_unit(row.unit.value_or(""));
    one.set_ieps_number(row.ieps_number);
    one.set_ieps_name(row.ieps_name);
    one.set_not_in_ieps(!row.not_in_ieps.empty());
  }
  *proto.mutable_expires_at() = ToProto(draft.expires_at);
  if (draft.checked_at) *proto.mutable_checked_at() = ToProto(*draft.checked_at);
  proto.set_error_count(draft.error_count);
  return proto;
}

v1::MappingIssue ToProto(const MappingIssue& issue) {
  v1::MappingIssue proto;
  proto.set_severity(issue.severity == Severity::kError ? v1::ISSUE_SEVERITY_ERROR
                                                        : v1::ISSUE_SEVERITY_WARNING);
  proto.set_tab(static_cast<v1::FacilityTab>(issue.tab));
  proto.set_row(issue.row);
  proto.set_column(issue.column);
  proto.set_sems_number(issue.sems_number);
  proto.set_code(issue.code);
  proto.set_message(issue.message);
  proto.set_message_ko(issue.message_ko);
  return proto;
}

v1::SavedTab ToProto(const SavedTabRow& saved) {
  v1::SavedTab proto;
  proto.set_tab(static_cast<v1::FacilityTab>(saved.tab));
  proto.set_saved_for_year(saved.survey_year);
  proto.set_version(saved.version);
  *proto.mutable_saved_at() = ToProto(saved.saved_at);
  proto.set_saved_by_account_id(saved.saved_by);
  return proto;
}

v1::ItemCounts ToProto(const ItemCounts& counts) {
  v1::ItemCounts proto;
  proto.set_match(counts.match);
  proto.set_convert(counts.convert);
  proto.set_not_provided(counts.not_provided);
  proto.set_not_applicable(counts.not_applicable);
  return proto;
}

v1::ReportEntry ToProto(const ReportEntry& entry) {
  v1::ReportEntry proto;
  proto.set_kind(static_cast<v1::ReportKind>(entry.kind));
  proto.set_reason(static_cast<v1::ReportReason>(entry.reason));
  proto.set_item(entry.item);
  proto.set_column(entry.column);
  proto.set_code(entry.code);
  for (absl::CivilDay day : entry.days) proto.add_days(FormatDay(day));
  proto.set_count(entry.count);
  proto.set_message(entry.message);
  proto.set_message_ko(entry.message_ko);
  return proto;
}

v1::RowToFix ToProto(const RowToFix& row) {
  v1::RowToFix proto;
  proto.set_tab(static_cast<v1::FacilityTab>(row.tab));
  proto.set_sems_number(row.sems_number);
  proto.set_sems_name(row.sems_name);
  proto.set_ieps_number(row.ieps_number);
  proto.set_code(row.code);
  proto.set_message(row.message);
  proto.set_message_ko(row.message_ko);
  return proto;
}

v1::ExportFile ToProto(const ExportFileRow& file) {
  v1::ExportFile proto;
  proto.set_name(file.name);
  proto.set_content_type(file.content_type);
  proto.set_size_bytes(file.size_bytes);
  proto.set_sha256(absl::BytesToHexString(file.sha256));
  *proto.mutable_expires_at() = ToProto(file.expires_at);
  return proto;
}

v1::Export ToProto(const std::string& site_id, const ExportRow& row) {
  v1::Export proto;
  proto.set_export_id(row.export_id);
  proto.set_site_id(site_id);
  proto.set_month(FormatMonth(row.month));
  for (FormId form : row.forms) proto.add_forms(static_cast<v1::Form>(form));
  proto.mutable_options()->set_leave_meter_electricity_blank(
      row.options.leave_meter_electricity_blank);
  proto.mutable_options()->set_leave_daily_fuel_blank(row.options.leave_daily_fuel_blank);
  *proto.mutable_created_at() = ToProto(row.created_at);
  proto.set_created_by_account_id(row.created_by);
  for (const ExportFileRow& file : row.files) *proto.add_files() = ToProto(file);
  return proto;
}

}  // namespace sems::ieps
