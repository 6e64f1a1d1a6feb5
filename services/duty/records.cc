#include "services/duty/records.h"

#include <utility>

#include "common/log/log.h"
#include "common/server/module.h"
#include "common/server/peer.h"
#include "common/values/civil.h"

namespace sems::duty {
namespace {

std::optional<calendar::RecordKind> KindOf(operations::v1::RecordKind kind) {
  using calendar::RecordKind;
  switch (kind) {
    case operations::v1::RECORD_KIND_STACK_HOURS:
      return RecordKind::kStackHours;
    case operations::v1::RECORD_KIND_DEVICE_OPERATION:
      return RecordKind::kDeviceOperation;
    case operations::v1::RECORD_KIND_FUEL_USE:
      return RecordKind::kFuel;
    case operations::v1::RECORD_KIND_MATERIAL_USE:
      return RecordKind::kMaterial;
    case operations::v1::RECORD_KIND_ENERGY_USE:
      return RecordKind::kEnergy;
    case operations::v1::RECORD_KIND_PRODUCT_OUTPUT:
      return RecordKind::kProduct;
    default:
      return std::nullopt;
  }
}

std::vector<MonthRow> ToRows(const operations::internal::v1::ListMonthCompletenessResponse& reply) {
  std::vector<MonthRow> rows;
  for (const auto& row : reply.rows()) {
    const auto month = ParseMonth(row.month());
    const auto kind = KindOf(row.kind());
    if (month && kind)
      rows.push_back({*month, *kind, row.expected_count(), row.entered_count(), row.late_count()});
  }
  return rows;
}

std::vector<SampledStack> ToStacks(
    const measurement::internal::v1::ListSamplingDaysResponse& reply) {
  std::vector<SampledStack> stacks;
  for (const auto& row : reply.stacks()) {
    SampledStack stack{row.stack_id(),
                       row.survey_year(),
                       row.number(),
                       row.stack_class(),
                       row.tms(),
                       ParseDay(row.closed_on()),
                       {}};
    for (const auto& sampled : row.days()) {
      if (const auto day = ParseDay(sampled.day())) stack.days.push_back({*day, sampled.late()});
    }
    stacks.push_back(std::move(stack));
  }
  return stacks;
}

void Append(std::vector<Duty>& duties, std::vector<Duty> more) {
  for (Duty& duty : more) duties.push_back(std::move(duty));
}

}  // namespace

Records::Records(server::Peers& peers)
    : completeness_(
          operations::internal::v1::MonthCompletenessService::NewStub(peers.Channel("operations"))),
      sampling_days_(
          measurement::internal::v1::SamplingDaysService::NewStub(peers.Channel("measurement"))) {}

RecordDuties Records::Ask(const std::string& site_id, const RecordQuestion& question,
                          Prepare prepare) {
  RecordDuties answer;
  const std::optional<MonthRange> months = MonthsToAsk(question);
  if (!months) return answer;
  const auto missing = [&](std::string_view source, const grpc::Status& status) {
    const std::string reason = ErrorReason(server::PeerError(source, status));
    answer.missing.push_back({std::string(source), reason});
  };
  const auto fill = [&](auto& request) {
    request.set_site_id(site_id);
    request.set_from_month(FormatMonth(months->first));
    request.set_to_month(FormatMonth(months->last));
  };
  {
    grpc::ClientContext context;
    prepare(context, "operations");
    operations::internal::v1::ListMonthCompletenessRequest request;
    operations::internal::v1::ListMonthCompletenessResponse reply;
    fill(request);
    const grpc::Status status = completeness_->ListMonthCompleteness(&context, request, &reply);
    if (status.ok()) {
      Append(answer.duties, OperatingRecordDuties(question, ToRows(reply)));
    } else {
      missing("operations", status);
    }
  }
  {
    grpc::ClientContext context;
    prepare(context, "measurement");
    measurement::internal::v1::ListSamplingDaysRequest request;
    measurement::internal::v1::ListSamplingDaysResponse reply;
    fill(request);
    const grpc::Status status = sampling_days_->ListSamplingDays(&context, request, &reply);
    if (status.ok()) {
      Append(answer.duties, SelfMeasurementDuties(question, ToStacks(reply)));
    } else {
      missing("measurement", status);
    }
  }
  return answer;
}

}  // namespace sems::duty
