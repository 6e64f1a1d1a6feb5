#include "services/identity/convert.h"

#include <algorithm>

#include "common/records/etag.h"
#include "common/values/civil.h"
#include "common/values/districts.h"
#include "services/identity/domain/masking.h"

namespace sems::identity {
namespace {

v1::Profile ToProto(const Profile& profile) {
  v1::Profile proto;
  proto.set_organisation_name(profile.organisation_name);
  proto.set_department(profile.department);
  proto.set_contact_name(profile.contact_name);
  proto.set_phone(profile.phone);
  proto.set_email(profile.email);
  return proto;
}

v1::DelegationState ToProto(DelegationState state) {
  switch (state) {
    case DelegationState::kScheduled:
      return v1::DELEGATION_STATE_SCHEDULED;
    case DelegationState::kLive:
      return v1::DELEGATION_STATE_LIVE;
    case DelegationState::kEnded:
      return v1::DELEGATION_STATE_ENDED;
    case DelegationState::kRevoked:
      return v1::DELEGATION_STATE_REVOKED;
  }
  return v1::DELEGATION_STATE_UNSPECIFIED;
}

}  // namespace

// To the microsecond, as PostgreSQL keeps it: what is answered at once equals what is read later.
google::protobuf::Timestamp ToTimestamp(absl::Time time) {
  const std::int64_t micros = absl::ToUnixMicros(time);
  google::protobuf::Timestamp timestamp;
  timestamp.set_seconds(micros / 1'000'000);
  timestamp.set_nanos(static_cast<std::int32_t>(micros % 1'000'000) * 1000);
  return timestamp;
}

std::string RoleName(common::v1::Role role) {
  if (role == common::v1::ROLE_UNSPECIFIED) return "";
  return common::v1::Role_Name(role);
}

common::v1::Role ParseRole(const std::string& name) {
  common::v1::Role role = common::v1::ROLE_UNSPECIFIED;
  common::v1::Role_Parse(name, &role);
  return role;
}

Profile ToDomain(const v1::Profile& profile) {
  return {.organisation_name = profile.organisation_name(),
          .department = profile.department(),
          .contact_name = profile.contact_name(),
          .phone = profile.phone(),
          .email = profile.email()};
}

v1::Account ToProto(const AccountRow& account) {
  v1::Account proto;
  proto.set_account_id(account.account_id);
  proto.set_login(account.login);
  proto.set_role(ParseRole(account.role));
  proto.set_state(account.locked ? v1::ACCOUNT_STATE_LOCKED : v1::ACCOUNT_STATE_ACTIVE);
  *proto.mutable_profile() = ToProto(account.profile);
  if (account.consent.has_value()) {
    proto.mutable_consent()->set_notice_version(account.consent->notice_version);
    *proto.mutable_consent()->mutable_accepted_at() = ToTimestamp(account.consent->accepted_at);
  }
  proto.set_password_change_due(account.password_change_due);
  if (account.sign_in_locked_until.has_value()) {
    *proto.mutable_sign_in_locked_until() = ToTimestamp(*account.sign_in_locked_until);
  }
  *proto.mutable_created_at() = ToTimestamp(account.created_at);
  *proto.mutable_updated_at() = ToTimestamp(account.updated_at);
  proto.set_etag(records::FormatEtag(account.version));
  return proto;
}

v1::Account ToMaskedProto(const AccountRow& account) {
  v1::Account proto = ToProto(account);
  v1::Profile& profile = *proto.mutable_profile();
  profile.set_contact_name(MaskName(account.profile.contact_name));
  profile.set_phone(MaskPhone(account.profile.phone));
  profile.set_email(MaskEmail(account.profile.email));
  return proto;
}

v1::Delegation ToProto(const DelegationRow& delegation, absl::CivilDay today) {
  v1::Delegation proto;
  proto.set_delegation_id(delegation.delegation_id);
  proto.set_site_id(delegation.site_id);
  proto.set_site_name(delegation.site_name);
  proto.set_agent_account_id(delegation.agent_account_id);
  proto.set_agent_login(delegation.agent_login);
  proto.set_agent_organisation_name(delegation.agent_organisation_name);
  proto.set_starts_on(FormatDay(delegation.period.starts_on));
  proto.set_ends_on(FormatDay(delegation.period.ends_on));
  proto.set_state(ToProto(StateOn(delegation.period, delegation.revoked_at.has_value(), today)));
  *proto.mutable_created_at() = ToTimestamp(delegation.created_at);
  if (delegation.revoked_at.has_value()) {
    *proto.mutable_revoked_at() = ToTimestamp(*delegation.revoked_at);
  }
  return proto;
}

v1::Organisation ToProto(const OrganisationRow& organisation) {
  v1::Organisation proto;
  proto.set_organisation_id(organisation.organisation_id);
  proto.set_name(organisation.facts.name);
  proto.set_business_number(organisation.facts.business_number);
  proto.set_representative(organisation.facts.representative);
  *proto.mutable_created_at() = ToTimestamp(organisation.created_at);
  return proto;
}

v1::Partner ToProto(const PartnerRow& partner) {
  v1::Partner proto;
  proto.set_partner_id(partner.partner_id);
  proto.set_name(partner.name);
  proto.set_state(partner.suspended ? v1::PARTNER_STATE_SUSPENDED : v1::PARTNER_STATE_ACTIVE);
  proto.set_key_id(partner.key_id);
  for (const std::string& role : partner.granted_roles) proto.add_granted_roles(role);
  for (const std::string& code : partner.district_codes) proto.add_district_codes(code);
  *proto.mutable_registered_at() = ToTimestamp(partner.registered_at);
  proto.set_etag(records::FormatEtag(partner.version));
  return proto;
}

void AddJurisdictions(const std::vector<std::string>& codes,
                      google::protobuf::RepeatedPtrField<v1::Jurisdiction>& jurisdictions) {
  std::vector<std::string> sorted = codes;
  std::sort(sorted.begin(), sorted.end());
  for (const std::string& code : sorted) {
    v1::Jurisdiction& jurisdiction = *jurisdictions.Add();
    jurisdiction.set_district_code(code);
    const District* district = Districts::Table().Find(code);
    if (district != nullptr) jurisdiction.set_name_ko(district->FullName());
  }
}

void AddProblem(const FieldProblem& problem, FieldErrors& errors) {
  AddProblem(problem, problem.field, errors);
}

void AddProblem(const FieldProblem& problem, std::string_view field, FieldErrors& errors) {
  errors.Add(field, problem.code, problem.message, problem.message_ko);
}

}  // namespace sems::identity
