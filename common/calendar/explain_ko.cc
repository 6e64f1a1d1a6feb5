#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "common/calendar/statutory.h"
#include "common/values/civil.h"

// How a day came about, in Korean.
namespace sems::calendar {
namespace {

std::string Named(Period period) {
  switch (period.unit) {
    case Unit::kDays:
      return absl::StrCat(period.amount, "일");
    case Unit::kMonths:
      return absl::StrCat(period.amount, "개월");
    case Unit::kYears:
      return absl::StrCat(period.amount, "년");
  }
  return "";
}

// "적합 통보 2026-01-15"
std::string Anchor(const Explanation& why, const NameLookup& name_of) {
  const std::string name = name_of ? name_of(why.anchor_event) : "";
  return absl::StrCat(name, name.empty() ? "" : " ", FormatDay(why.anchor_on));
}

std::string Counted(const Explanation& why, const std::string& anchor) {
  if (!why.period) return absl::StrCat(anchor, "부터, 기간이 정해지지 않음");
  const std::string period = Named(*why.period);
  if (why.direction == Direction::kBefore) return absl::StrCat(anchor, "의 ", period, " 전까지");
  if (why.direction == Direction::kEvery)
    return absl::StrCat(anchor, "부터 매 ", period, ", ", why.step, "회차");
  return absl::StrCat(anchor, "부터 ", period, " 이내");
}

std::string Rule(const Explanation& why, const std::string& anchor) {
  switch (why.mode) {
    case Mode::kImmediate:
      return absl::StrCat(anchor, "부터 지체 없이");
    case Mode::kSimultaneous:
      return absl::StrCat(anchor, "에 동시에");
    case Mode::kBeforeEvent:
      return absl::StrCat(anchor, " 전까지");
    case Mode::kCalendarYearly:
      return absl::StrCat("매년 정해진 날까지, ", anchor, " 이후 ", why.step, "회차");
    case Mode::kAbsolute:
      return "정해진 날까지";
    case Mode::kSameYear:
      return absl::StrCat(anchor, "의 해당 연도 말일까지");
    case Mode::kUnspecified:
      return "법정 기한 없음";
    default:
      return Counted(why, anchor);
  }
}

std::string Stopped(const MergedStop& stop, const NameLookup& name_of) {
  const std::string causes =
      absl::StrJoin(stop.causes, ", ", [&](std::string* out, const std::string& cause) {
        const std::string name = name_of ? name_of(cause) : "";
        absl::StrAppend(out, name.empty() ? cause : name);
      });
  if (!stop.to) {
    return absl::StrCat(FormatDay(stop.from), "부터 정지 중(", causes, ")이며 지금까지 ", stop.days,
                        "일을 제외했습니다.");
  }
  return absl::StrCat(FormatDay(stop.from), "~", FormatDay(*stop.to), " 정지(", causes, ")로 ",
                      stop.days, "일을 제외합니다.");
}

std::string Extended(const AppliedExtension& applied) {
  const Extension& extension = applied.extension;
  return absl::StrCat(FormatDay(extension.granted_on), " ", Named(extension.period), " 연장",
                      extension.article.empty() ? "" : absl::StrCat("(", extension.article, ")"),
                      ": 만료일 ", FormatDay(applied.old_due), " → ", FormatDay(applied.new_due),
                      ".");
}

std::string Moved(const Explanation& why) {
  return absl::StrCat("말일(", FormatDay(*why.unmoved), ")이 휴일이므로 다음 근무일로 옮깁니다(",
                      absl::StrJoin(why.skipped, ", ",
                                    [](std::string* out, const SkippedDay& skipped) {
                                      absl::StrAppend(out, FormatDay(skipped.day), " ",
                                                      skipped.name_ko);
                                    }),
                      ").");
}

std::string Due(const ComputedDate& date) {
  if (!date.due) return "정해진 날이 없습니다.";
  if (date.service_level_only) {
    return absl::StrCat("법정 일수가 없어 내부 처리기준을 적용합니다: ", FormatDay(*date.due),
                        "까지.");
  }
  return absl::StrCat("기한 ", FormatDay(*date.due), ".");
}

}  // namespace

std::string ExplainKo(const ComputedDate& date, const NameLookup& name_of) {
  const Explanation& why = date.explanation;
  const std::string article = why.article.empty() ? "" : absl::StrCat(" (", why.article, ")");
  std::vector<std::string> told = {absl::StrCat(Rule(why, Anchor(why, name_of)), article, ".")};
  if (why.period && why.direction == Direction::kAfter) {
    told.push_back(why.first_day_in ? "첫날을 산입합니다." : "첫날은 산입하지 않습니다.");
  }
  if (why.working_days) told.push_back("근무일만 셉니다.");
  for (const MergedStop& stop : why.stops) told.push_back(Stopped(stop, name_of));
  for (const AppliedExtension& applied : why.extensions) told.push_back(Extended(applied));
  if (date.moved()) told.push_back(Moved(why));
  if (date.window_from) {
    told.push_back(absl::StrCat(FormatDay(*date.window_from), "~", FormatDay(*date.window_to),
                                " 사이에 합니다."));
  }
  told.push_back(Due(date));
  if (date.warn) {
    told.push_back("휴일이어도 옮기지 않습니다.");
    told.push_back(absl::StrCat("사이의 날수를 온전히 두려면 ", FormatDay(*date.warn), "까지."));
  }
  if (date.suspended) told.push_back("정지가 끝날 때까지 기한은 하루씩 늦어집니다.");
  return absl::StrJoin(told, " ");
}

}  // namespace sems::calendar
