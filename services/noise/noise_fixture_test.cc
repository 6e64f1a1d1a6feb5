#include "services/noise/noise_fixture.h"

#include <pqxx/pqxx>

namespace sems::noise {

long NoiseTest::Count(const std::string& sql) {
  pqxx::connection connection(harness.database().AdminConninfo());
  pqxx::nontransaction work(connection);
  work.exec("SET search_path = noise");
  return work.exec(sql)[0][0].as<long>();
}

}  // namespace sems::noise
