#include <cstdio>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "services/facility/convert.h"
#include "services/facility/errors.h"
#include "services/facility/handlers/batch.h"
#include "services/facility/handlers/handlers.h"
#include "services/facility/handlers/structure_plan.h"
#include "services/facility/repository/connections.h"
#include "services/facility/repository/years.h"
#include "services/facility/structure_workbook.h"

namespace sems::facility::handlers {
namespace {

constexpr char kXlsxType[] = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
constexpr int kMaxPartLines = 1000;
constexpr int kMaxConnectionLines = 5000;

void CheckSize(std::string_view part, int count, int max, FieldErrors& errors) {
  if (count > max) CheckLineCount(std::string(part), count, max, errors);
}

void CheckSizes(const v1::Structure& structure, FieldErrors& errors) {
  CheckSize("structure.items", structure.items_size(), kMaxPartLines, errors);
  CheckSize("structure.stacks", structure.stacks_size(), kMaxPartLines, errors);
  CheckSize("structure.emission_facilities", structure.emission_facilities_size(), kMaxPartLines,
            errors);
  CheckSize("structure.control_devices", structure.control_devices_size(), kMaxPartLines, errors);
  CheckSize("structure.connections", structure.connections_size(), kMaxConnectionLines, errors);
}

v1::StructureError ToProto(const StructureFault& fault, std::string_view part, int line) {
  v1::StructureError error;
  error.set_part(std::string(part));
  error.set_line(line);
  error.set_item(fault.item);
  error.set_field(fault.fault.field);
  error.set_code(fault.fault.code);
  error.set_message(fault.fault.message);
  error.set_message_ko(fault.fault.message_ko);
  return error;
}

std::string_view PartName(Part part) {
  switch (part) {
    case Part::kItems:
      return "items";
    case Part::kStacks:
      return "stacks";
    case Part::kEmissionFacilities:
      return "emission_facilities";
    case Part::kControlDevices:
      return "control_devices";
    case Part::kConnections:
      return "connections";
  }
  return "";
}

// Where a fault stands in the workbook: "meters[2].valid_from" is on the meters' own sheet.
v1::StructureError InWorkbook(const StructureFault& fault, const ReadStructure& read) {
  const size_t line = static_cast<size_t>(fault.line);
  std::string field = fault.fault.field;
  const WorkbookPlace* place = nullptr;
  unsigned index = 0;
  switch (fault.part) {
    case Part::kItems:
      place = &read.items[line];
      break;
    case Part::kStacks:
      place = &read.stacks[line];
      break;
    case Part::kEmissionFacilities:
      place = &read.facilities[line];
      break;
    case Part::kControlDevices:
      place = &read.devices[line];
      if (std::sscanf(field.c_str(), "meters[%u]", &index) == 1 &&
          index < read.meters[line].size()) {
        place = &read.meters[line][index];
      } else if (std::sscanf(field.c_str(), "pollutants[%u]", &index) == 1 &&
                 index < read.pollutants[line].size()) {
        place = &read.pollutants[line][index];
      }
      break;
    case Part::kConnections:
      place = &read.connections[line];
      break;
  }
  if (const size_t dot = field.rfind('.'); dot != std::string::npos) field = field.substr(dot + 1);
  v1::StructureError error = ToProto(fault, place->sheet, place->row);
  error.set_field(field);
  error.set_column(HeaderOf(place->sheet, field));
  return error;
}

// Plans, and stores what is right; the same for a request and for a workbook. `tell` answers a
// fault in the words of its sender.
template <class Response, class Tell>
absl::StatusOr<Response> Import(server::Call& call, int year, const v1::Structure& structure,
                                int64_t version, bool validate_only,
                                const std::vector<v1::StructureError>& unreadable, Tell tell) {
  return call.Write<Response>([&](server::UnitOfWork& work) -> absl::StatusOr<Response> {
    const server::SiteScope& site = call.site();
    db::Tx& tx = work.tx();
    LockYears(site, tx);
    std::optional<YearRow> row = FindYear(site, tx, year);
    if (!row) return SurveyYearNotOpen(year);
    if (row->version != version) return EtagMismatch("survey year", "조사년도");

    const StructurePlan plan = PlanStructure(site, tx, year, structure, call.today(), call.now());
    Response response;
    for (const v1::StructureError& error : unreadable) *response.add_errors() = error;
    for (const StructureFault& fault : plan.faults) *response.add_errors() = tell(fault);
    for (const Problem& problem : plan.problems) {
      *response.add_problems() = facility::ToProto(problem);
    }
    response.set_survey_year_version(row->version);
    if (response.errors_size() > 0 || validate_only) {
      response.set_outcome(common::v1::BATCH_OUTCOME_NOT_SAVED);
      work.NothingChanged();
      return response;
    }
    response.set_outcome(common::v1::BATCH_OUTCOME_SAVED);
    response.set_saved_count(plan.SavedCount());
    if (plan.ChangesNothing()) {
      work.NothingChanged();
      return response;
    }
    StoreStructure(site, tx, year, plan, StampOf(call));
    TouchAllYears(site, tx);
    work.Audit(
        {.stream_id = site.site_id(),
         .action = "STRUCTURE_IMPORTED",
         .subject = absl::StrCat("structure ", year),
         .detail = absl::StrCat(
             "{\"survey_year\":", year, ",\"items\":{",
             IdsAsJson(plan.items.added, plan.items.changed), "},\"stacks\":{",
             IdsAsJson(plan.stacks.added, plan.stacks.changed), "},\"emission_facilities\":{",
             IdsAsJson(plan.facilities.added, plan.facilities.changed), "},\"control_devices\":{",
             IdsAsJson(plan.devices.added, plan.devices.changed),
             "},\"connections\":", plan.edges.size(), "}")});
    response.set_survey_year_version(FindYear(site, tx, year)->version);
    return response;
  });
}

v1::ConnectionEnd ToEnd(Kind kind) {
  switch (kind) {
    case Kind::kEmissionFacility:
      return v1::CONNECTION_END_EMISSION_FACILITY;
    case Kind::kControlDevice:
      return v1::CONNECTION_END_CONTROL_DEVICE;
    default:
      return v1::CONNECTION_END_STACK;
  }
}

// The year's structure as it is kept, named by numbers.
v1::Structure LoadStructure(const server::SiteScope& site, db::Tx& tx, int year) {
  const Query query = {.survey_year = year};
  v1::Structure structure;
  std::map<std::string, std::string> item_numbers;
  for (const auto& item : Load<Item>(site, tx, query)) {
    item_numbers.emplace(item.id, item.facts.number);
    *structure.add_items() = facility::ToProto(item);
  }
  std::map<std::string, std::pair<Kind, std::string>> names;
  for (const auto& stack : Load<Stack>(site, tx, query)) {
    names.emplace(stack.id, std::pair(Kind::kStack, stack.facts.number));
    *structure.add_stacks() = facility::ToProto(stack);
  }
  for (const auto& facility : Load<EmissionFacility>(site, tx, query)) {
    names.emplace(facility.id, std::pair(Kind::kEmissionFacility, facility.facts.number));
    v1::FacilityLine& line = *structure.add_emission_facilities();
    *line.mutable_emission_facility() = facility::ToProto(facility);
    for (const std::string& id : facility.facts.fuel_item_ids) {
      line.add_fuel_numbers(item_numbers.at(id));
    }
    for (const std::string& id : facility.facts.material_item_ids) {
      line.add_material_numbers(item_numbers.at(id));
    }
  }
  for (auto& device : Load<ControlDevice>(site, tx, query)) {
    std::erase_if(device.facts.meters, NeverInUse);
    names.emplace(device.id, std::pair(Kind::kControlDevice, device.facts.number));
    *structure.add_control_devices() = facility::ToProto(device);
  }
  for (const Edge& edge : LoadConnections(site, tx, year)) {
    const auto from = names.find(edge.from);
    const auto to = names.find(edge.to);
    if (from == names.end() || to == names.end()) continue;
    v1::ConnectionLine& line = *structure.add_connections();
    line.set_from_kind(ToEnd(from->second.first));
    line.set_from_number(from->second.second);
    line.set_to_kind(ToEnd(to->second.first));
    line.set_to_number(to->second.second);
  }
  return structure;
}

}  // namespace

absl::StatusOr<v1::ImportStructureResponse> ImportStructure(
    const Deps&, server::Call& call, const v1::ImportStructureRequest& request) {
  FieldErrors errors;
  CheckYearField(request.survey_year(), call.today(), errors);
  CheckSizes(request.structure(), errors);
  if (!request.has_structure()) errors.Required("structure");
  if (request.survey_year_version() == 0) errors.Required("survey_year_version");
  if (!errors.empty()) return errors.ToStatus();
  return Import<v1::ImportStructureResponse>(
      call, request.survey_year(), request.structure(), request.survey_year_version(),
      request.validate_only(), {},
      [](const StructureFault& fault) { return ToProto(fault, PartName(fault.part), fault.line); });
}

absl::StatusOr<google::api::HttpBody> DownloadStructureTemplate(
    const Deps&, server::Call& call, const v1::DownloadStructureTemplateRequest& request) {
  const int year = request.survey_year();
  FieldErrors errors;
  CheckYearField(year, call.today(), errors);
  if (!errors.empty()) return errors.ToStatus();
  TemplateOrigin origin = {.site_id = call.site().site_id(), .survey_year = year};
  absl::StatusOr<v1::Structure> structure =
      call.Read<v1::Structure>([&](db::Tx& tx) -> absl::StatusOr<v1::Structure> {
        const std::optional<YearRow> row = FindYear(call.site(), tx, year);
        if (!row) return SurveyYearNotOpen(year);
        origin.version = row->version;
        return LoadStructure(call.site(), tx, year);
      });
  if (!structure.ok()) return structure.status();
  absl::StatusOr<std::string> bytes = WriteStructureWorkbook(*structure, origin);
  if (!bytes.ok()) return bytes.status();

  // 시설현황_2026.xlsx, percent-encoded (RFC 8187).
  call.context().AddInitialMetadata(
      "content-disposition",
      absl::StrCat("attachment; filename*=UTF-8''%EC%8B%9C%EC%84%A4%ED%98%84%ED%99%A9_", year,
                   ".xlsx"));
  google::api::HttpBody body;
  body.set_content_type(kXlsxType);
  body.set_data(*std::move(bytes));
  return body;
}

absl::StatusOr<v1::UploadStructureResponse> UploadStructure(
    const Deps&, server::Call& call, const v1::UploadStructureRequest& request) {
  FieldErrors errors;
  CheckYearField(request.survey_year(), call.today(), errors);
  if (request.file().data().empty()) errors.Required("file");
  if (!errors.empty()) return errors.ToStatus();
  const absl::StatusOr<ReadStructure> read = ReadStructureWorkbook(request.file().data());
  if (!read.ok()) return read.status();
  if (LowerId(read->origin.site_id) != LowerId(call.site().site_id()) ||
      read->origin.survey_year != request.survey_year()) {
    return Error(absl::StatusCode::kInvalidArgument, "WRONG_TEMPLATE",
                 "The template is of another site or survey year.",
                 "다른 사업장 또는 다른 조사년도의 양식입니다.");
  }
  CheckSizes(read->structure, errors);
  if (!errors.empty()) return errors.ToStatus();
  return Import<v1::UploadStructureResponse>(
      call, request.survey_year(), read->structure, read->origin.version, request.validate_only(),
      read->errors, [&](const StructureFault& fault) { return InWorkbook(fault, *read); });
}

}  // namespace sems::facility::handlers
