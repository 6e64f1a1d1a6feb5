#pragma once

#include <map>
#include <string>
#include <vector>

#include "common/casework/testing/case_client.h"

namespace sems::casework::testing {

// One of everybody who has to do with cases in 인천광역시 서구, and those who look like them but
// are of another site, organisation or office.
class People {
 public:
  explicit People(Harness& harness);

  // Who acts for a role of the system ("LOCAL_OFFICER").
  const Person& Of(const std::string& product_role) const { return right_.at(product_role); }
  bool Has(const std::string& product_role) const { return right_.count(product_role) > 0; }
  // Everybody else of any role: outside the case.
  const std::vector<std::pair<std::string, Person>>& strangers() const { return strangers_; }
  const std::map<std::string, Person>& everybody() const { return right_; }

  // Another office of the same kind, competent for the same district: it decides what `Of` the
  // LOCAL_OFFICER has applied for.
  const Person& office_above() const { return office_above_; }
  // Of the organisation that is named as a body in a case.
  const Person& body() const { return body_; }

  const std::string& site_id() const { return site_id_; }
  const std::string& organisation_id() const { return organisation_id_; }
  const std::string& body_organisation_id() const { return body_organisation_id_; }

 private:
  std::map<std::string, Person> right_;
  std::vector<std::pair<std::string, Person>> strangers_;
  Person office_above_;
  Person body_;
  std::string site_id_;
  std::string organisation_id_;
  std::string body_organisation_id_;
};

}  // namespace sems::casework::testing
