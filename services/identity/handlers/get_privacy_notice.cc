#include "common/values/civil.h"
#include "services/identity/handlers/handlers.h"
#include "services/identity/repository/account.h"

namespace sems::identity::handlers {

absl::StatusOr<v1::GetPrivacyNoticeResponse> GetPrivacyNotice(
    Deps& deps, server::Call& call, const v1::GetPrivacyNoticeRequest& request) {
  return call.Read<v1::GetPrivacyNoticeResponse>(
      [&](db::Tx& tx) -> absl::StatusOr<v1::GetPrivacyNoticeResponse> {
        const PrivacyNotice notice = NoticeInForce(tx, call.today());
        v1::GetPrivacyNoticeResponse response;
        response.set_version(notice.version);
        response.set_effective_on(FormatDay(notice.effective_on));
        response.set_text_ko(notice.text_ko);
        return response;
      });
}

}  // namespace sems::identity::handlers
