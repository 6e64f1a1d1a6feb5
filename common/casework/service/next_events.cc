#include "common/casework/service/next_events.h"

#include <algorithm>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "common/casework/service/convert_law.h"
#include "common/casework/service/places.h"
#include "common/casework/service/read_input.h"
#include "common/values/absl_compat.h"
#include "common/values/civil.h"

namespace sems::casework {
namespace {

v1::NextEvent ToProto(const Machine& machine, const NextEvent& next) {
  v1::NextEvent out;
  out.set_event_id(next.event->id);
  *out.mutable_name() = ToProto(next.event->name);
  for (const Transition* transition : next.transitions) {
    *out.add_to_states() = ToStateInfo(machine, transition->to);
    if (out.form_no().empty()) out.set_form_no(transition->form_no);
    if (out.article().empty()) out.set_article(transition->article);
  }
  for (const Role* role : next.by) *out.add_by() = ToProto(*role);
  out.set_allowed_for_you(next.allowed);
  if (next.timer_on) out.set_timer_on(FormatDay(*next.timer_on));
  for (const GuardQuestion& question : next.guards) {
    v1::GuardQuestion& added = *out.add_guards();
    added.set_guard_id(question.guard->id);
    *added.mutable_name() = ToProto(question.guard->name);
    added.set_must_hold(question.must_hold);
    added.set_computed(question.guard->computed != Guard::Computed::kNo);
    if (question.holds) added.set_holds(*question.holds);
  }
  for (const MissingAttachment& missing : next.missing_attachments) {
    v1::AttachmentItem& added = *out.add_missing_attachments();
    added = ToProto(*missing.item);
    added.set_item_id(missing.key);
  }
  for (const MissingContent& missing : next.missing_contents) {
    v1::ContentItem& added = *out.add_missing_contents();
    added = ToProto(*missing.item);
    added.set_item_id(missing.key);
  }
  if (!next.procedures.empty()) out.set_any_content(next.procedures.front()->any_content);
  out.set_unpaid_fee_krw(next.unpaid_krw);
  for (const std::string& need : next.needs) out.add_needs(need);
  if (next.procedures.size() == 1) out.set_procedure_id(next.procedures.front()->id);
  out.set_ready(next.ready);
  return out;
}

}  // namespace

std::vector<v1::NextEvent> NextEvents(const Casework& casework, server::Call& call,
                                      const StoredCase& found) {
  const Actor actor = ActorIn(casework.sides(), call.caller(), call.scope(), found);
  const Machine& machine = casework.engine().MachineOf(found.file);
  std::vector<v1::NextEvent> events;
  for (const NextEvent& next : casework.engine().Next(found.file, actor, call.today()))
    events.push_back(ToProto(machine, next));
  return events;
}

void KeepToRole(const std::string& as_role, Actor& actor) {
  if (as_role.empty()) return;
  const bool fits = std::count(actor.roles.begin(), actor.roles.end(), as_role) > 0;
  actor.roles.clear();
  if (fits) actor.roles.push_back(as_role);
}

Body ReadBody(std::string_view field, const v1::Body& body, FieldErrors& errors) {
  const std::string at(field);
  if (body.role_id().empty()) errors.Required(at + ".role_id");
  CheckText(at + ".role_id", body.role_id(), 200, errors);
  if (body.organisation_id().empty() == body.account_id().empty()) {
    errors.Add(at + ".organisation_id", "ONE_OF", "name either an organisation or an account",
               "업체·기관 또는 계정 중 하나만 지정합니다.");
  } else if (!body.organisation_id().empty()) {
    CheckId(at + ".organisation_id", body.organisation_id(), errors);
  } else {
    CheckId(at + ".account_id", body.account_id(), errors);
  }
  return {body.role_id(), absl::AsciiStrToLower(body.organisation_id()),
          absl::AsciiStrToLower(body.account_id())};
}

}  // namespace sems::casework
