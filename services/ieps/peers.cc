#include "services/ieps/peers.h"

#include <optional>
#include <utility>

#include "common/log/log.h"
#include "common/server/peer.h"
#include "common/status/error.h"
#include "common/values/civil.h"
#include "services/ieps/convert_records.h"

namespace sems::ieps {
namespace {

// A peer's answer that breaks its contract is our trouble, not the caller's.
template <typename T>
absl::StatusOr<T> Checked(std::optional<T> converted, const char* peer) {
  if (converted) return *std::move(converted);
  log::Error("peer_answer_malformed", {{"peer", peer}});
  return Internal();
}

}  // namespace

absl::StatusOr<Inventory> FetchInventory(Deps& deps, server::Call& call, int survey_year) {
  using facility::internal::v1::InventoryService;
  facility::internal::v1::GetInventoryRequest request;
  request.set_site_id(call.site().site_id());
  request.set_survey_year(survey_year);
  auto reply = server::CallPeer(call, "facility", *deps.facility,
                                &InventoryService::Stub::GetInventory, request);
  if (!reply.ok()) return reply.status();
  return Checked(ToInventory(survey_year, *reply), "facility");
}

absl::StatusOr<MonthRecords> FetchRecords(Deps& deps, server::Call& call, absl::CivilMonth month,
                                          const WantedRecords& wanted) {
  operations::internal::v1::GetMonthResponse operations;
  if (wanted.operations) {
    using operations::internal::v1::RecordReadService;
    operations::internal::v1::GetMonthRequest request;
    request.set_site_id(call.site().site_id());
    request.set_month(FormatMonth(month));
    auto reply = server::CallPeer(call, "operations", *deps.operations,
                                  &RecordReadService::Stub::GetMonth, request);
    if (!reply.ok()) return reply.status();
    operations = *std::move(reply);
  }
  measurement::internal::v1::GetMonthResponse measurement;
  if (wanted.samplings) {
    using measurement::internal::v1::MeasurementReadService;
    measurement::internal::v1::GetMonthRequest request;
    request.set_site_id(call.site().site_id());
    request.set_month(FormatMonth(month));
    auto reply = server::CallPeer(call, "measurement", *deps.measurement,
                                  &MeasurementReadService::Stub::GetMonth, request);
    if (!reply.ok()) return reply.status();
    measurement = *std::move(reply);
  }
  return Checked(ToRecords(month, operations, measurement), "operations, measurement");
}

}  // namespace sems::ieps
