#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/civil_time.h"
#include "common/server/call.h"
#include "common/status/error.h"
#include "services/duty/domain/duty.h"
#include "services/duty/repository/owner.h"

// What several requests have.
namespace sems::duty::handlers {

// The site, when one is named: it must be one that the caller operates. Otherwise the caller's
// organisation. PERMISSION_DENIED, or INVALID_ARGUMENT when neither can be meant.
absl::StatusOr<Owner> ReadOwner(server::Call& call, const std::string& site_id);

// The role whose officers' cases the caller sees, "LOCAL_OFFICER"; empty for the site's own people.
std::string OfficeRole(const server::Call& call);

// 1 to `most` characters (UTF-8), no control characters.
void CheckName(std::string_view field, const std::string& text, size_t most, FieldErrors& errors);
void CheckId(std::string_view field, const std::string& id, FieldErrors& errors);

std::optional<absl::CivilDay> ReadDay(std::string_view field, const std::string& text,
                                      FieldErrors& errors);
void CheckSources(const google::protobuf::RepeatedPtrField<std::string>& sources, bool with_records,
                  FieldErrors& errors);

// Numbers of an enum of the contract as one of the domain's, whose numbers are the same.
template <class Enum>
std::vector<Enum> ReadEnums(std::string_view field,
                            const google::protobuf::RepeatedField<int>& values, int last,
                            FieldErrors& errors) {
  std::vector<Enum> read;
  for (const int value : values) {
    if (value < 1 || value > last) {
      errors.Add(field, "UNKNOWN_VALUE", "names a value that does not exist",
                 "존재하지 않는 값입니다");
      return read;
    }
    read.push_back(static_cast<Enum>(value));
  }
  return read;
}

// Page tokens are no secret: one whose parts are not what this list put there is as bad as a
// garbled one.
absl::Status InvalidPageToken();

}  // namespace sems::duty::handlers
