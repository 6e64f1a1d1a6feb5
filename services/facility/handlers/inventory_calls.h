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
#include "services/facility/repository/codes.h"
#include "services/facility/repository/items.h"
#include "services/facility/repository/years.h"

// Save, list, get and close of stacks, emission facilities, control devices and items. They differ
// in their facts and messages only; `T` names these: see SEMS_FACILITY_KIND.
namespace sems::facility::handlers {

inline constexpr int kMaxLines = 1000;

// Meters that a line adds get their ids when they are stored.
template <class Facts>
void AssignIds(Facts&, absl::Time) {}
inline void AssignIds(ControlDevice& device, absl::Time now) {
  for (Meter& meter : device.meters) {
    if (meter.id.empty()) meter.id = NewUuidV7(now);
  }
}

// A line on its way through the rules.
template <class Facts>
struct Line {
  std::string id;
  std::string etag;
  Facts facts;
  const Stored<Facts>* stored = nullptr;
  Faults faults;

  // "stack 5"
  std::string Label() const {
    std::string label(KindName(KindOf(facts)));
    if (!facts.number.empty()) absl::StrAppend(&label, " ", facts.number);
    return label;
  }
};

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

template <class Facts>
LineContext LoadContext(const server::SiteScope& site, db::Tx& tx, int survey_year,
                        const std::vector<Line<Facts>>& lines) {
  LineContext context;
  context.survey_year = survey_year;
  CodeKeys keys;
  for (const Line<Facts>& line : lines) {
    for (const CodeRef& ref : CodesOf(line.facts)) {
      if (!ref.second.empty()) keys.insert(ref);
    }
  }
  context.codes = LoadCodeBook(tx, keys);
  // The units that codes bring along.
  CodeKeys units;
  for (const auto& [table, code] : keys) {
    const Code* found = context.codes.Find(table, code);
    if (found != nullptr && !found->unit_code.empty()) {
      units.insert({CodeTable::kUsageUnit, found->unit_code});
    }
  }
  if (!units.empty()) context.codes.Merge(LoadCodeBook(tx, units));
  if constexpr (std::is_same_v<Facts, EmissionFacility>) {
    context.items = LoadKinds(site, tx, survey_year);
  }
  return context;
}

template <class Facts>
void CheckNumbers(const std::vector<Stored<Facts>>& stored, bool partial,
                  std::vector<Line<Facts>>& lines) {
  std::vector<Numbered> taken;
  for (const Stored<Facts>& item : stored) {
    taken.push_back({item.id, item.facts.number, NumberGroup(item.facts)});
  }
  std::vector<NumberedLine> wanted;
  for (const Line<Facts>& line : lines) {
    wanted.push_back({line.id, line.facts.number, NumberGroup(line.facts), !line.faults.empty()});
  }
  for (const NumberClash& clash : FindNumberClashes(taken, std::move(wanted), partial)) {
    Line<Facts>& line = lines[static_cast<size_t>(clash.line)];
    line.faults.push_back(NumberTaken(clash, line.facts.number));
  }
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
    for (Line<Facts>& line : lines) {
      line.facts = WithDefaults(std::move(line.facts), context.codes);
      const Facts* stored = line.stored == nullptr ? nullptr : &line.stored->facts;
      const Faults faults = CheckLine(line.facts, stored, context);
      line.faults.insert(line.faults.end(), faults.begin(), faults.end());
    }
    CheckNumbers(before, request.allow_partial(), lines);

    Response response;
    std::vector<Row<Facts>> added, changed;
    std::vector<std::string> saved;  // ids of right lines, in their order
    int bad = 0;
    for (size_t i = 0; i < lines.size(); ++i) {
      Line<Facts>& line = lines[i];
      if (!line.faults.empty()) {
        ++bad;
        AddLineErrors(static_cast<int>(i), line.Label(), line.faults, *response.mutable_errors());
        continue;
      }
      const Facts* stored = line.stored == nullptr ? nullptr : &line.stored->facts;
      Facts kept = AsKept(std::move(line.facts), stored);
      saved.push_back(stored == nullptr ? NewUuidV7(call.now()) : line.id);
      if (stored != nullptr && kept == *stored) continue;
      AssignIds(kept, call.now());
      (stored == nullptr ? added : changed).push_back({saved.back(), std::move(kept)});
    }
    response.set_outcome(OutcomeOf(static_cast<int>(saved.size()), bad, request.allow_partial()));
    if (response.outcome() == common::v1::BATCH_OUTCOME_NOT_SAVED) {
      work.NothingChanged();
      return response;
    }
    if (added.empty() && changed.empty()) {
      work.NothingChanged();
    } else {
      Store(site, tx, year, changed, added, StampOf(call));
      T::Touch(site, tx, year);
      work.Audit(
          {.stream_id = site.site_id(),
           .action = T::kSaved,
           .subject = absl::StrCat(T::kLinesField, " ", year),
           .detail = absl::StrCat("{\"survey_year\":", year, ",", IdsAsJson(added, changed), "}")});
    }
    std::map<std::string, Stored<Facts>> after;
    for (Stored<Facts>& item : Load<Facts>(site, tx, {.survey_year = year})) {
      std::string id = item.id;
      after.emplace(std::move(id), std::move(item));
    }
    for (const std::string& id : saved) *T::Add(response) = ToProto(after.at(id));
    response.set_saved_count(static_cast<int>(saved.size()));
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
