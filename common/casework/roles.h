#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "common/casework/engine.h"
#include "common/casework/view.h"

// Who may do what in a case: the roles that a transition names, and the sides they stand on.
namespace sems::casework {

struct Standing {
  enum class Answer {
    kMay,
    kNotTheirs,  // none of the roles is the actor's, or not on this side of the case
    kOwnCase,    // the role would be, but it decides and the case is the actor's own
  };
  Answer answer = Answer::kNotTheirs;
  std::string role;  // the one acted in
};

// `by`: resolved roles of which any one may act. `as_role`: the one the actor chose; empty: any.
Standing StandingOf(const View& view, const Actor& actor, const std::vector<std::string>& by,
                    std::string_view as_role);

// The resolved roles of several transitions, each once.
std::vector<std::string> RolesOf(const View& view, const std::vector<int>& transitions);

// The role in which somebody speaks in a case without raising an event: one of its own side.
std::string RoleOnSide(const View& view, const Actor& actor);

// Somebody of this case at all: of either side, or a body concerned.
bool TakesPart(const Actor& actor);

// Of the office that decides the case's own procedure. An office that has a say in one of its steps
// (a consultation) decides nothing else in it.
bool Decides(const View& view, const Actor& actor);

// Roles in which the day of an event may be recorded: those of both sides, whose periods hang on
// it, and those that raise the event itself. A body that is merely asked for its opinion moves
// nobody's period.
std::vector<std::string> RecordersOf(const View& view, std::string_view event);
Standing RecorderIn(const View& view, const Actor& actor, std::string_view event,
                    std::string_view as_role);

}  // namespace sems::casework
