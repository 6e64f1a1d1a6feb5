#pragma once

#include "absl/status/statusor.h"
#include "common/server/call.h"
#include "sems/common/internal/v1/site_directory.pb.h"
#include "sems/facility/internal/v1/inventory.pb.h"
#include "sems/facility/v1/code_service.pb.h"
#include "sems/facility/v1/connection_service.pb.h"
#include "sems/facility/v1/control_device_service.pb.h"
#include "sems/facility/v1/emission_facility_service.pb.h"
#include "sems/facility/v1/item_service.pb.h"
#include "sems/facility/v1/stack_service.pb.h"
#include "sems/facility/v1/structure_service.pb.h"
#include "sems/facility/v1/survey_year_service.pb.h"
#include "sems/facility/v1/technician_service.pb.h"

// One function for each RPC. All that a handler of this service needs is the call.
namespace sems::facility {

struct Deps {};

namespace handlers {

#define SEMS_FACILITY_HANDLER(ns, Method)                                           \
  absl::StatusOr<ns::Method##Response> Method(const Deps& deps, server::Call& call, \
                                              const ns::Method##Request& request)

SEMS_FACILITY_HANDLER(v1, OpenSurveyYear);
SEMS_FACILITY_HANDLER(v1, ListSurveyYears);
SEMS_FACILITY_HANDLER(v1, GetSiteFacts);
SEMS_FACILITY_HANDLER(v1, UpdateSiteFacts);

SEMS_FACILITY_HANDLER(v1, SaveStacks);
SEMS_FACILITY_HANDLER(v1, ListStacks);
SEMS_FACILITY_HANDLER(v1, GetStack);
SEMS_FACILITY_HANDLER(v1, CloseStack);

SEMS_FACILITY_HANDLER(v1, SaveEmissionFacilities);
SEMS_FACILITY_HANDLER(v1, ListEmissionFacilities);
SEMS_FACILITY_HANDLER(v1, GetEmissionFacility);
SEMS_FACILITY_HANDLER(v1, CloseEmissionFacility);

SEMS_FACILITY_HANDLER(v1, SaveControlDevices);
SEMS_FACILITY_HANDLER(v1, ListControlDevices);
SEMS_FACILITY_HANDLER(v1, GetControlDevice);
SEMS_FACILITY_HANDLER(v1, CloseControlDevice);

SEMS_FACILITY_HANDLER(v1, SaveItems);
SEMS_FACILITY_HANDLER(v1, ListItems);
SEMS_FACILITY_HANDLER(v1, GetItem);
SEMS_FACILITY_HANDLER(v1, CloseItem);

SEMS_FACILITY_HANDLER(v1, SetConnections);
SEMS_FACILITY_HANDLER(v1, ListConnections);
SEMS_FACILITY_HANDLER(v1, CheckConnections);

SEMS_FACILITY_HANDLER(v1, SaveTechnicians);
SEMS_FACILITY_HANDLER(v1, ListTechnicians);
SEMS_FACILITY_HANDLER(v1, GetTechnician);

SEMS_FACILITY_HANDLER(v1, ListCodes);
SEMS_FACILITY_HANDLER(v1, LoadCodes);

SEMS_FACILITY_HANDLER(v1, ImportStructure);
SEMS_FACILITY_HANDLER(v1, UploadStructure);
absl::StatusOr<google::api::HttpBody> DownloadStructureTemplate(
    const Deps& deps, server::Call& call, const v1::DownloadStructureTemplateRequest& request);

SEMS_FACILITY_HANDLER(internal::v1, GetInventory);

#undef SEMS_FACILITY_HANDLER

// A site's facts have arrived from registration: a new site opens its first survey year, that of
// the day it was approved on; a changed class is taken over from this year on.
absl::Status OnSiteEvent(server::Call& call, server::UnitOfWork& work,
                         const common::internal::v1::SiteEvent& event);

}  // namespace handlers
}  // namespace sems::facility
