#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "absl/time/civil_time.h"
#include "common/casework/engine.h"
#include "common/casework/service/stored_case.h"
#include "common/status/error.h"
#include "google/protobuf/map.h"
#include "google/protobuf/repeated_ptr_field.h"
#include "sems/casework/v1/case.pb.h"

// What callers give, read and checked as far as its form goes; what it means in a case is the
// engine's to judge.
namespace sems::casework {

void CheckId(std::string_view field, const std::string& id, FieldErrors& errors);

// A text of at most `most` characters that PostgreSQL can store.
void CheckText(std::string_view field, const std::string& text, int most, FieldErrors& errors);

// Empty: `otherwise`.
absl::CivilDay ReadDay(std::string_view field, const std::string& text, absl::CivilDay otherwise,
                       FieldErrors& errors);

std::optional<calendar::Period> ReadPeriod(std::string_view field, bool given,
                                           const v1::Period& period, FieldErrors& errors);

std::vector<GuardAnswer> ReadGuards(
    std::string_view field, const google::protobuf::RepeatedPtrField<v1::GuardAnswer>& guards,
    FieldErrors& errors);

std::vector<FormEntry> ReadForm(std::string_view field,
                                const google::protobuf::RepeatedPtrField<v1::FormEntry>& form,
                                FieldErrors& errors);

std::map<std::string, absl::CivilDay> ReadDates(
    std::string_view field, const google::protobuf::Map<std::string, std::string>& dates,
    FieldErrors& errors);

std::map<std::string, std::string> ReadValues(
    std::string_view field, const google::protobuf::Map<std::string, std::string>& values,
    FieldErrors& errors);

// `field`: "event".
Input ReadEventInput(std::string_view field, const v1::EventInput& event, absl::CivilDay today,
                     FieldErrors& errors);

// Exactly one owner, known districts. The site's own district is filled in later.
Subject ReadSubject(std::string_view field, const v1::Subject& subject, absl::CivilDay today,
                    FieldErrors& errors);

}  // namespace sems::casework
