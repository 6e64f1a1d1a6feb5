#include "services/support/module.h"

#include <memory>
#include <span>
#include <vector>

#include "common/server/gate.h"
#include "common/server/site_directory_service.h"
#include "sems/support/internal/v1/attachment_link_service.grpc.pb.h"
#include "sems/support/v1/attachment_service.grpc.pb.h"
#include "services/support/deps.h"
#include "services/support/handlers/handlers.h"

namespace sems::support {

std::span<const EmbeddedFile> Migrations();

namespace {

class AttachmentService final : public v1::AttachmentService::Service {
 public:
  AttachmentService(server::Gate& gate, Deps& deps) : gate_(gate), deps_(deps) {}
  SEMS_CLIENT_STREAM(v1::AttachmentService, UploadAttachment)
  SEMS_UNARY(v1::AttachmentService, PutAttachment)
  SEMS_UNARY(v1::AttachmentService, GetAttachment)
  SEMS_UNARY(v1::AttachmentService, ListAttachments)
  SEMS_UNARY_AS(v1::AttachmentService, GetAttachmentFile, v1::GetAttachmentFileRequest,
                google::api::HttpBody)
  SEMS_STREAM(v1::AttachmentService, StreamAttachmentFile)
  SEMS_UNARY(v1::AttachmentService, DeleteAttachment)

 private:
  server::Gate& gate_;
  Deps& deps_;
};

}  // namespace

namespace internal {
namespace {

class AttachmentLinkService final : public v1::AttachmentLinkService::Service {
 public:
  AttachmentLinkService(server::Gate& gate, Deps& deps) : gate_(gate), deps_(deps) {}
  SEMS_UNARY(v1::AttachmentLinkService, LinkAttachment)
  SEMS_UNARY(v1::AttachmentLinkService, SetCaseReaders)
  SEMS_UNARY(v1::AttachmentLinkService, UnlinkAttachment)

 private:
  server::Gate& gate_;
  Deps& deps_;
};

}  // namespace
}  // namespace internal

namespace {

constexpr std::int64_t kMegabyte = 1 << 20;

class SupportModule final : public server::Module {
 public:
  explicit SupportModule(const server::ModuleDeps& deps)
      : deps_{deps.config->GetInt("support.max_attachment_mb") * kMegabyte,
              deps.config->GetInt("support.max_owner_mb") * kMegabyte,
              UploadRoom(deps.config->GetInt("support.max_uploading_mb") * kMegabyte)},
        attachments_(*deps.gate, deps_),
        links_(*deps.gate, deps_),
        site_directory_(*deps.gate) {}

  std::vector<server::Served> Services() override {
    return {server::Serves<v1::AttachmentService>(attachments_),
            server::Serves<internal::v1::AttachmentLinkService>(links_),
            server::Serves<common::internal::v1::SiteDirectoryService>(site_directory_)};
  }

 private:
  Deps deps_;
  AttachmentService attachments_;
  internal::AttachmentLinkService links_;
  server::SiteDirectoryService site_directory_;
};

std::vector<config::Key> Settings() {
  return {
      {"support.max_attachment_mb", "50", "largest attachment, in MB of 1,048,576 bytes; 1–200"},
      {"support.max_owner_mb", "2000",
       "room for all attachments of one site, organisation or office account, in MB"},
      {"support.max_uploading_mb", "256",
       "memory for files that are being uploaded, in MB; more uploads are refused for the moment"},
  };
}

absl::StatusOr<std::unique_ptr<server::Module>> Make(const server::ModuleDeps& deps) {
  return std::make_unique<SupportModule>(deps);
}

}  // namespace

const server::ModuleInfo& Info() {
  static const server::ModuleInfo info{.name = "support",
                                       .migrations = Migrations,
                                       .make = Make,
                                       .settings = Settings,
                                       // A file of 30 MB with its head.
                                       .max_request_bytes = 33 * 1024 * 1024};
  return info;
}

}  // namespace sems::support
