#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "common/casework/law.h"

namespace sems::casework {

// Who stands where in a case, as the law has it: statutory roles that apply, that decide, and all
// others that may raise something.
struct Sides {
  std::set<std::string> applicants;
  std::set<std::string> authorities;
  std::set<std::string> concerned;  // all of them
  // Roles of this system that apply in the case's own procedure.
  std::set<std::string> applying;
};

// The sides of every kind of case, worked out once from the law.
class SidesOfLaw {
 public:
  explicit SidesOfLaw(const Law& law);

  // Of a case of `procedure` in `machine`. A machine of several procedures has all their
  // applicants and authorities; a default flow has those of the procedure alone.
  const Sides& Of(const std::string& machine, const std::string& procedure) const;

  // The roles of this system that decide it, sorted, with a blank between.
  const std::string& DecidedBy(const std::string& machine, const std::string& procedure) const;
  // Every such list that names this role of the system ("LOCAL_OFFICER").
  std::vector<std::string> DecidedByWith(const std::string& product_role) const;

  // Procedures in whose cases one of these statutory roles takes part.
  std::vector<std::string> ProceduresConcerning(const std::set<std::string>& roles) const;

  // Statutory roles that a role of this system acts in.
  const std::set<std::string>& RolesOf(const std::string& product_role) const;

 private:
  using Kind = std::pair<std::string, std::string>;  // machine, procedure
  std::map<Kind, Sides> sides_;
  std::map<Kind, std::string> decided_by_;
  std::map<std::string, std::set<std::string>> roles_;  // by product role
};

// What runs once at a time for one subject: the machine, or the procedure where its flow is a
// default one, which many procedures share.
std::string ExclusiveRun(const std::string& machine, const std::string& procedure);
bool IsDefaultFlow(std::string_view machine);

}  // namespace sems::casework
