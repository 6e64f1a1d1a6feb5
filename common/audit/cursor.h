#pragma once

#include <optional>
#include <string>

#include "absl/strings/str_cat.h"
#include "common/db/tx.h"

namespace sems::audit {

// Walks a query's rows within one transaction, a few thousand in memory at a time.
template <class Record>
class Cursor {
 public:
  // `name`: of its own within the transaction.
  Cursor(db::Tx& tx, const std::string& name, const std::string& query,
         Record (*read)(const pqxx::row&))
      : tx_(tx), read_(read), fetch_(absl::StrCat("FETCH 2000 FROM ", name)) {
    tx.work().exec(absl::StrCat("DECLARE ", name, " NO SCROLL CURSOR FOR ", query));
    Next();
  }

  // The row it stands at; empty at the end.
  const std::optional<Record>& current() const { return current_; }

  void Next() {
    current_.reset();
    if (at_ == page_.size()) {
      if (ended_) return;
      page_ = tx_.work().exec(fetch_);
      at_ = 0;
      ended_ = page_.empty();
      if (ended_) return;
    }
    current_ = read_(page_[at_++]);
  }

 private:
  db::Tx& tx_;
  Record (*const read_)(const pqxx::row&);
  const std::string fetch_;
  pqxx::result page_;
  pqxx::result::size_type at_ = 0;
  bool ended_ = false;
  std::optional<Record> current_;
};

}  // namespace sems::audit
