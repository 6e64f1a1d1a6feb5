#include <exception>
#include <fstream>
#include <iostream>
#include <stdexcept>
#include <string>
#include <vector>

#include "tests/load/load.h"

namespace sems::load {
namespace {

std::unique_ptr<Steps> Begin(const nlohmann::json& task) {
  const std::string what = task.at("what");
  if (what == "calls") return Calls(task);
  if (what == "replay") return Replay(task);
  if (what == "workbooks") return Workbooks(task);
  throw std::runtime_error("nothing is called " + what);
}

// In turns, one step of each, so that all of them see the same machine.
nlohmann::json Run(const nlohmann::json& tasks) {
  std::vector<std::unique_ptr<Steps>> all;
  for (const auto& task : tasks) all.push_back(Begin(task));
  std::vector<nlohmann::json> milliseconds(all.size(), nlohmann::json::array());
  for (bool more = true; more;) {
    more = false;
    for (size_t i = 0; i < all.size(); ++i) {
      if (all[i]->done()) continue;
      milliseconds[i].push_back(all[i]->Next());
      more = true;
    }
  }
  nlohmann::json results = nlohmann::json::array();
  for (size_t i = 0; i < all.size(); ++i) {
    nlohmann::json result = all[i]->Told();
    result["milliseconds"] = milliseconds[i];
    results.push_back(result);
  }
  return results;
}

}  // namespace
}  // namespace sems::load

// sems_load TASKS.json: prints the results as JSON.
int main(int argc, char** argv) {
  if (argc != 2) {
    std::cerr << "usage: sems_load TASKS.json\n";
    return 2;
  }
  try {
    std::cout << sems::load::Run(nlohmann::json::parse(std::ifstream(argv[1]))) << "\n";
    return 0;
  } catch (const std::exception& error) {
    std::cerr << "sems_load: " << error.what() << "\n";
    return 1;
  }
}
