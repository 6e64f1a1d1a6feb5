#include "services/facility/handlers/handlers.h"
#include "services/facility/handlers/inventory_calls.h"

namespace sems::facility::handlers {
namespace {

struct ControlDevices : PlainKind {
  SEMS_FACILITY_KIND(ControlDevice, ControlDevices, control_device, control_devices,
                     control_device_id)
  static constexpr Kind kKind = Kind::kControlDevice;
  static constexpr char kSaved[] = "CONTROL_DEVICES_SAVED";
  // Meters are dated by day: every year shows them.
  static void Touch(const server::SiteScope& site, db::Tx& tx, int) { TouchAllYears(site, tx); }
};

}  // namespace

absl::StatusOr<v1::SaveControlDevicesResponse> SaveControlDevices(
    const Deps&, server::Call& call, const v1::SaveControlDevicesRequest& request) {
  return SaveBatch<ControlDevices>(call, request);
}

absl::StatusOr<v1::ListControlDevicesResponse> ListControlDevices(
    const Deps&, server::Call& call, const v1::ListControlDevicesRequest& request) {
  return ListPage<ControlDevices>(call, request);
}

absl::StatusOr<v1::GetControlDeviceResponse> GetControlDevice(
    const Deps&, server::Call& call, const v1::GetControlDeviceRequest& request) {
  return GetOne<ControlDevices>(call, request);
}

absl::StatusOr<v1::CloseControlDeviceResponse> CloseControlDevice(
    const Deps&, server::Call& call, const v1::CloseControlDeviceRequest& request) {
  return CloseOne<ControlDevices>(call, request);
}

}  // namespace sems::facility::handlers
