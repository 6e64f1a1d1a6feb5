#include "common/casework/service/docket.h"

#include "absl/strings/ascii.h"
#include "common/casework/service/convert_case.h"
#include "common/casework/service/convert_law.h"
#include "common/casework/service/places.h"
#include "common/casework/service/read_input.h"
#include "common/records/etag.h"
#include "common/values/civil.h"
#include "common/values/districts.h"
#include "common/values/uuid.h"

namespace sems::casework {
namespace {

constexpr int kLongestId = 200;

v1::CaseSummary ToSummary(const Casework& casework, const DocketLine& line, absl::CivilDay today) {
  v1::CaseSummary out;
  out.set_case_id(line.case_id);
  out.set_procedure_id(line.procedure);
  if (const Procedure* procedure = casework.law().FindProcedure(line.procedure))
    *out.mutable_procedure_name() = ToProto(procedure->name);
  *out.mutable_subject() = ToProto(line.subject);
  if (const Machine* machine = casework.law().FindMachine(line.machine))
    *out.mutable_state() = ToStateInfo(*machine, line.state);
  out.set_opened_on(FormatDay(line.opened_on));
  if (line.next_due_on) {
    out.set_next_due_on(FormatDay(*line.next_due_on));
    out.set_overdue(*line.next_due_on < today);
  }
  out.set_next_clock_id(line.next_clock);
  out.set_blocked(line.blocked);
  out.set_etag(records::FormatEtag(line.sequence));
  return out;
}

}  // namespace

absl::StatusOr<repository::DocketQuery> ReadQuery(const Casework& casework, server::Call& call,
                                                  const DocketFilter& filter) {
  FieldErrors errors;
  CheckText("filter.procedure_id", filter.procedure, kLongestId, errors);
  CheckText("filter.machine_id", filter.machine, kLongestId, errors);
  CheckText("filter.state_id", filter.state, kLongestId, errors);
  if (!filter.site_id.empty()) CheckId("filter.site_id", filter.site_id, errors);
  if (!filter.organisation_id.empty())
    CheckId("filter.organisation_id", filter.organisation_id, errors);
  repository::DocketQuery query;
  query.procedure = filter.procedure;
  query.machine = filter.machine;
  query.state = filter.state;
  query.site_id = absl::AsciiStrToLower(filter.site_id);
  query.organisation_id = absl::AsciiStrToLower(filter.organisation_id);
  query.blocked_only = filter.blocked_only;
  query.closed = filter.closed;
  if (!filter.due_until.empty())
    query.due_until = ReadDay("filter.due_until", filter.due_until, call.today(), errors);
  if (!filter.district_code.empty()) {
    if (Districts::Table().Find(filter.district_code) == nullptr) {
      errors.Add("filter.district_code", "UNKNOWN_DISTRICT", "must be the code of a district",
                 "행정구역 코드가 아닙니다.");
    }
    query.districts = Districts::Table().CodesWithin(filter.district_code, call.today());
  }
  if (!errors.empty()) return errors.ToStatus();
  const server::Scope& scope = call.scope();
  if (scope.kind() == server::Scope::Kind::kJurisdiction) {
    std::erase_if(query.districts,
                  [&](const std::string& code) { return !scope.CoversDistrict(code); });
    if (!filter.district_code.empty() && query.districts.empty()) return PermissionDenied();
  }
  for (const District* sido : Districts::Table().ValidOn(call.today())) {
    if (!sido->IsSido() || query.procedure.empty()) continue;
    const std::vector<std::string> codes = Districts::Table().CodesWithin(sido->code, call.today());
    query.all_districts.insert(query.all_districts.end(), codes.begin(), codes.end());
  }
  if (filter.for_my_decision)
    query.decided_by = casework.sides().DecidedByWith(ProductRole(call.caller().role));
  return query;
}

DocketPage ReadDocket(const Casework& casework, server::Call& call, db::Tx& tx,
                      const repository::DocketQuery& query, const paging::Page& page) {
  const Sight sight = SightOf(casework.sides(), call.caller(), call.scope());
  std::optional<repository::DocketCursor> after;
  if (!page.IsFirst()) after = {page.cursor[0], page.cursor[1]};
  repository::DocketPage found = repository::ListDocket(sight, tx, query, after, page.size + 1);
  DocketPage answer;
  if (found.lines.size() > static_cast<std::size_t>(page.size)) {
    found.lines.pop_back();
    const repository::DocketCursor& last = found.cursors[found.lines.size() - 1];
    answer.next_page_token = page.NextToken({last.next_due_on, last.case_id});
  }
  for (const DocketLine& line : found.lines)
    answer.cases.push_back(ToSummary(casework, line, call.today()));
  return answer;
}

CappedCounts CountCases(const Casework& casework, server::Call& call, db::Tx& tx,
                        const repository::DocketQuery& query) {
  const Sight sight = SightOf(casework.sides(), call.caller(), call.scope());
  CappedCounts answer;
  answer.counts = repository::CountDocket(sight, tx, query, call.today());
  for (int* count : {&answer.counts.open, &answer.counts.overdue, &answer.counts.due_in_7_days,
                     &answer.counts.blocked}) {
    if (*count <= repository::kCountCap) continue;
    *count = repository::kCountCap;
    answer.capped = true;
  }
  return answer;
}

}  // namespace sems::casework
