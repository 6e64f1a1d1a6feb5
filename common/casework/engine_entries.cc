#include <algorithm>

#include "absl/strings/str_cat.h"
#include "common/casework/engine.h"
#include "common/casework/event_checks.h"
#include "common/casework/form_checks.h"
#include "common/casework/new_entry.h"
#include "common/casework/problems.h"
#include "common/casework/roles.h"

// Entries that change no state: answers, contents, documents, payments, bodies.
namespace sems::casework {
namespace {

// What every such entry needs: somebody of this case, and a case that goes on.
bool MayStill(const View& view, const Actor& actor, bool of_either_side, Problems& problems) {
  if (of_either_side ? !actor.party && !Decides(view, actor) : !TakesPart(actor)) {
    problems.Role("NOT_OF_THIS_CASE", "for the applicant and the office that decides",
                  "신청인과 처리 기관만 할 수 있습니다.");
    return false;
  }
  if (view.machine.IsTerminal(view.file.state)) {
    problems.CaseClosed(view);
    return false;
  }
  return true;
}

}  // namespace

Checked<Entry> Engine::AnswerGuards(const CaseFile& file, const std::vector<GuardAnswer>& answers,
                                    const Actor& actor, absl::CivilDay today) const {
  Problems problems(*index_);
  const std::optional<View> found = ViewOf(*index_, file);
  if (!found.has_value()) {
    problems.LawGone(file);
    return problems.Take();
  }
  const View& view = *found;
  if (!MayStill(view, actor, false, problems)) return problems.Take();
  if (answers.empty()) {
    problems.Field("guards", "REQUIRED", "must be given", "입력해야 합니다.");
  }
  CheckAnswers(view, answers, {}, actor, "guards", problems);
  if (!problems.empty()) return problems.Take();
  Entry entry = NewEntry(EntryKind::kGuard, file, actor, today);
  entry.input.guards = answers;
  entry.input.as_role = RoleOnSide(view, actor);
  return entry;
}

Checked<Entry> Engine::ChangeForm(const CaseFile& file, const std::vector<FormEntry>& form,
                                  const Actor& actor, absl::CivilDay today) const {
  Problems problems(*index_);
  const std::optional<View> found = ViewOf(*index_, file);
  if (!found.has_value()) {
    problems.LawGone(file);
    return problems.Take();
  }
  const View& view = *found;
  if (!MayStill(view, actor, true, problems)) return problems.Take();
  if (form.empty()) problems.Field("form", "REQUIRED", "must be given", "입력해야 합니다.");
  CheckForm(view, form, problems);
  if (!problems.empty()) return problems.Take();
  Entry entry = NewEntry(EntryKind::kForm, file, actor, today);
  entry.input.as_role = RoleOnSide(view, actor);
  entry.form = form;
  return entry;
}

Checked<Entry> Engine::Attach(const CaseFile& file, const AttachmentLink& link, const Actor& actor,
                              absl::CivilDay today) const {
  Problems problems(*index_);
  const std::optional<View> found = ViewOf(*index_, file);
  if (!found.has_value()) {
    problems.LawGone(file);
    return problems.Take();
  }
  const View& view = *found;
  if (!MayStill(view, actor, false, problems)) return problems.Take();
  if (!link.item.empty() && !IsAttachmentItem(view, link.item)) {
    problems.Field("item_id", "UNKNOWN_ATTACHMENT_ITEM",
                   "the checklist has no such item: " + link.item,
                   "첨부서류 목록에 없는 항목입니다: " + link.item, view.procedure.article);
  }
  if (std::ranges::any_of(file.attachments, [&](const AttachmentLink& other) {
        return other.attachment_id == link.attachment_id;
      })) {
    problems.Field("attachment_id", "ATTACHED_ALREADY", "this file is attached already",
                   "이미 첨부된 파일입니다.");
  }
  if (!problems.empty()) return problems.Take();
  Entry entry = NewEntry(EntryKind::kAttached, file, actor, today);
  entry.input.as_role = RoleOnSide(view, actor);
  entry.attachment = link;
  return entry;
}

Checked<Entry> Engine::Detach(const CaseFile& file, const std::string& attachment_id,
                              const Actor& actor, absl::CivilDay today) const {
  Problems problems(*index_);
  const std::optional<View> found = ViewOf(*index_, file);
  if (!found.has_value()) {
    problems.LawGone(file);
    return problems.Take();
  }
  const View& view = *found;
  if (!MayStill(view, actor, true, problems)) return problems.Take();
  for (const AttachmentLink& link : file.attachments) {
    if (link.attachment_id != attachment_id) continue;
    if (link.filed) {
      problems.Now("ATTACHMENT_FILED", "the case stands on it: something was filed with it",
                   "이미 제출한 첨부서류입니다.", {}, {{"attachment", attachment_id}});
      return problems.Take();
    }
    Entry entry = NewEntry(EntryKind::kDetached, file, actor, today);
    entry.input.as_role = RoleOnSide(view, actor);
    entry.attachment = link;
    return entry;
  }
  problems.NotFound("ATTACHMENT_NOT_FOUND", "not attached to this case: " + attachment_id,
                    "이 건에 첨부되지 않은 파일입니다: " + attachment_id);
  return problems.Take();
}

Checked<Entry> Engine::Pay(const CaseFile& file, int64_t krw, absl::CivilDay paid_on,
                           const std::string& reference, const Actor& actor,
                           absl::CivilDay today) const {
  Problems problems(*index_);
  const std::optional<View> found = ViewOf(*index_, file);
  if (!found.has_value()) {
    problems.LawGone(file);
    return problems.Take();
  }
  // Who owes it does not say that it has been paid.
  if (!Decides(*found, actor)) {
    problems.Role("NOT_OF_THIS_CASE", "for the office that decides", "처리 기관만 할 수 있습니다.");
    return problems.Take();
  }
  // Fees run into thousands of won; a hundred million is a slip of the keys.
  constexpr int64_t kMost = 100'000'000;
  if (krw <= 0 || krw > kMost) {
    problems.Field("amount_krw", "AMOUNT_OUT_OF_RANGE", absl::StrCat("1 to ", kMost, " won"),
                   absl::StrCat("1원부터 ", kMost, "원까지입니다."));
  }
  if (paid_on > today) {
    problems.DateInFuture("paid_on", paid_on, today);
  } else if (paid_on < file.opened_on) {
    problems.DateBeforeAnchor("paid_on", paid_on, file.opened_on, "the case was opened",
                              "사건 개시일");
  }
  if (!problems.empty()) return problems.Take();
  Entry entry = NewEntry(EntryKind::kFee, file, actor, today);
  entry.input.as_role = RoleOnSide(*found, actor);
  entry.input.occurred_on = paid_on;
  entry.paid_krw = krw;
  entry.fee_reference = reference;
  return entry;
}

Checked<Entry> Engine::NameBody(const CaseFile& file, const Body& body, const Actor& actor,
                                absl::CivilDay today) const {
  Problems problems(*index_);
  const std::optional<View> found = ViewOf(*index_, file);
  if (!found.has_value()) {
    problems.LawGone(file);
    return problems.Take();
  }
  const View& view = *found;
  if (!MayStill(view, actor, true, problems)) return problems.Take();
  std::vector<std::string> bodies;
  for (const Transition& transition : view.machine.machine().transitions) {
    for (const std::string& role : ResolveRoles(transition.by, view.procedure)) {
      if (role != "system" && view.machine.SideOf(role, view.procedure) != Side::kParty &&
          std::ranges::find(bodies, role) == bodies.end()) {
        bodies.push_back(role);
      }
    }
  }
  if (std::ranges::find(bodies, body.role) == bodies.end()) {
    problems.Field("body.role_id", "ROLE_NOT_IN_CASE", absl::StrCat("one of: ", JoinIds(bodies)),
                   absl::StrCat("다음 중 하나여야 합니다: ", JoinIds(bodies)));
  }
  if (body.organisation_id.empty() == body.account_id.empty()) {
    problems.Field("body", "ORGANISATION_OR_ACCOUNT", "exactly one of organisation and account",
                   "기관 또는 계정 중 하나만 입력해야 합니다.");
  }
  if (!problems.empty()) return problems.Take();
  Entry entry = NewEntry(EntryKind::kBody, file, actor, today);
  entry.input.as_role = RoleOnSide(view, actor);
  entry.body = body;
  return entry;
}

}  // namespace sems::casework
