#include "common/casework/testing/opening.h"

#include <set>

namespace sems::casework::testing {

const std::map<std::string, std::string>& SomeValues() {
  static const std::map<std::string, std::string> values = {{"risk_grade", "ga"},
                                                            {"size_class", "major"}};
  return values;
}

absl::StatusOr<v1::Case> OpenSomehow(CaseClient& client, const People& people,
                                     const v1::Procedure& procedure, const std::string& machine,
                                     const std::string& variant, const std::string& subject_name) {
  OpenSpec spec;
  spec.procedure = procedure.summary().procedure_id();
  spec.machine = machine;
  spec.variant = variant;
  v1::Period period;
  period.set_amount(20);
  period.set_unit(v1::PERIOD_UNIT_DAYS);
  const auto try_as = [&](const std::string& product,
                          const std::string& subject_of) -> absl::StatusOr<v1::Case> {
    spec.subject.Clear();
    spec.subject.set_name(subject_name);
    if (subject_of == "SITE_OPERATOR") {
      spec.subject.set_site_id(people.site_id());
    } else if (subject_of == "ORGANISATION") {
      spec.subject.set_organisation_id(people.organisation_id());
      spec.subject.set_district_code("28260");
    } else {
      spec.subject.set_office_district_code("28260");
    }
    const Person& person = people.Of(product);
    absl::StatusOr<v1::Case> opened;
    // The values that the machine knows, and a period where it sets one.
    std::vector<std::map<std::string, std::string>> sets = {SomeValues()};
    for (const auto& value : SomeValues()) sets.push_back({value});
    sets.push_back({});
    for (const auto& values : sets) {
      for (const bool with_period : {false, true}) {
        spec.values = values;
        spec.set_period = with_period ? std::optional(period) : std::nullopt;
        opened = client.Open(person, spec);
        if (opened.ok() || opened.status().code() != absl::StatusCode::kInvalidArgument)
          return opened;
      }
    }
    return opened;
  };
  absl::Status last =
      absl::NotFoundError("nobody may open it: " + procedure.summary().procedure_id());
  std::set<std::string> subjects;
  for (const auto& applicant : procedure.applicants()) subjects.insert(applicant.product_role());
  for (const auto* roles : {&procedure.applicants(), &procedure.authorities()}) {
    for (const v1::StatutoryRole& role : *roles) {
      for (const std::string& subject : subjects) {
        if (!people.Has(role.product_role())) continue;
        auto opened = try_as(role.product_role(), subject);
        if (opened.ok()) return opened;
        // What says most is kept: not that this one may not, but why the right one could not.
        if (last.code() == absl::StatusCode::kNotFound ||
            opened.status().code() != absl::StatusCode::kPermissionDenied)
          last = opened.status();
      }
    }
  }
  return last;
}

}  // namespace sems::casework::testing
