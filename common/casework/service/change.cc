#include "common/casework/service/change.h"

#include "absl/strings/str_cat.h"
#include "common/casework/service/convert_case.h"
#include "common/casework/service/days.h"
#include "common/casework/service/duty_news.h"
#include "common/casework/service/places.h"
#include "common/casework/service/records.h"
#include "common/casework/service/refusal.h"
#include "common/casework/service/repository/cases.h"
#include "common/casework/service/up_to_date.h"
#include "common/records/etag.h"
#include "common/sitedirectory/directory.h"
#include "common/values/uuid.h"

namespace sems::casework {
namespace {

using server::Scope;

// What goes with a change: its history, who is told of it, the audit trail.
void Record(Casework& casework, server::Call& call, server::UnitOfWork& work,
            const StoredCase& stored, const std::vector<Entry>& entries) {
  std::vector<repository::NewEntry> added;
  for (const Entry& entry : entries) added.push_back({stored.file.case_id, &entry});
  repository::AppendEntries(work.tx(), added);
  for (const Entry& entry : entries) {
    if (entry.body) repository::AddBody(work.tx(), stored.file.case_id, *entry.body);
  }
  for (server::AuditEntry& row : AuditOf(stored.file.case_id, entries)) work.Audit(std::move(row));
  if (std::optional<server::OutboxEvent> news = DutyNews(casework, stored, call.now()))
    work.Emit(*std::move(news));
}

}  // namespace

absl::StatusOr<StoredCase> SeeCase(Casework& casework, server::Call& call, db::Tx& tx,
                                   const std::string& case_id) {
  const Sight sight = SightOf(casework.sides(), call.caller(), call.scope());
  std::optional<StoredCase> found = repository::FindCase(sight, tx, case_id);
  if (!found) return NoCase(sight, case_id);
  casework.engine().Assess(found->file, call.today());
  return *std::move(found);
}

absl::StatusOr<v1::Case> ChangeCase(
    Casework& casework, server::Call& call, server::UnitOfWork& work, const std::string& case_id,
    const std::string& etag,
    absl::FunctionRef<Checked<Entry>(const CaseFile&, const Actor&)> decide) {
  const Engine& engine = casework.engine();
  const Sight sight = SightOf(casework.sides(), call.caller(), call.scope());
  std::optional<StoredCase> found = repository::LockCase(sight, work.tx(), case_id);
  if (!found) return NoCase(sight, case_id);
  const int64_t expected = records::ParseEtag(etag);
  if (expected != records::kNoEtag && expected != found->file.sequence)
    return EtagMismatch("case", "건");

  const Actor actor = ActorIn(casework.sides(), call.caller(), call.scope(), *found);
  const std::string edition = casework.editions().Of(found->file);
  std::vector<std::vector<Entry>> added(1);
  BringUpToDate(casework, work.tx(), {&*found, 1}, added, call.today(), call.now());
  std::vector<Entry>& entries = added.front();
  RingDue(engine, found->file, call.today(), call.now(), entries);
  Checked<Entry> decided = decide(found->file, actor);
  if (const auto* problems = std::get_if<std::vector<Problem>>(&decided))
    return ToStatus(*problems);
  entries.push_back(std::get<Entry>(std::move(decided)));
  Take(engine, found->file, entries.back(), call.now(), call.caller().account_id);
  RingDue(engine, found->file, call.today(), call.now(), entries);

  found->head.updated_at = call.now();
  repository::UpdateCase(sight, work.tx(), found->file,
                         DaysOf(engine, found->file, call.today(), edition), call.now());
  Record(casework, call, work, *found, entries);
  return ToProto(casework, *found, call.today());
}

absl::Status CheckSubject(server::Call& call, const Subject& subject) {
  const Scope& scope = call.scope();
  const auto covers = [&](const std::string& district) {
    return scope.kind() == Scope::Kind::kNation ||
           (scope.kind() == Scope::Kind::kJurisdiction && scope.CoversDistrict(district));
  };
  if (!subject.site_id.empty()) {
    absl::StatusOr<server::SiteScope> site = call.Site(subject.site_id);
    if (!site.ok()) return site.status();
    // A thing of the site that stands elsewhere is another office's.
    const bool elsewhere = scope.kind() == Scope::Kind::kJurisdiction &&
                           !subject.district_code.empty() &&
                           !scope.CoversDistrict(subject.district_code);
    return elsewhere ? PermissionDenied() : absl::OkStatus();
  }
  if (!subject.organisation_id.empty()) {
    const bool own = scope.kind() == Scope::Kind::kOrganisation &&
                     subject.organisation_id == scope.organisation_id();
    return own || covers(subject.district_code) ? absl::OkStatus() : PermissionDenied();
  }
  return covers(subject.office_district_code) && covers(subject.district_code) ? absl::OkStatus()
                                                                               : PermissionDenied();
}

absl::StatusOr<v1::Case> OpenCase(Casework& casework, server::Call& call, server::UnitOfWork& work,
                                  const Subject& subject, Opening opening) {
  const Engine& engine = casework.engine();
  const Sight sight = SightOf(casework.sides(), call.caller(), call.scope());
  const Procedure* procedure = casework.law().FindProcedure(opening.procedure);
  if (opening.machine.empty() && procedure != nullptr && !procedure->machines.empty())
    opening.machine = procedure->machines.front();
  if (const Machine* machine = casework.law().FindMachine(opening.machine))
    opening.by_authority = machine->opened_by_authority;
  StoredCase opened;
  opened.head.subject = subject;
  if (!subject.site_id.empty()) {
    const std::optional<sitedirectory::SiteForAccount> site =
        sitedirectory::Find(work.tx(), subject.site_id, call.caller().account_id);
    if (!site) return PermissionDenied();
    if (subject.district_code.empty()) opened.head.subject.district_code = site->site.district_code;
    opened.caller_operates_site = site->operated;
  }
  opened.head.opener = {call.caller().account_id, ProductRole(call.caller().role),
                        JurisdictionsOf(call.scope())};
  opened.head.opened_at = opened.head.updated_at = call.now();
  opened.head.exclusive_run = ExclusiveRun(opening.machine, opening.procedure);
  opened.head.decided_by = casework.sides().DecidedBy(opening.machine, opening.procedure);
  // Who opens it stands where the opened case will have them.
  opened.file.procedure = opening.procedure;
  opened.file.machine = opening.machine;
  opened.file.opened_by_authority = opening.by_authority;
  const Actor actor = ActorIn(casework.sides(), call.caller(), call.scope(), opened);

  const std::string edition = casework.editions().Of(opened.file);
  opening.case_id = NewUuidV7(call.now());
  Checked<Entry> decided = engine.Open(opening, actor, call.today());
  if (const auto* problems = std::get_if<std::vector<Problem>>(&decided))
    return ToStatus(*problems);
  std::vector<Entry> entries;
  entries.push_back(std::get<Entry>(std::move(decided)));
  opened.file = CaseFile();
  Take(engine, opened.file, entries.back(), call.now(), call.caller().account_id);
  RingDue(engine, opened.file, call.today(), call.now(), entries);

  if (!repository::InsertCase(sight, work.tx(), opened.head, opened.file,
                              DaysOf(engine, opened.file, call.today(), edition))) {
    return Error(absl::StatusCode::kAlreadyExists, "CASE_OPEN",
                 "The same subject has an open case of this kind already.",
                 "같은 대상에 대하여 진행 중인 같은 종류의 건이 이미 있습니다.",
                 {{"machine", opened.file.machine}, {"procedure", opened.file.procedure}});
  }
  Record(casework, call, work, opened, entries);
  return ToProto(casework, opened, call.today());
}

}  // namespace sems::casework
