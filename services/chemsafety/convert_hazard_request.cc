#include <algorithm>
#include <map>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "common/values/absl_compat.h"
#include "services/chemsafety/convert_chemical.h"
#include "services/chemsafety/convert_hazard.h"

namespace sems::chemsafety {
namespace {

using Path = std::string;

constexpr int kMaxEquipment = 200;
constexpr int kMaxName = 200;
constexpr int kMaxUnits = 10000;
constexpr int kMaxWorkers = 10000000;

void UnknownValue(const Path& field, FieldErrors& errors) {
  errors.Add(field, "UNKNOWN_VALUE", "is none of the values of this field",
             "이 항목에 없는 값입니다.");
}

// The id that the rules know a value by. 0 is not given; any other without a name is wrong.
template <class Enum>
std::string ReadChoice(Enum value, const std::map<Enum, std::string>& ids, const Path& field,
                       FieldErrors& errors) {
  if (static_cast<int>(value) == 0) return {};
  const auto found = ids.find(value);
  if (found != ids.end()) return found->second;
  UnknownValue(field, errors);
  return {};
}

std::optional<Decimal> ReadOptionalAmount(const std::string& text, const Path& field,
                                          FieldErrors& errors) {
  if (text.empty()) return std::nullopt;
  return ReadAmount(text, field, errors);
}

class EquipmentReader {
 public:
  EquipmentReader(const hazard::Law& law, const v1::HazardEquipment& given, Path path,
                  FieldErrors& errors)
      : law_(law), given_(given), path_(std::move(path)), errors_(errors) {}

  hazard::Equipment Read() {
    CheckLength(given_.name(), path_ + ".name", kMaxName, errors_);
    equipment_.on = ReadOptionalDay(given_.installed_or_changed_on(),
                                    path_ + ".installed_or_changed_on", errors_);
    switch (given_.equipment_case()) {
      case v1::HazardEquipment::kMeltingFurnace:
        Class("melting_furnace");
        Number("capacity_t", given_.melting_furnace().capacity_t());
        break;
      case v1::HazardEquipment::kChemicalEquipment:
        ReadChemical(given_.chemical_equipment());
        break;
      case v1::HazardEquipment::kDryer:
        ReadDryer(given_.dryer());
        break;
      case v1::HazardEquipment::kGasWelding:
        ReadWelding(given_.gas_welding());
        break;
      case v1::HazardEquipment::kVentilation:
        ReadVentilation(given_.ventilation());
        break;
      case v1::HazardEquipment::EQUIPMENT_NOT_SET:
        errors_.Add(path_ + ".equipment", "REQUIRED",
                    "one of melting_furnace, chemical_equipment, dryer, gas_welding and "
                    "ventilation must be given",
                    "용해로, 화학설비, 건조설비, 가스집합 용접장치, 국소배기장치 등 가운데 하나를 "
                    "적어야 합니다.");
        return equipment_;
    }
    ReadAct();
    return equipment_;
  }

 private:
  void Class(const char* id) { equipment_.equipment_class = id; }
  Path Field(const std::string& metric) const {
    return absl::StrCat(path_, ".", equipment_.equipment_class, ".", metric);
  }
  void Number(const std::string& metric, const std::string& text) {
    if (const auto amount = ReadOptionalAmount(text, Field(metric), errors_)) {
      equipment_.values[metric] = *amount;
    }
  }
  void Choice(const std::string& metric, std::string id) {
    if (!id.empty()) equipment_.values[metric] = std::move(id);
  }

  void ReadChemical(const v1::HazardChemicalEquipment& given) {
    Class("chemical_equipment");
    if (given.has_is_special_chemical_equipment()) {
      equipment_.values["is_special_chemical_equipment"] = given.is_special_chemical_equipment();
    }
    Number("daily_quantity_ratio_to_table9", given.daily_quantity_ratio_to_table9());
    if (given.has_excluded_by_decree_art43_2()) {
      equipment_.excluded_by_decree = given.excluded_by_decree_art43_2();
    }
  }

  void ReadDryer(const v1::HazardDryer& given) {
    Class("dryer");
    Number("fuel_kg_per_hour", given.fuel_kg_per_hour());
    Number("rated_power_kw", given.rated_power_kw());
    Choice("drying_case", ReadChoice<v1::HazardDryingCase>(
                              given.drying_case(),
                              {{v1::HAZARD_DRYING_CASE_ORGANIC_COMPOUND_IN_DRIED_GOODS,
                                "organic_compound_in_dried_goods"},
                               {v1::HAZARD_DRYING_CASE_FLAMMABLE_VAPOUR_FROM_COATING,
                                "flammable_vapour_from_coating"},
                               {v1::HAZARD_DRYING_CASE_COMBUSTIBLE_DUST, "combustible_dust"},
                               {v1::HAZARD_DRYING_CASE_NONE, "none"}},
                              Field("drying_case"), errors_));
  }

