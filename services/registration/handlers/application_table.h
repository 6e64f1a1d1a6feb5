#pragma once

#include <map>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "services/registration/domain/application.h"

// The officer's list of applications as a file: the columns of the approval manual's list
// (사업장등록승인), in its order.
namespace sems::registration::handlers {

struct Table {
  std::vector<std::string> header;
  std::vector<std::vector<std::string>> rows;
};

// `officers`: name of the local officer (지자체담당자) by account.
Table MakeTable(const std::vector<Application>& applications,
                const std::map<std::string, std::string>& officers);

// UTF-8 with byte-order mark (Excel needs it for Korean), comma, CRLF, quoted where needed (RFC
// 4180).
std::string ToCsv(const Table& table);
absl::StatusOr<std::string> ToXlsx(const Table& table);

}  // namespace sems::registration::handlers
