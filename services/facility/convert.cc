#include "services/facility/convert.h"

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "common/records/etag.h"

namespace sems::facility {
namespace {

// "5-TMS", as SEMS shows types (IEPS manual, 04 시설정보 매핑).
std::string TypeLabel(const std::string& code, const std::string& name) {
  if (code.empty() || name.empty()) return code;
  return absl::StrCat(code, "-", name);
}

v1::ItemKind ToProto(Kind kind) {
  switch (kind) {
    case Kind::kProduct:
      return v1::ITEM_KIND_PRODUCT;
    case Kind::kFuel:
      return v1::ITEM_KIND_FUEL;
    case Kind::kMaterial:
      return v1::ITEM_KIND_MATERIAL;
    case Kind::kEnergy:
      return v1::ITEM_KIND_ENERGY;
    case Kind::kStack:
    case Kind::kEmissionFacility:
    case Kind::kControlDevice:
      return v1::ITEM_KIND_UNSPECIFIED;
  }
  return v1::ITEM_KIND_UNSPECIFIED;
}

}  // namespace

std::string LowerId(const std::string& id) { return absl::AsciiStrToLower(id); }

Stack FromProto(const v1::Stack& message) {
  return {.number = message.number(),
          .name = message.name(),
          .type_code = message.type_code(),
          .permit_number = message.permit_number(),
          .permit_name = message.permit_name(),
          .height_m = message.height_m(),
          .diameter_m = message.diameter_m(),
          .temperature_c = message.temperature_c(),
          .latitude = message.latitude(),
          .longitude = message.longitude(),
          .stack_class = message.stack_class(),
          .tms = message.tms()};
}

EmissionFacility FromProto(const v1::EmissionFacility& message) {
  EmissionFacility facility = {.number = message.number(),
                               .name = message.name(),
                               .type_code = message.type_code(),
                               .capacity = message.capacity(),
                               .capacity_unit = message.capacity_unit(),
                               .permit_number = message.permit_number(),
                               .installed_on = message.installed_on()};
  for (const std::string& id : message.fuel_item_ids()) {
    facility.fuel_item_ids.push_back(LowerId(id));
  }
  for (const std::string& id : message.material_item_ids()) {
    facility.material_item_ids.push_back(LowerId(id));
  }
  return facility;
}

ControlDevice FromProto(const v1::ControlDevice& message) {
  ControlDevice device = {.number = message.number(),
                          .name = message.name(),
                          .type_code = message.type_code(),
                          .capacity = message.capacity(),
                          .capacity_unit = message.capacity_unit(),
                          .permit_number = message.permit_number(),
                          .installed_on = message.installed_on()};
  for (const v1::TreatedPollutant& pollutant : message.pollutants()) {
    device.pollutants.push_back(
        {pollutant.pollutant_code(), pollutant.design_efficiency_percent()});
  }
  for (const v1::PowerMeter& meter : message.meters()) {
    device.meters.push_back({.id = LowerId(meter.meter_id()),
                             .number = meter.meter_number(),
                             .multiplier = meter.multiplier(),
                             .valid_from = meter.valid_from(),
                             .digits = meter.digits(),
                             .removed_on = meter.removed_on(),
                             .serial_number = meter.serial_number()});
  }
  return device;
}

Kind FromProto(v1::ItemKind kind) {
  switch (kind) {
    case v1::ITEM_KIND_FUEL:
      return Kind::kFuel;
    case v1::ITEM_KIND_MATERIAL:
      return Kind::kMaterial;
    case v1::ITEM_KIND_ENERGY:
      return Kind::kEnergy;
    default:
      return Kind::kProduct;
  }
}

bool IsItemKind(v1::ItemKind kind) {
  return kind >= v1::ITEM_KIND_PRODUCT && kind <= v1::ITEM_KIND_ENERGY;
}

Fault KindMissing() {
  return {"kind", "REQUIRED", "Must say what the item is.", "항목의 구분은 필수입니다."};
}

Item FromProto(const v1::Item& message) {
  return {.kind = FromProto(message.kind()),
          .number = message.number(),
          .code = message.code(),
          .name = message.name(),
          .other_name = message.other_name(),
          .unit_code = message.unit_code()};
}

Technician FromProto(const v1::Technician& message) {
  return {.name = message.name(),
          .qualification = message.qualification(),
          .appointed_on = message.appointed_on(),
          .dismissed_on = message.dismissed_on()};
}

Code FromProto(const v1::Code& message) {
  return {.code = message.code(),
          .name = message.name(),
          .unit_code = message.unit_code(),
          .valid_from = message.valid_from(),
          .valid_until = message.valid_until()};
}

SiteFacts FromProto(const v1::SiteFacts& message) {
  return {.industry_code = message.industry_code(),
          .region_class = message.region_class(),
          .industrial_complex = message.industrial_complex(),
          .tms = message.tms(),
          .tms_site_code = message.tms_site_code(),
          .tms_stack_count = message.tms_stack_count(),
          .operation_started_on = message.operation_started_on()};
}

v1::Stack ToProto(const Stored<Stack>& stack) {
  v1::Stack message;
  message.set_stack_id(stack.id);
  message.set_number(stack.facts.number);
  message.set_name(stack.facts.name);
  message.set_type_code(stack.facts.type_code);
  message.set_type_label(TypeLabel(stack.facts.type_code, stack.code_name));
  message.set_permit_number(stack.facts.permit_number);
  message.set_permit_name(stack.facts.permit_name);
  message.set_height_m(stack.facts.height_m);
  message.set_diameter_m(stack.facts.diameter_m);
  message.set_temperature_c(stack.facts.temperature_c);
  message.set_latitude(stack.facts.latitude);
  message.set_longitude(stack.facts.longitude);
  message.set_stack_class(stack.facts.stack_class);
  message.set_tms(stack.facts.tms);
  message.set_closed_on(stack.closed_on);
  message.set_etag(records::FormatEtag(stack.version));
  return message;
}

v1::EmissionFacility ToProto(const Stored<EmissionFacility>& facility) {
  v1::EmissionFacility message;
  message.set_emission_facility_id(facility.id);
  message.set_number(facility.facts.number);
  message.set_name(facility.facts.name);
  message.set_type_code(facility.facts.type_code);
  message.set_type_label(TypeLabel(facility.facts.type_code, facility.code_name));
  message.set_capacity(facility.facts.capacity);
  message.set_capacity_unit(facility.facts.capacity_unit);
  message.set_permit_number(facility.facts.permit_number);
  message.set_installed_on(facility.facts.installed_on);
  for (const std::string& id : facility.facts.fuel_item_ids) message.add_fuel_item_ids(id);
  for (const std::string& id : facility.facts.material_item_ids) message.add_material_item_ids(id);
  message.set_closed_on(facility.closed_on);
  message.set_etag(records::FormatEtag(facility.version));
  return message;
}

v1::ControlDevice ToProto(const Stored<ControlDevice>& device) {
  v1::ControlDevice message;
  message.set_control_device_id(device.id);
  message.set_number(device.facts.number);
  message.set_name(device.facts.name);
  message.set_type_code(device.facts.type_code);
  message.set_type_label(TypeLabel(device.facts.type_code, device.code_name));
  message.set_capacity(device.facts.capacity);
  message.set_capacity_unit(device.facts.capacity_unit);
  message.set_permit_number(device.facts.permit_number);
  message.set_installed_on(device.facts.installed_on);
  for (const Meter& meter : device.facts.meters) {
    v1::PowerMeter& row = *message.add_meters();
    row.set_meter_id(meter.id);
    row.set_meter_number(meter.number);
    row.set_multiplier(meter.multiplier);
    row.set_valid_from(meter.valid_from);
    row.set_digits(meter.digits);
    row.set_removed_on(meter.removed_on);
    row.set_serial_number(meter.serial_number);
  }
  for (const TreatedPollutant& pollutant : device.facts.pollutants) {
    v1::TreatedPollutant& row = *message.add_pollutants();
    row.set_pollutant_code(pollutant.code);
    row.set_design_efficiency_percent(pollutant.efficiency_percent);
  }
  message.set_closed_on(device.closed_on);
  message.set_etag(records::FormatEtag(device.version));
  return message;
}

v1::Item ToProto(const Stored<Item>& item) {
  v1::Item message;
  message.set_item_id(item.id);
  message.set_kind(ToProto(item.facts.kind));
  message.set_number(item.facts.number);
  message.set_code(item.facts.code);
  message.set_code_name(item.code_name);
  message.set_name(item.facts.name);
  message.set_other_name(item.facts.other_name);
  message.set_unit_code(item.facts.unit_code);
  message.set_unit_name(item.unit_name);
  message.set_closed_on(item.closed_on);
  message.set_etag(records::FormatEtag(item.version));
  return message;
}

v1::Technician ToProto(const Stored<Technician>& technician) {
  v1::Technician message;
  message.set_technician_id(technician.id);
  message.set_name(technician.facts.name);
  message.set_qualification(technician.facts.qualification);
  message.set_appointed_on(technician.facts.appointed_on);
  message.set_dismissed_on(technician.facts.dismissed_on);
  message.set_etag(records::FormatEtag(technician.version));
  return message;
}

v1::Code ToProto(const Code& code) {
  v1::Code message;
  message.set_code(code.code);
  message.set_name(code.name);
  message.set_unit_code(code.unit_code);
  message.set_valid_from(code.valid_from);
  message.set_valid_until(code.valid_until);
  return message;
}

v1::SurveyYear ToProto(const std::string& site_id, const YearRow& year) {
  v1::SurveyYear message;
  message.set_site_id(site_id);
  message.set_survey_year(year.survey_year);
  const int64_t micros = absl::ToUnixMicros(year.opened_at);
  message.mutable_opened_at()->set_seconds(micros / 1'000'000);
  message.mutable_opened_at()->set_nanos(static_cast<int>(micros % 1'000'000) * 1000);
  message.set_copied_from(year.copied_from);
  message.set_version(year.version);
  return message;
}

v1::SiteFacts ToProto(const std::string& site_id, int survey_year, const StoredFacts& facts) {
  v1::SiteFacts message;
  message.set_site_id(site_id);
  message.set_survey_year(survey_year);
  message.set_site_class(facts.site_class);
  message.set_industry_code(facts.facts.industry_code);
  message.set_region_class(static_cast<v1::RegionClass>(facts.facts.region_class));
  message.set_industrial_complex(facts.facts.industrial_complex);
  message.set_tms(facts.facts.tms);
  message.set_tms_site_code(facts.facts.tms_site_code);
  message.set_tms_stack_count(facts.facts.tms_stack_count);
  message.set_approved_on(facts.approved_on);
  message.set_operation_started_on(facts.facts.operation_started_on);
  message.set_etag(records::FormatEtag(facts.version));
  return message;
}

v1::Connection ToProto(const Edge& edge) {
  v1::Connection message;
  message.set_from_id(edge.from);
  message.set_to_id(edge.to);
  return message;
}

v1::ConnectionProblem ToProto(const Problem& problem) {
  v1::ConnectionProblem message;
  message.set_kind(static_cast<v1::ConnectionProblemKind>(problem.kind));
  for (const std::string& id : problem.item_ids) message.add_item_ids(id);
  for (const std::string& name : problem.item_names) message.add_item_names(name);
  message.set_message(problem.message);
  message.set_message_ko(problem.message_ko);
  return message;
}

void AddLineErrors(int line, const std::string& item, const Faults& faults,
                   google::protobuf::RepeatedPtrField<common::v1::LineError>& errors) {
  for (const Fault& fault : faults) {
    common::v1::LineError& error = *errors.Add();
    error.set_line(line);
    error.set_item(item);
    error.set_field(fault.field);
    error.set_code(fault.code);
    error.set_message(fault.message);
    error.set_message_ko(fault.message_ko);
  }
}

}  // namespace sems::facility
