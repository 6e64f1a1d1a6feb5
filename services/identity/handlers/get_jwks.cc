#include <fstream>
#include <sstream>

#include "common/log/log.h"
#include "common/status/error.h"
#include "google/protobuf/util/json_util.h"
#include "services/identity/handlers/handlers.h"

namespace sems::identity::handlers {

// The file is read at each call: verifiers keep the answer, and a key that was added to it for the
// next rotation is published without a restart.
absl::StatusOr<v1::GetJwksResponse> GetJwks(Deps& deps, server::Call& call,
                                            const v1::GetJwksRequest& request) {
  std::ifstream file(deps.jwks_file, std::ios::binary);
  std::ostringstream contents;
  contents << file.rdbuf();
  google::protobuf::util::JsonParseOptions options;
  options.ignore_unknown_fields = true;  // a JWK may carry more than we publish
  v1::GetJwksResponse response;
  const auto parsed =
      google::protobuf::util::JsonStringToMessage(contents.str(), &response, options);
  if (!parsed.ok() || response.keys().empty()) {
    log::Error("jwks_unusable", {{"file", deps.jwks_file}});
    return Internal();
  }
  return response;
}

}  // namespace sems::identity::handlers
