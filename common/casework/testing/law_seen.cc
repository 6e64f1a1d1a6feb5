#include "common/casework/testing/law_seen.h"

#include <algorithm>

#include "gtest/gtest.h"

namespace sems::casework::testing {

const v1::Procedure& LawSeen::Describe(const std::string& id) {
  const auto known = procedures_.find(id);
  if (known != procedures_.end()) return known->second;
  auto described = client_.Describe(people_.Of("MINISTRY"), id);
  EXPECT_TRUE(described.ok()) << id << ": " << described.status();
  v1::Procedure& procedure = procedures_[id];
  if (described.ok()) procedure = *described;
  for (const auto* roles : {&procedure.applicants(), &procedure.authorities()}) {
    for (const v1::StatutoryRole& role : *roles)
      product_roles_[role.role_id()] = role.product_role();
  }
  return procedure;
}

const std::vector<std::string>& LawSeen::Procedures() {
  if (all_procedures_.empty()) {
    auto summaries = client_.Procedures(people_.Of("MINISTRY"));
    EXPECT_TRUE(summaries.ok()) << summaries.status();
    if (!summaries.ok()) return all_procedures_;
    for (const v1::ProcedureSummary& summary : *summaries) {
      all_procedures_.push_back(summary.procedure_id());
      Describe(summary.procedure_id());
    }
  }
  return all_procedures_;
}

std::vector<OpeningOption> LawSeen::Options(const std::string& machine) {
  std::vector<OpeningOption> options;
  for (const std::string& id : Procedures()) {
    const v1::Procedure& procedure = Describe(id);
    const bool runs =
        std::any_of(procedure.machines().begin(), procedure.machines().end(),
                    [&](const v1::MachineInfo& info) { return info.machine_id() == machine; });
    if (!runs) continue;
    if (procedure.variants().empty()) options.push_back({id, ""});
    for (const v1::Variant& variant : procedure.variants())
      options.push_back({id, variant.variant_id()});
  }
  return options;
}

std::string LawSeen::ProductRole(const std::string& role) const {
  const auto known = product_roles_.find(role);
  return known == product_roles_.end() ? "" : known->second;
}

std::vector<std::string> LawSeen::Resolve(const std::string& procedure_id,
                                          const std::vector<std::string>& by) {
  const v1::Procedure& procedure = Describe(procedure_id);
  std::vector<std::string> roles;
  for (const std::string& role : by) {
    if (role == "applicant") {
      for (const auto& applicant : procedure.applicants()) roles.push_back(applicant.role_id());
    } else if (role == "authority") {
      for (const auto& authority : procedure.authorities()) roles.push_back(authority.role_id());
    } else if (role != "system") {
      roles.push_back(role);
    }
  }
  return roles;
}

void LawSeen::Learn(const std::vector<v1::NextEvent>& events) {
  for (const v1::NextEvent& event : events) {
    for (const v1::StatutoryRole& by : event.by()) product_roles_[by.role_id()] = by.product_role();
    for (const v1::GuardQuestion& guard : event.guards()) {
      if (guard.computed()) computed_.insert(guard.guard_id());
    }
  }
}

}  // namespace sems::casework::testing
