#include "common/casework/service/attachments.h"

#include "common/status/error.h"

namespace sems::casework {

absl::StatusOr<AttachmentLink> AskForAttachment(Casework&, server::Call&, const std::string&,
                                                const std::string&) {
  return Error(absl::StatusCode::kUnavailable, "PEER_UNAVAILABLE", "support is not available",
               "첨부파일 서비스를 이용할 수 없습니다.");
}

}  // namespace sems::casework
