#include <exception>
#include <fstream>
#include <iostream>
#include <string>

#include "tests/load/load.h"

// sems_load calls|replay|workbooks TASK.json: prints the result as JSON.
int main(int argc, char** argv) {
  if (argc != 3) {
    std::cerr << "usage: sems_load calls|replay|workbooks TASK.json\n";
    return 2;
  }
  try {
    const std::string what = argv[1];
    const nlohmann::json task = nlohmann::json::parse(std::ifstream(argv[2]));
    if (what == "calls") {
      std::cout << sems::load::Calls(task) << "\n";
    } else if (what == "replay") {
      std::cout << sems::load::Replay(task) << "\n";
    } else if (what == "workbooks") {
      std::cout << sems::load::Workbooks(task) << "\n";
    } else {
      std::cerr << "sems_load: nothing is called " << what << "\n";
      return 2;
    }
    return 0;
  } catch (const std::exception& error) {
    std::cerr << "sems_load: " << error.what() << "\n";
    return 1;
  }
}
