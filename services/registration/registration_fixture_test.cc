#include "services/registration/registration_fixture.h"

#include <pqxx/pqxx>

namespace sems::registration {

long RegistrationTest::Count(const std::string& sql) {
  pqxx::connection connection(harness.database().AdminConninfo());
  pqxx::nontransaction work(connection);
  work.exec("SET search_path = registration");
  return work.exec(sql)[0][0].as<long>();
}

}  // namespace sems::registration
