#include "common/casework/service/law_parameters.h"

#include <map>
#include <nlohmann/json.hpp>

#include "absl/strings/str_cat.h"
#include "common/casework/service/mode_names.h"
#include "common/casework/service/read_input.h"
#include "common/records/etag.h"
#include "common/values/civil.h"

namespace sems::casework {
namespace {

constexpr int kLongestBasis = 300;

bool FixedByLaw(const Law& law, const std::string& id) {
  for (const Procedure& procedure : law.procedures) {
    for (const Deadline& deadline : procedure.deadlines) {
      if (deadline.id == id && deadline.period) return true;
    }
  }
  return false;
}

}  // namespace

std::vector<ParameterView> ViewParameters(const Law& law, db::Tx& tx) {
  std::map<std::string, repository::ParameterVersion> last;
  for (repository::ParameterVersion& version : repository::ListParameterVersions(tx))
    last[version.parameter_id] = std::move(version);
  std::vector<ParameterView> views;
  for (const ParameterRule& rule : law.parameters) {
    const auto set = last.find(rule.id);
    views.push_back({&rule, set == last.end() ? std::nullopt : std::optional(set->second)});
  }
  return views;
}

absl::StatusOr<NewParameter> ReadNewParameter(const Law& law, server::Call& call,
                                              const std::string& id, const v1::Period* period,
                                              const std::string& effective_from,
                                              const std::string& legal_basis,
                                              const std::string& etag) {
  NewParameter parameter;
  for (const ParameterRule& rule : law.parameters) {
    if (rule.id == id) parameter.rule = &rule;
  }
  if (parameter.rule == nullptr) {
    if (FixedByLaw(law, id)) {
      return Error(absl::StatusCode::kFailedPrecondition, "NUMBER_FIXED_BY_LAW",
                   "The law gives this number; it cannot be set.",
                   "법령이 정한 수치이므로 설정할 수 없습니다.", {{"parameter", id}});
    }
    return NotFound("law parameter", "법정 수치", id.substr(0, 200));
  }
  FieldErrors errors;
  repository::ParameterVersion& version = parameter.version;
  version.parameter_id = id;
  version.period =
      ReadPeriod("period", period != nullptr, period == nullptr ? v1::Period() : *period, errors);
  if (effective_from.empty()) errors.Required("effective_from");
  version.effective_from = ReadDay("effective_from", effective_from, call.today(), errors);
  if (legal_basis.empty()) errors.Required("legal_basis");
  CheckText("legal_basis", legal_basis, kLongestBasis, errors);
  version.legal_basis = legal_basis;
  version.set_by = call.caller().account_id;
  version.set_at = call.now();
  parameter.etag = etag;
  if (!errors.empty()) return errors.ToStatus();
  return parameter;
}

absl::StatusOr<ParameterView> StoreParameter(server::Call&, server::UnitOfWork& work,
                                             const NewParameter& parameter) {
  repository::ParameterVersion version = parameter.version;
  const std::optional<repository::ParameterVersion> last =
      repository::LastParameter(work.tx(), version.parameter_id);
  const int64_t expected = records::ParseEtag(parameter.etag);
  const int64_t present = last ? last->version : 0;
  if (expected != records::kNoEtag && expected != present)
    return EtagMismatch("law parameter", "법정 수치");
  version.version = present + 1;
  if (!repository::AddParameterVersion(work.tx(), version))
    return EtagMismatch("law parameter", "법정 수치");
  nlohmann::json detail = {{"parameter", version.parameter_id},
                           {"effective_from", FormatDay(version.effective_from)},
                           {"legal_basis", version.legal_basis}};
  if (version.period) {
    detail["amount"] = version.period->amount;
    detail["unit"] = NameOf(version.period->unit);
  }
  work.Audit({.stream_id = "",
              .action = version.period ? "LAW_PARAMETER_SET" : "LAW_PARAMETER_UNSET",
              .subject = "law parameter " + version.parameter_id,
              .detail = detail.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace)});
  return ParameterView{parameter.rule, version};
}

}  // namespace sems::casework
