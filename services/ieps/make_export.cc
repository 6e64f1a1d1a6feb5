#include "services/ieps/make_export.h"

#include <algorithm>
#include <atomic>
#include <future>
#include <optional>
#include <utility>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "common/values/absl_compat.h"
#include "common/values/civil.h"
#include "common/xlsx/zip.h"
#include "services/ieps/convert.h"
#include "services/ieps/domain/report_builder.h"
#include "services/ieps/domain/wanted_codes.h"
#include "services/ieps/file_answer.h"
#include "services/ieps/workbook.h"

namespace sems::ieps {
namespace {

// The form's mapping must be there and 1:1 (manual 04: "1:1 이 아닌 경우 데이터 다운로드가
// 불가능합니다").
v1::FormOutcome CheckMapping(const Form& form, const ExportInput& input, v1::FormReport& report) {
  if (!form.tab) return v1::FORM_OUTCOME_WRITTEN;
  std::vector<RowToFix> rows;
  v1::FormOutcome refusal = v1::FORM_OUTCOME_REFUSED_NOT_ONE_TO_ONE;
  const auto saved = input.mapping.find(*form.tab);
  if (saved != input.mapping.end()) {
    rows = FindNotOneToOne(*form.tab, input.inventory, saved->second);
  } else if (form.tab_required) {
    rows = RowsWithoutMapping(*form.tab, input.inventory);
    refusal = v1::FORM_OUTCOME_REFUSED_NO_MAPPING;
  }
  for (const RowToFix& row : rows) *report.add_rows_to_fix() = ToProto(row);
  return rows.empty() ? v1::FORM_OUTCOME_WRITTEN : refusal;
}

// The manual counts what SEMS does not have, and does not name it.
void AddHandWork(const Form& form, const FormResult& result, v1::FormReport& report) {
  if (form.counts.not_provided > 0) {
    report.add_to_fill_by_hand(absl::StrCat(form.counts.not_provided,
                                            " items of the form that SEMS does not have (미제공); "
                                            "they are not among the workbook's columns"));
    report.add_to_fill_by_hand_ko(absl::StrCat("SEMS 미제공 ", form.counts.not_provided,
                                               "개 항목(다운로드한 서식에 없는 항목)"));
  }
  for (const std::string& text : result.by_hand) report.add_to_fill_by_hand(text);
  for (const std::string& text : result.by_hand_ko) report.add_to_fill_by_hand_ko(text);
}

void AddInventedMaps(const Form& form, const std::vector<CodeMapLoadRow>& loads,
                     v1::FormReport& report) {
  for (CodeTable table : TablesOf(form)) {
    for (const CodeMapLoadRow& load : loads) {
      if (load.table != table || !load.invented) continue;
      ReportEntry entry;
      entry.kind = ReportKind::kNote;
      entry.reason = ReportReason::kInventedCodeMap;
      entry.column = std::string(CodeTableName(table));
      entry.message = "the code map is invented for demonstration, not IEPS's own";
      entry.message_ko =
          absl::StrCat(ToAbsl(CodeTableKo(table)),
                       " 코드표는 시연용으로 지어낸 것이며 IEPS의 실제 코드가 아닙니다");
      *report.add_entries() = ToProto(entry);
    }
  }
}

// A form on its way to a workbook.
struct Work {
  const Form* form = nullptr;
  v1::FormReport* report = nullptr;
  std::optional<FormResult> result;  // nothing when the form is refused
  absl::StatusOr<std::string> bytes;

  std::size_t cells() const {
    return result ? static_cast<std::size_t>(result->rows.size()) * form->columns.size() : 0;
  }
};

// The form's rows and its report, but for what is known of the finished workbook.
Work Prepare(const Form& form, const ExportInput& input, const std::vector<CodeMapLoadRow>& loads,
             v1::FormReport& report) {
  Work work{&form, &report, std::nullopt, ""};
  report.set_form(static_cast<v1::Form>(form.id));
  report.set_title(form.title);
  *report.mutable_items() = ToProto(form.counts);
  report.set_outcome(CheckMapping(form, input, report));
  if (report.outcome() != v1::FORM_OUTCOME_WRITTEN) return work;
  work.result.emplace(BuildForm(form, input));
  report.set_rows_written(work.result->rows.size());
  for (const ReportEntry& entry : work.result->entries) *report.add_entries() = ToProto(entry);
  AddInventedMaps(form, loads, report);
  AddHandWork(form, *work.result, report);
  return work;
}

// Nearly all of an export's time goes here, so two threads share it, the largest workbooks first.
void WriteWorkbooks(std::vector<Work>& works) {
  std::vector<Work*> order;
  for (Work& work : works) {
    if (work.result) order.push_back(&work);
  }
  std::stable_sort(order.begin(), order.end(),
                   [](const Work* a, const Work* b) { return a->cells() > b->cells(); });
  std::atomic<std::size_t> next = 0;
  const auto write = [&order, &next] {
    for (std::size_t i = next++; i < order.size(); i = next++) {
      order[i]->bytes = WriteWorkbook(*order[i]->form, order[i]->result->rows);
    }
  };
  if (order.size() < 2) return write();
  std::future<void> helper = std::async(std::launch::async, write);
  write();
  helper.get();
}

MadeFile Finish(Work& work) {
  MadeFile file{work.form->file, kXlsxType, *std::move(work.bytes), ""};
  file.sha256 = Sha256(file.bytes);
  work.report->set_file_name(file.name);
  work.report->set_size_bytes(static_cast<std::int64_t>(file.bytes.size()));
  work.report->set_sha256(absl::BytesToHexString(file.sha256));
  return file;
}

absl::StatusOr<MadeFile> Zip(std::vector<MadeFile> workbooks, absl::CivilMonth month) {
  std::vector<xlsx::ZipFile> entries;
  for (MadeFile& workbook : workbooks) {
    entries.push_back({std::move(workbook.name), std::move(workbook.bytes)});
  }
  absl::StatusOr<std::string> bytes = xlsx::WriteZip(entries);
  if (!bytes.ok()) return bytes.status();
  MadeFile file{absl::StrCat("IEPS_기록및보존_", FormatCompactMonth(month), ".zip"), kZipType,
                *std::move(bytes), ""};
  file.sha256 = Sha256(file.bytes);
  return file;
}

}  // namespace

absl::StatusOr<MadeExport> MakeExport(const std::vector<const Form*>& forms,
                                      const ExportInput& input,
                                      const std::vector<CodeMapLoadRow>& loads) {
  MadeExport made;
  std::vector<Work> works;
  for (const Form* form : forms) {
    works.push_back(Prepare(*form, input, loads, *made.report.add_forms()));
  }
  WriteWorkbooks(works);
  std::vector<MadeFile> workbooks;
  for (Work& work : works) {
    if (!work.bytes.ok()) return work.bytes.status();
    if (work.result) workbooks.push_back(Finish(work));
  }
  for (const CodeMapLoadRow& load : loads) {
    v1::UsedCodeMap& used = *made.report.add_code_maps();
    used.set_table(std::string(CodeTableName(load.table)));
    used.set_load_id(load.load_id);
    used.set_source_note(load.source_note);
    used.set_invented(load.invented);
    *used.mutable_loaded_at() = ToProto(load.loaded_at);
  }
  if (forms.size() > 1 && !workbooks.empty()) {
    absl::StatusOr<MadeFile> zip = Zip(std::move(workbooks), input.records.month);
    if (!zip.ok()) return zip.status();
    made.files.push_back(*std::move(zip));
  } else {
    made.files = std::move(workbooks);
  }
  return made;
}

}  // namespace sems::ieps
