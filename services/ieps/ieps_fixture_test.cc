#include "services/ieps/ieps_fixture.h"

#include "services/facility/module.h"
#include "services/ieps/module.h"
#include "services/measurement/module.h"
#include "services/operations/module.h"

namespace sems::ieps {

namespace fac = facility::v1;
namespace ops = operations::v1;
namespace mea = measurement::v1;

IepsTest::IepsTest()
    : harness_({&facility::Info(), &operations::Info(), &measurement::Info(), &Info()}) {}

void IepsTest::SetUp() {
  LoadSemsCodes();
  MakeInventory();
}

void IepsTest::LoadSemsCodes() {
  struct Row {
    fac::CodeTable table;
    const char* code;
    const char* name;
    const char* unit;
  };
  for (const Row& row :
       std::initializer_list<Row>{{fac::CODE_TABLE_USAGE_UNIT, "24", "kWh", ""},
                                  {fac::CODE_TABLE_USAGE_UNIT, "10", "톤", ""},
                                  {fac::CODE_TABLE_STACK_TYPE, "5", "TMS", ""},
                                  {fac::CODE_TABLE_STACK_TYPE, "1", "원형배출구", ""},
                                  {fac::CODE_TABLE_FUEL, "99", "기타연료", "10"},
                                  {fac::CODE_TABLE_MATERIAL, "M7", "암모니아수", "10"},
                                  {fac::CODE_TABLE_ENERGY, "51", "전력", "24"}}) {
    fac::LoadCodesRequest request;
    request.set_table(row.table);
    fac::Code& code = *request.add_codes();
    code.set_code(row.code);
    code.set_name(row.name);
    code.set_unit_code(row.unit);
    MustSave<fac::CodeService>("facility", &fac::CodeService::Stub::LoadCodes, request, &admin_);
  }
  for (const auto& [table, code, name] :
       {std::tuple(mea::CODE_TABLE_POLLUTANT, "28", "먼지"),
        std::tuple(mea::CODE_TABLE_POLLUTANT, "30", "황산화물"),
        std::tuple(mea::CODE_TABLE_CONCENTRATION_UNIT, "39", "mg/Sm3")}) {
    mea::LoadCodesRequest request;
    request.set_table(table);
    mea::Code& row = *request.add_codes();
    row.set_code(code);
    row.set_name_ko(name);
    row.set_valid_from("2020-01-01");
    Must<mea::CodeService>("measurement", &mea::CodeService::Stub::LoadCodes, request, &admin_);
  }
}

void IepsTest::MakeInventory() {
  // Manual 04 ①: number, name, type, permit number and name.
  struct StackRow {
    const char* number;
    const char* name;
    const char* type;
    const char* permit_number;
    const char* permit_name;
  };
  fac::SaveStacksRequest stacks;
  stacks.set_site_id(site_);
  stacks.set_survey_year(2026);
  for (const StackRow& row :
       std::initializer_list<StackRow>{{"1", "1호기보일러", "5", "", ""},
                                       {"2", "2호기보일러", "5", "", ""},
                                       {"16", "석고동저장시설", "1", "14", "저장시설(석고)"}}) {
    fac::Stack& stack = *stacks.add_stacks();
    stack.set_number(row.number);
    stack.set_name(row.name);
    stack.set_type_code(row.type);
    stack.set_permit_number(row.permit_number);
    stack.set_permit_name(row.permit_name);
  }
  const auto saved_stacks =
      MustSave<fac::StackService>("facility", &fac::StackService::Stub::SaveStacks, stacks);
  for (const fac::Stack& stack : saved_stacks.stacks()) {
    stacks_[stack.number()] = stack;
  }

  fac::SaveControlDevicesRequest devices;
  devices.set_site_id(site_);
  devices.set_survey_year(2026);
  fac::ControlDevice& device = *devices.add_control_devices();
  device.set_number("3");
  device.set_name("선택적촉매환원시설");
  fac::PowerMeter& meter = *device.add_meters();
  meter.set_meter_number("1");
  meter.set_multiplier("20");
  meter.set_valid_from("2026-01-01");
  meter.set_digits(6);
  auto saved_devices = MustSave<fac::ControlDeviceService>(
      "facility", &fac::ControlDeviceService::Stub::SaveControlDevices, devices);
  ASSERT_EQ(saved_devices.control_devices_size(), 1);
  device_ = saved_devices.control_devices(0);

  fac::SaveItemsRequest items;
  items.set_site_id(site_);
  items.set_survey_year(2026);
  const auto add = [&items](fac::ItemKind kind, const char* code, const char* name,
                            const char* other_name, const char* unit) {
    fac::Item& item = *items.add_items();
    item.set_kind(kind);
    item.set_number("1");
    item.set_code(code);
    item.set_name(name);
    item.set_other_name(other_name);
    item.set_unit_code(unit);
  };
  add(fac::ITEM_KIND_PRODUCT, "", "증기", "", "10");
  add(fac::ITEM_KIND_FUEL, "99", "부생가스", "순수", "");
  add(fac::ITEM_KIND_MATERIAL, "M7", "암모니아수(25%)", "", "");
  add(fac::ITEM_KIND_ENERGY, "51", "한전전력", "전기", "");
  auto saved_items =
      MustSave<fac::ItemService>("facility", &fac::ItemService::Stub::SaveItems, items);
  ASSERT_EQ(saved_items.items_size(), 4);
  product_ = saved_items.items(0);
  fuel_ = saved_items.items(1);
  material_ = saved_items.items(2);
  energy_ = saved_items.items(3);

  fac::SaveEmissionFacilitiesRequest facilities;
  facilities.set_site_id(site_);
  facilities.set_survey_year(2026);
  fac::EmissionFacility& boiler = *facilities.add_emission_facilities();
  boiler.set_number("4");
  boiler.set_name("보일러");
  boiler.add_fuel_item_ids(fuel_.item_id());
  auto saved_facilities = MustSave<fac::EmissionFacilityService>(
      "facility", &fac::EmissionFacilityService::Stub::SaveEmissionFacilities, facilities);
  ASSERT_EQ(saved_facilities.emission_facilities_size(), 1);
  boiler_ = saved_facilities.emission_facilities(0);
}

// Distinctive values, so that a cell in the wrong place is seen.
void IepsTest::EnterRecords() {
  ops::SaveStackHoursRequest hours;
  hours.set_site_id(site_);
  const auto add_hours = [&](const char* stack, const char* day, int h, int m, const char* remark) {
    ops::StackHours& line = *hours.add_lines();
    line.set_stack_id(stacks_[stack].stack_id());
    line.set_day(day);
    line.set_hours(h);
    line.set_minutes(m);
    line.set_remark(remark);
  };
  add_hours("2", "2026-10-31", 24, 0, "");
  add_hours("1", "2026-10-01", 16, 5, "정기보수");
  add_hours("1", "2026-10-02", 0, 0, "");
  add_hours("16", "2026-10-02", 3, 0, "");
  MustSave<ops::StackHoursService>("operations", &ops::StackHoursService::Stub::SaveStackHours,
                                   hours);

  ops::SaveDeviceOperationsRequest operations;
  operations.set_site_id(site_);
  const auto add_reading = [&](const char* day, const char* reading) -> ops::DeviceOperation& {
    ops::DeviceOperation& line = *operations.add_lines();
    line.set_device_id(device_.control_device_id());
    line.set_day(day);
    ops::MeterReading& one = *line.add_readings();
    one.set_meter_id(device_.meters(0).meter_id());
    one.set_reading(reading);
    return line;
  };
  const auto add_chemical = [](ops::DeviceOperation& line, const char* name, const char* amount,
                               ops::ChemicalUnit unit) {
    ops::ChemicalUse& chemical = *line.add_chemicals();
    chemical.set_name(name);
    chemical.set_amount(amount);
    chemical.set_unit(unit);
  };
  add_reading("2026-09-30", "1240.5");
  ops::DeviceOperation& first = add_reading("2026-10-01", "1250");
  add_chemical(first, "암모니아", "360", ops::CHEMICAL_UNIT_KG_PER_DAY);
  add_chemical(first, "가성소다", "1.5", ops::CHEMICAL_UNIT_L_PER_DAY);
  add_chemical(first, "활성탄", "0.25", ops::CHEMICAL_UNIT_KG_PER_DAY);
  add_reading("2026-10-02", "1249");  // runs backwards
  MustSave<ops::DeviceOperationService>(
      "operations", &ops::DeviceOperationService::Stub::SaveDeviceOperations, operations);

  ops::SaveFuelUsesRequest fuels;
  fuels.set_site_id(site_);
  ops::FuelUse& fuel = *fuels.add_lines();
  fuel.set_emission_facility_id(boiler_.emission_facility_id());
  fuel.set_fuel_id(fuel_.item_id());
  fuel.set_month("2026-10");
  fuel.set_amount("22166");
  MustSave<ops::FuelUseService>("operations", &ops::FuelUseService::Stub::SaveFuelUses, fuels);

  ops::SaveMaterialUsesRequest materials;
  materials.set_site_id(site_);
  ops::MaterialUse& material = *materials.add_lines();
  material.set_material_id(material_.item_id());
  material.set_month("2026-10");
  material.set_amount("8.746");
  MustSave<ops::MaterialUseService>("operations", &ops::MaterialUseService::Stub::SaveMaterialUses,
                                    materials);

  ops::SaveEnergyUsesRequest energies;
  energies.set_site_id(site_);
  ops::EnergyUse& energy = *energies.add_lines();
  energy.set_energy_id(energy_.item_id());
  energy.set_month("2026-10");
  energy.set_amount("2875200");
  MustSave<ops::EnergyUseService>("operations", &ops::EnergyUseService::Stub::SaveEnergyUses,
                                  energies);

  ops::SaveProductOutputsRequest products;
  products.set_site_id(site_);
  ops::ProductOutput& product = *products.add_lines();
  product.set_product_id(product_.item_id());
  product.set_month("2026-10");
  product.set_amount("39643.129");
  MustSave<ops::ProductOutputService>(
      "operations", &ops::ProductOutputService::Stub::SaveProductOutputs, products);

  mea::SaveSelfMeasurementsRequest samplings;
  samplings.set_site_id(site_);
  mea::SelfMeasurement& sampling = *samplings.add_lines();
  sampling.set_stack_id(stacks_["1"].stack_id());
  sampling.set_day("2026-10-15");
  sampling.set_time("09:30");
  sampling.mutable_weather()->set_condition("맑음");
  sampling.mutable_weather()->set_air_temperature_celsius("21.5");
  sampling.mutable_weather()->set_humidity_percent("55");
  sampling.mutable_weather()->set_pressure_mmhg("760.25");
  sampling.mutable_weather()->set_wind_direction("북서");
  sampling.mutable_weather()->set_wind_speed_m_per_s("2.4");
  sampling.set_flow_sm3_per_min("4269.50127");
  sampling.set_velocity_m_per_s("15.3");
  sampling.set_gas_temperature_celsius("66");
  sampling.set_moisture_percent("6.1");
  sampling.set_standard_oxygen_percent("4");
  sampling.set_measured_oxygen_percent("18");
  mea::PollutantResult& dust = *sampling.add_results();
  dust.set_pollutant_code("28");
  dust.set_concentration("11.2");
  dust.set_unit_code("39");
  mea::PollutantResult& sox = *sampling.add_results();
  sox.set_pollutant_code("30");
  sox.set_concentration("7");
  sox.set_unit_code("39");
  MustSave<mea::SelfMeasurementService>(
      "measurement", &mea::SelfMeasurementService::Stub::SaveSelfMeasurements, samplings);
}

v1::CodeMapEntry MapEntry(const std::string& sems, const std::string& ieps, const std::string& name,
                          const std::string& unit) {
  v1::CodeMapEntry entry;
  entry.set_sems_code(sems);
  entry.set_ieps_code(ieps);
  entry.set_ieps_name(name);
  entry.set_ieps_unit_code(unit);
  entry.set_valid_from("2020-01-01");
  return entry;
}

absl::StatusOr<v1::LoadCodeMapResponse> IepsTest::LoadMap(
    v1::CodeTable table, const std::vector<v1::CodeMapEntry>& entries) {
  v1::LoadCodeMapRequest request;
  request.set_table(table);
  request.set_source_note("시험용");
  request.set_invented(true);
  for (const v1::CodeMapEntry& entry : entries) *request.add_entries() = entry;
  return Ask(harness_, admin_, *code_maps_, &v1::CodeMapService::Stub::LoadCodeMap, request);
}

void IepsTest::LoadCodeMaps() {
  for (const auto& [table, entry] :
       {std::pair(v1::CODE_TABLE_POLLUTANT, MapEntry("28", "P028", "먼지(IEPS)")),
        std::pair(v1::CODE_TABLE_CONCENTRATION_UNIT, MapEntry("39", "mg/Sm3")),
        std::pair(v1::CODE_TABLE_FUEL, MapEntry("99", "F99", "기타", "13")),
        std::pair(v1::CODE_TABLE_MATERIAL, MapEntry("M7", "77", "암모니아(#1,2SCR)", "12")),
        std::pair(v1::CODE_TABLE_ENERGY, MapEntry("51", "1", "전기"))}) {
    auto loaded = LoadMap(table, {entry});
    ASSERT_TRUE(loaded.ok()) << loaded.status();
    ASSERT_EQ(loaded->outcome(), common::v1::BATCH_OUTCOME_SAVED) << loaded->DebugString();
  }
  auto units = LoadMap(v1::CODE_TABLE_USAGE_UNIT, {MapEntry("24", "8"), MapEntry("10", "")});
  ASSERT_TRUE(units.ok()) << units.status();
  ASSERT_EQ(units->outcome(), common::v1::BATCH_OUTCOME_SAVED) << units->DebugString();
}

void IepsTest::SetSiteCode(const std::string& code) {
  v1::SetSiteCodeRequest request;
  request.set_site_id(site_);
  request.set_code(code);
  Must<v1::SiteCodeService>("ieps", &v1::SiteCodeService::Stub::SetSiteCode, request);
}

v1::MappingRow IepsTest::Row(v1::FacilityTab tab, const std::string& sems, const std::string& ieps,
                             const std::string& ieps_name) {
  v1::MappingRow row;
  row.set_tab(tab);
  row.set_sems_number(sems);
  row.set_ieps_number(ieps);
  row.set_ieps_name(ieps_name);
  return row;
}

absl::StatusOr<v1::PutDraftResponse> IepsTest::Put(const std::vector<v1::MappingRow>& rows,
                                                   int survey_year) {
  v1::PutDraftRequest request;
  request.set_site_id(site_);
  request.set_survey_year(survey_year);
  for (const v1::MappingRow& row : rows) *request.add_rows() = row;
  return Ask(harness_, operator_, *mappings_, &v1::FacilityMappingService::Stub::PutDraft, request);
}

absl::StatusOr<v1::CheckMappingResponse> IepsTest::Check(const std::string& draft_id,
                                                         int survey_year) {
  v1::CheckMappingRequest request;
  request.set_site_id(site_);
  request.set_survey_year(survey_year);
  request.set_draft_id(draft_id);
  return Ask(harness_, operator_, *mappings_, &v1::FacilityMappingService::Stub::CheckMapping,
             request);
}

absl::StatusOr<v1::SaveMappingResponse> IepsTest::Save(const std::string& draft_id,
                                                       int survey_year) {
  v1::SaveMappingRequest request;
  request.set_site_id(site_);
  request.set_survey_year(survey_year);
  request.set_draft_id(draft_id);
  return Ask(harness_, operator_, *mappings_, &v1::FacilityMappingService::Stub::SaveMapping,
             request);
}

void IepsTest::SaveRows(const std::vector<v1::MappingRow>& rows, int survey_year) {
  auto draft = Put(rows, survey_year);
  ASSERT_TRUE(draft.ok()) << draft.status();
  auto checked = Check(draft->draft().draft_id(), survey_year);
  ASSERT_TRUE(checked.ok()) << checked.status();
  ASSERT_TRUE(checked->ok()) << checked->DebugString();
  auto saved = Save(draft->draft().draft_id(), survey_year);
  ASSERT_TRUE(saved.ok()) << saved.status();
}

std::vector<v1::MappingRow> IepsTest::GoodRows() {
  return {Row(v1::FACILITY_TAB_STACK, "1", "#A6", "1호기보일러"),
          Row(v1::FACILITY_TAB_STACK, "2", "#A7", "2호기보일러"),
          Row(v1::FACILITY_TAB_STACK, "16", ""),
          Row(v1::FACILITY_TAB_CONTROL_DEVICE, "3", "C-PGTA010", "SCR"),
          Row(v1::FACILITY_TAB_EMISSION_FACILITY, "4", "I-PFCA040", "보일러"),
          Row(v1::FACILITY_TAB_PRODUCT, "1", "P-1", "전기(MODE1)")};
}

v1::CreateExportRequest IepsTest::Order(const std::vector<v1::Form>& forms) {
  v1::CreateExportRequest request;
  request.set_site_id(site_);
  request.set_month("2026-10");
  for (v1::Form form : forms) request.add_forms(form);
  return request;
}

absl::StatusOr<v1::CreateExportResponse> IepsTest::CreateExport(
    const v1::CreateExportRequest& request) {
  return Ask(harness_, operator_, *exports_, &v1::ExportService::Stub::CreateExport, request);
}

v1::Export IepsTest::MadeExport(const v1::CreateExportRequest& request) {
  auto made = CreateExport(request);
  EXPECT_TRUE(made.ok()) << made.status();
  return made.ok() ? made->export_() : v1::Export();
}

absl::StatusOr<IepsTest::Fetched> IepsTest::GetFile(const std::string& export_id) {
  v1::GetExportFileRequest request;
  request.set_site_id(site_);
  request.set_export_id(export_id);
  grpc::ClientContext context;
  harness_.As(context, operator_);
  google::api::HttpBody body;
  if (grpc::Status status = exports_->GetExportFile(&context, request, &body); !status.ok()) {
    return FromGrpc(status);
  }
  Fetched fetched{body.data(), body.content_type(), {}};
  for (const auto& [key, value] : context.GetServerInitialMetadata()) {
    fetched.headers[std::string(key.data(), key.size())] = std::string(value.data(), value.size());
  }
  return fetched;
}

absl::StatusOr<IepsTest::Fetched> IepsTest::GetTemplate(v1::FacilityTab tab) {
  v1::DownloadTemplateRequest request;
  request.set_site_id(site_);
  request.set_survey_year(2026);
  request.set_tab(tab);
  grpc::ClientContext context;
  harness_.As(context, operator_);
  google::api::HttpBody body;
  if (grpc::Status status = mappings_->DownloadTemplate(&context, request, &body); !status.ok()) {
    return FromGrpc(status);
  }
  Fetched fetched{body.data(), body.content_type(), {}};
  for (const auto& [key, value] : context.GetServerInitialMetadata()) {
    fetched.headers[std::string(key.data(), key.size())] = std::string(value.data(), value.size());
  }
  return fetched;
}

}  // namespace sems::ieps
