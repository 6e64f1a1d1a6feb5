#include "common/casework/service/history.h"

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "common/casework/service/change.h"
#include "common/casework/service/convert_case.h"
#include "common/casework/service/repository/cases.h"

namespace sems::casework {

absl::StatusOr<HistoryPage> ReadHistory(Casework& casework, server::Call& call, db::Tx& tx,
                                        const std::string& case_id, const paging::Page& page) {
  absl::StatusOr<StoredCase> found = SeeCase(casework, call, tx, case_id);
  if (!found.ok()) return found.status();
  int64_t after = 0;
  if (!page.IsFirst() && !absl::SimpleAtoi(page.cursor[0], &after)) after = found->file.sequence;
  std::vector<Entry> entries = repository::ListEntries(tx, case_id, after, page.size + 1);
  HistoryPage answer;
  if (entries.size() > static_cast<std::size_t>(page.size)) {
    entries.pop_back();
    answer.next_page_token = page.NextToken({absl::StrCat(entries.back().sequence)});
  }
  for (const Entry& entry : entries) answer.events.push_back(ToProto(casework, found->file, entry));
  return answer;
}

}  // namespace sems::casework
