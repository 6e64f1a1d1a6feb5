#pragma once

#include <nlohmann/json.hpp>

// Each reads its task and returns what it measured; times are milliseconds, one for each
// repetition.
namespace sems::load {

// Makes unary calls one after the other on one connection: {"target", "metadata": {…}, "method",
// "requests": [base64, …]} → {"milliseconds": [...], "responses": [base64 of the last]}.
nlohmann::json Calls(const nlohmann::json& task);

// Sends recorded transactions by bare libpq on one connection, each statement prepared once and
// with its schema as the search path: {"conninfo", "transactions": [[{"schema", "sql",
// "parameters": [text or null]}…]…]} → {"milliseconds": [...]}.
nlohmann::json Replay(const nlohmann::json& task);

// Writes workbooks of the given cells by libxlsxwriter alone: {"directory", "repeat", "workbooks":
// [{"name", "rows": [[cell, …]…]}…]} → {"milliseconds": [...]}.
nlohmann::json Workbooks(const nlohmann::json& task);

}  // namespace sems::load
