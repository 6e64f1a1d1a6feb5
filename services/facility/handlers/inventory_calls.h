#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "common/paging/page.h"
#include "common/records/etag.h"
#include "common/server/call.h"
#include "common/status/error.h"
#include "common/values/absl_compat.h"
#include "common/values/civil.h"
#include "common/values/uuid.h"
#include "services/facility/convert.h"
#include "services/facility/domain/line_rules.h"
#include "services/facility/domain/number.h"
#include "services/facility/errors.h"
#include "services/facility/handlers/batch.h"
#include "services/facility/handlers/lines.h"
#include "services/facility/repository/items.h"
#include "services/facility/repository/years.h"

// Save, list, get and close of stacks, emission facilities, control devices and items. They differ
// in their facts and messages only; `T` names these: see SEMS_FACILITY_KIND.
namespace sems::facility::handlers {

inline constexpr int kMaxLines = 1000;

template <class T>
std::vector<Line<typename T::Facts>> ReadLines(
    const typename T::SaveRequest& request,
    const std::map<std::string, const Stored<typename T::Facts>*>& stored) {
  std::vector<Line<typename T::Facts>> lines;
  std::set<std::string> named;
  for (const auto& message : T::Lines(request)) {
    Line<typename T::Facts> line;
    line.id = IdOf(message);
    line.etag = message.etag();
    line.facts = FromProto(message);
    if (auto found = stored.find(line.id); found != stored.end()) line.stored = found->second;
    T::CheckMessage(message, line.faults);
    CheckIdentity(line.id, line.etag, line.stored, !named.insert(line.id).second, line.faults);
    lines.push_back(std::move(line));
  }
  return lines;
}

template <class T>
absl::StatusOr<typename T::SaveResponse> SaveBatch(server::Call& call,
                                                   const typename T::SaveRequest& request) {
  using Facts = typename T::Facts;
  using Response = typename T::SaveResponse;
  const int year = request.survey_year();
  FieldErrors errors;
  CheckYearField(year, call.today(), errors);
  CheckLineCount(T::kLinesField, T::Lines(request).size(), kMaxLines, errors);
  if (!errors.empty()) return errors.ToStatus();

  return call.Write<Response>([&](server::UnitOfWork& work) -> absl::StatusOr<Response> {
    const server::SiteScope& site = call.site();
    db::Tx& tx = work.tx();
    LockYears(site, tx);
    if (!FindYear(site, tx, year)) return SurveyYearNotOpen(year);
    const std::vector<Stored<Facts>> before = Load<Facts>(site, tx, {.survey_year = year});
    std::map<std::string, const Stored<Facts>*> by_id;
    for (const Stored<Facts>& item : before) by_id.emplace(item.id, &item);

    std::vector<Line<Facts>> lines = ReadLines<T>(request, by_id);
    const LineContext context = LoadContext(site, tx, year, lines);
    const Plan<Facts> plan = PlanLines(before, context, request.allow_partial(), call.now(), lines);

    Response response;
    for (size_t i = 0; i < lines.size(); ++i) {
      AddLineErrors(static_cast<int>(i), lines[i].Label(), lines[i].faults,
                    *response.mutable_errors());
    }
    const int good = static_cast<int>(lines.size()) - plan.bad;
    response.set_outcome(OutcomeOf(good, plan.bad, request.allow_partial()));
    if (response.outcome() == common::v1::BATCH_OUTCOME_NOT_SAVED) {
      work.NothingChanged();
      return response;
    }
    if (plan.ChangesNothing()) {
      work.NothingChanged();
    } else {
      Store(site, tx, year, plan.changed, plan.added, StampOf(call));
      T::Touch(site, tx, year);
      work.Audit({.stream_id = site.site_id(),
                  .action = T::kSaved,
                  .subject = absl::StrCat(T::kLinesField, " ", year),
                  .detail = absl::StrCat("{\"survey_year\":", year, ",",
                                         IdsAsJson(plan.added, plan.changed), "}")});
    }
    std::map<std::string, Stored<Facts>> after;
    for (Stored<Facts>& item : Load<Facts>(site, tx, {.survey_year = year})) {
      std::string id = item.id;
      after.emplace(std::move(id), std::move(item));
    }
    for (const std::string& id : plan.ids) {
      if (!id.empty()) *T::Add(response) = ToProto(after.at(id));
    }
    response.set_saved_count(good);
    return response;
  });
}

// The cursor is a kind, a number's sort key and an id; a token may have been tampered with.
inline absl::Status CheckCursor(const std::vector<std::string>& cursor) {
  if (cursor.empty() ||
      (cursor[0].size() == 1 && cursor[0][0] >= '1' && cursor[0][0] <= '7' && IsUuid(cursor[2]))) {
    return absl::OkStatus();
  }
  FieldErrors errors;
  errors.Add("page_token", "INVALID_PAGE_TOKEN", "is not a token of this list",
             "이 목록의 페이지 토큰이 아닙니다.");
  return errors.ToStatus();
}

template <class T>
absl::StatusOr<typename T::ListResponse> ListPage(server::Call& call,
                                                  const typename T::ListRequest& request) {
  using Facts = typename T::Facts;
  using Response = typename T::ListResponse;
  FieldErrors errors;
  CheckYearField(request.survey_year(), call.today(), errors);
  CheckDayField("open_on", request.open_on(), errors);
  if (!errors.empty()) return errors.ToStatus();
  const absl::StatusOr<paging::Page> page = paging::ReadPage(request, 3);
  if (!page.ok()) return page.status();
  if (absl::Status status = CheckCursor(page->cursor); !status.ok()) return status;

  Query query = {.survey_year = request.survey_year(), .kind = T::KindOfList(request)};
  if (!request.open_on().empty()) query.open_on = request.open_on();
  return call.Read<Response>([&](db::Tx& tx) -> absl::StatusOr<Response> {
    if (!FindYear(call.site(), tx, query.survey_year)) return SurveyYearNotOpen(query.survey_year);
    Response response;
    response.set_total_size(Count<Facts>(call.site(), tx, query));
    Query of_page = query;
    of_page.after = page->cursor;
    of_page.limit = page->size + 1;
    std::vector<Stored<Facts>> rows = Load<Facts>(call.site(), tx, of_page);
    if (static_cast<int>(rows.size()) > page->size) {
      rows.resize(static_cast<size_t>(page->size));
      const Stored<Facts>& last = rows.back();
      response.set_next_page_token(
          page->NextToken({absl::StrCat(static_cast<int>(KindOf(last.facts))),
                           NumberSortKey(last.facts.number), last.id}));
    }
    for (const Stored<Facts>& row : rows) *T::Add(response) = ToProto(row);
    return response;
  });
}

// One item of the year; SURVEY_YEAR_NOT_OPEN or NOT_FOUND.
template <class Facts>
absl::StatusOr<Stored<Facts>> FindOne(const server::SiteScope& site, db::Tx& tx, int survey_year,
                                      const std::string& id, Kind kind) {
  if (!FindYear(site, tx, survey_year)) return SurveyYearNotOpen(survey_year);
  std::vector<Stored<Facts>> found;
  if (IsUuid(id)) found = Load<Facts>(site, tx, {.survey_year = survey_year, .id = id});
  if (found.empty()) return NotFound(KindName(kind), KindNameKo(kind), id);
  return std::move(found.front());
}

template <class T>
absl::StatusOr<typename T::GetResponse> GetOne(server::Call& call,
                                               const typename T::GetRequest& request) {
  using Response = typename T::GetResponse;
  FieldErrors errors;
  CheckYearField(request.survey_year(), call.today(), errors);
  if (T::IdOf(request).empty()) errors.Required(T::kIdField);
  if (!errors.empty()) return errors.ToStatus();
  return call.Read<Response>([&](db::Tx& tx) -> absl::StatusOr<Response> {
    auto found = FindOne<typename T::Facts>(call.site(), tx, request.survey_year(),
                                            LowerId(T::IdOf(request)), T::kKind);
    if (!found.ok()) return found.status();
    Response response;
    *T::Mutable(response) = ToProto(*found);
    return response;
  });
}

template <class T>
absl::StatusOr<typename T::CloseResponse> CloseOne(server::Call& call,
                                                   const typename T::CloseRequest& request) {
  using Facts = typename T::Facts;
  using Response = typename T::CloseResponse;
  const int year = request.survey_year();
  const std::string id = LowerId(T::IdOf(request));
  FieldErrors errors;
  CheckYearField(year, call.today(), errors);
  if (id.empty()) errors.Required(T::kIdField);
  CheckDayField("closed_on", request.closed_on(), errors);
  if (request.etag().empty()) errors.Required("etag");
  if (!errors.empty()) return errors.ToStatus();

  return call.Write<Response>([&](server::UnitOfWork& work) -> absl::StatusOr<Response> {
    const server::SiteScope& site = call.site();
    db::Tx& tx = work.tx();
    LockYears(site, tx);
    absl::StatusOr<Stored<Facts>> item = FindOne<Facts>(site, tx, year, id, T::kKind);
    if (!item.ok()) return item.status();
    if (records::ParseEtag(request.etag()) != item->version) {
      return EtagMismatch(KindName(T::kKind), KindNameKo(T::kKind));
    }
    // Days in this form compare as text.
    const std::string installed_on = InstalledOn(item->facts);
    if (!request.closed_on().empty() && request.closed_on() < installed_on) {
      FieldErrors order;
      order.Add("closed_on", "OUT_OF_ORDER", absl::StrCat("Must not be before ", installed_on, "."),
                absl::StrCat("설치일(", installed_on, ")보다 빠를 수 없습니다."));
      return order.ToStatus();
    }
    Response response;
    if (request.closed_on() == item->closed_on) {
      work.NothingChanged();
      *T::Mutable(response) = ToProto(*item);
      return response;
    }
    Close<Facts>(site, tx, year, id, request.closed_on(), StampOf(call));
    TouchAllYears(site, tx);
    work.Audit({.stream_id = site.site_id(),
                .action = request.closed_on().empty() ? "ITEM_REOPENED" : "ITEM_CLOSED",
                .subject = absl::StrCat(ToAbsl(KindName(KindOf(item->facts))), " ", id),
                .detail = absl::StrCat("{\"closed_on\":\"", request.closed_on(), "\"}")});
    item = FindOne<Facts>(site, tx, year, id, T::kKind);
    if (!item.ok()) return item.status();
    *T::Mutable(response) = ToProto(*item);
    return response;
  });
}

// The messages of one kind of item: (Stack, Stacks, stack, stacks, stack_id).
#define SEMS_FACILITY_KIND(M, Ms, m, ms, id_field)                                         \
  using Facts = M;                                                                         \
  using SaveRequest = v1::Save##Ms##Request;                                               \
  using SaveResponse = v1::Save##Ms##Response;                                             \
  using ListRequest = v1::List##Ms##Request;                                               \
  using ListResponse = v1::List##Ms##Response;                                             \
  using GetRequest = v1::Get##M##Request;                                                  \
  using GetResponse = v1::Get##M##Response;                                                \
  using CloseRequest = v1::Close##M##Request;                                              \
  using CloseResponse = v1::Close##M##Response;                                            \
  static constexpr char kLinesField[] = #ms;                                               \
  static constexpr char kIdField[] = #id_field;                                            \
  static const auto& Lines(const SaveRequest& request) { return request.ms(); }            \
  static v1::M* Add(SaveResponse& response) { return response.add_##ms(); }                \
  static v1::M* Add(ListResponse& response) { return response.add_##ms(); }                \
  static v1::M* Mutable(GetResponse& response) { return response.mutable_##m(); }          \
  static v1::M* Mutable(CloseResponse& response) { return response.mutable_##m(); }        \
  static const std::string& IdOf(const GetRequest& request) { return request.id_field(); } \
  static const std::string& IdOf(const CloseRequest& request) { return request.id_field(); }

// What most kinds need no more than.
struct PlainKind {
  template <class Message>
  static void CheckMessage(const Message&, Faults&) {}
  template <class Request>
  static std::optional<Kind> KindOfList(const Request&) {
    return std::nullopt;
  }
  static void Touch(const server::SiteScope& site, db::Tx& tx, int survey_year) {
    TouchYear(site, tx, survey_year);
  }
};

}  // namespace sems::facility::handlers
