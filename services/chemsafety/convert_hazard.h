#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/time/civil_time.h"
#include "common/status/error.h"
#include "sems/casework/v1/procedure.pb.h"
#include "sems/chemsafety/v1/hazard.pb.h"
#include "sems/chemsafety/v1/hazard_service.pb.h"
#include "services/chemsafety/domain/hazard_applicability.h"
#include "services/chemsafety/domain/hazard_due.h"
#include "services/chemsafety/domain/hazard_fee.h"
#include "services/chemsafety/domain/hazard_offices.h"
#include "services/chemsafety/domain/hazard_serious_accidents.h"

// 유해·위험방지계획서 between its contract and its rules.
namespace sems::chemsafety {

// The rules' answers as the contract tells them.
v1::HazardVerdict ToProto(hazard::Verdict verdict);
casework::v1::Text ToProto(const hazard::Text& text);
v1::HazardSource ToProto(const hazard::Law& law, const hazard::Source& source);
v1::HazardReading ReadingToProto(const hazard::Law& law, const std::string& reading);
v1::HazardCriterion ToProto(const hazard::Law& law, const hazard::Criterion& criterion);
v1::HazardFee ToProto(const hazard::Law& law, const hazard::FeeRow& row);
v1::HazardDueDate ToProto(const hazard::Law& law, const hazard::DueDay& day);
v1::HazardOffice ToProto(const hazard::Law& law, const hazard::Office& office);
v1::HazardOfficeCandidate ToProto(const hazard::Law& law, const hazard::OfficeChoice& choice);
v1::SeriousAccidentsAnswer ToProto(const hazard::Law& law, const hazard::AccidentsAnswer& answer,
                                   absl::CivilDay asked_on);
// What an answer on applicability says besides its outcome: settings, submission, penalties, basis.
void FillLaw(const hazard::Law& law, v1::CheckApplicabilityResponse& response);

// What the rules are asked; what is wrong with it goes to `errors`.
hazard::Workplace ReadWorkplace(const hazard::Law& law,
                                const v1::CheckApplicabilityRequest& request, FieldErrors& errors);
// `path`: in front of the fields' names, "question." Default of the day: `today`.
hazard::AccidentsQuestion ReadAccidents(const v1::SeriousAccidentsQuestion& question,
                                        const std::string& path, absl::CivilDay today,
                                        FieldErrors& errors);
hazard::FeeQuestion ReadFeeQuestion(const hazard::Law& law, const v1::ComputeFeeRequest& request,
                                    FieldErrors& errors);
hazard::DueQuestion ReadDueQuestion(const hazard::Law& law,
                                    const v1::ComputeDueDateRequest& request, FieldErrors& errors);

// A text of at most that many characters.
void CheckLength(std::string_view text, std::string_view field, int most, FieldErrors& errors);

}  // namespace sems::chemsafety
