#pragma once

#include <string>

#include "sems/common/v1/batch.pb.h"
#include "sems/facility/v1/code.pb.h"
#include "sems/facility/v1/connection.pb.h"
#include "sems/facility/v1/control_device.pb.h"
#include "sems/facility/v1/emission_facility.pb.h"
#include "sems/facility/v1/item.pb.h"
#include "sems/facility/v1/stack.pb.h"
#include "sems/facility/v1/survey_year.pb.h"
#include "sems/facility/v1/technician.pb.h"
#include "services/facility/domain/control_device.h"
#include "services/facility/domain/emission_facility.h"
#include "services/facility/domain/graph.h"
#include "services/facility/domain/item.h"
#include "services/facility/domain/stack.h"
#include "services/facility/domain/technician.h"
#include "services/facility/repository/facts.h"
#include "services/facility/repository/rows.h"
#include "services/facility/repository/years.h"

// Contract ↔ domain, and nothing else. Ids come in lower case, as they are kept.
namespace sems::facility {

std::string LowerId(const std::string& id);

Stack FromProto(const v1::Stack& message);
EmissionFacility FromProto(const v1::EmissionFacility& message);
ControlDevice FromProto(const v1::ControlDevice& message);
// An unspecified kind is for the caller to refuse.
Item FromProto(const v1::Item& message);
Technician FromProto(const v1::Technician& message);
Code FromProto(const v1::Code& message);
SiteFacts FromProto(const v1::SiteFacts& message);
Kind FromProto(v1::ItemKind kind);
bool IsItemKind(v1::ItemKind kind);
Fault KindMissing();  // of an item that does not say what it is

v1::Stack ToProto(const Stored<Stack>& stack);
v1::EmissionFacility ToProto(const Stored<EmissionFacility>& facility);
v1::ControlDevice ToProto(const Stored<ControlDevice>& device);
v1::Item ToProto(const Stored<Item>& item);
v1::Technician ToProto(const Stored<Technician>& technician);
v1::Code ToProto(const Code& code);
v1::SurveyYear ToProto(const std::string& site_id, const YearRow& year);
v1::SiteFacts ToProto(const std::string& site_id, int survey_year, const StoredFacts& facts);
v1::Connection ToProto(const Edge& edge);
v1::ConnectionProblem ToProto(const Problem& problem);

inline std::string IdOf(const v1::Stack& message) { return LowerId(message.stack_id()); }
inline std::string IdOf(const v1::EmissionFacility& message) {
  return LowerId(message.emission_facility_id());
}
inline std::string IdOf(const v1::ControlDevice& message) {
  return LowerId(message.control_device_id());
}
inline std::string IdOf(const v1::Item& message) { return LowerId(message.item_id()); }
inline std::string IdOf(const v1::Technician& message) { return LowerId(message.technician_id()); }

// What is wrong with one line, in the contract's words.
void AddLineErrors(int line, const std::string& item, const Faults& faults,
                   google::protobuf::RepeatedPtrField<common::v1::LineError>& errors);

}  // namespace sems::facility
