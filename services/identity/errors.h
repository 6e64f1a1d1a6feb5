#pragma once

#include <string_view>

#include "absl/status/status.h"
#include "absl/time/time.h"

// The refusals of identity in their one wording each.
namespace sems::identity {

// An unknown login and a wrong password alike.
absl::Status SignInFailed();
absl::Status SignInLocked(absl::Time until);
absl::Status SignInBusy();
absl::Status AccountLocked();
absl::Status RefreshTokenInvalid();
absl::Status LoginTaken();
absl::Status PrivacyNoticeOutdated();
absl::Status PrivacyConsentRequired();
absl::Status CurrentPasswordWrong();
absl::Status OwnAccount();
absl::Status NotAnOfficer();
absl::Status SiteClosed();
absl::Status DelegationOverlaps();
absl::Status HasOrganisation();
absl::Status OrganisationExists();
absl::Status NoOrganisation();
absl::Status InvitationInvalid();
absl::Status OwnerStays();
// An unknown partner and a wrong signature alike.
absl::Status PartnerSignInFailed();
absl::Status AssertionRefused(std::string_view why);
absl::Status AssertionReused();
absl::Status PartnerSuspended();
absl::Status PartnerNotFound(std::string_view partner_id);
absl::Status AccountNotFound(std::string_view account_id);

}  // namespace sems::identity