  void ReadWelding(const v1::HazardGasWelding& given) {
    Class("gas_welding");
    Number("flammable_gas_collected_kg", given.flammable_gas_collected_kg());
    if (given.has_is_fixed_type()) equipment_.values["is_fixed_type"] = given.is_fixed_type();
    if (!given.has_container_count()) return;
    if (given.container_count() < 0) {
      errors_.Add(Field("container_count"), "NEGATIVE", "must be 0 or more",
                  "0 이상이어야 합니다.");
    } else {
      equipment_.values["container_count"] = Decimal(given.container_count());
    }
  }

  void ReadVentilation(const v1::HazardVentilation& given) {
    Class("ventilation");
    Choice("device",
           ReadChoice<v1::HazardVentilationDevice>(
               given.device(),
               {{v1::HAZARD_VENTILATION_DEVICE_LOCAL_EXHAUST, "local_exhaust"},
                {v1::HAZARD_VENTILATION_DEVICE_GENERAL_VENTILATION, "general_ventilation"},
                {v1::HAZARD_VENTILATION_DEVICE_ENCLOSURE, "enclosure"},
                {v1::HAZARD_VENTILATION_DEVICE_MOBILE_LOCAL_EXHAUST, "mobile_local_exhaust"}},
               Field("device"), errors_));
    Choice("substance",
           ReadChoice<v1::HazardVentilatedSubstance>(
               given.substance(),
               {{v1::HAZARD_VENTILATED_SUBSTANCE_SAFETY_INSPECTION_49, "safety_inspection_49"},
                {v1::HAZARD_VENTILATED_SUBSTANCE_PERMITTED_OR_CONTROLLED_OR_DUST,
                 "permitted_or_controlled_or_dust"},
                {v1::HAZARD_VENTILATED_SUBSTANCE_NONE, "none"}},
               Field("substance"), errors_));
    Number("exhaust_m3_per_min", given.exhaust_m3_per_min());
  }

  // A change of another class's parts is a mistake, and never silently "no change".
  void ReadAct() {
    const Path field = path_ + ".act";
    equipment_.act = ReadChoice<v1::HazardEquipmentAct>(
        given_.act(),
        {{v1::HAZARD_EQUIPMENT_ACT_INSTALL, std::string(hazard::kInstall)},
         {v1::HAZARD_EQUIPMENT_ACT_HEAT_SOURCE, "heat_source"},
         {v1::HAZARD_EQUIPMENT_ACT_OUTPUT_OR_MATERIAL, "output_or_material"},
         {v1::HAZARD_EQUIPMENT_ACT_DRIED_GOODS, "dried_goods"},
         {v1::HAZARD_EQUIPMENT_ACT_MAIN_PIPE, "main_pipe"},
         {v1::HAZARD_EQUIPMENT_ACT_HOOD_VELOCITY_DOWN, "hood_velocity_down"},
         {v1::HAZARD_EQUIPMENT_ACT_FAN_FLOW_UP, "fan_flow_up"},
         {v1::HAZARD_EQUIPMENT_ACT_OTHER_CHANGE, std::string(hazard::kOtherChange)}},
        field, errors_);
    const hazard::EquipmentClass& known = *law_.FindEquipment(equipment_.equipment_class);
    if (equipment_.act.empty() || equipment_.act == hazard::kInstall ||
        equipment_.act == hazard::kOtherChange || known.FindChange(equipment_.act) != nullptr) {
      return;
    }
    std::vector<std::string> ids;
    std::vector<std::string> names_ko;
    for (const hazard::Item& change : known.changes) {
      ids.push_back(change.id);
      names_ko.push_back(change.name.ko);
    }
    errors_.Add(field, "NOT_OF_THIS_CLASS",
                absl::StrCat("is no change of a ", equipment_.equipment_class, "; its changes are ",
                             absl::StrJoin(ids, ", ")),
                absl::StrCat(known.name.ko, "의 변경 사항이 아닙니다. 변경 사항: ",
                             absl::StrJoin(names_ko, ", ")));
  }

