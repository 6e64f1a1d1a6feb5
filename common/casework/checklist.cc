#include <algorithm>

#include "common/casework/engine.h"

// Documents and contents that a procedure asks for. An item with a condition is asked for only in
// some cases, which a person knows; its absence is never held against anybody here.
namespace sems::casework {

std::string Engine::ItemKey(std::string_view own_procedure, std::string_view procedure,
                            std::string_view item) {
  if (procedure == own_procedure || procedure.empty()) return std::string(item);
  return std::string(procedure) + "." + std::string(item);
}

std::vector<MissingAttachment> Engine::MissingAttachments(const CaseFile& file,
                                                          const Procedure& procedure) const {
  std::vector<MissingAttachment> missing;
  for (const AttachmentItem& item : procedure.attachments) {
    if (!item.condition.ko.empty() || !item.condition.en.empty()) continue;
    std::string key = ItemKey(file.procedure, procedure.id, item.id);
    if (std::ranges::none_of(file.attachments,
                             [&](const AttachmentLink& link) { return link.item == key; })) {
      missing.push_back({std::move(key), &item});
    }
  }
  return missing;
}

std::vector<MissingContent> Engine::MissingContents(const CaseFile& file,
                                                    const Procedure& procedure) const {
  std::vector<MissingContent> missing;
  for (const ContentItem& item : procedure.contents) {
    std::string key = ItemKey(file.procedure, procedure.id, item.id);
    if (!file.form.contains(key)) {
      missing.push_back({std::move(key), &item});
    } else if (procedure.any_content) {
      return {};
    }
  }
  return missing;
}

}  // namespace sems::casework
