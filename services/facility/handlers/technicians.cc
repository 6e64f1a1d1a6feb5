#include "services/facility/repository/technicians.h"

#include <map>
#include <set>

#include "absl/strings/str_cat.h"
#include "common/paging/page.h"
#include "common/values/civil.h"
#include "common/values/uuid.h"
#include "services/facility/convert.h"
#include "services/facility/errors.h"
#include "services/facility/handlers/batch.h"
#include "services/facility/handlers/handlers.h"

namespace sems::facility::handlers {
namespace {

constexpr int kMaxTechnicians = 100;

}  // namespace

absl::StatusOr<v1::SaveTechniciansResponse> SaveTechnicians(
    const Deps&, server::Call& call, const v1::SaveTechniciansRequest& request) {
  FieldErrors errors;
  CheckLineCount("technicians", request.technicians_size(), kMaxTechnicians, errors);
  if (!errors.empty()) return errors.ToStatus();

  return call.Write<v1::SaveTechniciansResponse>(
      [&](server::UnitOfWork& work) -> absl::StatusOr<v1::SaveTechniciansResponse> {
        const server::SiteScope& site = call.site();
        std::map<std::string, Stored<Technician>> stored;
        for (Stored<Technician>& technician : LockTechnicians(site, work.tx())) {
          std::string id = technician.id;
          stored.emplace(std::move(id), std::move(technician));
        }
        v1::SaveTechniciansResponse response;
        std::vector<Row<Technician>> added, changed;
        std::vector<std::string> saved;
        std::set<std::string> named;
        int bad = 0;
        for (int i = 0; i < request.technicians_size(); ++i) {
          const v1::Technician& message = request.technicians(i);
          const std::string id = IdOf(message);
          const auto found = stored.find(id);
          const Stored<Technician>* before = found == stored.end() ? nullptr : &found->second;
          const Technician technician = FromProto(message);
          Faults faults = CheckTechnician(technician);
          CheckIdentity(id, message.etag(), before, !named.insert(id).second, faults);
          if (!faults.empty()) {
            ++bad;
            // The line's number is enough: names are personal data.
            AddLineErrors(i, absl::StrCat("technician ", i + 1), faults,
                          *response.mutable_errors());
            continue;
          }
          saved.push_back(before == nullptr ? NewUuidV7(call.now()) : id);
          if (before != nullptr && before->facts == technician) continue;
          (before == nullptr ? added : changed).push_back({saved.back(), technician});
        }
        response.set_outcome(
            OutcomeOf(static_cast<int>(saved.size()), bad, request.allow_partial()));
        if (response.outcome() == common::v1::BATCH_OUTCOME_NOT_SAVED) {
          work.NothingChanged();
          return response;
        }
        if (added.empty() && changed.empty()) {
          work.NothingChanged();
        } else {
          StoreTechnicians(site, work.tx(), changed, added, StampOf(call));
          work.Audit({.stream_id = site.site_id(),
                      .action = "TECHNICIANS_SAVED",
                      .subject = "technicians",
                      .detail = absl::StrCat("{", IdsAsJson(added, changed), "}")});
        }
        std::map<std::string, v1::Technician> after;
        for (const Stored<Technician>& technician : LoadTechnicians(site, work.tx(), {})) {
          after.emplace(technician.id, ToProto(technician));
        }
        for (const std::string& id : saved) *response.add_technicians() = after.at(id);
        response.set_saved_count(static_cast<int>(saved.size()));
        return response;
      });
}

absl::StatusOr<v1::ListTechniciansResponse> ListTechnicians(
    const Deps&, server::Call& call, const v1::ListTechniciansRequest& request) {
  FieldErrors errors;
  CheckDayField("in_office_on", request.in_office_on(), errors);
  const absl::StatusOr<paging::Page> page = paging::ReadPage(request, 2);
  if (!errors.empty()) return errors.ToStatus();
  if (!page.ok()) return page.status();
  if (!page->IsFirst() && (!ParseDay(page->cursor[0]) || !IsUuid(page->cursor[1]))) {
    errors.Add("page_token", "INVALID_PAGE_TOKEN", "is not a token of this list",
               "이 목록의 페이지 토큰이 아닙니다.");
    return errors.ToStatus();
  }
  TechnicianQuery query;
  if (!request.in_office_on().empty()) query.in_office_on = request.in_office_on();

  auto response = call.Read<
      v1::ListTechniciansResponse>([&](db::Tx& tx) -> absl::StatusOr<v1::ListTechniciansResponse> {
    v1::ListTechniciansResponse list;
    list.set_total_size(CountTechnicians(call.site(), tx, query));
    TechnicianQuery of_page = query;
    of_page.after = page->cursor;
    of_page.limit = page->size + 1;
    std::vector<Stored<Technician>> rows = LoadTechnicians(call.site(), tx, of_page);
    if (static_cast<int>(rows.size()) > page->size) {
      rows.resize(static_cast<size_t>(page->size));
      list.set_next_page_token(page->NextToken({rows.back().facts.appointed_on, rows.back().id}));
    }
    for (const Stored<Technician>& row : rows) *list.add_technicians() = ToProto(row);
    return list;
  });
  if (response.ok()) call.LookedAt({"site " + call.site().site_id(), "names of technicians"});
  return response;
}

absl::StatusOr<v1::GetTechnicianResponse> GetTechnician(const Deps&, server::Call& call,
                                                        const v1::GetTechnicianRequest& request) {
  FieldErrors errors;
  if (request.technician_id().empty()) errors.Required("technician_id");
  if (!errors.empty()) return errors.ToStatus();
  const std::string id = LowerId(request.technician_id());

  auto response = call.Read<v1::GetTechnicianResponse>(
      [&](db::Tx& tx) -> absl::StatusOr<v1::GetTechnicianResponse> {
        std::vector<Stored<Technician>> found;
        if (IsUuid(id)) found = LoadTechnicians(call.site(), tx, {.id = id});
        if (found.empty()) return NotFound("technician", "환경기술인", id);
        v1::GetTechnicianResponse one;
        *one.mutable_technician() = ToProto(found.front());
        return one;
      });
  if (response.ok()) call.LookedAt({"technician " + id, "name"});
  return response;
}

}  // namespace sems::facility::handlers
