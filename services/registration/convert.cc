#include "services/registration/convert.h"

#include "absl/strings/str_cat.h"
#include "common/values/absl_compat.h"
#include "common/values/civil.h"

namespace sems::registration {
namespace {

v1::RequestReason ToProto(RequestReason reason) {
  switch (reason) {
    case RequestReason::kNew:
      return v1::REQUEST_REASON_NEW;
    case RequestReason::kNumberChange:
      return v1::REQUEST_REASON_BUSINESS_NUMBER_CHANGE;
  }
  return v1::REQUEST_REASON_UNSPECIFIED;
}

v1::SiteChangeKind ToProto(ChangeKind kind) {
  switch (kind) {
    case ChangeKind::kRegistered:
      return v1::SITE_CHANGE_KIND_REGISTERED;
    case ChangeKind::kNumberChanged:
      return v1::SITE_CHANGE_KIND_NUMBER_CHANGED;
    case ChangeKind::kHandedOver:
      return v1::SITE_CHANGE_KIND_HANDED_OVER;
    case ChangeKind::kCorrected:
      return v1::SITE_CHANGE_KIND_CORRECTED;
    case ChangeKind::kStateSet:
      return v1::SITE_CHANGE_KIND_STATE_SET;
    case ChangeKind::kOperatorAdded:
      return v1::SITE_CHANGE_KIND_OPERATOR_ADDED;
    case ChangeKind::kOperatorRemoved:
      return v1::SITE_CHANGE_KIND_OPERATOR_REMOVED;
  }
  return v1::SITE_CHANGE_KIND_UNSPECIFIED;
}

struct NoticeText {
  std::string_view message;
  std::string_view message_ko;
};

// In the words of the one who is told: the site, or an account in person.
NoticeText TextOf(const Notice& notice) {
  const bool in_person = !notice.account_id.empty();
  switch (notice.kind) {
    case ChangeKind::kRegistered:
      return {"The site was registered.", "사업장이 등록되었습니다."};
    case ChangeKind::kNumberChanged:
      return {"The site's business number was changed.", "사업자등록번호 변경이 승인되었습니다."};
    case ChangeKind::kHandedOver:
      if (in_person) {
        return {"The site was handed over to another operator; your access has ended.",
                "사업장이 다른 사업자에게 인계되어 접근 권한이 종료되었습니다."};
      }
      return {"The site was taken over under a new business number.",
              "사업자변경(인수)이 승인되었습니다."};
    case ChangeKind::kCorrected:
      return {"The local government corrected the site's data.",
              "지자체 담당자가 사업장 정보를 수정하였습니다."};
    case ChangeKind::kStateSet:
      return {"The local government changed the site's state.",
              "지자체 담당자가 사업장 상태를 변경하였습니다."};
    case ChangeKind::kOperatorAdded:
      return {"You were named an operator of the site.", "사업장 사용자로 지정되었습니다."};
    case ChangeKind::kOperatorRemoved:
      return {"Your access to the site has ended.", "사업장 접근 권한이 종료되었습니다."};
  }
  return {};
}

}  // namespace

StatedSiteFacts FromProto(const v1::SiteFacts& facts) {
  return {.site_name = facts.site_name(),
          .district_code = facts.district_code(),
          .business_number = facts.business_number(),
          .site_sequence = facts.site_sequence(),
          .permit_number = facts.permit_number(),
          .permit_date = facts.permit_date(),
          .site_class = facts.site_class(),
          .representative_name = facts.representative_name(),
          .address = facts.address(),
          .detail_address = facts.detail_address(),
          .postal_code = facts.postal_code(),
          .contact_name = facts.contact_name(),
          .contact_phone = facts.contact_phone(),
          .contact_mobile = facts.contact_mobile(),
          .contact_email = facts.contact_email()};
}

StatedNumberChange FromProto(const v1::NumberChange& change) {
  return {.changed_on = change.changed_on(),
          .previous_business_number = change.previous_business_number(),
          .previous_site_sequence = change.previous_site_sequence()};
}

std::optional<RequestReason> FromProto(v1::RequestReason reason) {
  switch (reason) {
    case v1::REQUEST_REASON_NEW:
      return RequestReason::kNew;
    case v1::REQUEST_REASON_BUSINESS_NUMBER_CHANGE:
      return RequestReason::kNumberChange;
    default:
      return std::nullopt;
  }
}

std::optional<ApplicationState> FromProto(v1::ApplicationState state) {
  switch (state) {
    case v1::APPLICATION_STATE_PENDING:
      return ApplicationState::kPending;
    case v1::APPLICATION_STATE_APPROVED:
      return ApplicationState::kApproved;
    case v1::APPLICATION_STATE_REJECTED:
      return ApplicationState::kRejected;
    case v1::APPLICATION_STATE_WITHDRAWN:
      return ApplicationState::kWithdrawn;
    default:
      return std::nullopt;
  }
}

std::optional<SiteState> FromProto(v1::SiteState state) {
  switch (state) {
    case v1::SITE_STATE_OPEN:
      return SiteState::kOpen;
    case v1::SITE_STATE_SUSPENDED:
      return SiteState::kSuspended;
    case v1::SITE_STATE_CLOSED:
      return SiteState::kClosed;
    default:
      return std::nullopt;
  }
}

v1::SiteFacts ToProto(const SiteFacts& facts) {
  v1::SiteFacts out;
  out.set_site_name(facts.site_name);
  out.set_district_code(facts.district_code);
  out.set_business_number(facts.business_number);
  out.set_site_sequence(facts.site_sequence);
  out.set_permit_number(facts.permit_number);
  out.set_permit_date(FormatDay(facts.permit_date));
  out.set_site_class(facts.site_class);
  out.set_representative_name(facts.representative_name);
  out.set_address(facts.address);
  out.set_detail_address(facts.detail_address);
  out.set_postal_code(facts.postal_code);
  out.set_contact_name(facts.contact_name);
  out.set_contact_phone(facts.contact_phone);
  out.set_contact_mobile(facts.contact_mobile);
  out.set_contact_email(facts.contact_email);
  return out;
}

v1::ApplicationState ToProto(ApplicationState state) {
  switch (state) {
    case ApplicationState::kPending:
      return v1::APPLICATION_STATE_PENDING;
    case ApplicationState::kApproved:
      return v1::APPLICATION_STATE_APPROVED;
    case ApplicationState::kRejected:
      return v1::APPLICATION_STATE_REJECTED;
    case ApplicationState::kWithdrawn:
      return v1::APPLICATION_STATE_WITHDRAWN;
  }
  return v1::APPLICATION_STATE_UNSPECIFIED;
}

v1::Application ToProto(const Application& application, Audience audience) {
  v1::Application out;
  out.set_application_id(application.id);
  out.set_request_reason(ToProto(application.reason));
  *out.mutable_facts() = ToProto(application.facts);
  if (application.change.has_value()) {
    out.mutable_number_change()->set_changed_on(FormatDay(application.change->changed_on));
    out.mutable_number_change()->set_previous_business_number(
        application.change->previous.business_number);
    out.mutable_number_change()->set_previous_site_sequence(
        application.change->previous.site_sequence);
  }
  out.set_state(ToProto(application.state));
  out.set_applied_on(FormatDay(application.applied_on));
  *out.mutable_submitted_at() = ToProto(application.submitted_at);
  if (application.approved_on.has_value()) out.set_approved_on(FormatDay(*application.approved_on));
  if (application.decided_at.has_value()) {
    *out.mutable_decided_at() = ToProto(*application.decided_at);
  }
  out.set_rejection_reason(application.rejection_reason);
  out.set_site_id(application.site_id);
  out.set_is_handover(application.is_handover);
  out.set_etag(EtagOf(application.version));
  if (audience == Audience::kApplicant) return out;

  out.set_applicant_account_id(application.applicant_account_id);
  out.set_decided_by_account_id(application.decided_by);
  if (application.state == ApplicationState::kPending) {
    const std::string previous =
        application.change ? application.change->previous.business_number : "";
    for (const Violation& warning :
         OfficerWarnings(application.facts, application.reason, previous, application.known)) {
      v1::ApplicationWarning& added = *out.add_warnings();
      added.set_code(warning.code);
      added.set_field(warning.field);
      added.set_message(warning.message);
      added.set_message_ko(warning.message_ko);
    }
  }
  return out;
}

v1::SiteState ToProto(SiteState state) {
  switch (state) {
    case SiteState::kOpen:
      return v1::SITE_STATE_OPEN;
    case SiteState::kSuspended:
      return v1::SITE_STATE_SUSPENDED;
    case SiteState::kClosed:
      return v1::SITE_STATE_CLOSED;
  }
  return v1::SITE_STATE_UNSPECIFIED;
}

v1::Site ToProto(const Site& site) {
  v1::Site out;
  out.set_site_id(site.id);
  *out.mutable_facts() = ToProto(site.facts);
  out.set_state(ToProto(site.state));
  out.set_approved_on(FormatDay(site.approved_on));
  out.set_local_officer_account_id(site.local_officer);
  *out.mutable_updated_at() = ToProto(site.updated_at);
  out.set_etag(EtagOf(site.version));
  return out;
}

v1::SiteHistoryEntry ToProto(const HistoryEntry& entry) {
  v1::SiteHistoryEntry out;
  out.set_kind(ToProto(entry.kind));
  *out.mutable_changed_at() = ToProto(entry.changed_at);
  out.set_changed_by_account_id(entry.changed_by);
  out.set_reason(entry.reason);
  for (const std::string& field : entry.changed_fields) out.add_changed_fields(field);
  if (entry.former.has_value()) *out.mutable_former() = ToProto(*entry.former);
  return out;
}

v1::SiteNotice ToProto(const Notice& notice) {
  v1::SiteNotice out;
  out.set_notice_id(notice.id);
  out.set_site_id(notice.site_id);
  out.set_site_name(notice.site_name);
  out.set_kind(ToProto(notice.kind));
  *out.mutable_noticed_at() = ToProto(notice.noticed_at);
  for (const std::string& field : notice.changed_fields) out.add_changed_fields(field);
  out.set_reason(notice.reason);
  const NoticeText text = TextOf(notice);
  out.set_message(std::string(text.message));
  out.set_message_ko(std::string(text.message_ko));
  return out;
}

v1::SiteOperator ToProto(const OperatorTerm& term) {
  v1::SiteOperator out;
  out.set_account_id(term.account_id);
  *out.mutable_since() = ToProto(term.since);
  out.set_added_by_account_id(term.added_by);
  return out;
}

google::protobuf::Timestamp ToProto(absl::Time time) {
  google::protobuf::Timestamp out;
  const std::int64_t seconds = absl::ToUnixSeconds(time);
  out.set_seconds(seconds);
  out.set_nanos(
      static_cast<std::int32_t>(absl::ToInt64Nanoseconds(time - absl::FromUnixSeconds(seconds))));
  return out;
}

absl::Time FromProto(const google::protobuf::Timestamp& time) {
  return absl::FromUnixSeconds(time.seconds()) + absl::Nanoseconds(time.nanos());
}

std::string EtagOf(std::int64_t version) { return absl::StrCat("v", version); }

void AddViolations(const Violations& violations, FieldErrors& errors) {
  for (const Violation& found : violations.found()) {
    errors.Add(found.field, found.code, found.message, found.message_ko);
  }
}

}  // namespace sems::registration
