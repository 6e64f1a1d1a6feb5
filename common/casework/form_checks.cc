#include "common/casework/form_checks.h"

#include <algorithm>
#include <set>

#include "absl/strings/str_cat.h"

namespace sems::casework {
namespace {

constexpr size_t kMostTextCharacters = 4'000;

size_t Characters(std::string_view utf8) {
  return std::ranges::count_if(utf8, [](char byte) { return (byte & 0xC0) != 0x80; });
}

// The procedure that a key names, and the item's id within it.
const Procedure* ProcedureOfKey(const View& view, std::string_view key, std::string_view* item) {
  const size_t dot = key.find('.');
  if (dot == std::string_view::npos) {
    *item = key;
    return &view.procedure;
  }
  *item = key.substr(dot + 1);
  const std::string_view id = key.substr(0, dot);
  if (id == view.procedure.id || !view.machine.RunsThrough(id)) return nullptr;
  return view.law.FindProcedure(id);
}

}  // namespace

bool IsContentItem(const View& view, std::string_view key) {
  std::string_view item;
  const Procedure* const procedure = ProcedureOfKey(view, key, &item);
  return procedure != nullptr &&
         std::ranges::any_of(procedure->contents,
                             [&](const ContentItem& content) { return content.id == item; });
}

bool IsAttachmentItem(const View& view, std::string_view key) {
  std::string_view item;
  const Procedure* const procedure = ProcedureOfKey(view, key, &item);
  return procedure != nullptr &&
         std::ranges::any_of(procedure->attachments, [&](const AttachmentItem& attachment) {
           return attachment.id == item;
         });
}

void CheckForm(const View& view, const std::vector<FormEntry>& form, Problems& problems) {
  std::set<std::string> seen;
  for (size_t i = 0; i < form.size(); ++i) {
    const std::string field = absl::StrCat("form[", i, "]");
    if (!IsContentItem(view, form[i].item)) {
      problems.Field(absl::StrCat(field, ".item_id"), "UNKNOWN_CONTENT",
                     "the form asks for no such content: " + form[i].item,
                     "서식에 없는 항목입니다: " + form[i].item, view.procedure.article);
    } else if (!seen.insert(form[i].item).second) {
      problems.Field(absl::StrCat(field, ".item_id"), "GIVEN_TWICE", "given twice: " + form[i].item,
                     "같은 항목이 두 번 있습니다: " + form[i].item);
    }
    if (Characters(form[i].text) > kMostTextCharacters) {
      problems.Field(absl::StrCat(field, ".text"), "TOO_LONG", "at most 4,000 characters",
                     "4,000자까지입니다.");
    }
  }
}

std::vector<MissingAttachment> MissingAtStep(const View& view, int transition,
                                             const Procedure& procedure) {
  const bool files = view.machine.Files(transition, procedure.id);
  std::vector<MissingAttachment> missing;
  for (const AttachmentItem& item : procedure.attachments) {
    if (!item.condition.ko.empty() || !item.condition.en.empty()) continue;
    std::string key = Engine::ItemKey(view.file.procedure, procedure.id, item.id);
    const bool there = std::ranges::any_of(view.file.attachments, [&](const AttachmentLink& link) {
      return link.item == key && !(files && link.filed);
    });
    if (!there) missing.push_back({std::move(key), &item});
  }
  return missing;
}

}  // namespace sems::casework
