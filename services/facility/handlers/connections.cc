#include "services/facility/repository/connections.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "common/records/etag.h"
#include "common/values/civil.h"
#include "services/facility/convert.h"
#include "services/facility/errors.h"
#include "services/facility/handlers/batch.h"
#include "services/facility/handlers/handlers.h"
#include "services/facility/repository/items.h"

namespace sems::facility::handlers {
namespace {

constexpr int kMaxConnections = 5000;

std::vector<Edge> ReadEdges(const v1::SetConnectionsRequest& request) {
  std::vector<Edge> edges;
  for (const v1::Connection& connection : request.connections()) {
    edges.push_back({LowerId(connection.from_id()), LowerId(connection.to_id())});
  }
  return edges;
}

// A problem that forbids the graph, at each of the edges it runs along.
void AddEdgeErrors(const Problem& problem, const std::vector<Edge>& edges,
                   v1::SetConnectionsResponse& response) {
  for (int index : problem.edges) {
    const Edge& edge = edges[static_cast<size_t>(index)];
    bool at_from = problem.kind == ProblemKind::kDanglingEnd && edge.from == problem.item_ids[0];
    AddLineErrors(index, absl::StrJoin(problem.item_names, " → "),
                  {{at_from ? "from_id" : "to_id", ProblemCode(problem.kind), problem.message,
                    problem.message_ko}},
                  *response.mutable_errors());
  }
}

}  // namespace

absl::StatusOr<v1::SetConnectionsResponse> SetConnections(
    const Deps&, server::Call& call, const v1::SetConnectionsRequest& request) {
  const int year = request.survey_year();
  FieldErrors errors;
  CheckYearField(year, call.today(), errors);
  if (request.etag().empty()) errors.Required("etag");
  if (request.connections_size() > kMaxConnections) {
    CheckLineCount("connections", request.connections_size(), kMaxConnections, errors);
  }
  if (!errors.empty()) return errors.ToStatus();
  const std::vector<Edge> edges = ReadEdges(request);

  return call.Write<v1::SetConnectionsResponse>(
      [&](server::UnitOfWork& work) -> absl::StatusOr<v1::SetConnectionsResponse> {
        const server::SiteScope& site = call.site();
        LockYears(site, work.tx());
        std::optional<YearRow> row = FindYear(site, work.tx(), year);
        if (!row) return SurveyYearNotOpen(year);
        if (records::ParseEtag(request.etag()) != row->connections_version) {
          return EtagMismatch("connections", "연결");
        }
        v1::SetConnectionsResponse response;
        // What closes within the year was connected in it: only what was gone before counts as
        // gone for the year's graph. The problems are those of today.
        const std::string first_day = FormatDay(absl::CivilDay(year, 1, 1));
        for (const Problem& problem :
             CheckGraph(LoadNodes(site, work.tx(), year, first_day), edges)) {
          if (problem.Forbids()) AddEdgeErrors(problem, edges, response);
        }
        std::stable_sort(response.mutable_errors()->begin(), response.mutable_errors()->end(),
                         [](const auto& a, const auto& b) { return a.line() < b.line(); });
        for (const Problem& problem :
             CheckGraph(LoadNodes(site, work.tx(), year, FormatDay(call.today())), edges)) {
          *response.add_problems() = ToProto(problem);
        }
        if (response.errors_size() > 0 || request.validate_only()) {
          response.set_outcome(common::v1::BATCH_OUTCOME_NOT_SAVED);
          response.set_etag(records::FormatEtag(row->connections_version));
          work.NothingChanged();
          return response;
        }
        ReplaceConnections(site, work.tx(), year, edges, StampOf(call));
        TouchYear(site, work.tx(), year);
        work.Audit({.stream_id = site.site_id(),
                    .action = "CONNECTIONS_SET",
                    .subject = absl::StrCat("connections ", year),
                    .detail = absl::StrCat("{\"count\":", edges.size(), "}")});
        response.set_outcome(common::v1::BATCH_OUTCOME_SAVED);
        response.set_saved_count(static_cast<int>(edges.size()));
        response.set_etag(records::FormatEtag(row->connections_version + 1));
        return response;
      });
}

absl::StatusOr<v1::ListConnectionsResponse> ListConnections(
    const Deps&, server::Call& call, const v1::ListConnectionsRequest& request) {
  FieldErrors errors;
  CheckYearField(request.survey_year(), call.today(), errors);
  if (!errors.empty()) return errors.ToStatus();
  return call.Read<v1::ListConnectionsResponse>(
      [&](db::Tx& tx) -> absl::StatusOr<v1::ListConnectionsResponse> {
        const std::optional<YearRow> year = FindYear(call.site(), tx, request.survey_year());
        if (!year) return SurveyYearNotOpen(request.survey_year());
        v1::ListConnectionsResponse response;
        for (const Edge& edge : LoadConnections(call.site(), tx, request.survey_year())) {
          *response.add_connections() = ToProto(edge);
        }
        response.set_etag(records::FormatEtag(year->connections_version));
        return response;
      });
}

absl::StatusOr<v1::CheckConnectionsResponse> CheckConnections(
    const Deps&, server::Call& call, const v1::CheckConnectionsRequest& request) {
  FieldErrors errors;
  CheckYearField(request.survey_year(), call.today(), errors);
  CheckDayField("day", request.day(), errors);
  if (!errors.empty()) return errors.ToStatus();
  const std::string day = request.day().empty() ? FormatDay(call.today()) : request.day();
  return call.Read<v1::CheckConnectionsResponse>(
      [&](db::Tx& tx) -> absl::StatusOr<v1::CheckConnectionsResponse> {
        const int year = request.survey_year();
        if (!FindYear(call.site(), tx, year)) return SurveyYearNotOpen(year);
        v1::CheckConnectionsResponse response;
        for (const Problem& problem : CheckGraph(LoadNodes(call.site(), tx, year, day),
                                                 LoadConnections(call.site(), tx, year))) {
          *response.add_problems() = ToProto(problem);
        }
        return response;
      });
}

}  // namespace sems::facility::handlers
