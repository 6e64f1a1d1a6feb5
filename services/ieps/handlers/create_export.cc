#include <algorithm>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "common/status/error.h"
#include "common/values/civil.h"
#include "common/values/uuid.h"
#include "services/ieps/convert.h"
#include "services/ieps/domain/wanted_codes.h"
#include "services/ieps/errors.h"
#include "services/ieps/handlers/handlers.h"
#include "services/ieps/make_export.h"
#include "services/ieps/peers.h"
#include "services/ieps/repository/code_map.h"
#include "services/ieps/repository/export.h"
#include "services/ieps/repository/mapping.h"
#include "services/ieps/repository/site_code.h"

namespace sems::ieps::handlers {
namespace {

constexpr absl::Duration kFileLife = absl::Hours(24);

struct Order {
  absl::CivilMonth month;
  std::vector<const Form*> forms;  // by number
  ExportOptions options;
};

absl::StatusOr<Order> ReadOrder(const Catalog& catalog, absl::CivilDay today,
                                const v1::CreateExportRequest& request) {
  FieldErrors errors;
  Order order;
  const std::optional<absl::CivilMonth> month = ParseMonth(request.month());
  if (request.month().empty()) {
    errors.Required("month");
  } else if (!month) {
    errors.Add("month", "FORMAT", "is no month (YYYY-MM)", "년월(YYYY-MM)이 아닙니다.");
  } else if (*month > MonthOf(today)) {
    errors.Add("month", "FUTURE_MONTH", "lies after the present month", "미래의 년월입니다.");
  }
  std::set<FormId> wanted;
  for (int i = 0; i < request.forms_size(); ++i) {
    const auto id = static_cast<FormId>(request.forms(i));
    if (catalog.Find(id) == nullptr) {
      errors.Add(absl::StrCat("forms[", i, "]"), "UNKNOWN", "is none of the seven forms",
                 "변환 가능한 7개 서식이 아닙니다.");
    } else if (!wanted.insert(id).second) {
      errors.Add(absl::StrCat("forms[", i, "]"), "DUPLICATE", "stands twice",
                 "같은 서식이 두 번 있습니다.");
    }
  }
  if (!errors.empty()) return errors.ToStatus();
  order.month = *month;
  for (const Form& form : catalog.forms) {
    if (request.forms().empty() || wanted.contains(form.id)) order.forms.push_back(&form);
  }
  order.options = {request.options().leave_meter_electricity_blank(),
                   request.options().leave_daily_fuel_blank()};
  return order;
}

WantedRecords RecordsFor(const Order& order) {
  WantedRecords wanted;
  for (const Form* form : order.forms) {
    (form->id == FormId::kAirSelfMeasurement ? wanted.samplings : wanted.operations) = true;
  }
  return wanted;
}

// What this service itself keeps for an export.
struct OwnData {
  std::string site_code;
  SavedMapping mapping;
  FoundCodes codes;
};

absl::StatusOr<OwnData> ReadOwnData(server::Call& call, const Order& order,
                                    const MonthRecords& records, const Inventory& inventory) {
  WantedCodes wanted;
  for (const Form* form : order.forms) AddWantedCodes(*form, records, inventory, wanted);
  return call.Read<OwnData>([&](db::Tx& tx) -> absl::StatusOr<OwnData> {
    const std::optional<SiteCodeRow> code = FindSiteCode(call.site(), tx);
    if (!code) return SiteCodeMissing(absl::StatusCode::kFailedPrecondition);
    OwnData own;
    own.site_code = code->code;
    own.mapping =
        LoadMapping(call.site(), tx, FindSavedTabs(call.site(), tx, inventory.survey_year));
    own.codes = FindCodes(call.scope(), tx, wanted);
    return own;
  });
}

ExportRow ToRow(const server::Call& call, const Order& order, const MadeExport& made) {
  ExportRow row;
  row.export_id = NewUuidV7(call.now());
  row.month = order.month;
  for (const Form* form : order.forms) row.forms.push_back(form->id);
  row.options = order.options;
  row.created_at = call.now();
  row.created_by = call.caller().account_id;
  for (const MadeFile& file : made.files) {
    row.files.push_back({file.name, file.content_type, static_cast<std::int64_t>(file.bytes.size()),
                         file.sha256, call.now() + kFileLife});
  }
  return row;
}

server::AuditEntry Audit(const server::Call& call, const ExportRow& row) {
  const std::string forms = absl::StrJoin(row.forms, ",", [](std::string* out, FormId form) {
    absl::StrAppend(out, static_cast<int>(form));
  });
  std::vector<std::string> digests;
  for (const ExportFileRow& file : row.files) {
    digests.push_back(absl::StrCat("\"", absl::BytesToHexString(file.sha256), "\""));
  }
  return {.stream_id = call.site().site_id(),
          .action = "IEPS_EXPORT_CREATED",
          .subject = absl::StrCat("ieps export ", FormatMonth(row.month)),
          .detail = absl::StrCat("{\"export\":\"", row.export_id, "\",\"forms\":[", forms,
                                 "],\"sha256\":[", absl::StrJoin(digests, ","), "]}")};
}

}  // namespace

absl::StatusOr<v1::CreateExportResponse> CreateExport(Deps& deps, server::Call& call,
                                                      const v1::CreateExportRequest& request) {
  const absl::StatusOr<Order> order = ReadOrder(deps.catalog, call.today(), request);
  if (!order.ok()) return order.status();
  const absl::StatusOr<Inventory> inventory =
      FetchInventory(deps, call, static_cast<int>(order->month.year()));
  if (!inventory.ok()) return inventory.status();
  const absl::StatusOr<MonthRecords> records =
      FetchRecords(deps, call, order->month, RecordsFor(*order));
  if (!records.ok()) return records.status();
  const absl::StatusOr<OwnData> own = ReadOwnData(call, *order, *records, *inventory);
  if (!own.ok()) return own.status();

  const ExportInput input{own->site_code,
                          *records,
                          *inventory,
                          own->mapping,
                          own->codes.codes,
                          order->options,
                          std::min(LastDay(order->month), call.today())};
  const absl::StatusOr<MadeExport> made = MakeExport(order->forms, input, own->codes.loads);
  if (!made.ok()) return made.status();
  const ExportRow row = ToRow(call, *order, *made);

  return call.Write<v1::CreateExportResponse>(
      [&](server::UnitOfWork& work) -> absl::StatusOr<v1::CreateExportResponse> {
        InsertExport(call.site(), work.tx(), row, made->report.SerializeAsString());
        for (std::size_t i = 0; i < made->files.size(); ++i) {
          InsertExportFile(call.site(), work.tx(), row.export_id, row.files[i],
                           made->files[i].bytes);
        }
        work.Audit(Audit(call, row));
        v1::CreateExportResponse response;
        *response.mutable_export_() = ToProto(call.site().site_id(), row);
        *response.mutable_export_()->mutable_report() = made->report;
        return response;
      });
}

}  // namespace sems::ieps::handlers
