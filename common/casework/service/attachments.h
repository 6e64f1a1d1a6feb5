#pragma once

#include <string>

#include "absl/status/statusor.h"
#include "common/casework/service/casework.h"
#include "common/server/call.h"

// Files of cases lie with support, which is asked outside any transaction: it holds a file for a
// case before the case says that it has it, and lets it go after the case has.
namespace sems::casework {

struct HeldFile {
  AttachmentLink link;
  bool held_before = false;  // the case has it already
};
// The caller must see the case; the file must be of the owner of its subject.
absl::StatusOr<HeldFile> HoldFile(Casework& casework, server::Call& call,
                                  const std::string& case_id, const std::string& attachment_id);

// Tells support who takes part in the case, after somebody was named in it. Should it fail, naming
// them again tells it again.
void TellReaders(Casework& casework, server::Call& call, const std::string& case_id);

// Should it fail, the file is kept for nothing.
void LetFileGo(Casework& casework, server::Call& call, const std::string& case_id,
               const std::string& attachment_id);

}  // namespace sems::casework
