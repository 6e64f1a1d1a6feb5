#pragma once

#include <string_view>
#include <vector>

#include "common/casework/problems.h"
#include "common/casework/view.h"

// Items of forms and checklists: those of the case's own procedure, and of the others that its
// machine runs through.
namespace sems::casework {

bool IsContentItem(const View& view, std::string_view key);
bool IsAttachmentItem(const View& view, std::string_view key);
void CheckForm(const View& view, const std::vector<FormEntry>& form, Problems& problems);

// What the step still needs of the procedure's checklist. Each filing brings its own: a document
// that an earlier filing (of another change) was made with proves nothing of this one.
std::vector<MissingAttachment> MissingAtStep(const View& view, int transition,
                                             const Procedure& procedure);

}  // namespace sems::casework
