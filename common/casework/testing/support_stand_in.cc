#include "common/casework/testing/support_stand_in.h"

#include <grpcpp/server_builder.h>

#include "absl/time/clock.h"
#include "sems/support/internal/v1/attachment_link_service.grpc.pb.h"

namespace sems::casework::testing {

namespace support = sems::support::internal::v1;

class SupportStandIn::Service final : public support::AttachmentLinkService::Service {
 public:
  grpc::Status LinkAttachment(grpc::ServerContext*, const support::LinkAttachmentRequest*,
                              support::LinkAttachmentResponse* response) override {
    response->mutable_attachment()->set_file_name("배치도.pdf");
    response->mutable_attachment()->set_size_bytes(1234);
    response->mutable_attachment()->set_sha256(std::string(64, 'a'));
    return grpc::Status::OK;
  }
  grpc::Status SetCaseReaders(grpc::ServerContext*, const support::SetCaseReadersRequest*,
                              support::SetCaseReadersResponse*) override {
    return grpc::Status::OK;
  }
  grpc::Status UnlinkAttachment(grpc::ServerContext*, const support::UnlinkAttachmentRequest*,
                                support::UnlinkAttachmentResponse*) override {
    return grpc::Status::OK;
  }
};

SupportStandIn::SupportStandIn(sems::testing::Harness& harness)
    : service_(std::make_unique<Service>()) {
  grpc::ServerBuilder builder;
  builder.AddListeningPort(harness.Target("support"), grpc::InsecureServerCredentials());
  builder.RegisterService(service_.get());
  server_ = builder.BuildAndStart();
}

SupportStandIn::~SupportStandIn() { server_->Shutdown(absl::ToChronoTime(absl::Now())); }

}  // namespace sems::casework::testing
