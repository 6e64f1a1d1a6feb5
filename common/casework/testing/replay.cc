#include "common/casework/testing/replay.h"

#include <map>
#include <pqxx/pqxx>

#include "common/casework/engine.h"
#include "common/casework/service/case_json.h"
#include "common/casework/service/law_files.h"
#include "common/casework/service/mode_names.h"
#include "gtest/gtest.h"

namespace sems::casework::testing {

int CompareWithReplays(sems::testing::Harness& harness, const std::string& service,
                       const std::vector<LawFile>& files, const calendar::Holidays& holidays,
                       Closed closed) {
  const absl::StatusOr<Law> law = LawOf(files);
  EXPECT_TRUE(law.ok()) << law.status();
  if (!law.ok()) return 0;

  pqxx::connection connection(harness.database().AdminConninfo());
  pqxx::nontransaction work(connection);
  work.exec("SET search_path = " + work.quote_name(service));
  std::map<std::string, calendar::Period> numbers;
  for (const pqxx::row& row :
       work.exec("SELECT DISTINCT ON (parameter_id) parameter_id, period_amount, period_unit "
                 "FROM law_parameter WHERE period_amount IS NOT NULL ORDER BY parameter_id, "
                 "version DESC")) {
    calendar::Period& period = numbers[row[0].as<std::string>()];
    period.amount = row[1].as<int>();
    calendar::Named(row[2].as<std::string>(), period.unit);
  }
  const Engine engine(*law, holidays, [&](const std::string& id, absl::CivilDay) {
    const auto number = numbers.find(id);
    return number == numbers.end() ? std::nullopt : std::optional(number->second);
  });
  std::map<std::string, std::vector<Entry>> histories;
  for (const pqxx::row& row :
       work.exec("SELECT case_id, entry FROM case_event ORDER BY case_id, sequence")) {
    histories[row[0].as<std::string>()].push_back(EntryFromJson(row[1].as<std::string>()));
  }
  int compared = 0;
  for (const pqxx::row& row :
       work.exec(std::string("SELECT case_id, fold, state, sequence FROM case_file") +
                 (closed == Closed::kLeftOut ? " WHERE computed_under IS NOT NULL" : ""))) {
    const std::string id = row[0].as<std::string>();
    const CaseFile replayed = engine.Replay(histories[id]);
    EXPECT_EQ(ToJson(replayed), ToJson(CaseFromJson(row[1].as<std::string>()))) << "case " << id;
    EXPECT_EQ(replayed.state, row[2].as<std::string>());
    EXPECT_EQ(replayed.sequence, row[3].as<int64_t>());
    ++compared;
  }
  return compared;
}

}  // namespace sems::casework::testing
