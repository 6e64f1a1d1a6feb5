#include "services/chemsafety/convert_hazard.h"

#include <utility>

#include "common/casework/service/convert_case.h"
#include "common/values/civil.h"

namespace sems::chemsafety {
namespace {

v1::HazardCountedBack CountedBackToProto(const hazard::CountedBack& day) {
  v1::HazardCountedBack out;
  out.set_anchor_event(day.anchor->id);
  *out.mutable_anchor_name() = ToProto(day.anchor->name);
  out.set_anchor_on(FormatDay(day.anchor_on));
  out.set_due_on(FormatDay(day.due_on));
  out.set_strict_due_on(FormatDay(day.warn_on));
  out.set_rest_day_ko(day.rest_name);
  *out.mutable_explanation() = casework::ToProto(day.date);
  return out;
}

}  // namespace

v1::HazardVerdict ToProto(hazard::Verdict verdict) {
  switch (verdict) {
    case hazard::Verdict::kMet:
      return v1::HAZARD_VERDICT_MET;
    case hazard::Verdict::kNotMet:
      return v1::HAZARD_VERDICT_NOT_MET;
    case hazard::Verdict::kUnknown:
      return v1::HAZARD_VERDICT_UNKNOWN;
    case hazard::Verdict::kNotApplicable:
      return v1::HAZARD_VERDICT_NOT_APPLICABLE;
  }
  return v1::HAZARD_VERDICT_UNKNOWN;
}

casework::v1::Text ToProto(const hazard::Text& text) {
  casework::v1::Text out;
  out.set_ko(text.ko);
  out.set_en(text.en);
  return out;
}

v1::HazardReading ReadingToProto(const hazard::Law& law, const std::string& reading) {
  v1::HazardReading out;
  out.set_reading_id(reading);
  *out.mutable_text() = ToProto(law.FindReading(reading)->name);
  return out;
}

v1::HazardSource ToProto(const hazard::Law& law, const hazard::Source& source) {
  v1::HazardSource out;
  if (const hazard::Item* section = law.FindSection(source.section)) {
    *out.mutable_section() = ToProto(section->name);
  }
  for (const int line : source.lines) out.add_lines(line);
  for (const std::string& reading : source.readings) {
    *out.add_readings() = ReadingToProto(law, reading);
  }
  return out;
}

v1::HazardCriterion ToProto(const hazard::Law& law, const hazard::Criterion& criterion) {
  v1::HazardCriterion out;
  out.set_criterion_id(criterion.id);
  out.set_number(criterion.number);
  *out.mutable_name() = ToProto(criterion.name);
  out.set_value(criterion.value);
  out.set_op(criterion.op);
  out.set_threshold(criterion.threshold);
  out.set_unit(criterion.unit);
  out.set_verdict(ToProto(criterion.verdict));
  *out.mutable_explanation() = ToProto(criterion.explanation);
  *out.mutable_source() = ToProto(law, criterion.source);
  out.set_needed(criterion.needed);
  return out;
}

v1::HazardFee ToProto(const hazard::Law& law, const hazard::FeeRow& row) {
  v1::HazardFee out;
  out.set_fee_id(row.id);
  *out.mutable_name() = ToProto(row.name);
  out.set_krw(row.krw);
  if (row.from) out.set_from(row.from->ToString());
  if (row.below) out.set_below(row.below->ToString());
  out.set_unit(row.unit);
  *out.mutable_source() = ToProto(law, row.source);
  return out;
}

v1::HazardDueDate ToProto(const hazard::Law& law, const hazard::DueDay& day) {
  v1::HazardDueDate out;
  out.set_deadline_id(day.deadline->id);
  *out.mutable_name() = ToProto(day.deadline->name);
  out.set_procedure_id(day.deadline->procedure);
  *out.mutable_day() = CountedBackToProto(day.day);
  if (day.warning) *out.mutable_warning() = CountedBackToProto(*day.warning);
  *out.mutable_source() = ToProto(law, day.deadline->source);
  return out;
}

v1::HazardOffice ToProto(const hazard::Law& law, const hazard::Office& office) {
  v1::HazardOffice out;
  out.set_office_id(office.id);
  *out.mutable_name() = ToProto(office.name);
  out.set_printed_name_ko(office.printed);
  out.set_seat_ko(office.seat);
  out.set_phone(office.phone);
  out.set_printed_area_ko(office.printed_area);
  *out.mutable_source() = ToProto(law, office.source);
  return out;
}

v1::HazardOfficeCandidate ToProto(const hazard::Law& law, const hazard::OfficeChoice& choice) {
  v1::HazardOfficeCandidate out;
  *out.mutable_office() = ToProto(law, *choice.office);
  out.set_sido(choice.place.sido);
  out.set_sigungu(choice.place.sigungu);
  out.set_district_code(choice.place.code);
  std::vector<std::string> readings;
  if (choice.split != nullptr) {
    *out.mutable_part() =
        ToProto(choice.in_split_area ? choice.split->name
                                     : hazard::Text{choice.split->name.ko + " 밖",
                                                    "outside the " + choice.split->name.en});
    out.set_in_split_area(choice.in_split_area);
    readings = choice.split->source.readings;
  }
  if (choice.place.misprint != nullptr) out.set_misprint_ko(choice.place.misprint->printed);
  if (choice.place.moved != nullptr) {
    out.set_now_in_sido(choice.place.moved->now);
    readings = choice.place.moved->source.readings;
  }
  for (const std::string& reading : readings) *out.add_readings() = ReadingToProto(law, reading);
  return out;
}

v1::SeriousAccidentsAnswer ToProto(const hazard::Law& law, const hazard::AccidentsAnswer& answer,
                                   absl::CivilDay asked_on) {
  const hazard::SeriousAccidentsAct& act = law.serious_accidents;
  v1::SeriousAccidentsAnswer out;
  *out.mutable_act() = ToProto(act.name);
  out.set_enacted_on(FormatDay(act.enacted));
  out.set_applies(ToProto(answer.applies));
  out.set_asked_on(FormatDay(asked_on));
  if (answer.applies_from) out.set_applies_from(FormatDay(*answer.applies_from));
  out.set_exempt(ToProto(answer.exempt));
  for (const hazard::Criterion& criterion : answer.criteria) {
    *out.add_criteria() = ToProto(law, criterion);
  }
  for (const hazard::SeriousAccidentsDuty& duty : act.duties) {
    v1::SeriousAccidentsDuty& entry = *out.add_duties();
    entry.set_duty_id(duty.id);
    entry.set_article(duty.article);
    *entry.mutable_name() = ToProto(duty.name);
    *entry.mutable_source() = ToProto(law, duty.source);
  }
  for (const std::string& field : answer.needed) out.add_needed(field);
  return out;
}

void FillLaw(const hazard::Law& law, v1::CheckApplicabilityResponse& response) {
  for (const hazard::Setting& setting : law.settings) {
    v1::HazardSetting& out = *response.add_settings();
    out.set_setting_id(setting.id);
    *out.mutable_name() = ToProto(setting.name);
    out.set_on(setting.on);
    *out.mutable_source() = ToProto(law, setting.source);
  }
  v1::HazardSubmission& submission = *response.mutable_submission();
  *submission.mutable_text() = ToProto(law.submission.name);
  submission.set_copies(law.submission.copies);
  for (const hazard::Item& drafting : law.drafting) {
    *submission.add_drafting() = ToProto(drafting.name);
  }
  *submission.mutable_source() = ToProto(law, law.submission.source);
  for (const hazard::Penalty& penalty : law.penalties) {
    v1::HazardPenalty& out = *response.add_penalties();
    out.set_penalty_id(penalty.id);
    *out.mutable_name() = ToProto(penalty.name);
    out.set_max_krw(penalty.max_krw);
    if (penalty.max_years) out.set_max_years(*penalty.max_years);
    *out.mutable_source() = ToProto(law, penalty.source);
  }
  *response.mutable_law() = ToProto(law.title);
  *response.mutable_legal_basis() = ToProto(law.basis);
}

}  // namespace sems::chemsafety
