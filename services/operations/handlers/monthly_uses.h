#pragma once

#include <string>

#include "common/paging/page.h"
#include "common/values/civil.h"
#include "common/values/uuid.h"
#include "services/operations/convert.h"
#include "services/operations/handlers/batch.h"
#include "services/operations/handlers/line_items.h"
#include "services/operations/handlers/request_fields.h"
#include "services/operations/inventories.h"
#include "services/operations/repository/monthly_uses.h"

// Materials, energies and products differ in their messages' names only; each handler says which
// field is the item's id.
namespace sems::operations::handlers {

struct MonthlyTable {
  MonthlyKind kind;
  v1::RecordKind count_kind;
  std::string_view subject;  // "material_use"
  std::string_view action;   // "MATERIAL_USES_SAVED"
};

// `id_of`: const std::string& (const Line&).
template <class Response, class Request, class IdOf>
absl::StatusOr<Response> SaveMonthly(Deps& deps, server::Call& call, const Request& request,
                                     const MonthlyTable& kind, IdOf id_of) {
  if (absl::Status status = CheckLineCount(request.lines_size()); !status.ok()) return status;
  const MonthlyKindFacts& facts = FactsOf(kind.kind);
  records::LineProblems problems(request.lines_size());
  std::vector<MonthlyUseLine> lines;
  lines.reserve(static_cast<size_t>(request.lines_size()));
  for (const auto& line : request.lines()) {
    const RawMonthlyUse raw{.item_id = id_of(line),
                            .month = line.month(),
                            .amount = line.amount(),
                            .etag = line.etag(),
                            .remove = line.remove()};
    lines.push_back(
        ReadMonthlyUse(facts, raw, static_cast<int>(lines.size()), call.today(), problems));
  }
  records::MarkDuplicates(lines, problems);
  const std::set<int> years = records::KeepTwoYears(lines, problems);
  absl::StatusOr<Inventories> inventories =
      LoadInventories(deps, call, call.site().site_id(), years);
  if (!inventories.ok()) return inventories.status();
  CheckItems(facts, lines, *inventories, problems);

  const BatchTable<MonthlyUse> table{
      facts.record_kind,
      kind.count_kind,
      kind.subject,
      kind.action,
      [&](db::Tx& tx, const server::SiteScope& site, const std::vector<MonthlyUseLine>& of) {
        return repository::LoadMonthlyUses(tx, site, kind.kind, of);
      },
      [&](db::Tx& tx, const server::SiteScope& site,
          const std::vector<repository::Write<MonthlyUse>>& writes,
          const repository::Actor& actor) {
        repository::SaveMonthlyUses(tx, site, kind.kind, writes, actor);
      }};
  const auto item = [&](int i) {
    const auto& line = request.lines(i);
    return ItemLabel(facts.label, *inventories, facts.items, id_of(line), line.month());
  };
  return SaveBatch<Response>(call, table, lines, problems, request.allow_partial(), item, {});
}

// `add`: void(Response&, const repository::Listed<MonthlyUse>&).
template <class Response, class Request, class Add>
absl::StatusOr<Response> ListMonthly(server::Call& call, const Request& request, MonthlyKind kind,
                                     Add add) {
  FieldErrors errors;
  const auto period = ReadPeriod("period", request.period(), errors);
  if (!errors.empty()) return errors.ToStatus();
  const absl::StatusOr<paging::Page> page = paging::ReadPage(request, 2);
  if (!page.ok()) return page.status();
  std::optional<repository::MonthlyUseCursor> after;
  if (!page->IsFirst()) {
    const auto month = ParseMonth(page->cursor[0]);
    if (!month || !IsUuid(page->cursor[1])) return InvalidPageToken();
    after = {*month, page->cursor[1]};
  }

  return call.Read<Response>([&](db::Tx& tx) -> absl::StatusOr<Response> {
    auto found = repository::ListMonthlyUses(tx, call.site(), kind, period->first, period->second,
                                             after, page->size + 1);
    Response response;
    response.set_total_size(found.total);
    if (found.rows.size() > static_cast<size_t>(page->size)) {
      found.rows.resize(static_cast<size_t>(page->size));
      const MonthlyUse& last = found.rows.back().record;
      response.set_next_page_token(page->NextToken({FormatMonth(last.month), last.item_id}));
    }
    for (const auto& row : found.rows) add(response, row);
    return response;
  });
}

template <class Message>
void SetCommon(const repository::Listed<MonthlyUse>& listed, Message& out) {
  out.set_month(FormatMonth(listed.record.month));
  out.set_amount(listed.record.amount.ToString());
  out.set_etag(records::FormatEtag(listed.entry.version));
  *out.mutable_entry() = ToProto(listed.entry);
}

}  // namespace sems::operations::handlers
