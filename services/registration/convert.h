#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "common/status/error.h"
#include "google/protobuf/timestamp.pb.h"
#include "sems/registration/v1/application.pb.h"
#include "sems/registration/v1/site.pb.h"
#include "sems/registration/v1/site_facts.pb.h"
#include "services/registration/domain/application.h"
#include "services/registration/domain/site.h"
#include "services/registration/domain/violation.h"

// Between contracts and rules; nothing is decided here.
namespace sems::registration {

enum class Audience { kApplicant, kOfficer };

StatedSiteFacts FromProto(const v1::SiteFacts& facts);
StatedNumberChange FromProto(const v1::NumberChange& change);
std::optional<RequestReason> FromProto(v1::RequestReason reason);
std::optional<ApplicationState> FromProto(v1::ApplicationState state);
std::optional<SiteState> FromProto(v1::SiteState state);

v1::SiteFacts ToProto(const SiteFacts& facts);
v1::Application ToProto(const Application& application, Audience audience);
v1::ApplicationState ToProto(ApplicationState state);
v1::Site ToProto(const Site& site);
v1::SiteState ToProto(SiteState state);
v1::SiteHistoryEntry ToProto(const HistoryEntry& entry);
v1::SiteNotice ToProto(const Notice& notice);
v1::SiteOperator ToProto(const OperatorTerm& term);
google::protobuf::Timestamp ToProto(absl::Time time);
absl::Time FromProto(const google::protobuf::Timestamp& time);

// "v7" for the seventh version; callers take it for opaque.
std::string EtagOf(std::int64_t version);

void AddViolations(const Violations& violations, FieldErrors& errors);

}  // namespace sems::registration
