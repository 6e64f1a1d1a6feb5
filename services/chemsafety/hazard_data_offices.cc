#include <utility>
#include <vector>

#include "services/chemsafety/hazard_data_parts.h"

namespace sems::chemsafety {
namespace {

constexpr char kOffices[] = "offices";

hazard::Source Readings(const YamlMap& map) {
  return {kOffices, {}, map.OptionalTexts("readings")};
}

hazard::SplitDistrict ReadSplit(YamlFile& file, const YAML::Node& node) {
  const YamlMap map(file, node,
                    {"sido", "sigungu", "eupmyeon", "ri", "estates", "office", "rest", "printed",
                     "ko", "en", "readings", "lines"});
  return {map.Text("sido"),         map.Text("sigungu"),  map.Text("eupmyeon"),
          map.Text("ri"),           map.Texts("estates"), ReadText(map),
          map.Text("office"),       map.Text("rest"),     map.Texts("printed"),
          ReadSource(map, kOffices)};
}

hazard::Office ReadOffice(YamlFile& file, const YAML::Node& node) {
  const YamlMap map(
      file, node, {"id", "ko", "en", "printed", "seat", "phone", "areas", "printed_area", "lines"});
  hazard::Office office;
  office.id = map.Text("id");
  office.name = ReadText(map);
  office.printed = map.OptionalText("printed");
  office.seat = map.Text("seat");
  office.phone = map.Text("phone");
  office.printed_area = map.Text("printed_area");
  office.source = ReadSource(map, kOffices);
  for (const YAML::Node& entry : map.Maps("areas")) {
    const YamlMap area(file, entry, {"sido", "whole", "except", "sigungu"});
    const bool whole = area.Has("whole") && area.Flag("whole");
    if (whole == area.Has("sigungu")) area.Problem("must name districts or be whole");
    if (!whole && area.Has("except")) area.Problem("except", "needs a whole province");
    office.areas.push_back(
        {area.Text("sido"), whole, area.OptionalTexts(whole ? "except" : "sigungu")});
  }
  return office;
}

}  // namespace

void ReadOffices(YamlFile& file, const YAML::Node& root, hazard::Law& law) {
  const YamlMap top(file, root, {"provinces", "moved", "split", "misprints", "offices"});
  for (const YAML::Node& node : top.Maps("provinces")) {
    const YamlMap map(file, node, {"ko", "now", "aliases", "readings"});
    law.provinces.push_back(
        {map.Text("ko"), map.OptionalText("now"), map.Texts("aliases"), Readings(map)});
  }
  for (const YAML::Node& node : top.Maps("moved")) {
    const YamlMap map(file, node, {"sigungu", "printed_sido", "now", "readings", "lines"});
    law.moved.push_back({map.Text("sigungu"), map.Text("printed_sido"), map.Text("now"),
                         ReadSource(map, kOffices)});
  }
  for (const YAML::Node& node : top.Maps("split")) law.split.push_back(ReadSplit(file, node));
  for (const YAML::Node& node : top.Maps("misprints")) {
    const YamlMap map(file, node, {"sido", "printed", "sigungu", "lines"});
    law.misprints.push_back(
        {map.Text("sido"), map.Text("printed"), map.Text("sigungu"), ReadSource(map, kOffices)});
  }
  for (const YAML::Node& node : top.Maps("offices")) law.offices.push_back(ReadOffice(file, node));
}

}  // namespace sems::chemsafety
