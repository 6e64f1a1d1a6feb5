#include "common/log/log.h"

#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

#include <nlohmann/json.hpp>

#include "absl/strings/string_view.h"
#include "absl/time/clock.h"
#include "absl/time/time.h"

namespace sems::log {
namespace {

thread_local std::string current_trace;

spdlog::logger& Logger() {
  static const auto logger = [] {
    auto made = spdlog::stderr_logger_mt("sems");
    made->set_pattern("%v");
    made->flush_on(spdlog::level::debug);
    return made;
  }();
  return *logger;
}

spdlog::level::level_enum ToSpdlog(Level level) {
  switch (level) {
    case Level::kDebug:
      return spdlog::level::debug;
    case Level::kInfo:
      return spdlog::level::info;
    case Level::kWarning:
      return spdlog::level::warn;
    case Level::kError:
      return spdlog::level::err;
  }
  return spdlog::level::err;
}

}  // namespace

void SetLevel(std::string_view level) {
  Logger().set_level(spdlog::level::from_str(std::string(level)));
}

void Write(Level level, std::string_view event, Fields fields) {
  if (!Logger().should_log(ToSpdlog(level))) return;
  nlohmann::ordered_json line;
  line["time"] = absl::FormatTime("%Y-%m-%dT%H:%M:%E6SZ", absl::Now(), absl::UTCTimeZone());
  const auto name = spdlog::level::to_string_view(ToSpdlog(level));
  line["level"] = std::string(name.data(), name.size());
  line["event"] = std::string(event);
  if (!current_trace.empty()) line["trace_id"] = current_trace;
  for (const auto& [key, value] : fields) line[std::string(key)] = value;
  Logger().log(ToSpdlog(level),
               line.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace));
}

TraceScope::TraceScope(std::string trace_id) { current_trace = std::move(trace_id); }
TraceScope::~TraceScope() { current_trace.clear(); }

}  // namespace sems::log
