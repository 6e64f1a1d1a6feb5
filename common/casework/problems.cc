#include "common/casework/problems.h"

#include <utility>

#include "absl/strings/str_join.h"
#include "common/values/civil.h"

namespace sems::casework {
namespace {

const Text* NameOf(const LawIndex& law, std::string_view id) {
  if (const Event* const event = law.FindEvent(id)) return &event->name;
  if (const Guard* const guard = law.FindGuard(id)) return &guard->name;
  if (const struct Role* const role = law.FindRole(id)) return &role->name;
  if (const Procedure* const procedure = law.FindProcedure(id)) return &procedure->name;
  return nullptr;
}

std::string Quoted(const std::string& name) { return "'" + name + "'"; }

}  // namespace

std::string JoinIds(const std::vector<std::string>& ids) { return absl::StrJoin(ids, ", "); }

std::string Problems::NameEn(std::string_view id) const {
  const Text* const name = NameOf(law_, id);
  return name == nullptr || name->en.empty() ? std::string(id) : name->en;
}

std::string Problems::NameKo(std::string_view id) const {
  const Text* const name = NameOf(law_, id);
  return name == nullptr || name->ko.empty() ? std::string(id) : name->ko;
}

void Problems::Field(std::string_view field, std::string_view reason, std::string_view message,
                     std::string_view message_ko, std::string_view article,
                     std::map<std::string, std::string> metadata) {
  Add({.kind = Problem::Kind::kField,
       .field = std::string(field),
       .reason = std::string(reason),
       .message = std::string(message),
       .message_ko = std::string(message_ko),
       .article = std::string(article),
       .metadata = std::move(metadata)});
}

void Problems::Now(std::string_view reason, std::string_view message, std::string_view message_ko,
                   std::string_view article, std::map<std::string, std::string> metadata) {
  Add({.kind = Problem::Kind::kPrecondition,
       .field = {},
       .reason = std::string(reason),
       .message = std::string(message),
       .message_ko = std::string(message_ko),
       .article = std::string(article),
       .metadata = std::move(metadata)});
}

void Problems::Role(std::string_view reason, std::string_view message, std::string_view message_ko,
                    std::map<std::string, std::string> metadata) {
  Add({.kind = Problem::Kind::kRole,
       .field = {},
       .reason = std::string(reason),
       .message = std::string(message),
       .message_ko = std::string(message_ko),
       .article = {},
       .metadata = std::move(metadata)});
}

void Problems::NotFound(std::string_view reason, std::string_view message,
                        std::string_view message_ko) {
  Add({.kind = Problem::Kind::kNotFound,
       .field = {},
       .reason = std::string(reason),
       .message = std::string(message),
       .message_ko = std::string(message_ko),
       .article = {},
       .metadata = {}});
}

void Problems::LawGone(const CaseFile& file) {
  Now("PROCEDURE_NO_LONGER_KNOWN",
      "the law data no longer has " + file.procedure + " in " + file.machine,
      "법령 자료에 더 이상 없는 절차입니다: " + file.procedure);
}

void Problems::UnknownEvent(std::string_view field, std::string_view event) {
  Field(field, "UNKNOWN_EVENT", "no such event: " + std::string(event),
        "알 수 없는 사건: " + std::string(event), {}, {{"event", std::string(event)}});
}

void Problems::EventNotAllowedNow(const View& view, std::string_view event,
                                  const std::vector<std::string>& allowed) {
  const State* const state = view.machine.FindState(view.file.state);
  const Text state_name = state == nullptr ? Text{} : state->name;
  std::vector<std::string> names_en, names_ko;
  for (const std::string& other : allowed) {
    names_en.push_back(NameEn(other));
    names_ko.push_back(NameKo(other));
  }
  const std::string none_en = "nothing: the case is closed";
  const std::string none_ko = "없음(종결된 건)";
  Now("EVENT_NOT_ALLOWED_NOW",
      Quoted(NameEn(event)) + " cannot happen in state " +
          Quoted(state_name.en.empty() ? view.file.state : state_name.en) +
          "; possible now: " + (allowed.empty() ? none_en : absl::StrJoin(names_en, ", ")),
      Quoted(NameKo(event)) + ": 현재 단계(" + state_name.ko +
          ")에서는 할 수 없습니다. 가능한 일: " +
          (allowed.empty() ? none_ko : absl::StrJoin(names_ko, ", ")),
      {},
      {{"event", std::string(event)}, {"state", view.file.state}, {"allowed", JoinIds(allowed)}});
}

void Problems::RoleMayNotRaise(std::string_view event, const std::vector<std::string>& by) {
  std::vector<std::string> names_en, names_ko;
  for (const std::string& role : by) {
    names_en.push_back(NameEn(role));
    names_ko.push_back(NameKo(role));
  }
  Role("ROLE_MAY_NOT_RAISE", Quoted(NameEn(event)) + " is for: " + absl::StrJoin(names_en, ", "),
       Quoted(NameKo(event)) + ": 다음만 할 수 있습니다: " + absl::StrJoin(names_ko, ", "),
       {{"event", std::string(event)}, {"allowed", JoinIds(by)}});
}

void Problems::RoleMayNotOpen(const std::vector<std::string>& by) {
  std::vector<std::string> names_en, names_ko;
  for (const std::string& role : by) {
    names_en.push_back(NameEn(role));
    names_ko.push_back(NameKo(role));
  }
  Role("ROLE_MAY_NOT_RAISE", "opening such a case is for: " + absl::StrJoin(names_en, ", "),
       "다음만 개시할 수 있습니다: " + absl::StrJoin(names_ko, ", "),
       {{"event", "case_opened"}, {"allowed", JoinIds(by)}});
}

void Problems::OwnCase() {
  Role("OWN_CASE", "nobody decides a case in which they or their organisation are the applicant",
       "본인 또는 소속 기관이 신청인인 건은 처리할 수 없습니다.");
}

void Problems::CaseClosed(const View& view) {
  const State* const state = view.machine.FindState(view.file.state);
  Now("CASE_CLOSED", "the case has ended in state " + Quoted(view.file.state),
      "종결된 건입니다: " + (state == nullptr ? view.file.state : state->name.ko), {},
      {{"state", view.file.state}});
}

void Problems::GuardUnanswered(std::string_view guard, std::string_view article) {
  Now("GUARD_UNANSWERED", "it has to be judged first whether this holds: " + NameEn(guard),
      "먼저 판단이 필요합니다: " + NameKo(guard), article, {{"guard", std::string(guard)}});
}

void Problems::GuardNotMet(std::string_view guard, bool must_hold, std::string_view article) {
  Now("GUARD_NOT_MET", (must_hold ? "this does not hold: " : "this holds: ") + NameEn(guard),
      (must_hold ? "요건이 충족되지 않았습니다: " : "해당 사항이 있어 할 수 없습니다: ") +
          NameKo(guard),
      article, {{"guard", std::string(guard)}, {"must_hold", must_hold ? "true" : "false"}});
}

void Problems::DateInFuture(std::string_view field, absl::CivilDay day, absl::CivilDay today) {
  Field(field, "DATE_IN_FUTURE", FormatDay(day) + " is after today (" + FormatDay(today) + ")",
        "오늘(" + FormatDay(today) + ") 이후의 날짜입니다: " + FormatDay(day), {},
        {{"day", FormatDay(day)}, {"today", FormatDay(today)}});
}

void Problems::DateBeforeAnchor(std::string_view field, absl::CivilDay day, absl::CivilDay anchor,
                                std::string_view anchor_en, std::string_view anchor_ko,
                                std::string_view article) {
  Field(field, "DATE_BEFORE_ANCHOR",
        FormatDay(day) + " is before " + std::string(anchor_en) + " (" + FormatDay(anchor) + ")",
        FormatDay(day) + ": " + std::string(anchor_ko) + "(" + FormatDay(anchor) +
            ")보다 앞선 날짜입니다.",
        article, {{"day", FormatDay(day)}, {"anchor", FormatDay(anchor)}});
}

}  // namespace sems::casework
