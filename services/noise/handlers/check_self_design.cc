#include "absl/strings/str_cat.h"
#include "common/records/line_reader.h"
#include "services/noise/domain/self_design.h"
#include "services/noise/handlers/noise_rules.h"
#include "services/noise/rule_fields.h"

namespace sems::noise::handlers {
namespace {

constexpr int kMaxMeasures = 20;
constexpr int kMaxChanges = 100;
constexpr size_t kMaxName = 100;

void ReadMeasure(const v1::FacilityMeasure& given, const std::string& path,
                 std::vector<FacilityMeasure>& measures, FieldErrors& errors) {
  if (given.name().empty()) errors.Required(path + ".name");
  if (records::CharacterCount(given.name()) > kMaxName) {
    errors.Add(path + ".name", "TOO_LONG", "must have at most 100 characters",
               "100자 이내여야 합니다.");
  }
  FacilityMeasure measure{given.name(), {}, {}};
  if (const auto permitted = ReadAmount(path + ".permitted", given.permitted(), errors)) {
    measure.permitted = *permitted;
    if (permitted->IsZero()) {
      errors.Add(path + ".permitted", "ZERO", "must be above 0", "0보다 커야 합니다.");
    }
  }
  if (given.changes().empty()) errors.Required(path + ".changes");
  if (given.changes_size() > kMaxChanges) {
    errors.Add(path + ".changes", "TOO_MANY", "must be at most 100", "100개 이하여야 합니다.");
    return;
  }
  for (int i = 0; i < given.changes_size(); ++i) {
    const auto change =
        ReadAmount(absl::StrCat(path, ".changes[", i, "]"), given.changes(i), errors);
    measure.changes.push_back(change.value_or(Decimal()));
  }
  measures.push_back(std::move(measure));
}

SelfDesignFacts ReadFacts(const v1::CheckSelfDesignRequest& request, FieldErrors& errors) {
  SelfDesignFacts facts;
  if (request.has_process_changed()) facts.process_changed = request.process_changed();
  if (request.has_grain_mill()) facts.excluded_source = request.grain_mill();
  if (request.has_has_skills()) facts.has_skills = request.has_skills();
  if (request.has_sources_covered()) {
    facts.sources_covered = request.sources_covered();
    if (request.sources_covered() < 1) {
      errors.Add("sources_covered", "OUT_OF_RANGE", "must be 1 or more", "1 이상이어야 합니다.");
    }
  }
  if (request.measures_size() > kMaxMeasures) {
    errors.Add("measures", "TOO_MANY", "must be at most 20", "20개 이하여야 합니다.");
    return facts;
  }
  for (int i = 0; i < request.measures_size(); ++i)
    ReadMeasure(request.measures(i), absl::StrCat("measures[", i, "]"), facts.measures, errors);
  return facts;
}

void Say(v1::SelfDesignCase& out, Verdict verdict, const std::string& article, std::string ko,
         std::string en) {
  out.set_verdict(ToProto(verdict));
  out.set_article(article);
  out.mutable_reason()->set_ko(std::move(ko));
  out.mutable_reason()->set_en(std::move(en));
}

void SayEnlargement(const SelfDesignRule& rule, const SelfDesignFacts& facts, Verdict verdict,
                    v1::SelfDesignCase& out) {
  const std::string percent = rule.at_most_percent.ToString();
  if (verdict == Verdict::kUnknown) {
    Say(out, verdict, rule.enlargement_article,
        "공정 변경 여부와 허가 당시의 면적·용적, 변경량을 알아야 합니다.",
        "Needs to know whether the process changes, the measures as permitted, and the changes.");
  } else if (facts.process_changed == true) {
    Say(out, verdict, rule.enlargement_article, "방지시설의 공정을 변경합니다.",
        "The process of the prevention facility changes.");
  } else if (verdict == Verdict::kNo) {
    Say(out, verdict, rule.enlargement_article,
        absl::StrCat("허가 당시보다 합산하여 ", percent, "%를 넘습니다."),
        absl::StrCat("All changes together exceed ", percent, " % of what was permitted."));
  } else {
    Say(out, verdict, rule.enlargement_article,
        absl::StrCat("공정 변경 없이 허가 당시의 ", percent, "% 이내입니다."),
        absl::StrCat("At most ", percent,
                     " % of what was permitted, without a change of process."));
  }
}

void SaySingleSource(const SelfDesignRule& rule, const SelfDesignFacts& facts, Verdict verdict,
                     v1::SelfDesignCase& out) {
  if (verdict == Verdict::kUnknown) {
    Say(out, verdict, rule.single_source_article,
        absl::StrCat("대상 배출시설의 수와 ", rule.excluded.ko, "인지를 알아야 합니다."),
        absl::StrCat("Needs to know how many sources there are, and whether it is a ",
                     rule.excluded.en, "."));
  } else if (facts.excluded_source == true) {
    Say(out, verdict, rule.single_source_article, absl::StrCat(rule.excluded.ko, "은 제외됩니다."),
        absl::StrCat("A ", rule.excluded.en, " is left out."));
  } else {
    Say(out, verdict, rule.single_source_article,
        absl::StrCat("대상 배출시설 ", *facts.sources_covered, "대 (", rule.sources, "대만 해당)"),
        absl::StrCat(*facts.sources_covered, " source(s); the case is for ", rule.sources, "."));
  }
}

}  // namespace

absl::StatusOr<v1::CheckSelfDesignResponse> CheckSelfDesign(
    Deps& deps, server::Call&, const v1::CheckSelfDesignRequest& request) {
  const SelfDesignRule& rule = deps.rules.self_design;
  FieldErrors errors;
  const SelfDesignFacts facts = ReadFacts(request, errors);
  if (absl::Status status = errors.ToStatus(); !status.ok()) return status;

  const SelfDesignFinding finding = noise::CheckSelfDesign(rule, facts);
  v1::CheckSelfDesignResponse response;
  response.set_unregistered_may(ToProto(finding.unregistered_may));
  SayEnlargement(rule, facts, finding.enlargement, *response.mutable_enlargement());
  for (size_t i = 0; i < finding.measures.size(); ++i) {
    v1::MeasureFinding& out = *response.add_measures();
    out.set_name(facts.measures[i].name);
    out.set_percent(finding.measures[i].percent.ToString());
    out.set_within(finding.measures[i].within ? v1::RULE_VERDICT_YES : v1::RULE_VERDICT_NO);
  }
  response.set_at_most_percent(rule.at_most_percent.ToString());
  SaySingleSource(rule, facts, finding.single_source, *response.mutable_single_source());
  Say(*response.mutable_approval(), finding.may_apply, rule.approval_article,
      absl::StrCat("필요한 것: ", rule.needs.ko), absl::StrCat("Needs ", rule.needs.en, "."));
  response.set_procedure_id(rule.procedure);
  return response;
}

}  // namespace sems::noise::handlers
