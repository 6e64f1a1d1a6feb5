#include "services/registration/handlers/selection.h"

#include <algorithm>
#include <set>

#include "absl/strings/ascii.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "common/values/absl_compat.h"
#include "common/values/uuid.h"
#include "services/registration/convert.h"
#include "services/registration/handlers/application_filter.h"
#include "services/registration/repository/applications.h"

namespace sems::registration::handlers {
namespace {

constexpr int kMaxIds = 10000;

std::vector<std::string> ReadIds(const google::protobuf::RepeatedPtrField<std::string>& ids,
                                 FieldErrors& errors) {
  std::vector<std::string> read;
  if (ids.size() > kMaxIds) {
    errors.Add("application_ids", "TOO_MANY", "must name at most 10,000 applications",
               "최대 10,000건까지 선택할 수 있습니다");
    return read;
  }
  for (int i = 0; i < ids.size(); ++i) {
    if (!IsUuid(ids[i])) {
      errors.Add(absl::StrCat("application_ids[", i, "]"), "NOT_AN_ID", "must be a UUID",
                 "식별자가 올바르지 않습니다");
      continue;
    }
    read.push_back(absl::AsciiStrToLower(ids[i]));
  }
  std::sort(read.begin(), read.end());
  read.erase(std::unique(read.begin(), read.end()), read.end());
  return read;
}

absl::Status NotFromThisSelection() {
  FieldErrors errors;
  errors.Add("continuation_token", "INVALID_CONTINUATION_TOKEN",
             "does not go on from an answer to the same selection",
             "같은 선택에 대한 응답의 토큰이 아닙니다");
  return errors.ToStatus();
}

}  // namespace

absl::StatusOr<Selection> ReadSelection(server::Call& call,
                                        const google::protobuf::RepeatedPtrField<std::string>& ids,
                                        const v1::ApplicationFilter* filter,
                                        const google::protobuf::Timestamp* as_of,
                                        const std::string& continuation_token, std::uint64_t hash,
                                        FieldErrors& errors) {
  Selection selection;
  selection.hash = hash;
  selection.as_of = as_of != nullptr ? FromProto(*as_of) : call.now();
  if (ids.empty() == (filter == nullptr)) {
    errors.Add("application_ids", "SELECTION_REQUIRED",
               "must name applications, or be left out and `filter` given",
               "신청을 선택하거나 조건을 지정하세요 (둘 중 하나)");
  } else if (filter != nullptr) {
    selection.filter = ReadFilter(*filter, call.today(), errors);
    if (selection.filter->states.empty()) selection.filter->states = {ApplicationState::kPending};
  } else {
    selection.ids = ReadIds(ids, errors);
  }
  if (!errors.empty()) return errors.ToStatus();

  if (!continuation_token.empty()) {
    absl::StatusOr<std::vector<std::string>> cursor =
        paging::DecodePageToken(continuation_token, hash, 2);
    std::int64_t micros = 0;
    if (!cursor.ok() || !IsUuid((*cursor)[0]) || !absl::SimpleAtoi((*cursor)[1], &micros)) {
      return NotFromThisSelection();
    }
    selection.after_id = (*cursor)[0];
    selection.as_of = absl::FromUnixMicros(micros);
  }
  return selection;
}

Taken TakeSelection(const server::Scope& scope, db::Tx& tx, const Selection& selection) {
  Taken taken;
  if (selection.filter.has_value()) {
    taken.locked = repository::LockMatchingApplications(
        scope, tx, *selection.filter, selection.as_of, selection.after_id, kMaxDecisionsPerCall);
    if (taken.locked.empty()) return taken;
    taken.last_id = taken.locked.back().id;
    if (taken.locked.size() == kMaxDecisionsPerCall) {
      taken.remaining = repository::CountMatchingApplications(scope, tx, *selection.filter,
                                                              selection.as_of, taken.last_id);
    }
    return taken;
  }

  const auto begin =
      std::upper_bound(selection.ids.begin(), selection.ids.end(), selection.after_id);
  const auto end = selection.ids.end() - begin > kMaxDecisionsPerCall ? begin + kMaxDecisionsPerCall
                                                                      : selection.ids.end();
  const std::vector<std::string> asked(begin, end);
  if (asked.empty()) return taken;
  taken.last_id = asked.back();
  taken.remaining = static_cast<int>(selection.ids.end() - end);
  taken.locked = repository::LockApplications(scope, tx, asked);
  std::set<std::string> seen;
  for (const Application& application : taken.locked) seen.insert(application.id);
  for (const std::string& id : asked) {
    if (!seen.contains(id)) taken.not_in_scope.push_back({id, Refusal::kNotInScope});
  }
  return taken;
}

void FillResult(const Decided& decided, v1::DecisionResult& result) {
  result.set_application_id(decided.application_id);
  result.set_decided(decided.refusal == Refusal::kNone);
  if (decided.refusal != Refusal::kNotInScope) result.set_state(ToProto(decided.state));
  result.set_site_id(decided.site_id);
  const RefusalText text = TextOf(decided.refusal);
  result.set_code(std::string(text.code));
  result.set_message(std::string(text.message));
  result.set_message_ko(std::string(text.message_ko));
}

std::string ContinuationToken(const Selection& selection, const Taken& taken) {
  if (taken.remaining == 0) return "";
  return paging::EncodePageToken({taken.last_id, absl::StrCat(absl::ToUnixMicros(selection.as_of))},
                                 selection.hash);
}

void SortById(std::vector<Decided>& decided) {
  std::sort(decided.begin(), decided.end(),
            [](const Decided& a, const Decided& b) { return a.application_id < b.application_id; });
}

}  // namespace sems::registration::handlers
