#include <map>

#include "absl/strings/str_cat.h"
#include "services/noise/domain/prevention_exemption.h"
#include "services/noise/handlers/noise_rules.h"
#include "services/noise/rule_fields.h"

namespace sems::noise::handlers {
namespace {

v1::ExemptionVerdict ToProto(ExemptionVerdict verdict) {
  switch (verdict) {
    case ExemptionVerdict::kGroundsMet:
      return v1::EXEMPTION_VERDICT_GROUNDS_MET;
    case ExemptionVerdict::kGroundsNotMet:
      return v1::EXEMPTION_VERDICT_GROUNDS_NOT_MET;
    case ExemptionVerdict::kMustInstall:
      return v1::EXEMPTION_VERDICT_MUST_INSTALL;
    case ExemptionVerdict::kUnknown:
      return v1::EXEMPTION_VERDICT_UNKNOWN;
  }
  return v1::EXEMPTION_VERDICT_UNSPECIFIED;
}

void Twice(const std::string& field, FieldErrors& errors) {
  errors.Add(field, "TWICE", "is given twice", "같은 항목이 두 번 있습니다.");
}

std::map<std::string, NearestPlace> ReadPlaces(const ExemptionRule& rule,
                                               const v1::CheckPreventionExemptionRequest& request,
                                               FieldErrors& errors) {
  std::map<std::string, NearestPlace> places;
  for (int i = 0; i < request.places_size(); ++i) {
    const v1::NearestProtectedPlace& given = request.places(i);
    const std::string path = absl::StrCat("places[", i, "].");
    if (rule.FindPlace(given.place_id()) == nullptr) {
      errors.Add(path + "place_id", "UNKNOWN_PLACE",
                 "is no kind of protected place: " + given.place_id(),
                 "알 수 없는 보호 대상 구분입니다: " + given.place_id());
    }
    NearestPlace nearest;
    nearest.none = given.none();
    if (given.none() && !given.distance_m().empty()) {
      errors.Add(path + "distance_m", "NOT_EXPECTED", "is given with `none`",
                 "시설이 없으면 거리를 입력할 수 없습니다.");
    } else if (!given.none()) {
      nearest.distance_m = ReadAmount(path + "distance_m", given.distance_m(), errors);
    }
    if (!places.emplace(given.place_id(), nearest).second) Twice(path + "place_id", errors);
  }
  return places;
}

std::map<std::string, bool> ReadLapses(const ExemptionRule& rule,
                                       const v1::CheckPreventionExemptionRequest& request,
                                       FieldErrors& errors) {
  std::map<std::string, bool> lapses;
  for (int i = 0; i < request.lapses_size(); ++i) {
    const v1::ExemptionLapseFact& given = request.lapses(i);
    const std::string field = absl::StrCat("lapses[", i, "].lapse_id");
    if (rule.FindLapse(given.lapse_id()) == nullptr) {
      errors.Add(field, "UNKNOWN_LAPSE", "is no reason of Art. 12(2): " + given.lapse_id(),
                 "제12조제2항의 사유가 아닙니다: " + given.lapse_id());
    }
    if (!lapses.emplace(given.lapse_id(), given.arisen()).second) Twice(field, errors);
  }
  return lapses;
}

}  // namespace

absl::StatusOr<v1::CheckPreventionExemptionResponse> CheckPreventionExemption(
    Deps& deps, server::Call&, const v1::CheckPreventionExemptionRequest& request) {
  const ExemptionRule& rule = deps.rules.exemption;
  FieldErrors errors;
  const auto places = ReadPlaces(rule, request, errors);
  const auto lapses = ReadLapses(rule, request, errors);
  if (absl::Status status = errors.ToStatus(); !status.ok()) return status;

  const ExemptionFinding finding = CheckExemption(rule, places, lapses);
  v1::CheckPreventionExemptionResponse response;
  response.set_verdict(ToProto(finding.verdict));
  response.set_within_m(rule.within_m.ToString());
  for (const PlaceFinding& found : finding.places) {
    v1::PlaceFinding& out = *response.add_places();
    out.set_place_id(found.place->name.id);
    Fill(found.place->name, *out.mutable_name());
    if (found.nearest && found.nearest->distance_m)
      out.set_distance_m(found.nearest->distance_m->ToString());
    out.set_none(found.nearest && found.nearest->none);
    out.set_outside(noise::ToProto(found.outside));
    out.set_article(found.place->article);
    out.set_needs_ko(found.place->needs_ko);
  }
  for (const LapseFinding& found : finding.lapses) {
    v1::ExemptionLapseFinding& out = *response.add_lapses();
    out.set_lapse_id(found.lapse->name.id);
    Fill(found.lapse->name, *out.mutable_name());
    out.set_arisen(noise::ToProto(found.arisen));
    out.set_event_id(found.lapse->event);
    out.set_article(found.lapse->article);
  }
  response.set_procedure_id("noise_prevention_exemption");
  response.set_article(rule.article);
  return response;
}

}  // namespace sems::noise::handlers
