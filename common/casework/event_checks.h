#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "absl/time/civil_time.h"
#include "common/casework/engine.h"
#include "common/casework/problems.h"
#include "common/casework/view.h"

// What is checked of the things given with an event: periods, extensions, days, values, answers.
// Each adds its problems to the others'.
namespace sems::casework {

// Clocks whose period the authority has to set with this event (or these days).
std::vector<const Clock*> ClocksAwaitingPeriod(
    const View& view, std::string_view event,
    const std::map<std::string, absl::CivilDay>& dates = {});
void CheckSetPeriod(const View& view, const Input& input, std::string_view event,
                    Problems& problems);
void CheckExtension(const View& view, const Transition& transition, const Input& input,
                    Problems& problems);
// Days of other events. Only days that a clock counts from or to, and that no step records.
void CheckDates(const View& view, const std::map<std::string, absl::CivilDay>& dates,
                absl::CivilDay today, Problems& problems);
// May the event's day be recorded without the event being raised?
bool IsRecordable(const View& view, std::string_view event);
// May such a day lie ahead?
bool MayLieAhead(const View& view, std::string_view event);
// `transition`: whose values have to come with it; null: none have to.
void CheckValues(const View& view, const Transition* transition,
                 const std::map<std::string, std::string>& values, Problems& problems);
// `asked`: guards of the event itself, which its raiser answers.
void CheckAnswers(const View& view, const std::vector<GuardAnswer>& answers,
                  const std::vector<std::string>& asked, const Actor& actor, std::string_view field,
                  Problems& problems);
// The day of a step: not before the case, the state it leaves, or what its clocks count from.
void CheckDay(const View& view, const Transition& transition, absl::CivilDay day,
              absl::CivilDay today, Problems& problems);

// Nobody's word but the authority's, or of whom the steps concerned are for, answers a guard.
bool MayAnswer(const View& view, std::string_view guard, const Actor& actor);

}  // namespace sems::casework
