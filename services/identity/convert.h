#pragma once

#include <string>
#include <vector>

#include "absl/time/civil_time.h"
#include "absl/time/time.h"
#include "common/status/error.h"
#include "google/protobuf/repeated_ptr_field.h"
#include "google/protobuf/timestamp.pb.h"
#include "sems/common/v1/access.pb.h"
#include "sems/identity/v1/account.pb.h"
#include "sems/identity/v1/delegation_service.pb.h"
#include "sems/identity/v1/jurisdiction_service.pb.h"
#include "sems/identity/v1/organisation_service.pb.h"
#include "sems/identity/v1/partner_service.pb.h"
#include "services/identity/domain/field_problem.h"
#include "services/identity/repository/account.h"
#include "services/identity/repository/delegation.h"
#include "services/identity/repository/organisation.h"
#include "services/identity/repository/partner.h"

// Contract <-> domain, nothing else.
namespace sems::identity {

google::protobuf::Timestamp ToTimestamp(absl::Time time);

// "" for ROLE_UNSPECIFIED and numbers that are no role.
std::string RoleName(common::v1::Role role);
common::v1::Role ParseRole(const std::string& name);

Profile ToDomain(const v1::Profile& profile);
v1::Account ToProto(const AccountRow& account);
// With names, phone numbers and e-mail addresses masked.
v1::Account ToMaskedProto(const AccountRow& account);
v1::Delegation ToProto(const DelegationRow& delegation, absl::CivilDay today);

v1::Organisation ToProto(const OrganisationRow& organisation);
v1::Partner ToProto(const PartnerRow& partner);

// In the order of the codes.
void AddJurisdictions(const std::vector<std::string>& codes,
                      google::protobuf::RepeatedPtrField<v1::Jurisdiction>& jurisdictions);

void AddProblem(const FieldProblem& problem, FieldErrors& errors);
// Under another name than the rule's own.
void AddProblem(const FieldProblem& problem, std::string_view field, FieldErrors& errors);

}  // namespace sems::identity
