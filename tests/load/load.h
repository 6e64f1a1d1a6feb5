#pragma once

#include <memory>
#include <nlohmann/json.hpp>

// Each reads its task and returns what it measured; times are milliseconds, one for each
// repetition.
namespace sems::load {

// Something done one by one.
class Steps {
 public:
  virtual ~Steps() = default;
  virtual bool done() const = 0;
  virtual double Next() = 0;             // does the next one; returns its milliseconds
  virtual nlohmann::json Told() const {  // what else is to be told
    return nlohmann::json::object();
  }
};

// Unary calls on one connection: {"target", "metadata": {…}, "method", "requests": [base64, …]};
// tells {"response": base64 of the last}.
std::unique_ptr<Steps> Calls(const nlohmann::json& task);

// Recorded transactions by bare libpq on one connection, each statement prepared once and with its
// schema as the search path: {"conninfo", "transactions": [[{"schema", "sql", "parameters": [text
// or null]}…]…]}.
std::unique_ptr<Steps> Replay(const nlohmann::json& task);

// Workbooks of the given cells by libxlsxwriter alone: {"directory", "repeat", "workbooks":
// [{"name", "rows": [[cell, …]…]}…]}.
std::unique_ptr<Steps> Workbooks(const nlohmann::json& task);

}  // namespace sems::load
