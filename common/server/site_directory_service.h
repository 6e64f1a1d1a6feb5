#pragma once

#include <functional>

#include "common/server/gate.h"
#include "common/server/module.h"
#include "sems/common/internal/v1/site_directory.grpc.pb.h"

namespace sems::server {

class ServiceIdentity;

// Receives registration's site events into the service's own site directory. Every service hosts
// it.
class SiteDirectoryService final : public common::internal::v1::SiteDirectoryService::Service {
 public:
  // `on_applied` runs in the same transaction, for a service that opens something of its own with a
  // new site; it may be empty.
  using OnApplied =
      std::function<absl::Status(Call&, UnitOfWork&, const common::internal::v1::SiteEvent&)>;

  explicit SiteDirectoryService(Gate& gate, OnApplied on_applied = {});

  grpc::Status ApplySiteEvent(grpc::ServerContext* context,
                              const common::internal::v1::ApplySiteEventRequest* request,
                              common::internal::v1::ApplySiteEventResponse* response) override;

 private:
  Gate& gate_;
  OnApplied on_applied_;
};

// Delivers outbox events of topic "site" to the target service's SiteDirectoryService. For
// registration.
absl::Status SendSiteEvent(Peers& peers, ServiceIdentity& identity, const std::string& target,
                           const std::string& payload, absl::Time now);

}  // namespace sems::server
