#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "common/calendar/statutory.h"
#include "common/values/civil.h"

// How a day came about, in English.
namespace sems::calendar {
namespace {

std::string Counted(int number, const char* what) {
  return absl::StrCat(number, " ", what, number == 1 ? "" : "s");
}

std::string Named(Period period) {
  switch (period.unit) {
    case Unit::kDays:
      return Counted(period.amount, "day");
    case Unit::kMonths:
      return Counted(period.amount, "month");
    case Unit::kYears:
      return Counted(period.amount, "year");
  }
  return "";
}

// "fit notice (2026-01-15)"
std::string Anchor(const Explanation& why, const NameLookup& name_of) {
  const std::string name = name_of ? name_of(why.anchor_event) : "";
  const std::string day = FormatDay(why.anchor_on);
  return name.empty() ? day : absl::StrCat(name, " (", day, ")");
}

std::string Lasting(const Explanation& why, const std::string& anchor) {
  if (!why.period) return absl::StrCat("From ", anchor, ", no period set");
  const std::string period = Named(*why.period);
  if (why.direction == Direction::kBefore)
    return absl::StrCat("At least ", period, " before ", anchor);
  if (why.direction == Direction::kEvery)
    return absl::StrCat("Every ", period, " from ", anchor, ", time ", why.step);
  return absl::StrCat("Within ", period, " from ", anchor);
}

std::string Rule(const Explanation& why, const std::string& anchor) {
  switch (why.mode) {
    case Mode::kImmediate:
      return absl::StrCat("Without delay from ", anchor);
    case Mode::kSimultaneous:
      return absl::StrCat("Together with ", anchor);
    case Mode::kBeforeEvent:
      return absl::StrCat("Before ", anchor);
    case Mode::kCalendarYearly:
      return absl::StrCat("Each year up to a fixed day, time ", why.step, " from ", anchor);
    case Mode::kAbsolute:
      return "Up to a fixed day";
    case Mode::kSameYear:
      return absl::StrCat("Up to the end of the year of ", anchor);
    case Mode::kUnspecified:
      return "No time limit in law";
    default:
      return Lasting(why, anchor);
  }
}

std::string Stopped(const MergedStop& stop, const NameLookup& name_of) {
  const std::string causes =
      absl::StrJoin(stop.causes, ", ", [&](std::string* out, const std::string& cause) {
        const std::string name = name_of ? name_of(cause) : "";
        absl::StrAppend(out, name.empty() ? cause : name);
      });
  if (!stop.to) {
    return absl::StrCat("Stopped since ", FormatDay(stop.from), " (", causes, "), ",
                        Counted(stop.days, "day"), " left out so far.");
  }
  return absl::StrCat("Stopped ", FormatDay(stop.from), " to ", FormatDay(*stop.to), " (", causes,
                      "), ", Counted(stop.days, "day"), " left out.");
}

std::string Extended(const AppliedExtension& applied) {
  const Extension& extension = applied.extension;
  return absl::StrCat(
      "Extended by ", Named(extension.period), " on ", FormatDay(extension.granted_on),
      extension.article.empty() ? "" : absl::StrCat(" (", extension.article, ")"), ": from ",
      FormatDay(applied.old_due), " to ", FormatDay(applied.new_due), ".");
}

std::string Moved(const Explanation& why) {
  return absl::StrCat("Its last day, ", FormatDay(*why.unmoved),
                      ", is a day off, so that it ends on the next working day (",
                      absl::StrJoin(why.skipped, ", ",
                                    [](std::string* out, const SkippedDay& skipped) {
                                      absl::StrAppend(out, FormatDay(skipped.day), " ",
                                                      skipped.name_ko);
                                    }),
                      ").");
}

std::string Due(const ComputedDate& date) {
  if (!date.due) return "There is no day.";
  if (date.service_level_only) {
    return absl::StrCat("The law gives no number; this system's service level: by ",
                        FormatDay(*date.due), ".");
  }
  return absl::StrCat("Due ", FormatDay(*date.due), ".");
}

}  // namespace

std::string ExplainEn(const ComputedDate& date, const NameLookup& name_of) {
  const Explanation& why = date.explanation;
  const std::string article = why.article.empty() ? "" : absl::StrCat(" (", why.article, ")");
  std::vector<std::string> told = {absl::StrCat(Rule(why, Anchor(why, name_of)), article, ".")};
  if (why.period && why.direction == Direction::kAfter) {
    told.push_back(why.first_day_in ? "The first day counts." : "The first day does not count.");
  }
  if (why.working_days) told.push_back("Only working days count.");
  for (const MergedStop& stop : why.stops) told.push_back(Stopped(stop, name_of));
  for (const AppliedExtension& applied : why.extensions) told.push_back(Extended(applied));
  if (date.moved()) told.push_back(Moved(why));
  if (date.window_from) {
    told.push_back(absl::StrCat("To be done between ", FormatDay(*date.window_from), " and ",
                                FormatDay(*date.window_to), "."));
  }
  told.push_back(Due(date));
  if (date.warn) {
    told.push_back("It stays there on a day off.");
    told.push_back(absl::StrCat("With full days in between: ", FormatDay(*date.warn), "."));
  }
  if (date.suspended) told.push_back("The day moves on with each day of the stop.");
  return absl::StrJoin(told, " ");
}

}  // namespace sems::calendar
