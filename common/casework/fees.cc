#include "common/casework/fees.h"

#include <algorithm>

namespace sems::casework {
namespace {

bool HasOwed(const CaseFile& file, std::string_view procedure) {
  return std::ranges::any_of(file.fees,
                             [&](const FeeFact& fee) { return fee.procedure == procedure; });
}

}  // namespace

std::optional<FeeFact> FeeOwedBy(const View& view, int transition, const Procedure& procedure) {
  const Transition& taken = view.machine.machine().transitions[transition];
  std::optional<int64_t> krw = taken.fee_krw;
  if (view.machine.Files(transition, procedure.id)) {
    if (!krw.has_value()) krw = procedure.fee_krw;
  } else if (krw.has_value() && HasOwed(view.file, procedure.id)) {
    // The fee stands beside the certificate, but the application has owed it already.
    return std::nullopt;
  }
  if (!krw.has_value()) return std::nullopt;
  return FeeFact{.due_krw = *krw,
                 .event = taken.event,
                 .procedure = procedure.id,
                 .article = taken.article.empty() ? procedure.article : taken.article};
}

std::optional<FeeFact> FeeOwedByOpening(const MachineIndex& machine, const Procedure& procedure) {
  if (!machine.OpeningFiles(procedure.id) || !procedure.fee_krw.has_value()) return std::nullopt;
  return FeeFact{.due_krw = *procedure.fee_krw,
                 .event = "case_opened",
                 .procedure = procedure.id,
                 .article = procedure.article};
}

int64_t UnpaidKrw(const CaseFile& file) {
  int64_t owed = 0;
  for (const FeeFact& fee : file.fees) owed += fee.due_krw;
  return std::max<int64_t>(0, owed - file.paid_krw);
}

int64_t FeeBlocking(const View& view, int transition, const Procedure& procedure) {
  const Transition& taken = view.machine.machine().transitions[transition];
  for (const std::string& role : ResolveRoles(taken.by, view.procedure)) {
    if (view.machine.SideOf(role, view.procedure) == Side::kParty) return 0;  // the filing itself
  }
  if (HasOwed(view.file, procedure.id)) return UnpaidKrw(view.file);
  const std::optional<FeeFact> owed = FeeOwedBy(view, transition, procedure);
  if (!owed.has_value()) return 0;
  // Owed by nothing before it, so it has to be there with it.
  int64_t all = owed->due_krw;
  for (const FeeFact& fee : view.file.fees) all += fee.due_krw;
  return std::max<int64_t>(0, all - view.file.paid_krw);
}

}  // namespace sems::casework
