#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "absl/time/civil_time.h"
#include "common/casework/engine.h"
#include "common/casework/view.h"

// The problems the engine answers, each in one place with its words in both languages.
namespace sems::casework {

class Problems {
 public:
  explicit Problems(const LawIndex& law) : law_(law) {}

  bool empty() const { return problems_.empty(); }
  std::vector<Problem> Take() { return std::move(problems_); }

  // Something given is wrong.
  void Field(std::string_view field, std::string_view reason, std::string_view message,
             std::string_view message_ko, std::string_view article = {},
             std::map<std::string, std::string> metadata = {});
  // Something is not so yet, or no more.
  void Now(std::string_view reason, std::string_view message, std::string_view message_ko,
           std::string_view article = {}, std::map<std::string, std::string> metadata = {});
  void NotFound(std::string_view reason, std::string_view message, std::string_view message_ko);
  void Role(std::string_view reason, std::string_view message, std::string_view message_ko,
            std::map<std::string, std::string> metadata = {});

  // The law no longer has what the case was opened for.
  void LawGone(const CaseFile& file);
  void UnknownEvent(std::string_view field, std::string_view event);
  // `allowed`: the events that can be raised from here.
  void EventNotAllowedNow(const View& view, std::string_view event,
                          const std::vector<std::string>& allowed);
  void RoleMayNotRaise(std::string_view event, const std::vector<std::string>& by);
  // Opening a case is for these.
  void RoleMayNotOpen(const std::vector<std::string>& by);
  void OwnCase();
  void CaseClosed(const View& view);
  void GuardUnanswered(std::string_view guard, std::string_view article);
  void GuardNotMet(std::string_view guard, bool must_hold, std::string_view article);
  void DateInFuture(std::string_view field, absl::CivilDay day, absl::CivilDay today);
  void DateBeforeAnchor(std::string_view field, absl::CivilDay day, absl::CivilDay anchor,
                        std::string_view anchor_en, std::string_view anchor_ko,
                        std::string_view article = {});

  std::string NameEn(std::string_view id) const;  // of an event, guard, role or procedure
  std::string NameKo(std::string_view id) const;

 private:
  void Add(Problem problem) { problems_.push_back(std::move(problem)); }

  const LawIndex& law_;
  std::vector<Problem> problems_;
};

std::string JoinIds(const std::vector<std::string>& ids);

}  // namespace sems::casework
