#include "common/records/etag.h"
#include "common/status/error.h"
#include "services/identity/convert.h"
#include "services/identity/errors.h"
#include "services/identity/handlers/handlers.h"
#include "services/identity/repository/account.h"

namespace sems::identity::handlers {
namespace {

// Puts the fields that the mask names (all, if it names none) into `profile`. False for a name that
// is no field.
bool Merge(const v1::UpdateMyProfileRequest& request, Profile& profile) {
  const Profile given = ToDomain(request.profile());
  if (request.update_mask().paths().empty()) {
    profile = given;
    return true;
  }
  for (const std::string& path : request.update_mask().paths()) {
    if (path == "organisation_name") {
      profile.organisation_name = given.organisation_name;
    } else if (path == "department") {
      profile.department = given.department;
    } else if (path == "contact_name") {
      profile.contact_name = given.contact_name;
    } else if (path == "phone") {
      profile.phone = given.phone;
    } else if (path == "email") {
      profile.email = given.email;
    } else {
      return false;
    }
  }
  return true;
}

// The profile as it would be, or what is wrong with the request.
absl::StatusOr<Profile> Decide(const v1::UpdateMyProfileRequest& request, const Profile& stored) {
  FieldErrors errors;
  Profile profile = stored;
  if (!request.has_profile()) errors.Required("profile");
  if (request.etag().empty()) errors.Required("etag");
  if (!Merge(request, profile)) {
    errors.Add("update_mask", "UNKNOWN_FIELD", "names a field that the profile does not have",
               "사용자 정보에 없는 항목입니다.");
  }
  for (const FieldProblem& problem : CheckProfile(profile, ProfileBy::kHolder)) {
    AddProblem(problem, errors);
  }
  if (!errors.empty()) return errors.ToStatus();
  return profile;
}

}  // namespace

absl::StatusOr<v1::UpdateMyProfileResponse> UpdateMyProfile(
    Deps& deps, server::Call& call, const v1::UpdateMyProfileRequest& request) {
  const std::string& account_id = call.caller().account_id;
  return call.Write<v1::UpdateMyProfileResponse>(
      [&](server::UnitOfWork& work) -> absl::StatusOr<v1::UpdateMyProfileResponse> {
        std::optional<AccountRow> account =
            LockAccountRow(call.scope(), work.tx(), account_id, call.now());
        if (!account.has_value()) return AccountNotFound(account_id);
        if (account->locked) return AccountLocked();
        absl::StatusOr<Profile> profile = Decide(request, account->profile);
        if (!profile.ok()) return profile.status();
        if (records::ParseEtag(request.etag()) != account->version) {
          return EtagMismatch("account", "계정");
        }

        const std::string notice = NoticeInForce(work.tx(), call.today()).version;
        const std::string& accepted = request.accepted_privacy_notice_version();
        if (!accepted.empty() && accepted != notice) return PrivacyNoticeOutdated();
        const bool consented =
            account->consent.has_value() && account->consent->notice_version == notice;
        if (accepted.empty() && !consented) return PrivacyConsentRequired();
        if (!consented) InsertConsent(work.tx(), account_id, {notice, call.now()});

        account->profile = *profile;
        UpdateAccount(work.tx(), *account, call.now(), account_id);
        work.Audit({.stream_id = account_id,
                    .action = "PROFILE_UPDATED",
                    .subject = "account " + account_id,
                    .detail = consented ? "{}" : "{\"notice_version\":\"" + notice + "\"}"});
        v1::UpdateMyProfileResponse response;
        *response.mutable_account() =
            ToProto(*LockAccountRow(call.scope(), work.tx(), account_id, call.now()));
        return response;
      });
}

}  // namespace sems::identity::handlers
