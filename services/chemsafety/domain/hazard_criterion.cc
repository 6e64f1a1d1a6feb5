#include "services/chemsafety/domain/hazard_criterion.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "common/values/civil.h"

namespace sems::chemsafety::hazard {
namespace {

Verdict Of(bool met) { return met ? Verdict::kMet : Verdict::kNotMet; }

std::string WithUnit(const std::string& number, const std::string& unit) {
  return unit.empty() ? number : absl::StrCat(number, " ", unit);
}

void Missing(Criterion& criterion, std::string field) {
  criterion.verdict = Verdict::kUnknown;
  criterion.explanation = {"값이 없어 판단할 수 없습니다.",
                           "No value was given, so this cannot be decided."};
  criterion.needed = std::move(field);
}

void CompareNumber(const Test& test, const Decimal& value, Criterion& criterion) {
  criterion.value = value.ToString();
  criterion.verdict = Of(value >= test.number);
  const std::string given = WithUnit(criterion.value, test.unit);
  const std::string limit = WithUnit(criterion.threshold, test.unit);
  if (criterion.verdict == Verdict::kMet) {
    criterion.explanation = {absl::StrCat("기준 이상: ", given, " ≥ ", limit),
                             absl::StrCat("Reaches the threshold: ", given, " ≥ ", limit)};
  } else {
    criterion.explanation = {absl::StrCat("기준 미만: ", given, " < ", limit),
                             absl::StrCat("Below the threshold: ", given, " < ", limit)};
  }
}

void CompareFlag(const Test& test, bool value, Criterion& criterion) {
  criterion.value = value ? "true" : "false";
  criterion.verdict = Of(value == test.flag);
  criterion.explanation = criterion.verdict == Verdict::kMet
                              ? Text{"해당함", "This is so."}
                              : Text{"해당하지 않음", "This is not so."};
}

void CompareChoice(const Test& test, const std::string& value, Criterion& criterion) {
  criterion.value = value;
  criterion.verdict =
      Of(std::find(test.choices.begin(), test.choices.end(), value) != test.choices.end());
  criterion.explanation = criterion.verdict == Verdict::kMet
                              ? Text{"열거된 경우에 해당함", "One of the cases listed."}
                              : Text{"열거된 경우가 아님", "None of the cases listed."};
}

}  // namespace

Verdict All(const std::vector<Verdict>& parts) {
  Verdict result = Verdict::kMet;
  for (const Verdict part : parts) {
    if (part == Verdict::kNotMet) return Verdict::kNotMet;
    if (part != Verdict::kMet) result = Verdict::kUnknown;
  }
  return result;
}

Verdict Any(const std::vector<Verdict>& parts) {
  Verdict result = Verdict::kNotMet;
  for (const Verdict part : parts) {
    if (part == Verdict::kMet) return Verdict::kMet;
    if (part != Verdict::kNotMet) result = Verdict::kUnknown;
  }
  return result;
}

std::string OpText(Op op) {
  switch (op) {
    case Op::kAtLeast:
      return ">=";
    case Op::kIs:
      return "==";
    case Op::kOneOf:
      return "in";
  }
  return "";
}

Criterion Compare(const Test& test, const MetricValue* value, std::string id, std::string field) {
  Criterion criterion;
  criterion.id = std::move(id);
  criterion.name = test.name;
  criterion.op = OpText(test.op);
  criterion.unit = test.unit;
  criterion.source = test.source;
  switch (test.op) {
    case Op::kAtLeast:
      criterion.threshold = test.number.ToString();
      break;
    case Op::kIs:
      criterion.threshold = test.flag ? "true" : "false";
      break;
    case Op::kOneOf:
      criterion.threshold = absl::StrJoin(test.choices, ", ");
      break;
  }
  if (value == nullptr) {
    Missing(criterion, std::move(field));
  } else if (test.op == Op::kAtLeast) {
    CompareNumber(test, std::get<Decimal>(*value), criterion);
  } else if (test.op == Op::kIs) {
    CompareFlag(test, std::get<bool>(*value), criterion);
  } else {
    CompareChoice(test, std::get<std::string>(*value), criterion);
  }
  return criterion;
}

Criterion CompareDay(Text name, std::optional<absl::CivilDay> day,
                     std::optional<absl::CivilDay> since, const Source& source, std::string id,
                     std::string field) {
  Criterion criterion;
  criterion.id = std::move(id);
  criterion.name = std::move(name);
  criterion.op = ">=";
  criterion.source = source;
  if (day) criterion.value = FormatDay(*day);
  if (since) criterion.threshold = FormatDay(*since);
  if (!day) {
    Missing(criterion, std::move(field));
  } else if (!since) {
    criterion.verdict = Verdict::kUnknown;
    criterion.explanation = {"업종을 알아야 적용시점을 알 수 있습니다.",
                             "The effective date depends on the industry, which is not known."};
  } else if (*day >= *since) {
    criterion.verdict = Verdict::kMet;
    criterion.explanation = {
        absl::StrCat("적용시점 이후: ", criterion.value, " ≥ ", criterion.threshold),
        absl::StrCat("On or after the effective date: ", criterion.value, " ≥ ",
                     criterion.threshold)};
  } else {
    criterion.verdict = Verdict::kNotMet;
    criterion.explanation = {
        absl::StrCat("적용시점 전: ", criterion.value, " < ", criterion.threshold),
        absl::StrCat("Before the effective date: ", criterion.value, " < ", criterion.threshold)};
  }
  return criterion;
}

}  // namespace sems::chemsafety::hazard
