#include "services/registration/convert.h"
#include "services/registration/handlers/handlers.h"
#include "services/registration/repository/operators.h"

namespace sems::registration::handlers {

absl::StatusOr<v1::ListSiteOperatorsResponse> ListSiteOperators(
    Deps&, server::Call& call, const v1::ListSiteOperatorsRequest&) {
  return call.Read<v1::ListSiteOperatorsResponse>(
      [&](db::Tx& tx) -> absl::StatusOr<v1::ListSiteOperatorsResponse> {
        v1::ListSiteOperatorsResponse response;
        for (const OperatorTerm& term : repository::ListOperators(call.site(), tx)) {
          *response.add_operators() = ToProto(term);
        }
        return response;
      });
}

}  // namespace sems::registration::handlers
