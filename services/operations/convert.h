#pragma once

#include "absl/time/time.h"
#include "google/protobuf/timestamp.pb.h"
#include "sems/facility/internal/v1/inventory.pb.h"
#include "sems/operations/v1/device_operation.pb.h"
#include "sems/operations/v1/fuel_use.pb.h"
#include "sems/operations/v1/period.pb.h"
#include "sems/operations/v1/record.pb.h"
#include "sems/operations/v1/stack_hours.pb.h"
#include "services/operations/domain/device_operation.h"
#include "services/operations/domain/fuel_use.h"
#include "services/operations/domain/inventory.h"
#include "services/operations/domain/meter_event.h"
#include "services/operations/domain/month_status.h"
#include "services/operations/domain/stack_hours.h"
#include "services/operations/repository/entry.h"
#include "services/operations/repository/periods.h"

// Between the contracts and the domain, nothing else.
namespace sems::operations {

Inventory ToDomain(const facility::internal::v1::GetInventoryResponse& reply);

// Views into the message, which must outlive them.
RawStackHours Raw(const v1::StackHours& line);
RawDeviceOperation Raw(const v1::DeviceOperation& line);
RawFuelUse Raw(const v1::FuelUse& line);
RawMeterEvent Raw(const v1::MeterEvent& event);

google::protobuf::Timestamp ToProto(absl::Time time);
v1::EntryInfo ToProto(const repository::Entry& entry);
v1::StackHours ToProto(const repository::Listed<StackHours>& listed);
v1::DeviceOperation ToProto(const repository::Listed<DeviceOperation>& listed,
                            const Electricity& electricity);
v1::ChemicalUse ToProto(const Chemical& chemical);
v1::ElectricityState ToProto(ElectricityState state);
v1::FuelUse ToProto(const repository::Listed<FuelUse>& listed);
v1::MeterEvent ToProto(const repository::Listed<MeterEvent>& listed);
v1::Period ToProto(const repository::Period& period);
v1::RecordMonthStatus ToProto(v1::RecordKind kind, calendar::RecordKind record_kind,
                              const MonthStatus& status);

}  // namespace sems::operations
