#include <map>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "common/records/etag.h"
#include "services/facility/convert.h"
#include "services/facility/errors.h"
#include "services/facility/handlers/batch.h"
#include "services/facility/handlers/handlers.h"

namespace sems::facility::handlers {
namespace {

using Taker = void (*)(SiteFacts& to, const SiteFacts& from);

// What a site may change, by the path in the update mask.
const std::map<std::string, Taker>& Takers() {
  static const auto* const takers = new std::map<std::string, Taker>{
      {"industry_code",
       [](SiteFacts& to, const SiteFacts& from) { to.industry_code = from.industry_code; }},
      {"region_class",
       [](SiteFacts& to, const SiteFacts& from) { to.region_class = from.region_class; }},
      {"industrial_complex",
       [](SiteFacts& to, const SiteFacts& from) {
         to.industrial_complex = from.industrial_complex;
       }},
      {"tms", [](SiteFacts& to, const SiteFacts& from) { to.tms = from.tms; }},
      {"tms_site_code",
       [](SiteFacts& to, const SiteFacts& from) { to.tms_site_code = from.tms_site_code; }},
      {"tms_stack_count",
       [](SiteFacts& to, const SiteFacts& from) { to.tms_stack_count = from.tms_stack_count; }},
      {"operation_started_on",
       [](SiteFacts& to, const SiteFacts& from) {
         to.operation_started_on = from.operation_started_on;
       }},
  };
  return *takers;
}

}  // namespace

absl::StatusOr<v1::GetSiteFactsResponse> GetSiteFacts(const Deps&, server::Call& call,
                                                      const v1::GetSiteFactsRequest& request) {
  FieldErrors errors;
  CheckYearField(request.survey_year(), call.today(), errors);
  if (!errors.empty()) return errors.ToStatus();
  return call.Read<v1::GetSiteFactsResponse>(
      [&](db::Tx& tx) -> absl::StatusOr<v1::GetSiteFactsResponse> {
        const std::optional<StoredFacts> facts = FindFacts(call.site(), tx, request.survey_year());
        if (!facts) return SurveyYearNotOpen(request.survey_year());
        v1::GetSiteFactsResponse response;
        *response.mutable_facts() = ToProto(call.site().site_id(), request.survey_year(), *facts);
        return response;
      });
}

absl::StatusOr<v1::UpdateSiteFactsResponse> UpdateSiteFacts(
    const Deps&, server::Call& call, const v1::UpdateSiteFactsRequest& request) {
  const int year = request.survey_year();
  FieldErrors errors;
  CheckYearField(year, call.today(), errors);
  if (!request.has_facts()) errors.Required("facts");
  if (request.facts().etag().empty()) errors.Required("facts.etag");
  std::vector<std::string> paths(request.update_mask().paths().begin(),
                                 request.update_mask().paths().end());
  for (const std::string& path : paths) {
    if (!Takers().contains(path)) {
      errors.Add("update_mask", "UNKNOWN_PATH",
                 "names a field that cannot be changed here: " + path,
                 "변경할 수 없는 항목입니다: " + path);
    }
  }
  if (!errors.empty()) return errors.ToStatus();
  if (paths.empty()) {
    for (const auto& [path, taker] : Takers()) paths.push_back(path);
  }

  return call.Write<v1::UpdateSiteFactsResponse>(
      [&](server::UnitOfWork& work) -> absl::StatusOr<v1::UpdateSiteFactsResponse> {
        const server::SiteScope& site = call.site();
        LockYears(site, work.tx());
        std::optional<StoredFacts> stored = FindFacts(site, work.tx(), year);
        if (!stored) return SurveyYearNotOpen(year);
        if (records::ParseEtag(request.facts().etag()) != stored->version) {
          return EtagMismatch("site facts", "사업장현황");
        }
        SiteFacts facts = stored->facts;
        const SiteFacts given = FromProto(request.facts());
        for (const std::string& path : paths) Takers().at(path)(facts, given);
        FieldErrors wrong;
        AddFaults(CheckSiteFacts(facts), "facts.", wrong);
        if (!wrong.empty()) return wrong.ToStatus();
        if (facts == stored->facts) {
          work.NothingChanged();
        } else {
          UpdateFacts(site, work.tx(), year, facts, StampOf(call));
          TouchYear(site, work.tx(), year);
          work.Audit(
              {.stream_id = site.site_id(),
               .action = "SITE_FACTS_UPDATED",
               .subject = absl::StrCat("site facts ", year),
               .detail = absl::StrCat("{\"fields\":[\"", absl::StrJoin(paths, "\",\""), "\"]}")});
          stored = FindFacts(site, work.tx(), year);
        }
        v1::UpdateSiteFactsResponse response;
        *response.mutable_facts() = ToProto(site.site_id(), year, *stored);
        return response;
      });
}

}  // namespace sems::facility::handlers
