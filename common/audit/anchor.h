#pragma once

#include <optional>
#include <string>

#include "absl/status/status.h"
#include "common/audit/seal.h"

namespace sems::audit {

// What stands for the service's name in audit.anchor_file.
inline constexpr char kServicePlaceholder[] = "{service}";
// The anchor file of a service: `pattern` with its name put in. A pattern without the placeholder
// names the file of one service.
std::string AnchorPath(const std::string& pattern, const std::string& service);

// A file outside the database with a line for each seal: whoever rewrites the database cannot take
// back what was said there. It is only ever appended to (`chattr +a` suits it), and may begin with
// a later seal than the first, where an operator has put away the older part.
class AnchorFile {
 public:
  AnchorFile(std::string path, std::string service);

  // FAILED_PRECONDITION unless the file can be written; it is made when missing.
  absl::Status CheckWritable() const;

  // Makes the line of `last`, the database's last seal, the file's last one, on disk when it
  // returns. The file may lack that line or its end: a crash. A file that lacks more, holds more or
  // something else is not touched: DATA_LOSS (AUDIT_ANCHOR_DIFFERS).
  absl::Status Settle(const std::optional<Seal>& last) const;

  // Begins a new file with the line of `last`, where the former one was lost or put away: the one
  // time that a file may begin with a later seal. FAILED_PRECONDITION when there is a file.
  absl::Status Begin(const Seal& last) const;

 private:
  const std::string path_;
  const std::string service_;
};

}  // namespace sems::audit
