#pragma once

#include <memory>
#include <string>
#include <vector>

#include "absl/functional/function_ref.h"
#include "grpcpp/client_context.h"
#include "sems/measurement/internal/v1/sampling_days.grpc.pb.h"
#include "sems/operations/internal/v1/month_completeness.grpc.pb.h"
#include "services/duty/domain/record_duties.h"

namespace sems::server {
class Peers;
}

namespace sems::duty {

// A service that could not be asked: what it keeps is missing from the answer.
struct MissingPart {
  std::string source;
  std::string reason;
};

struct RecordDuties {
  std::vector<Duty> duties;
  std::vector<MissingPart> missing;
};

// The duties that records make, asked of those who keep the records. Never inside a transaction.
class Records {
 public:
  explicit Records(server::Peers& peers);

  // `prepare` gives a call to the named service its deadline and its identity.
  using Prepare = absl::FunctionRef<void(grpc::ClientContext&, std::string_view service)>;
  RecordDuties Ask(const std::string& site_id, const RecordQuestion& question, Prepare prepare);

 private:
  std::unique_ptr<operations::internal::v1::MonthCompletenessService::Stub> completeness_;
  std::unique_ptr<measurement::internal::v1::SamplingDaysService::Stub> sampling_days_;
};

}  // namespace sems::duty
