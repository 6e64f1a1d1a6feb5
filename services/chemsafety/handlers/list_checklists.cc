#include "services/chemsafety/convert_chemical.h"
#include "services/chemsafety/handlers/chemical_duties.h"

namespace sems::chemsafety::handlers {

absl::StatusOr<v1::ListChecklistsResponse> ListChecklists(const ChemicalDeps& deps, server::Call&,
                                                          const v1::ListChecklistsRequest&) {
  const ChemRules& rules = deps.rules;
  v1::ListChecklistsResponse response;
  for (const Checklist& checklist : rules.checklists) {
    v1::Checklist& out = *response.add_checklists();
    out.set_checklist_id(checklist.name.id);
    Fill(checklist.name, *out.mutable_name());
    out.set_article(checklist.article);
    for (const ChecklistItem& item : checklist.items) {
      v1::ChecklistEntry& entry = *out.add_entries();
      entry.set_entry_id(item.name.id);
      Fill(item.name, *entry.mutable_name());
      entry.set_note_ko(item.note_ko);
    }
  }
  return response;
}

}  // namespace sems::chemsafety::handlers
