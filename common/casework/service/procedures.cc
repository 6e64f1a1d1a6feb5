#include "common/casework/service/procedures.h"

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "common/casework/service/convert_law.h"
#include "common/casework/service/read_input.h"

namespace sems::casework {
namespace {

constexpr int kLongestNamePart = 100;
constexpr int kMostStops = 50;

bool Contains(const Text& name, const std::string& part) {
  return absl::StrContains(name.ko, part) ||
         absl::StrContains(absl::AsciiStrToLower(name.en), absl::AsciiStrToLower(part));
}

}  // namespace

absl::StatusOr<ProcedurePage> FindProcedures(const Law& law, v1::ProcedureKind kind,
                                             const std::string& name_contains,
                                             const absl::StatusOr<paging::Page>& page) {
  FieldErrors errors;
  if (kind != v1::PROCEDURE_KIND_UNSPECIFIED && !v1::ProcedureKind_IsValid(kind)) {
    errors.Add("kind", "UNKNOWN_VALUE", "names an unknown kind", "알 수 없는 종류입니다.");
  }
  CheckText("name_contains", name_contains, kLongestNamePart, errors);
  if (!errors.empty()) return errors.ToStatus();
  if (!page.ok()) return page.status();

  std::vector<const Procedure*> found;
  for (const Procedure& procedure : law.procedures) {
    if (kind != v1::PROCEDURE_KIND_UNSPECIFIED && ToProcedureKind(procedure.kind) != kind) continue;
    if (!Contains(procedure.name, name_contains)) continue;
    found.push_back(&procedure);
  }
  ProcedurePage answer;
  answer.total = static_cast<int>(found.size());
  std::size_t from = 0;
  if (!page->IsFirst() && !absl::SimpleAtoi(page->cursor[0], &from)) from = found.size();
  for (std::size_t i = from; i < found.size(); ++i) {
    if (answer.procedures.size() == static_cast<std::size_t>(page->size)) {
      answer.next_page_token = page->NextToken({absl::StrCat(i)});
      break;
    }
    answer.procedures.push_back(found[i]);
  }
  return answer;
}

absl::StatusOr<const Procedure*> FindProcedure(const Law& law, const std::string& id) {
  const Procedure* procedure = law.FindProcedure(id);
  if (procedure == nullptr) {
    return Error(absl::StatusCode::kNotFound, "UNKNOWN_PROCEDURE", "There is no such procedure.",
                 "없는 절차입니다.", {{"procedure", id.substr(0, 200)}});
  }
  return procedure;
}

absl::StatusOr<std::vector<PreviewedDeadline>> Preview(
    const Casework& casework, const Procedure& procedure,
    const google::protobuf::Map<std::string, std::string>& dates,
    const google::protobuf::RepeatedPtrField<v1::DateStop>& stops,
    const google::protobuf::RepeatedPtrField<v1::Period>& extensions,
    const v1::Period* set_period) {
  FieldErrors errors;
  const std::map<std::string, absl::CivilDay> days = ReadDates("dates", dates, errors);
  if (stops.size() > kMostStops || extensions.size() > kMostStops) {
    errors.Add(stops.size() > kMostStops ? "stops" : "extensions", "TOO_MANY",
               absl::StrCat("has more than ", kMostStops, " entries"),
               absl::StrCat("최대 ", kMostStops, "개까지 입력할 수 있습니다."));
    return errors.ToStatus();
  }
  std::vector<calendar::Stop> read_stops;
  for (const v1::DateStop& stop : stops) {
    const std::string at = absl::StrCat("stops[", read_stops.size(), "]");
    if (stop.from().empty()) errors.Required(at + ".from");
    calendar::Stop read;
    read.from = ReadDay(at + ".from", stop.from(), absl::CivilDay(), errors);
    if (!stop.to().empty()) {
      read.to = ReadDay(at + ".to", stop.to(), read.from, errors);
      if (*read.to < read.from) {
        errors.Add(at + ".to", "DATE_BEFORE_ANCHOR", "must not be before its beginning",
                   "시작일보다 앞설 수 없습니다.");
      }
    }
    read_stops.push_back(read);
  }
  std::vector<calendar::Extension> read_extensions;
  for (const v1::Period& extension : extensions) {
    const std::optional<calendar::Period> period = ReadPeriod(
        absl::StrCat("extensions[", read_extensions.size(), "]"), true, extension, errors);
    if (!period) continue;
    calendar::Extension read;
    read.period = *period;
    read_extensions.push_back(read);
  }
  const std::optional<calendar::Period> set =
      ReadPeriod("set_period", set_period != nullptr,
                 set_period == nullptr ? v1::Period() : *set_period, errors);
  if (!errors.empty()) return errors.ToStatus();
  return casework.engine().Preview(procedure, days, read_stops, read_extensions, set);
}

}  // namespace sems::casework
