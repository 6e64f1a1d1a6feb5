#include "services/facility/handlers/handlers.h"
#include "services/facility/handlers/inventory_calls.h"

namespace sems::facility::handlers {
namespace {

struct EmissionFacilities : PlainKind {
  SEMS_FACILITY_KIND(EmissionFacility, EmissionFacilities, emission_facility, emission_facilities,
                     emission_facility_id)
  static constexpr Kind kKind = Kind::kEmissionFacility;
  static constexpr char kSaved[] = "EMISSION_FACILITIES_SAVED";
};

}  // namespace

absl::StatusOr<v1::SaveEmissionFacilitiesResponse> SaveEmissionFacilities(
    const Deps&, server::Call& call, const v1::SaveEmissionFacilitiesRequest& request) {
  return SaveBatch<EmissionFacilities>(call, request);
}

absl::StatusOr<v1::ListEmissionFacilitiesResponse> ListEmissionFacilities(
    const Deps&, server::Call& call, const v1::ListEmissionFacilitiesRequest& request) {
  return ListPage<EmissionFacilities>(call, request);
}

absl::StatusOr<v1::GetEmissionFacilityResponse> GetEmissionFacility(
    const Deps&, server::Call& call, const v1::GetEmissionFacilityRequest& request) {
  return GetOne<EmissionFacilities>(call, request);
}

absl::StatusOr<v1::CloseEmissionFacilityResponse> CloseEmissionFacility(
    const Deps&, server::Call& call, const v1::CloseEmissionFacilityRequest& request) {
  return CloseOne<EmissionFacilities>(call, request);
}

}  // namespace sems::facility::handlers