  const hazard::Law& law_;
  const v1::HazardEquipment& given_;
  const Path path_;
  FieldErrors& errors_;
  hazard::Equipment equipment_;
};

void CheckIndustryCode(const std::string& code, FieldErrors& errors) {
  if (code.empty()) return;
  const bool digits = code.find_first_not_of("0123456789") == std::string::npos;
  if (!digits || code.size() < 2 || code.size() > 5) {
    errors.Add("industry_code", "FORMAT", "must have 2 to 5 digits", "2~5자리 숫자여야 합니다.");
  }
}

}  // namespace

void CheckLength(std::string_view text, std::string_view field, int most, FieldErrors& errors) {
  const auto characters =
      std::count_if(text.begin(), text.end(), [](char byte) { return (byte & 0xC0) != 0x80; });
  if (characters > most) {
    errors.Add(field, "TOO_LONG", absl::StrCat("must have at most ", most, " characters"),
               absl::StrCat(most, "자 이내여야 합니다."));
  }
}

hazard::Workplace ReadWorkplace(const hazard::Law& law,
                                const v1::CheckApplicabilityRequest& request, FieldErrors& errors) {
  hazard::Workplace workplace;
  workplace.industry_code = request.industry_code();
  CheckIndustryCode(workplace.industry_code, errors);
  workplace.founded_on = ReadOptionalDay(request.founded_on(), "founded_on", errors);
  workplace.relocated_on = ReadOptionalDay(request.relocated_on(), "relocated_on", errors);
  workplace.never_relocated = request.never_relocated();
  if (workplace.never_relocated && !request.relocated_on().empty()) {
    errors.Add("never_relocated", "CONTRADICTION", "must not be set beside relocated_on",
               "이전일이 있으면 이전한 적이 없다고 할 수 없습니다.");
  }
  if (workplace.founded_on && workplace.relocated_on &&
      *workplace.relocated_on < *workplace.founded_on) {
    errors.Add("relocated_on", "BEFORE_FOUNDING", "must not be before founded_on",
               "설립일보다 빠를 수 없습니다.");
  }
  workplace.contract_power_kw =
      ReadOptionalAmount(request.contract_power_kw(), "contract_power_kw", errors);
  workplace.action = ReadChoice<v1::HazardAction>(
      request.action(),
      {{v1::HAZARD_ACTION_INSTALL_NEW_FACTORY, "install_new_factory"},
       {v1::HAZARD_ACTION_INSTALL_EXISTING_FACTORY, "install_existing_factory"},
       {v1::HAZARD_ACTION_INCREASE, "increase"},
       {v1::HAZARD_ACTION_MOVE, "move"}},
      "action", errors);
  workplace.added_or_moved_on =
      ReadOptionalDay(request.added_or_moved_on(), "added_or_moved_on", errors);
  workplace.added_or_moved_rated_kw =
      ReadOptionalAmount(request.added_or_moved_rated_kw(), "added_or_moved_rated_kw", errors);
  workplace.same_model_reviewed_kw =
      ReadOptionalAmount(request.same_model_reviewed_kw(), "same_model_reviewed_kw", errors);
  if (workplace.same_model_reviewed_kw && workplace.added_or_moved_rated_kw &&
      *workplace.same_model_reviewed_kw > *workplace.added_or_moved_rated_kw) {
    errors.Add("same_model_reviewed_kw", "ABOVE_THE_WHOLE",
               "must not be more than added_or_moved_rated_kw",
               "증설·이설 설비의 정격용량 합보다 클 수 없습니다.");
  }
  workplace.equipment_list_complete = request.equipment_list_complete();
  if (request.equipment_size() > kMaxEquipment) {
    errors.Add("equipment", "TOO_MANY", absl::StrCat("must be at most ", kMaxEquipment),
               absl::StrCat(kMaxEquipment, "개 이하여야 합니다."));
    return workplace;
  }
  for (int i = 0; i < request.equipment_size(); ++i) {
    workplace.equipment.push_back(
        EquipmentReader(law, request.equipment(i), absl::StrCat("equipment[", i, "]"), errors)
            .Read());
  }
  return workplace;
}

hazard::AccidentsQuestion ReadAccidents(const v1::SeriousAccidentsQuestion& given,
                                        const std::string& path, absl::CivilDay today,
                                        FieldErrors& errors) {
  hazard::AccidentsQuestion question;
  if (given.has_workers()) {
    if (given.workers() < 0 || given.workers() > kMaxWorkers) {
      errors.Add(path + "workers", "OUT_OF_RANGE", absl::StrCat("must be 0 to ", kMaxWorkers),
                 absl::StrCat("0~", kMaxWorkers, " 사이여야 합니다."));
    } else {
      question.workers = given.workers();
    }
  }
  question.party = ReadChoice<v1::SeriousAccidentsParty>(
      given.party(),
      {{v1::SERIOUS_ACCIDENTS_PARTY_INDIVIDUAL_OWNER, "individual_owner"},
       {v1::SERIOUS_ACCIDENTS_PARTY_RESPONSIBLE_MANAGER, "responsible_manager"},
       {v1::SERIOUS_ACCIDENTS_PARTY_CORPORATION, "corporation"}},
      path + "party", errors);
  question.on = given.on().empty() ? today : ReadOptionalDay(given.on(), path + "on", errors);
  return question;
}

hazard::FeeQuestion ReadFeeQuestion(const hazard::Law& law, const v1::ComputeFeeRequest& request,
                                    FieldErrors& errors) {
  hazard::FeeQuestion question;
  question.industry_extent =
      ReadChoice<v1::HazardIndustryExtent>(request.industry_extent(),
                                           {{v1::HAZARD_INDUSTRY_EXTENT_WHOLE_LINE, "whole_line"},
                                            {v1::HAZARD_INDUSTRY_EXTENT_PART, "part"}},
                                           "industry_extent", errors);
  question.equipment_extent = ReadChoice<v1::HazardEquipmentExtent>(
      request.equipment_extent(),
      {{v1::HAZARD_EQUIPMENT_EXTENT_INSTALL_OR_MOVE, "install_or_move"},
       {v1::HAZARD_EQUIPMENT_EXTENT_PART, "part"}},
      "equipment_extent", errors);
  question.contract_power_kw =
      ReadOptionalAmount(request.contract_power_kw(), "contract_power_kw", errors);
  if (request.contract_power_kw().empty() &&
      hazard::NeedsSize(law, "industry", question.industry_extent)) {
    errors.Required("contract_power_kw");
  }
  const int units = request.equipment_units();
  if (units < 0 || units > kMaxUnits) {
    errors.Add("equipment_units", "OUT_OF_RANGE", absl::StrCat("must be 1 to ", kMaxUnits),
               absl::StrCat("1~", kMaxUnits, " 사이여야 합니다."));
  } else if (units > 0) {
    question.units = Decimal(units);
  } else if (hazard::NeedsSize(law, "equipment", question.equipment_extent)) {
    errors.Required("equipment_units");
  }
  if (request.industry_extent() == v1::HAZARD_INDUSTRY_EXTENT_UNSPECIFIED &&
      request.equipment_extent() == v1::HAZARD_EQUIPMENT_EXTENT_UNSPECIFIED) {
    errors.Add("industry_extent", "REQUIRED", "industry_extent or equipment_extent must be given",
               "업종대상이나 설비대상 가운데 하나는 정해야 합니다.");
  }
  return question;
}

hazard::DueQuestion ReadDueQuestion(const hazard::Law& law,
                                    const v1::ComputeDueDateRequest& request, FieldErrors& errors) {
  hazard::DueQuestion question;
  question.industry = request.industry_target();
  question.equipment = request.equipment_target();
  if (!question.industry && !question.equipment) {
    errors.Add("industry_target", "REQUIRED", "industry_target or equipment_target must be set",
               "업종대상이나 설비대상 가운데 하나는 정해야 합니다.");
  }
  question.factory = ReadChoice<v1::HazardFactory>(
      request.factory(),
      {{v1::HAZARD_FACTORY_NEW_BUILDING, "new_building"},
       {v1::HAZARD_FACTORY_EXISTING_BUILDING, "existing_building"},
       {v1::HAZARD_FACTORY_EXTENSION_OR_RELOCATION, "extension_or_relocation"}},
      "factory", errors);
  if (question.industry && request.factory() == v1::HAZARD_FACTORY_UNSPECIFIED) {
    errors.Required("factory");
  }
  question.work_start_on = ReadOptionalDay(request.work_start_on(), "work_start_on", errors);
  question.equipment_installation_start_on = ReadOptionalDay(
      request.equipment_installation_start_on(), "equipment_installation_start_on", errors);
  if (!errors.empty()) return question;
  for (const std::string& anchor : hazard::MissingAnchors(law, question)) {
    errors.Required(anchor + "_on");
  }
  return question;
}

}  // namespace sems::chemsafety
