#include <string>
#include <string_view>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "common/calendar/statutory.h"
#include "common/values/civil.h"

// The explanation of a computed day in words.
namespace sems::calendar {
namespace {

std::string PeriodKo(Period period) {
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

std::string PeriodEn(Period period) {
  const char* unit = period.unit == Unit::kDays     ? " day"
                     : period.unit == Unit::kMonths ? " month"
                                                    : " year";
  return absl::StrCat(period.amount, unit, period.amount == 1 ? "" : "s");
}

std::string RuleKo(const Explanation& why) {
  switch (why.mode) {
    case Mode::kImmediate:
      return "지체 없이 (법정 일수 없음, 내부 처리기준)";
    case Mode::kSimultaneous:
      return "동시에";
    case Mode::kBeforeEvent:
      return "그 전까지 (법정 일수 없음)";
    case Mode::kCalendarYearly:
      return "매년 정해진 날까지";
    case Mode::kAbsolute:
      return "정해진 날까지";
    case Mode::kSameYear:
      return "그 해 12월 31일까지";
    case Mode::kUnspecified:
      return "법정 기한 없음";
    default:
      break;
  }
  if (!why.period) return "기간이 정해지지 않음";
  if (why.direction == Direction::kBefore) return PeriodKo(*why.period) + " 전까지";
  if (why.direction == Direction::kEvery)
    return absl::StrCat("매 ", PeriodKo(*why.period), " (", why.step, "회차)");
  return PeriodKo(*why.period) + " 이내";
}

std::string RuleEn(const Explanation& why) {
  switch (why.mode) {
    case Mode::kImmediate:
      return "without delay (no number in law; this system's service level)";
    case Mode::kSimultaneous:
      return "at the same time";
    case Mode::kBeforeEvent:
      return "before it (no number in law)";
    case Mode::kCalendarYearly:
      return "up to a fixed day each year";
    case Mode::kAbsolute:
      return "up to a fixed day";
    case Mode::kSameYear:
      return "up to 31 December of that year";
    case Mode::kUnspecified:
      return "no time limit in law";
    default:
      break;
  }
  if (!why.period) return "no period set";
  if (why.direction == Direction::kBefore) return PeriodEn(*why.period) + " before";
  if (why.direction == Direction::kEvery)
    return absl::StrCat("every ", PeriodEn(*why.period), " (", why.step, ". time)");
  return PeriodEn(*why.period) + " after";
}

std::string End(const std::optional<absl::CivilDay>& day) { return day ? FormatDay(*day) : ""; }

}  // namespace

std::string ExplainKo(const ComputedDate& date) {
  const Explanation& why = date.explanation;
  std::string text = absl::StrCat("기산일 ", FormatDay(why.anchor_on), ", ", RuleKo(why));
  if (!why.article.empty()) absl::StrAppend(&text, " (", why.article, ")");
  if (why.period && why.direction == Direction::kAfter)
    absl::StrAppend(&text, why.first_day_in ? "; 첫날 산입" : "; 첫날 불산입");
  if (why.working_days) absl::StrAppend(&text, "; 근무일만 계산");
  for (const MergedStop& stop : why.stops) {
    absl::StrAppend(&text, "; 기간 정지 ", FormatDay(stop.from), "~", End(stop.to), " ", stop.days,
                    "일 제외(", absl::StrJoin(stop.causes, ", "), ")");
  }
  for (const AppliedExtension& applied : why.extensions) {
    absl::StrAppend(&text, "; ", PeriodKo(applied.extension.period), " 연장 ",
                    FormatDay(applied.old_due), "→", FormatDay(applied.new_due));
  }
  if (!why.skipped.empty()) {
    absl::StrAppend(&text, "; 말일 ", End(why.unmoved), "이(가) 휴일이어서 순연(",
                    absl::StrJoin(why.skipped, ", ",
                                  [](std::string* out, const SkippedDay& skipped) {
                                    absl::StrAppend(out, FormatDay(skipped.day), " ",
                                                    skipped.name_ko);
                                  }),
                    ")");
  }
  if (date.window_from) {
    absl::StrAppend(&text, "; ", FormatDay(*date.window_from), "~", End(date.window_to), " 사이");
  }
  if (date.due) absl::StrAppend(&text, "; 기한 ", FormatDay(*date.due));
  if (date.warn) {
    absl::StrAppend(&text, " (그 사이 날수를 온전히 두면 ", FormatDay(*date.warn), ")");
  }
  if (date.suspended) absl::StrAppend(&text, "; 현재 기간 정지 중");
  return text;
}

std::string ExplainEn(const ComputedDate& date) {
  const Explanation& why = date.explanation;
  std::string text = absl::StrCat("counted from ", FormatDay(why.anchor_on), ", ", RuleEn(why));
  if (!why.article.empty()) absl::StrAppend(&text, " (", why.article, ")");
  if (why.period && why.direction == Direction::kAfter)
    absl::StrAppend(&text, why.first_day_in ? "; first day counted" : "; first day not counted");
  if (why.working_days) absl::StrAppend(&text, "; working days only");
  for (const MergedStop& stop : why.stops) {
    absl::StrAppend(&text, "; stopped ", FormatDay(stop.from), " to ",
                    stop.to ? FormatDay(*stop.to) : "now", ", ", stop.days, " days left out (",
                    absl::StrJoin(stop.causes, ", "), ")");
  }
  for (const AppliedExtension& applied : why.extensions) {
    absl::StrAppend(&text, "; extended by ", PeriodEn(applied.extension.period), " from ",
                    FormatDay(applied.old_due), " to ", FormatDay(applied.new_due));
  }
  if (!why.skipped.empty()) {
    absl::StrAppend(&text, "; moved from ", End(why.unmoved), " over ",
                    absl::StrJoin(why.skipped, ", ",
                                  [](std::string* out, const SkippedDay& skipped) {
                                    absl::StrAppend(out, FormatDay(skipped.day), " ",
                                                    skipped.name_ko);
                                  }));
  }
  if (date.window_from) {
    absl::StrAppend(&text, "; between ", FormatDay(*date.window_from), " and ",
                    End(date.window_to));
  }
  if (date.due) absl::StrAppend(&text, "; due ", FormatDay(*date.due));
  if (date.warn) {
    absl::StrAppend(&text, " (", FormatDay(*date.warn), " with full days between)");
  }
  if (date.suspended) absl::StrAppend(&text, "; the clock is stopped");
  return text;
}

}  // namespace sems::calendar
