#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>

// JSON lines on standard error. Never a secret, never personal data: ids, codes, counts and times
// only.
namespace sems::log {

enum class Level { kDebug, kInfo, kWarning, kError };

using Fields = std::initializer_list<std::pair<std::string_view, std::string>>;

void SetLevel(std::string_view level);  // debug, info, warning, error
void Write(Level level, std::string_view event, Fields fields = {});

inline void Info(std::string_view event, Fields fields = {}) { Write(Level::kInfo, event, fields); }
inline void Warning(std::string_view event, Fields fields = {}) {
  Write(Level::kWarning, event, fields);
}
inline void Error(std::string_view event, Fields fields = {}) {
  Write(Level::kError, event, fields);
}

// Trace of the call this thread works on (W3C trace id); written with every line.
class TraceScope {
 public:
  explicit TraceScope(std::string trace_id);
  ~TraceScope();
  TraceScope(const TraceScope&) = delete;
};

}  // namespace sems::log
