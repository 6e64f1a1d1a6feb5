#pragma once

#include "sems/support/v1/attachment_service.pb.h"
#include "services/support/repository/attachments.h"

namespace sems::support {

v1::Attachment ToProto(const repository::Attachment& attachment);

}  // namespace sems::support
