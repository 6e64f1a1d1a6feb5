#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "common/casework/service/sight.h"
#include "common/db/tx.h"

// What a caller may see of the cases, as a condition of every query. Its parameters are always $1
// (the account), $2 (the organisation), $3 (district codes) and $4 (procedures; NULL: all), whether
// or not the condition needs them.
namespace sems::casework::repository {

struct SightParams {
  explicit SightParams(const Sight& sight);
  std::optional<std::string> account;
  std::optional<std::string> organisation;
  db::Array districts;
  std::optional<db::Array> procedures;
};

// Condition on the table case_file under this alias.
std::string CaseInSight(const Sight& sight, std::string_view alias);

// Gives the parameters a type where the rest of a statement has no use for them.
inline constexpr char kSightParameters[] =
    "($1::uuid IS NULL OR TRUE) AND ($2::uuid IS NULL OR TRUE) AND ($3::text[] IS NULL OR TRUE)"
    " AND ($4::text[] IS NULL OR TRUE)";

}  // namespace sems::casework::repository
