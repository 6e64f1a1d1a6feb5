#include <xlsxwriter.h>

#include <stdexcept>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "tests/load/load.h"

namespace sems::load {
namespace {

struct Cell {
  enum { kBlank, kText, kNumber } kind = kBlank;
  std::string text;
  double number = 0;
};

struct Workbook {
  std::string name;
  std::vector<std::vector<Cell>> rows;
};

Workbook Read(const nlohmann::json& described) {
  Workbook workbook{described.at("name"), {}};
  for (const auto& row : described.at("rows")) {
    auto& cells = workbook.rows.emplace_back();
    for (const auto& value : row) {
      if (value.is_string()) {
        cells.push_back({Cell::kText, value.get<std::string>(), 0});
      } else if (value.is_number()) {
        cells.push_back({Cell::kNumber, "", value.get<double>()});
      } else {
        cells.push_back({});
      }
    }
  }
  return workbook;
}

void Write(const std::string& directory, const Workbook& workbook) {
  const std::string path = absl::StrCat(directory, "/", workbook.name);
  lxw_workbook_options options = {};
  options.constant_memory = LXW_TRUE;
  std::string temporary = directory;  // libxlsxwriter takes it without const
  options.tmpdir = temporary.data();
  lxw_workbook* book = workbook_new_opt(path.c_str(), &options);
  lxw_worksheet* sheet = workbook_add_worksheet(book, nullptr);
  for (size_t r = 0; r < workbook.rows.size(); ++r) {
    const auto row = static_cast<lxw_row_t>(r);
    for (size_t c = 0; c < workbook.rows[r].size(); ++c) {
      const auto column = static_cast<lxw_col_t>(c);
      const Cell& cell = workbook.rows[r][c];
      if (cell.kind == Cell::kText)
        worksheet_write_string(sheet, row, column, cell.text.c_str(), nullptr);
      if (cell.kind == Cell::kNumber)
        worksheet_write_number(sheet, row, column, cell.number, nullptr);
    }
  }
  if (const lxw_error error = workbook_close(book); error != LXW_NO_ERROR)
    throw std::runtime_error(lxw_strerror(error));
}

class WorkbookSteps final : public Steps {
 public:
  explicit WorkbookSteps(const nlohmann::json& task)
      : directory_(task.at("directory")), left_(task.at("repeat")) {
    for (const auto& described : task.at("workbooks")) workbooks_.push_back(Read(described));
  }

  bool done() const override { return left_ == 0; }

  double Next() override {
    --left_;
    const absl::Time start = absl::Now();
    for (const Workbook& workbook : workbooks_) Write(directory_, workbook);
    return absl::ToDoubleMilliseconds(absl::Now() - start);
  }

 private:
  const std::string directory_;
  std::vector<Workbook> workbooks_;
  int left_;
};

}  // namespace

std::unique_ptr<Steps> Workbooks(const nlohmann::json& task) {
  return std::make_unique<WorkbookSteps>(task);
}

}  // namespace sems::load
