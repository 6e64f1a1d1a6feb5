#include "services/registration/handlers/officer_names.h"

#include <algorithm>

#include "common/server/module.h"
#include "common/server/peer.h"
#include "sems/identity/internal/v1/authority_service.grpc.pb.h"

namespace sems::registration::handlers {
namespace {

namespace peer = identity::internal::v1;

constexpr std::size_t kNamesPerCall = 1000;

}  // namespace

absl::StatusOr<std::map<std::string, v1::LocalOfficer>> OfficerNames(
    Deps& deps, server::Call& call, const std::vector<std::string>& account_ids) {
  std::map<std::string, v1::LocalOfficer> officers;
  const auto stub = peer::AuthorityService::NewStub(deps.peers->Channel("identity"));
  for (std::size_t begin = 0; begin < account_ids.size(); begin += kNamesPerCall) {
    peer::GetAccountNamesRequest request;
    const std::size_t end = std::min(account_ids.size(), begin + kNamesPerCall);
    for (std::size_t i = begin; i < end; ++i) request.add_account_ids(account_ids[i]);
    absl::StatusOr<peer::GetAccountNamesResponse> names = server::CallPeer(
        call, "identity", *stub, &peer::AuthorityService::Stub::GetAccountNames, request);
    if (!names.ok()) return names.status();
    for (const peer::AccountName& name : names->names()) {
      v1::LocalOfficer& officer = officers[name.account_id()];
      officer.set_account_id(name.account_id());
      officer.set_department(name.department());
      officer.set_name(name.contact_name());
      officer.set_phone(name.phone());
    }
  }
  return officers;
}

}  // namespace sems::registration::handlers
