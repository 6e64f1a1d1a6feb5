#include "common/casework/service/up_to_date.h"

#include "common/casework/service/case_json.h"
#include "common/casework/service/records.h"
#include "common/casework/service/repository/cases.h"

namespace sems::casework {
namespace {

// Whether days have become others, or the case is no longer what its history makes of it: a replay
// judges clocks that ended long ago by the law of today, and folds as the program of today does.
bool Differs(const Engine& engine, const CaseFile& file, const CaseFile& replayed,
             absl::CivilDay as_of) {
  const std::string stored = ToJson(file);
  CaseFile refreshed = file;
  engine.Refresh(refreshed, as_of);
  return ToJson(refreshed) != stored || ToJson(replayed) != stored;
}

}  // namespace

std::vector<Standing> BringUpToDate(Casework& casework, db::Tx& tx, std::span<StoredCase> cases,
                                    std::vector<std::vector<Entry>>& entries, absl::CivilDay today,
                                    absl::Time now) {
  std::vector<Standing> standings(cases.size(), Standing::kCurrent);
  if (!casework.in_force()) return standings;
  std::vector<std::size_t> stale;
  std::vector<std::string> ids;
  for (std::size_t i = 0; i < cases.size(); ++i) {
    if (!cases[i].computed_under || !casework.editions().IsStale(*cases[i].computed_under))
      continue;
    stale.push_back(i);
    ids.push_back(cases[i].file.case_id);
  }
  if (stale.empty()) return standings;
  const Engine& engine = casework.engine();
  const std::map<std::string, std::vector<Entry>> histories = repository::ListHistories(tx, ids);
  for (const std::size_t i : stale) {
    CaseFile& file = cases[i].file;
    if (!engine.Knows(file)) {
      standings[i] = Standing::kLawGone;
      continue;
    }
    const auto found = histories.find(file.case_id);
    if (found == histories.end()) {  // nothing to go by
      standings[i] = Standing::kUnchanged;
      continue;
    }
    const std::vector<Entry>& history = found->second;
    const absl::CivilDay as_of = history.back().recorded_on;
    CaseFile replayed = engine.Replay(history);
    if (!Differs(engine, file, replayed, as_of)) {
      standings[i] = Standing::kUnchanged;
      continue;
    }
    Entry& entry = entries[i].emplace_back(engine.Recompute(file, as_of, today));
    entry.recomputed->causes = casework.editions().CausesSince(*cases[i].computed_under);
    Take(engine, replayed, entry, now, "");
    file = std::move(replayed);
    standings[i] = Standing::kRecomputed;
  }
  return standings;
}

}  // namespace sems::casework
