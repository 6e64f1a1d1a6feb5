#include "common/casework/service/convert_law.h"

#include <algorithm>
#include <set>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "common/casework/law_index.h"
#include "common/casework/service/mode_names.h"

namespace sems::casework {

v1::Text ToProto(const Text& text) {
  v1::Text out;
  out.set_ko(text.ko);
  out.set_en(text.en);
  return out;
}

v1::Period ToProto(const calendar::Period& period) {
  v1::Period out;
  out.set_amount(period.amount);
  switch (period.unit) {
    case calendar::Unit::kDays:
      out.set_unit(v1::PERIOD_UNIT_DAYS);
      break;
    case calendar::Unit::kMonths:
      out.set_unit(v1::PERIOD_UNIT_MONTHS);
      break;
    case calendar::Unit::kYears:
      out.set_unit(v1::PERIOD_UNIT_YEARS);
      break;
  }
  return out;
}

v1::StatutoryRole ToProto(const Role& role) {
  v1::StatutoryRole out;
  out.set_role_id(role.id);
  *out.mutable_name() = ToProto(role.name);
  out.set_product_role(role.product_role);
  return out;
}

std::vector<const Role*> RolesNamed(const Law& law, const Procedure* own,
                                    const std::vector<std::string>& ids) {
  std::vector<const Role*> roles;
  for (const std::string& id : own == nullptr ? ids : ResolveRoles(ids, *own)) {
    if (const Role* role = law.FindRole(id)) roles.push_back(role);
  }
  return roles;
}

v1::AttachmentItem ToProto(const AttachmentItem& item) {
  v1::AttachmentItem out;
  out.set_item_id(item.id);
  *out.mutable_name() = ToProto(item.name);
  out.set_form_no(item.form_no);
  if (!item.condition.ko.empty() || !item.condition.en.empty())
    *out.mutable_condition() = ToProto(item.condition);
  return out;
}

v1::ContentItem ToProto(const ContentItem& item) {
  v1::ContentItem out;
  out.set_item_id(item.id);
  *out.mutable_name() = ToProto(item.name);
  return out;
}

v1::StateInfo ToProto(const State& state) {
  v1::StateInfo out;
  out.set_state_id(state.id);
  *out.mutable_name() = ToProto(state.name);
  out.set_terminal(state.terminal);
  return out;
}

v1::StateInfo ToStateInfo(const Machine& machine, const std::string& id) {
  for (const State& state : machine.states) {
    if (state.id == id) return ToProto(state);
  }
  v1::StateInfo unknown;
  unknown.set_state_id(id);
  return unknown;
}

v1::Deadline ToProto(const Law& law, const Deadline& deadline) {
  v1::Deadline out;
  out.set_deadline_id(deadline.id);
  *out.mutable_what() = ToProto(deadline.what);
  for (const Role* role : RolesNamed(law, nullptr, deadline.who)) *out.add_who() = ToProto(*role);
  out.set_mode(std::string(NameOf(deadline.mode)));
  if (deadline.period) *out.mutable_period() = ToProto(*deadline.period);
  out.set_direction(std::string(NameOf(deadline.direction)));
  out.set_anchor_event(deadline.anchor);
  if (const Event* anchor = law.FindEvent(deadline.anchor))
    *out.mutable_anchor_name() = ToProto(anchor->name);
  if (deadline.extension) {
    if (deadline.extension->maximum)
      *out.mutable_extension() = ToProto(*deadline.extension->maximum);
    out.set_extension_times(deadline.extension->times.value_or(1));
  }
  for (const Event& condition : law.conditions) {
    if (condition.id == deadline.condition) *out.mutable_condition() = ToProto(condition.name);
  }
  out.set_fixed_date(deadline.date.empty() ? deadline.month_day : deadline.date);
  out.set_note_ko(deadline.note_ko);
  return out;
}

v1::ProcedureKind ToProcedureKind(const std::string& kind) {
  v1::ProcedureKind out = v1::PROCEDURE_KIND_UNSPECIFIED;
  v1::ProcedureKind_Parse("PROCEDURE_KIND_" + absl::AsciiStrToUpper(kind), &out);
  return out;
}

v1::ProcedureSummary ToSummary(const Law& law, const Procedure& procedure) {
  v1::ProcedureSummary out;
  out.set_procedure_id(procedure.id);
  *out.mutable_name() = ToProto(procedure.name);
  out.set_kind(ToProcedureKind(procedure.kind));
  out.mutable_basis()->set_law_code(procedure.law);
  if (const auto name = law.law_names_ko.find(procedure.law); name != law.law_names_ko.end())
    out.mutable_basis()->set_law_name_ko(name->second);
  out.mutable_basis()->set_article(procedure.article);
  out.set_has_case(!procedure.machines.empty());
  if (procedure.fee_krw) out.set_fee_krw(*procedure.fee_krw);
  return out;
}

v1::Procedure ToProto(const Law& law, const Procedure& procedure) {
  v1::Procedure out;
  *out.mutable_summary() = ToSummary(law, procedure);
  out.set_subtype(procedure.subtype);
  for (const Role* role : RolesNamed(law, nullptr, procedure.applicants))
    *out.add_applicants() = ToProto(*role);
  for (const Role* role : RolesNamed(law, nullptr, procedure.authorities))
    *out.add_authorities() = ToProto(*role);
  out.set_form_no(procedure.form_no);
  for (const AttachmentItem& item : procedure.attachments) *out.add_attachments() = ToProto(item);
  for (const ContentItem& item : procedure.contents) *out.add_contents() = ToProto(item);
  out.set_any_content(procedure.any_content);
  for (const Deadline& deadline : procedure.deadlines)
    *out.add_deadlines() = ToProto(law, deadline);
  for (const Outcome& outcome : procedure.outcomes) {
    v1::Outcome& added = *out.add_outcomes();
    added.set_outcome_id(outcome.id);
    *added.mutable_name() = ToProto(outcome.name);
    added.set_form_no(outcome.form_no);
    added.set_next_procedure_id(outcome.next);
  }
  for (const Threshold& threshold : procedure.thresholds) {
    v1::Threshold& added = *out.add_thresholds();
    added.set_threshold_id(threshold.id);
    *added.mutable_what() = ToProto(threshold.what);
    added.set_op(threshold.op);
    added.set_value(threshold.value);
    added.set_unit(threshold.unit);
    added.set_note_ko(threshold.note_ko);
  }
  for (const Text& text : procedure.exemptions) *out.add_exemptions() = ToProto(text);
  for (const Text& text : procedure.conditions) *out.add_conditions() = ToProto(text);
  if (procedure.retention) *out.mutable_retention() = ToProto(*procedure.retention);
  for (const std::string& appendix : procedure.appendix_ko) out.add_appendix_ko(appendix);
  out.set_notes_ko(procedure.notes_ko);
  std::set<std::string> variants;
  for (const std::string& id : procedure.machines) {
    const Machine* machine = law.FindMachine(id);
    if (machine == nullptr) continue;
    v1::MachineInfo& added = *out.add_machines();
    added.set_machine_id(machine->id);
    *added.mutable_name() = ToProto(machine->name);
    for (const State& state : machine->states) *added.add_states() = ToProto(state);
    for (const Variant& variant : machine->variants) {
      const auto& of = variant.procedures;
      const bool fits = of.empty() || std::find(of.begin(), of.end(), procedure.id) != of.end();
      if (!fits || !variants.insert(variant.id).second) continue;
      v1::Variant& one = *out.add_variants();
      one.set_variant_id(variant.id);
      *one.mutable_name() = ToProto(variant.name);
    }
  }
  return out;
}

}  // namespace sems::casework
