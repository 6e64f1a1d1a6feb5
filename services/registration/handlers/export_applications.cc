#include <map>
#include <set>

#include "absl/strings/str_cat.h"
#include "common/values/civil.h"
#include "services/registration/domain/masking.h"
#include "services/registration/handlers/application_filter.h"
#include "services/registration/handlers/application_table.h"
#include "services/registration/handlers/handlers.h"
#include "services/registration/handlers/officer_names.h"
#include "services/registration/handlers/order_by.h"
#include "services/registration/repository/applications.h"

namespace sems::registration::handlers {
namespace {

constexpr int kMaxRows = 10000;
constexpr char kXlsxType[] = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

// A Read answers with one value; the list of applications is it.
absl::StatusOr<std::vector<Application>> ReadApplications(
    server::Call& call, const ApplicationFilter& filter,
    const repository::ApplicationOrder& order) {
  return call.Read<std::vector<Application>>(
      [&](db::Tx& tx) -> absl::StatusOr<std::vector<Application>> {
        std::vector<Application> applications;
        for (repository::ApplicationRow& row : repository::ListApplications(
                 call.scope(), tx, filter, order, /*cursor=*/{}, kMaxRows + 1)) {
          applications.push_back(std::move(row.application));
        }
        if (applications.size() > kMaxRows) {
          return Error(absl::StatusCode::kResourceExhausted, "TOO_MANY_ROWS",
                       "The list has more than 10,000 rows; narrow the filter.",
                       "10,000건을 넘는 목록은 내려받을 수 없습니다. 조건을 좁혀 주세요.");
        }
        return applications;
      });
}

absl::StatusOr<std::map<std::string, std::string>> Officers(
    Deps& deps, server::Call& call, const std::vector<Application>& applications) {
  std::set<std::string> accounts;
  for (const Application& application : applications) {
    if (application.state == ApplicationState::kApproved ||
        application.state == ApplicationState::kRejected) {
      accounts.insert(application.decided_by);
    }
  }
  std::map<std::string, std::string> names;
  auto officers = OfficerNames(deps, call, {accounts.begin(), accounts.end()});
  if (!officers.ok()) return officers.status();
  for (const auto& [account, officer] : *officers) names[account] = officer.name();
  return names;
}

}  // namespace

absl::StatusOr<google::api::HttpBody> ExportApplications(
    Deps& deps, server::Call& call, const v1::ExportApplicationsRequest& request) {
  FieldErrors errors;
  ApplicationFilter filter = ReadFilter(request.filter(), call.today(), errors);
  const auto order = ReadOrder<repository::ApplicationOrder>(
      request.order_by(), repository::IsApplicationOrder, errors);
  if (!errors.empty()) return errors.ToStatus();
  if (filter.states.empty()) {
    filter.states = {ApplicationState::kPending, ApplicationState::kApproved,
                     ApplicationState::kRejected};
  }

  absl::StatusOr<std::vector<Application>> applications = ReadApplications(call, filter, order);
  if (!applications.ok()) return applications.status();
  absl::StatusOr<std::map<std::string, std::string>> officers = Officers(deps, call, *applications);
  if (!officers.ok()) return officers.status();
  if (!request.include_personal_data()) {
    for (Application& application : *applications) {
      application.facts = Masked(std::move(application.facts));
    }
  }

  const bool csv = request.format() == v1::LIST_FILE_FORMAT_CSV;
  const Table table = MakeTable(*applications, *officers);
  absl::StatusOr<std::string> file = csv ? ToCsv(table) : ToXlsx(table);
  if (!file.ok()) return file.status();

  google::api::HttpBody body;
  body.set_content_type(csv ? "text/csv; charset=utf-8" : kXlsxType);
  body.set_data(*std::move(file));
  call.context().AddInitialMetadata(
      "content-disposition", absl::StrCat("attachment; filename=\"applications-",
                                          FormatDay(call.today()), csv ? ".csv\"" : ".xlsx\""));
  call.LookedAt({.whose = absl::StrCat(applications->size(), " applications"),
                 .what = request.include_personal_data()
                             ? "list file with representatives and contacts in full"
                             : "list file with representatives and contacts masked"});
  return body;
}

}  // namespace sems::registration::handlers
