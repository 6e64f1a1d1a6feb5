#include "common/paging/page.h"
#include "common/values/civil.h"
#include "services/noise/convert_logs.h"
#include "services/noise/handlers/list_fields.h"
#include "services/noise/handlers/operation_log.h"
#include "services/noise/operation_duty.h"
#include "services/noise/record_duty.h"
#include "services/noise/repository/operation_log.h"
#include "services/noise/repository/volumes.h"

namespace sems::noise::handlers {

absl::StatusOr<v1::GetOperationWeekResponse> GetOperationWeek(
    Deps&, server::Call& call, const v1::GetOperationWeekRequest& request) {
  FieldErrors errors;
  const auto week_from = ReadDay("week_from", request.week_from(), errors);
  if (!errors.empty()) return errors.ToStatus();
  auto response = call.Read<v1::GetOperationWeekResponse>(
      [&](db::Tx& tx) -> absl::StatusOr<v1::GetOperationWeekResponse> {
        v1::GetOperationWeekResponse week;
        for (const auto& row : repository::WeekOfOperationLog(tx, call.site(), *week_from))
          *week.add_entries() = ToProto(row, Names::kInFull);
        if (week.entries().empty())
          return NotFound("week of the operation log", "운영기록", request.week_from());
        return week;
      });
  if (response.ok()) {
    call.LookedAt({"site " + call.site().site_id(),
                   "names in the operation log, week " + request.week_from()});
  }
  return response;
}

absl::StatusOr<v1::ListOperationLogResponse> ListOperationLog(
    Deps&, server::Call& call, const v1::ListOperationLogRequest& request) {
  FieldErrors errors;
  const Range range = ReadRange(request.from(), request.to(), errors);
  if (!errors.empty()) return errors.ToStatus();
  const absl::StatusOr<paging::Page> page = paging::ReadPage(request, 2);
  if (!page.ok()) return page.status();
  std::optional<repository::OperationCursor> after;
  if (!page->IsFirst()) {
    const auto week_from = ParseDay(page->cursor[0]);
    if (!week_from) return InvalidPageToken();
    after = {*week_from, page->cursor[1]};
  }
  repository::OperationFilter filter{range.from, range.to, std::nullopt};
  if (!request.facility().empty()) filter.facility = request.facility();

  return call.Read<v1::ListOperationLogResponse>(
      [&](db::Tx& tx) -> absl::StatusOr<v1::ListOperationLogResponse> {
        auto found = repository::ListOperationLog(tx, call.site(), filter, after, page->size + 1);
        v1::ListOperationLogResponse list;
        list.set_total_size(found.total);
        if (found.rows.size() > static_cast<size_t>(page->size)) {
          found.rows.resize(static_cast<size_t>(page->size));
          const OperationEntry& last = found.rows.back().record;
          list.set_next_page_token(page->NextToken({FormatDay(last.week_from), last.facility}));
        }
        for (const auto& row : found.rows) *list.add_entries() = ToProto(row, Names::kMasked);
        return list;
      });
}

absl::StatusOr<v1::ListOperationLogHistoryResponse> ListOperationLogHistory(
    Deps&, server::Call& call, const v1::ListOperationLogHistoryRequest& request) {
  FieldErrors errors;
  const Range range = ReadRange(request.from(), request.to(), errors);
  if (!errors.empty()) return errors.ToStatus();
  const absl::StatusOr<paging::Page> page = paging::ReadPage(request, 3);
  if (!page.ok()) return page.status();
  std::optional<repository::OperationHistoryCursor> after;
  if (!page->IsFirst()) {
    const auto replaced_at = ParseInstant(page->cursor[0]);
    const auto week_from = ParseDay(page->cursor[1]);
    if (!replaced_at || !week_from) return InvalidPageToken();
    after = {*replaced_at, *week_from, page->cursor[2]};
  }

  return call.Read<v1::ListOperationLogHistoryResponse>(
      [&](db::Tx& tx) -> absl::StatusOr<v1::ListOperationLogHistoryResponse> {
        auto rows = repository::ListOperationHistory(
            tx, call.site(), {range.from, range.to, std::nullopt}, after, page->size + 1);
        v1::ListOperationLogHistoryResponse list;
        if (rows.size() > static_cast<size_t>(page->size)) {
          rows.resize(static_cast<size_t>(page->size));
          const auto& last = rows.back();
          list.set_next_page_token(
              page->NextToken({FormatInstant(last.replaced->at), FormatDay(last.record.week_from),
                               last.record.facility}));
        }
        for (const auto& row : rows) {
          v1::FormerOperationLogEntry& former = *list.add_former_entries();
          *former.mutable_entry() = ToProto(row, Names::kMasked);
          *former.mutable_replacement() = ToProto(*row.replaced);
        }
        return list;
      });
}

absl::StatusOr<v1::GetOperationLogDutyResponse> GetOperationLogDuty(
    Deps& deps, server::Call& call, const v1::GetOperationLogDutyRequest&) {
  return call.Read<v1::GetOperationLogDutyResponse>(
      [&](db::Tx& tx) -> absl::StatusOr<v1::GetOperationLogDutyResponse> {
        absl::StatusOr<std::vector<v1::RecordDuty>> duties = ReadOperationDuty(deps, call, tx);
        if (!duties.ok()) return duties.status();
        v1::GetOperationLogDutyResponse response;
        for (v1::RecordDuty& duty : *duties) *response.add_duties() = std::move(duty);
        for (const repository::Volume& volume :
             repository::ListVolumes(tx, call.site(), repository::kOperationLog)) {
          *response.add_volumes() = ToProto(volume, deps.logs.operation, call.today());
        }
        return response;
      });
}

}  // namespace sems::noise::handlers
