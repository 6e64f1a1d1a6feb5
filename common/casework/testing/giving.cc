#include "common/casework/testing/giving.h"

#include "absl/strings/numbers.h"
#include "absl/time/clock.h"
#include "common/values/uuid.h"
#include "google/rpc/error_details.pb.h"

namespace sems::casework::testing {
namespace {

constexpr int kMostTries = 40;

// The file, content or fee that an event still lacks, as its refusal names it.
bool Provide(CaseClient& client, const People& people, const std::string& id, const Person& person,
             const std::map<std::string, std::string>& missing, const std::string& reason) {
  if (reason == "FEE_UNPAID") {
    int64_t krw = 0;
    if (!absl::SimpleAtoi(missing.at("unpaid_krw"), &krw)) return false;
    for (const auto& [product, authority] : people.everybody()) {
      if (client.Pay(authority, id, krw).ok()) return true;
    }
    return client.Pay(people.office_above(), id, krw).ok();
  }
  const std::string& item = missing.at("item");
  if (reason == "ATTACHMENT_MISSING") {
    const auto attached = client.Attach(person, id, NewUuidV7(absl::Now()), item);
    return attached.ok();
  }
  v1::FormEntry entry;
  entry.set_item_id(item);
  entry.set_text("내용");
  const auto filled = client.UpdateForm(person, id, {entry});
  return filled.ok();
}

}  // namespace

std::map<std::string, std::string> MetadataOf(const absl::Status& status) {
  const google::rpc::Status details = ToRpcStatus(status);
  for (const auto& any : details.details()) {
    google::rpc::ErrorInfo info;
    if (any.UnpackTo(&info)) return {info.metadata().begin(), info.metadata().end()};
  }
  return {};
}

absl::StatusOr<v1::Case> RaiseGiving(CaseClient& client, const People& people,
                                     const std::string& case_id, const Person& person,
                                     const v1::EventInput& input, const std::string& request_id) {
  absl::StatusOr<v1::Case> raised;
  for (int tries = 0; tries < kMostTries; ++tries) {
    raised = client.Raise(person, case_id, input, "", request_id);
    if (raised.ok()) return raised;
    const std::string reason = ErrorReason(raised.status());
    const bool lacks =
        reason == "ATTACHMENT_MISSING" || reason == "CONTENT_MISSING" || reason == "FEE_UNPAID";
    if (!lacks || !Provide(client, people, case_id, person, MetadataOf(raised.status()), reason))
      return raised;
  }
  return raised;
}

}  // namespace sems::casework::testing
