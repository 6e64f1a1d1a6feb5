#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "common/paging/page.h"
#include "common/values/civil.h"
#include "services/noise/convert_logs.h"
#include "services/noise/handlers/list_fields.h"
#include "services/noise/handlers/self_measurements.h"
#include "services/noise/measurement_duty.h"
#include "services/noise/record_duty.h"
#include "services/noise/repository/self_measurements.h"
#include "services/noise/repository/volumes.h"

namespace sems::noise::handlers {
namespace {

std::vector<std::string> Parts(const SelfMeasurement& record) {
  const repository::MeasurementCursor cursor = repository::CursorOf(record);
  return {FormatDay(cursor.measured_on), cursor.period, cursor.point, absl::StrCat(cursor.round)};
}

// From four parts of a page token.
std::optional<repository::MeasurementCursor> ReadCursor(const std::vector<std::string>& parts,
                                                        size_t first) {
  repository::MeasurementCursor cursor;
  const auto measured_on = ParseDay(parts[first]);
  if (!measured_on || !absl::SimpleAtoi(parts[first + 3], &cursor.round)) return std::nullopt;
  cursor.measured_on = *measured_on;
  cursor.period = parts[first + 1];
  cursor.point = parts[first + 2];
  return cursor;
}

}  // namespace

absl::StatusOr<v1::GetSelfMeasurementDayResponse> GetSelfMeasurementDay(
    Deps&, server::Call& call, const v1::GetSelfMeasurementDayRequest& request) {
  FieldErrors errors;
  const auto measured_on = ReadDay("measured_on", request.measured_on(), errors);
  if (!errors.empty()) return errors.ToStatus();
  auto response = call.Read<v1::GetSelfMeasurementDayResponse>(
      [&](db::Tx& tx) -> absl::StatusOr<v1::GetSelfMeasurementDayResponse> {
        v1::GetSelfMeasurementDayResponse day;
        for (const auto& row : repository::DayOfSelfMeasurements(tx, call.site(), *measured_on))
          *day.add_measurements() = ToProto(row, Names::kInFull);
        if (day.measurements().empty())
          return NotFound("day of the self-measurement record", "자가측정 기록",
                          request.measured_on());
        return day;
      });
  if (response.ok()) {
    call.LookedAt({"site " + call.site().site_id(),
                   "names in the self-measurement record of " + request.measured_on()});
  }
  return response;
}

absl::StatusOr<v1::ListSelfMeasurementsResponse> ListSelfMeasurements(
    Deps&, server::Call& call, const v1::ListSelfMeasurementsRequest& request) {
  FieldErrors errors;
  const Range range = ReadRange(request.from(), request.to(), errors);
  if (!errors.empty()) return errors.ToStatus();
  const absl::StatusOr<paging::Page> page = paging::ReadPage(request, 4);
  if (!page.ok()) return page.status();
  std::optional<repository::MeasurementCursor> after;
  if (!page->IsFirst()) {
    after = ReadCursor(page->cursor, 0);
    if (!after) return InvalidPageToken();
  }

  return call.Read<v1::ListSelfMeasurementsResponse>(
      [&](db::Tx& tx) -> absl::StatusOr<v1::ListSelfMeasurementsResponse> {
        auto found = repository::ListSelfMeasurements(tx, call.site(), {range.from, range.to},
                                                      after, page->size + 1);
        v1::ListSelfMeasurementsResponse list;
        list.set_total_size(found.total);
        if (found.rows.size() > static_cast<size_t>(page->size)) {
          found.rows.resize(static_cast<size_t>(page->size));
          list.set_next_page_token(page->NextToken(Parts(found.rows.back().row.record)));
        }
        for (const auto& row : found.rows) *list.add_measurements() = ToProto(row, Names::kMasked);
        return list;
      });
}

absl::StatusOr<v1::ListSelfMeasurementHistoryResponse> ListSelfMeasurementHistory(
    Deps&, server::Call& call, const v1::ListSelfMeasurementHistoryRequest& request) {
  FieldErrors errors;
  const Range range = ReadRange(request.from(), request.to(), errors);
  if (!errors.empty()) return errors.ToStatus();
  const absl::StatusOr<paging::Page> page = paging::ReadPage(request, 5);
  if (!page.ok()) return page.status();
  std::optional<repository::MeasurementHistoryCursor> after;
  if (!page->IsFirst()) {
    const auto replaced_at = ParseInstant(page->cursor[0]);
    const auto record = ReadCursor(page->cursor, 1);
    if (!replaced_at || !record) return InvalidPageToken();
    after = {*replaced_at, *record};
  }

  return call.Read<v1::ListSelfMeasurementHistoryResponse>(
      [&](db::Tx& tx) -> absl::StatusOr<v1::ListSelfMeasurementHistoryResponse> {
        auto rows = repository::ListMeasurementHistory(tx, call.site(), {range.from, range.to},
                                                       after, page->size + 1);
        v1::ListSelfMeasurementHistoryResponse list;
        if (rows.size() > static_cast<size_t>(page->size)) {
          rows.resize(static_cast<size_t>(page->size));
          std::vector<std::string> last = Parts(rows.back().record);
          last.insert(last.begin(), FormatInstant(rows.back().replaced->at));
          list.set_next_page_token(page->NextToken(last));
        }
        for (const auto& row : rows) {
          v1::FormerNoiseMeasurement& former = *list.add_former_measurements();
          *former.mutable_measurement() = ToProto(row, Names::kMasked);
          *former.mutable_replacement() = ToProto(*row.replaced);
        }
        return list;
      });
}

absl::StatusOr<v1::GetSelfMeasurementDutyResponse> GetSelfMeasurementDuty(
    Deps& deps, server::Call& call, const v1::GetSelfMeasurementDutyRequest&) {
  return call.Read<v1::GetSelfMeasurementDutyResponse>(
      [&](db::Tx& tx) -> absl::StatusOr<v1::GetSelfMeasurementDutyResponse> {
        absl::StatusOr<std::vector<v1::RecordDuty>> duties = ReadMeasurementDuty(deps, call, tx);
        if (!duties.ok()) return duties.status();
        v1::GetSelfMeasurementDutyResponse response;
        for (v1::RecordDuty& duty : *duties) *response.add_duties() = std::move(duty);
        for (const repository::Volume& volume :
             repository::ListVolumes(tx, call.site(), repository::kSelfMeasurementLog)) {
          *response.add_volumes() = ToProto(volume, deps.logs.measurement, call.today());
        }
        return response;
      });
}

}  // namespace sems::noise::handlers
