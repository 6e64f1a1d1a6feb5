#include <algorithm>
#include <set>

#include "absl/strings/str_cat.h"
#include "common/casework/engine.h"
#include "common/casework/event_checks.h"
#include "common/casework/form_checks.h"
#include "common/casework/new_entry.h"
#include "common/casework/problems.h"

// Opening a case: of which procedure, in which machine, as which variant, by which side.
namespace sems::casework {
namespace {

// The variants that a procedure can run as; a variant that names none takes any.
std::vector<const Variant*> VariantsOf(const Machine& machine, const std::string& procedure) {
  std::vector<const Variant*> of;
  for (const Variant& variant : machine.variants) {
    if (variant.procedures.empty() ||
        std::ranges::find(variant.procedures, procedure) != variant.procedures.end()) {
      of.push_back(&variant);
    }
  }
  if (!of.empty()) return of;
  // A procedure that comes later in such a case (a change): any of them.
  for (const Variant& variant : machine.variants) of.push_back(&variant);
  return of;
}

// The first; for an act of the authority's own, the first that begins with one.
std::string DefaultMachine(const LawIndex& law, const Procedure& procedure, bool by_authority) {
  for (const std::string& id : procedure.machines) {
    const MachineIndex* const machine = law.FindMachine(id, procedure.id);
    if (by_authority && machine != nullptr && machine->machine().opened_by_authority) return id;
  }
  return procedure.machines.front();
}

std::string ChooseVariant(const Machine& machine, const Opening& opening, Problems& problems) {
  const std::vector<const Variant*> variants = VariantsOf(machine, opening.procedure);
  std::vector<std::string> ids;
  for (const Variant* const variant : variants) ids.push_back(variant->id);
  if (opening.variant.empty()) {
    if (variants.size() == 1) return variants.front()->id;
    if (variants.empty()) return {};
    problems.Field("variant_id", "VARIANT_REQUIRED", absl::StrCat("one of: ", JoinIds(ids)),
                   absl::StrCat("종류를 선택해야 합니다: ", JoinIds(ids)), {},
                   {{"allowed", JoinIds(ids)}});
  } else if (std::ranges::find(ids, opening.variant) == ids.end()) {
    problems.Field(
        "variant_id", "UNKNOWN_VARIANT",
        ids.empty() ? "this procedure has no variants" : absl::StrCat("one of: ", JoinIds(ids)),
        ids.empty() ? std::string("종류가 없는 절차입니다.")
                    : absl::StrCat("다음 중 하나여야 합니다: ", JoinIds(ids)),
        {}, {{"allowed", JoinIds(ids)}});
  }
  return opening.variant;
}

void CheckOpener(const Opening& opening, const Procedure& procedure, const Machine& machine,
                 const Actor& actor, Problems& problems) {
  const auto holds_one_of = [&](const std::vector<std::string>& roles) {
    return std::ranges::any_of(roles, [&](const std::string& role) {
      return std::ranges::find(actor.roles, role) != actor.roles.end();
    });
  };
  if (!opening.by_authority && machine.opened_by_authority) {
    problems.Role("OPENED_BY_AUTHORITY", "such a case begins with the authority's own act",
                  "행정기관이 개시하는 절차입니다.");
    return;
  }
  // For the applicant's side the office that decides may also enter what it received on paper.
  const std::vector<std::string>& roles =
      opening.by_authority ? procedure.authorities : procedure.applicants;
  const bool sided = opening.by_authority ? actor.authority : actor.party || actor.authority;
  if (!sided ||
      (!holds_one_of(roles) && !(actor.authority && holds_one_of(procedure.authorities)))) {
    problems.RoleMayNotOpen(roles);
  }
}

// The role that opens it: the one that the opener claims, if it is theirs, or the first that fits.
std::string OpenerRole(const Opening& opening, const Procedure& procedure, const Actor& actor) {
  std::vector<std::string> roles;
  if (!opening.by_authority) roles = procedure.applicants;
  roles.insert(roles.end(), procedure.authorities.begin(), procedure.authorities.end());
  const std::string& claimed = opening.input.as_role;
  for (const std::string& role : roles) {
    if (!claimed.empty() && role != claimed) continue;
    if (std::ranges::find(actor.roles, role) != actor.roles.end()) return role;
  }
  return {};
}

// The checks are those of an event; what is opened is given in the request's own fields.
std::vector<Problem> OfOpening(std::vector<Problem> problems) {
  constexpr std::string_view kOfEvent = "event.";
  for (Problem& problem : problems) {
    if (problem.field == "event.occurred_on") {
      problem.field = "opened_on";
    } else if (problem.field.starts_with(kOfEvent)) {
      problem.field.erase(0, kOfEvent.size());
    }
  }
  return problems;
}

}  // namespace

Checked<Entry> Engine::Open(const Opening& opening, const Actor& actor,
                            absl::CivilDay today) const {
  Problems problems(*index_);
  const Procedure* const procedure = index_->FindProcedure(opening.procedure);
  if (procedure == nullptr) {
    problems.NotFound("UNKNOWN_PROCEDURE", "no such procedure: " + opening.procedure,
                      "없는 절차입니다: " + opening.procedure);
    return problems.Take();
  }
  if (procedure->machines.empty()) {
    problems.Now("PROCEDURE_HAS_NO_CASE", "nobody raises an event on it: it is described only",
                 "안내만 하는 규정으로, 진행할 사건이 없습니다.", procedure->article);
    return problems.Take();
  }
  const std::string machine_id = opening.machine.empty()
                                     ? DefaultMachine(*index_, *procedure, opening.by_authority)
                                     : opening.machine;
  const MachineIndex* const machine =
      std::ranges::find(procedure->machines, machine_id) == procedure->machines.end()
          ? nullptr
          : index_->FindMachine(machine_id, procedure->id);
  if (machine == nullptr) {
    problems.Field("machine_id", "UNKNOWN_MACHINE",
                   absl::StrCat("one of: ", JoinIds(procedure->machines)),
                   absl::StrCat("다음 중 하나여야 합니다: ", JoinIds(procedure->machines)));
    return problems.Take();
  }
  CheckOpener(opening, *procedure, machine->machine(), actor, problems);
  const std::string opener_role = OpenerRole(opening, *procedure, actor);
  if (problems.empty() && !opening.input.as_role.empty() && opener_role.empty()) {
    problems.RoleMayNotOpen(opening.by_authority ? procedure->authorities : procedure->applicants);
  }
  if (!problems.empty()) return problems.Take();

  CaseFile file;
  file.procedure = procedure->id;
  file.machine = machine_id;
  file.variant = ChooseVariant(machine->machine(), opening, problems);
  file.opened_by_authority = opening.by_authority;
  file.state = machine->machine().initial;
  file.opened_on = opening.input.occurred_on;
  const View view{*index_, *machine, *procedure, file};

  if (opening.input.occurred_on > today) {
    problems.DateInFuture("event.occurred_on", opening.input.occurred_on, today);
  }
  CheckDates(view, opening.input.dates, today, problems);
  CheckValues(view, nullptr, opening.input.values, problems);
  CheckSetPeriod(view, opening.input, "case_opened", problems);
  CheckAnswers(view, opening.input.guards, {}, actor, "event.guards", problems);
  CheckForm(view, opening.form, problems);
  if (opening.input.extension.has_value()) {
    problems.Field("event.extension", "EXTENSION_NOT_EXPECTED", "an opening extends no period",
                   "개시할 때에는 기간을 연장하지 않습니다.");
  }
  if (!problems.empty()) return OfOpening(problems.Take());

  Entry entry = NewEntry(EntryKind::kOpened, file, actor, today);
  entry.sequence = 1;
  entry.origin = Origin{.case_id = opening.case_id,
                        .procedure = procedure->id,
                        .machine = machine_id,
                        .variant = file.variant,
                        .by_authority = opening.by_authority};
  entry.input = opening.input;
  entry.input.event.clear();
  entry.input.procedure = procedure->id;
  entry.input.as_role = opener_role;
  entry.from_state.clear();
  entry.to_state = machine->machine().initial;
  entry.form = opening.form;
  return entry;
}

}  // namespace sems::casework
