#include "common/sitedirectory/directory.h"
#include "common/values/uuid.h"
#include "services/facility/convert.h"
#include "services/facility/domain/survey_year.h"
#include "services/facility/errors.h"
#include "services/facility/handlers/batch.h"
#include "services/facility/handlers/handlers.h"
#include "services/facility/handlers/start_year.h"
#include "services/facility/repository/connections.h"
#include "services/facility/repository/items.h"

namespace sems::facility::handlers {
namespace {

internal::v1::GetInventoryResponse LoadInventory(const server::SiteScope& site, db::Tx& tx,
                                                 const YearRow& year) {
  const Query query = {.survey_year = year.survey_year};
  internal::v1::GetInventoryResponse response;
  *response.mutable_survey_year() = ToProto(site.site_id(), year);
  *response.mutable_facts() =
      ToProto(site.site_id(), year.survey_year, *FindFacts(site, tx, year.survey_year));
  for (const auto& stack : Load<Stack>(site, tx, query)) {
    *response.add_stacks() = ToProto(stack);
  }
  for (const auto& facility : Load<EmissionFacility>(site, tx, query)) {
    *response.add_emission_facilities() = ToProto(facility);
  }
  for (auto& device : Load<ControlDevice>(site, tx, query)) {
    std::erase_if(device.facts.meters, NeverInUse);  // they mean nothing to a reader of readings
    *response.add_control_devices() = ToProto(device);
  }
  for (const auto& item : Load<Item>(site, tx, query)) {
    switch (item.facts.kind) {
      case Kind::kFuel:
        *response.add_fuels() = ToProto(item);
        break;
      case Kind::kMaterial:
        *response.add_materials() = ToProto(item);
        break;
      case Kind::kEnergy:
        *response.add_energies() = ToProto(item);
        break;
      default:
        *response.add_products() = ToProto(item);
    }
  }
  for (const Edge& edge : LoadConnections(site, tx, year.survey_year)) {
    *response.add_connections() = ToProto(edge);
  }
  return response;
}

}  // namespace

absl::StatusOr<internal::v1::GetInventoryResponse> GetInventory(
    const Deps&, server::Call& call, const internal::v1::GetInventoryRequest& request) {
  using Response = internal::v1::GetInventoryResponse;
  FieldErrors errors;
  CheckYearField(request.survey_year(), call.today(), errors);
  if (!IsUuid(request.site_id())) {
    errors.Add("site_id", "NOT_A_UUID", "must be a UUID", "UUID 형식이어야 합니다.");
  }
  if (!errors.empty()) return errors.ToStatus();
  const server::SiteScope site = call.SystemSite(LowerId(request.site_id()));

  bool missing = false;
  absl::StatusOr<Response> open = call.Read<Response>([&](db::Tx& tx) -> absl::StatusOr<Response> {
    const std::optional<YearRow> year = FindYear(site, tx, request.survey_year());
    missing = !year.has_value();
    if (missing) return Response();
    return LoadInventory(site, tx, *year);
  });
  if (!open.ok() || !missing) return open;

  // That is how years start: somebody enters a record of one that is not open yet.
  return call.Write<Response>([&](server::UnitOfWork& work) -> absl::StatusOr<Response> {
    const std::vector<YearRow> years = ListYears(site, work.tx());
    if (years.empty() && !sitedirectory::Find(work.tx(), site.site_id(), "")) {
      return Error(absl::StatusCode::kNotFound, "SITE_UNKNOWN", "No such site.",
                   "등록되지 않은 사업장입니다.");
    }
    if (years.empty() || years.back().survey_year > request.survey_year()) {
      return SurveyYearNotOpen(request.survey_year());
    }
    const absl::StatusOr<bool> opened = StartYear(site, work, request.survey_year(), call.now());
    if (!opened.ok()) return opened.status();
    if (!*opened) work.NothingChanged();
    return LoadInventory(site, work.tx(), *FindYear(site, work.tx(), request.survey_year()));
  });
}

}  // namespace sems::facility::handlers
