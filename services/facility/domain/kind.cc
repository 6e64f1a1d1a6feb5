#include "services/facility/domain/kind.h"

namespace sems::facility {

std::string_view KindName(Kind kind) {
  switch (kind) {
    case Kind::kStack:
      return "stack";
    case Kind::kEmissionFacility:
      return "emission facility";
    case Kind::kControlDevice:
      return "control device";
    case Kind::kProduct:
      return "product";
    case Kind::kFuel:
      return "fuel";
    case Kind::kMaterial:
      return "material";
    case Kind::kEnergy:
      return "energy";
  }
  return "item";
}

std::string_view KindNameKo(Kind kind) {
  switch (kind) {
    case Kind::kStack:
      return "배출구";
    case Kind::kEmissionFacility:
      return "배출시설";
    case Kind::kControlDevice:
      return "방지시설";
    case Kind::kProduct:
      return "생산제품";
    case Kind::kFuel:
      return "연료";
    case Kind::kMaterial:
      return "원부원료";
    case Kind::kEnergy:
      return "에너지";
  }
  return "항목";
}

}  // namespace sems::facility
