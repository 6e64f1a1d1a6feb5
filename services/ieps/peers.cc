#include "services/ieps/peers.h"

#include <future>
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
  // The two services are asked at once: neither's answer waits for the other's.
  std::future<absl::StatusOr<measurement::internal::v1::GetMonthResponse>> samplings;
  if (wanted.samplings) {
    samplings = std::async(std::launch::async, [&] {
      using measurement::internal::v1::MeasurementReadService;
      measurement::internal::v1::GetMonthRequest request;
      request.set_site_id(call.site().site_id());
      request.set_month(FormatMonth(month));
      return server::CallPeer(call, "measurement", *deps.measurement,
                              &MeasurementReadService::Stub::GetMonth, request);
    });
  }
  absl::StatusOr<operations::internal::v1::GetMonthResponse> operations;
  if (wanted.operations) {
    using operations::internal::v1::RecordReadService;
    operations::internal::v1::GetMonthRequest request;
    request.set_site_id(call.site().site_id());
    request.set_month(FormatMonth(month));
    operations = server::CallPeer(call, "operations", *deps.operations,
                                  &RecordReadService::Stub::GetMonth, request);
  } else {
    operations.emplace();
  }
  absl::StatusOr<measurement::internal::v1::GetMonthResponse> measurement;
  if (samplings.valid()) {
    measurement = samplings.get();
  } else {
    measurement.emplace();
  }
  if (!operations.ok()) return operations.status();
  if (!measurement.ok()) return measurement.status();
  return Checked(ToRecords(month, *operations, *measurement), "operations, measurement");
}

}  // namespace sems::ieps
