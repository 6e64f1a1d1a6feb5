#include "services/semsd/services.h"

#include "services/facility/module.h"
#include "services/identity/module.h"
#include "services/ieps/module.h"
#include "services/measurement/module.h"
#include "services/operations/module.h"
#include "services/registration/module.h"

namespace sems::semsd {

const std::vector<const server::ModuleInfo*>& AllServices() {
  static const std::vector<const server::ModuleInfo*> services = {
      &identity::Info(),    &facility::Info(), &operations::Info(),
      &measurement::Info(), &ieps::Info(),     &registration::Info(),
  };
  return services;
}

std::vector<std::string> ServiceNames() {
  std::vector<std::string> names;
  for (const server::ModuleInfo* service : AllServices()) names.push_back(service->name);
  return names;
}

}  // namespace sems::semsd
