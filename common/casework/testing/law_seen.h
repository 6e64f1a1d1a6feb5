#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "common/casework/testing/case_client.h"
#include "common/casework/testing/people.h"

namespace sems::casework::testing {

// A way to open a case of a machine.
struct OpeningOption {
  std::string procedure;
  std::string variant;
};

// The law as the API describes it, asked for once: procedures, who acts in a statutory role, which
// guards nobody is asked for.
class LawSeen {
 public:
  LawSeen(CaseClient& client, const People& people) : client_(client), people_(people) {}

  const v1::Procedure& Describe(const std::string& id);
  const std::vector<std::string>& Procedures();
  std::vector<OpeningOption> Options(const std::string& machine);

  // The role of this system that acts in a statutory one; empty: not met yet.
  std::string ProductRole(const std::string& role) const;
  // Statutory roles; "applicant" and "authority" are those of the procedure, the clock is nobody.
  std::vector<std::string> Resolve(const std::string& procedure,
                                   const std::vector<std::string>& by);
  bool IsComputed(const std::string& guard) const { return computed_.count(guard) > 0; }
  void Learn(const std::vector<v1::NextEvent>& events);

 private:
  CaseClient& client_;
  const People& people_;
  std::vector<std::string> all_procedures_;
  std::map<std::string, v1::Procedure> procedures_;
  std::map<std::string, std::string> product_roles_;  // by statutory role
  std::set<std::string> computed_;
};

}  // namespace sems::casework::testing
