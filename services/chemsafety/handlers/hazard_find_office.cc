#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "common/values/districts.h"
#include "services/chemsafety/convert_chemical.h"
#include "services/chemsafety/convert_hazard.h"
#include "services/chemsafety/handlers/hazard_plans.h"

namespace sems::chemsafety::handlers {
namespace {

constexpr int kMaxName = 100;
constexpr int kMaxArea = 200;

struct Asked {
  absl::CivilDay on;
  const hazard::Province* sido = nullptr;
};

Asked Read(const hazard::Law& law, const v1::FindOfficeRequest& request, absl::CivilDay today,
           FieldErrors& errors) {
  Asked asked;
  asked.on = ReadOptionalDay(request.on(), "on", errors).value_or(today);
  CheckLength(request.area(), "area", kMaxArea, errors);
  const std::string& code = request.district_code();
  switch (request.district_case()) {
    case v1::FindOfficeRequest::kDistrictCode:
      if (code.find_first_not_of("0123456789") != std::string::npos ||
          (code.size() != 2 && code.size() != 5)) {
        errors.Add("district_code", "FORMAT", "must have 2 or 5 digits",
                   "2자리 또는 5자리 숫자여야 합니다.");
      }
      if (!request.sido().empty()) {
        errors.Add("sido", "NOT_WITH_A_CODE", "goes with a name only",
                   "행정구역 이름과 함께만 쓸 수 있습니다.");
      }
      break;
    case v1::FindOfficeRequest::kDistrictName:
      if (request.district_name().empty()) errors.Required("district_name");
      CheckLength(request.district_name(), "district_name", kMaxName, errors);
      if (!request.sido().empty()) {
        asked.sido = hazard::FindProvince(law, request.sido());
        if (asked.sido == nullptr) {
          errors.Add("sido", "UNKNOWN_SIDO", "is no province (시·도)", "알 수 없는 시·도입니다.");
        }
      }
      break;
    case v1::FindOfficeRequest::DISTRICT_NOT_SET:
      errors.Add("district_name", "REQUIRED", "district_code or district_name must be given",
                 "행정구역 코드나 이름을 적어야 합니다.");
      break;
  }
  return asked;
}

casework::v1::Text Explain(hazard::Needed needed) {
  switch (needed) {
    case hazard::Needed::kNothing:
      return ToProto({"관할 일선기관이 하나로 정해집니다.", "One office is in charge."});
    case hazard::Needed::kProvince:
      return ToProto({"같은 이름이 여러 시·도에 있습니다. 시·도를 적어 주십시오.",
                      "Several provinces have this name; the province (시·도) is needed."});
    case hazard::Needed::kDistrict:
      return ToProto({"시·도 안에 일선기관이 여럿입니다. 시·군·구를 적어 주십시오.",
                      "Several offices share this province; the district (시·군·구) is needed."});
    case hazard::Needed::kArea:
      return ToProto(
          {"한 시·군·구를 두 일선기관이 나누어 맡습니다. 읍·면·리 또는 산업단지를 적어 "
           "주십시오.",
           "Two offices share this district; the area within it (읍·면·리 or industrial "
           "complex) is needed."});
  }
  return {};
}

v1::HazardOfficeNeed ToProtoNeed(hazard::Needed needed) {
  switch (needed) {
    case hazard::Needed::kNothing:
      return v1::HAZARD_OFFICE_NEED_NOTHING;
    case hazard::Needed::kProvince:
      return v1::HAZARD_OFFICE_NEED_SIDO;
    case hazard::Needed::kDistrict:
      return v1::HAZARD_OFFICE_NEED_SIGUNGU;
    case hazard::Needed::kArea:
      return v1::HAZARD_OFFICE_NEED_AREA;
  }
  return v1::HAZARD_OFFICE_NEED_UNSPECIFIED;
}

absl::Status NoSuchDistrict(const std::string& named) {
  return Error(absl::StatusCode::kNotFound, "DISTRICT_NOT_FOUND",
               absl::StrCat("There is no such district on that day: ", named),
               absl::StrCat("그 날짜에 없는 행정구역입니다: ", named));
}

}  // namespace

absl::StatusOr<v1::FindOfficeResponse> FindOffice(const HazardDeps& deps, server::Call& call,
                                                  const v1::FindOfficeRequest& request) {
  const hazard::Law& law = deps.law;
  FieldErrors errors;
  const Asked asked = Read(law, request, call.today(), errors);
  if (absl::Status status = errors.ToStatus(); !status.ok()) return status;

  v1::FindOfficeResponse response;
  const Districts& districts = Districts::Table();
  std::vector<hazard::Place> places;
  const bool by_code = request.district_case() == v1::FindOfficeRequest::kDistrictCode;
  if (by_code) {
    // Carried along its successors to what it is called on that day.
    const District* district = districts.Resolve(request.district_code(), asked.on);
    if (district == nullptr || !district->ValidOn(asked.on)) {
      return NoSuchDistrict(request.district_code());
    }
    if (district->code != request.district_code()) response.set_resolved_code(district->code);
    places.push_back(hazard::PlaceOf(law, *district));
  } else {
    places = hazard::FindPlaces(law, districts, request.district_name(), asked.sido, asked.on);
    if (places.empty()) {
      return NoSuchDistrict(
          absl::StrCat(request.sido(), request.sido().empty() ? "" : " ", request.district_name()));
    }
  }

  hazard::WithinDistrict within{request.area(), std::nullopt};
  if (request.has_in_split_area()) within.in_split_area = request.in_split_area();
  const hazard::OfficeAnswer answer = hazard::OfficesOf(law, places, within);
  if (answer.choices.empty()) {
    const std::string named = places.front().sido + " " + places.front().sigungu;
    return Error(absl::StatusCode::kNotFound, "NO_OFFICE",
                 absl::StrCat("The leaflet gives no office for this district: ", named),
                 absl::StrCat("안내문에 관할 일선기관이 없는 행정구역입니다: ", named));
  }
  if (const hazard::Office* office = answer.office()) {
    *response.mutable_office() = ToProto(law, *office);
  }
  for (const hazard::OfficeChoice& choice : answer.choices) {
    *response.add_candidates() = ToProto(law, choice);
  }
  response.set_needed(ToProtoNeed(answer.needed));
  *response.mutable_explanation() = Explain(answer.needed);
  return response;
}

}  // namespace sems::chemsafety::handlers
