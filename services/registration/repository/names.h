#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "services/registration/domain/application.h"
#include "services/registration/domain/site.h"

// Enumerations as the tables spell them.
namespace sems::registration::repository {

std::string_view NameOf(RequestReason reason);
std::string_view NameOf(ApplicationState state);
std::string_view NameOf(SiteState state);
std::string_view NameOf(ChangeKind kind);

RequestReason ReasonNamed(std::string_view name);
ApplicationState ApplicationStateNamed(std::string_view name);
SiteState SiteStateNamed(std::string_view name);
ChangeKind ChangeKindNamed(std::string_view name);

template <class Enum>
std::vector<std::string> NamesOf(const std::vector<Enum>& values) {
  std::vector<std::string> names;
  for (Enum value : values) names.emplace_back(NameOf(value));
  return names;
}

}  // namespace sems::registration::repository
