#include <algorithm>
#include <optional>
#include <set>
#include <string>

#include "absl/strings/str_cat.h"
#include "common/calendar/holidays.h"
#include "common/calendar/statutory.h"
#include "common/values/civil.h"
#include "services/chemsafety/convert_chemical.h"
#include "services/chemsafety/domain/permit_change.h"
#include "services/chemsafety/handlers/chemical_duties.h"

namespace sems::chemsafety::handlers {
namespace {

constexpr int kMaxChanges = 8;  // each item once
constexpr size_t kMaxTextBytes = 8000;

bool IsAmount(ChangeItem item) {
  return item == ChangeItem::kPlannedQuantity || item == ChangeItem::kStorageCapacity;
}

void ReadItem(const v1::ItemChange& given, const std::string& path, std::set<ChangeItem>& seen,
              ProposedChange& change, FieldErrors& errors) {
  const std::optional<ChangeItem> item = FromProto(given.item());
  if (!item) {
    errors.Required(path + ".item");
    return;
  }
  if (!seen.insert(*item).second) {
    errors.Add(path + ".item", "DUPLICATE", "is named twice", "같은 항목이 두 번 있습니다.");
    return;
  }
  if (IsAmount(*item)) {
    const auto before = ReadAmount(given.before(), path + ".before", errors);
    const auto after = ReadAmount(given.after(), path + ".after", errors);
    if (before && after) change.amounts[*item] = {*before, *after};
    return;
  }
  if (given.before().empty()) errors.Required(path + ".before");
  if (given.after().empty()) errors.Required(path + ".after");
  if (given.before().size() > kMaxTextBytes || given.after().size() > kMaxTextBytes) {
    errors.Add(path, "TOO_LONG", "must have at most 2,000 characters each",
               "2,000자 이내여야 합니다.");
  }
  change.texts[*item] = {given.before(), given.after()};
}

// The last day for an act that may follow the change: a private party's after-deadline.
std::string DueOn(const ChangeRule& rule, const std::optional<absl::CivilDay>& reason_on,
                  const calendar::Holidays& holidays) {
  if (!rule.within_days || !reason_on) return "";
  calendar::DateRule due;
  due.period = calendar::Period{*rule.within_days, calendar::Unit::kDays};
  due.party = calendar::Party::kPrivate;
  return FormatDay(*calendar::ComputeDate(due, *reason_on, {}, {}, *reason_on, holidays).due);
}

// Each act once, by the rule that leaves the least time: one that may not follow the change comes
// before one that may.
void AddDue(const ChangeRule& rule, const std::optional<absl::CivilDay>& reason_on,
            const calendar::Holidays& holidays, v1::ClassifyPermitChangeResponse& response) {
  for (v1::DueAct& act : *response.mutable_due()) {
    if (act.act() != ToProto(rule.act)) continue;
    if (!rule.within_days) {
      act.set_within_days(0);
      act.clear_due_on();
    }
    return;
  }
  v1::DueAct& act = *response.add_due();
  act.set_act(ToProto(rule.act));
  act.set_procedure_id(rule.procedure);
  act.set_within_days(rule.within_days.value_or(0));
  act.set_due_on(DueOn(rule, reason_on, holidays));
}

void AddFinding(const ChangeFinding& finding, const ProposedChange& change,
                v1::ClassifyPermitChangeResponse& response) {
  const ChangeRule& rule = *finding.rule;
  v1::PermitChangeFinding& out = *response.add_findings();
  out.set_item(ToProto(rule.item));
  out.set_applies(ToProto(finding.applies));
  if (const auto text = change.texts.find(rule.item); text != change.texts.end()) {
    out.set_before(text->second.before);
    out.set_after(text->second.after);
  }
  if (const auto amount = change.amounts.find(rule.item); amount != change.amounts.end()) {
    out.set_before(amount->second.before.ToString());
    out.set_after(amount->second.after.ToString());
  }
  if (rule.at_least_percent) out.set_at_least_percent(rule.at_least_percent->ToString());
  if (finding.increase_percent) out.set_increase_percent(finding.increase_percent->ToString());
  out.set_act(ToProto(rule.act));
  out.set_procedure_id(rule.procedure);
  out.set_article(rule.article);
}

}  // namespace

absl::StatusOr<v1::ClassifyPermitChangeResponse> ClassifyPermitChange(
    const ChemicalDeps& deps, server::Call&, const v1::ClassifyPermitChangeRequest& request) {
  const ChemRules& rules = deps.rules;
  FieldErrors errors;
  const PermitRegime* regime = rules.FindRegime(request.regime_id());
  if (request.regime_id().empty()) {
    errors.Required("regime_id");
  } else if (regime == nullptr) {
    errors.Add("regime_id", "NO_CHANGE_RULES",
               "is no regime with rules for changes: banned_reagent, restricted_import, "
               "toxic_import or export",
               "변경 기준이 있는 허가·신고 종류가 아닙니다.");
  }
  if (request.changes_size() > kMaxChanges) {
    errors.Add("changes", "TOO_MANY", "must be at most 8", "8개 이하여야 합니다.");
    return errors.ToStatus();
  }
  ProposedChange change;
  change.rest_unchanged = request.rest_unchanged();
  change.office_only = request.office_only();
  std::set<ChangeItem> seen;
  for (int i = 0; i < request.changes_size(); ++i)
    ReadItem(request.changes(i), absl::StrCat("changes[", i, "]"), seen, change, errors);
  const std::optional<absl::CivilDay> reason_on =
      ReadOptionalDay(request.reason_arose_on(), "reason_arose_on", errors);
  if (absl::Status status = errors.ToStatus(); !status.ok()) return status;

  const ChangeAnswer answer = ClassifyChange(*regime, change);
  v1::ClassifyPermitChangeResponse response;
  response.set_undecided(answer.undecided);
  for (const ChangeFinding& finding : answer.findings) {
    AddFinding(finding, change, response);
    if (finding.applies == Verdict::kYes) AddDue(*finding.rule, reason_on, deps.holidays, response);
  }
  return response;
}

}  // namespace sems::chemsafety::handlers
