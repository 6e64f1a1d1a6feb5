#include "services/support/convert.h"

#include "absl/strings/escaping.h"

namespace sems::support {

v1::Attachment ToProto(const repository::Attachment& attachment) {
  v1::Attachment out;
  out.set_attachment_id(attachment.id);
  out.set_site_id(attachment.site_id);
  out.set_organisation_id(attachment.organisation_id);
  out.set_uploaded_by_account_id(attachment.uploaded_by);
  out.set_file_name(attachment.file_name);
  out.set_media_type(attachment.media_type);
  out.set_size_bytes(attachment.size_bytes);
  out.set_sha256(absl::BytesToHexString(attachment.sha256));
  out.mutable_uploaded_at()->set_seconds(absl::ToUnixSeconds(attachment.uploaded_at));
  out.set_linked(attachment.linked);
  return out;
}

}  // namespace sems::support
