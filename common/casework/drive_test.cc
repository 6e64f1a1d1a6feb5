#include "common/casework/drive.h"

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "common/values/civil.h"

namespace sems::casework {
namespace {

std::string DayText(const std::optional<absl::CivilDay>& day) {
  return day.has_value() ? FormatDay(*day) : std::string();
}

std::string RunText(const ClockRun& run) {
  return absl::StrCat(run.clock, "#", run.run, " ", StatusName(run.status), " from ",
                      DayText(run.started_on), run.start_assumed ? "?" : "", " step ", run.step,
                      " due ", DayText(run.date.due), " ended ", DayText(run.ended_on),
                      run.rung ? " rung" : "", " extended ", run.extensions.size());
}

// Everything a file says, one thing a line.
std::vector<std::string> Lines(const CaseFile& file) {
  std::vector<std::string> lines{
      absl::StrCat("case ", file.case_id, " ", file.procedure, " ", file.machine, " ",
                   file.variant),
      absl::StrCat("state ", file.state, " since ", FormatDay(file.state_since)),
      absl::StrCat("opened ", FormatDay(file.opened_on), " ", file.opened_by_authority),
      absl::StrCat("sequence ", file.sequence, " paid ", file.paid_krw)};
  for (const auto& [event, day] : file.days)
    lines.push_back(absl::StrCat("day ", event, " ", FormatDay(day)));
  for (const auto& [event, count] : file.happened)
    lines.push_back(absl::StrCat("happened ", event, " ", count));
  for (const auto& [name, value] : file.values)
    lines.push_back(absl::StrCat("value ", name, " ", value));
  for (const auto& [guard, fact] : file.guards) {
    lines.push_back(absl::StrCat("guard ", guard, " ", fact.holds, fact.declared_only, fact.spent,
                                 " ", fact.reason, " ", fact.as_role, " ", fact.at_micros));
  }
  for (const StopRun& stop : file.stops) {
    lines.push_back(
        absl::StrCat("stop ", stop.suspension, " ", FormatDay(stop.from), " ", DayText(stop.to)));
  }
  for (const ClockRun& run : file.clocks) lines.push_back(RunText(run));
  for (const auto& [item, text] : file.form)
    lines.push_back(absl::StrCat("form ", item, " ", text));
  for (const AttachmentLink& link : file.attachments) {
    lines.push_back(absl::StrCat("attached ", link.attachment_id, " ", link.item));
  }
  for (const FeeFact& fee : file.fees) {
    lines.push_back(absl::StrCat("fee ", fee.due_krw, " ", fee.event, " ", fee.procedure));
  }
  for (const Body& body : file.bodies)
    lines.push_back(absl::StrCat("body ", body.role, " ", body.organisation_id));
  return lines;
}

}  // namespace

const char* StatusName(ClockStatus status) {
  switch (status) {
    case ClockStatus::kWaiting:
      return "WAITING";
    case ClockStatus::kRunning:
      return "RUNNING";
    case ClockStatus::kSuspended:
      return "SUSPENDED";
    case ClockStatus::kExpired:
      return "EXPIRED";
    case ClockStatus::kMet:
      return "MET";
    case ClockStatus::kMissed:
      return "MISSED";
    case ClockStatus::kEnded:
      return "ENDED";
    case ClockStatus::kUnset:
      return "UNSET";
  }
  return "?";
}

absl::CivilDay Day(const std::string& text) { return ParseDay(text).value(); }

std::string Difference(const CaseFile& one, const CaseFile& other) {
  const std::vector<std::string> a = Lines(one), b = Lines(other);
  for (size_t i = 0; i < std::max(a.size(), b.size()); ++i) {
    const std::string left = i < a.size() ? a[i] : "nothing";
    const std::string right = i < b.size() ? b[i] : "nothing";
    if (left != right) return absl::StrCat(left, "  |  ", right);
  }
  return {};
}

Drive::~Drive() {
  if (history_.empty()) return;
  CaseFile replayed = engine_.Replay(history_);
  engine_.Assess(file_, today_);
  engine_.Assess(replayed, today_);
  EXPECT_EQ(Difference(file_, replayed), "");
}

std::string Drive::Take(Checked<Entry> checked) {
  problems_.clear();
  if (std::holds_alternative<std::vector<Problem>>(checked)) {
    problems_ = std::get<std::vector<Problem>>(checked);
    std::vector<std::string> reasons;
    for (const Problem& problem : problems_) {
      EXPECT_FALSE(problem.message.empty() || problem.message_ko.empty()) << problem.reason;
      reasons.push_back(problem.reason);
    }
    EXPECT_FALSE(reasons.empty()) << "refused without a reason";
    return absl::StrJoin(reasons, " ");
  }
  Entry entry = std::get<Entry>(std::move(checked));
  entry.sequence = static_cast<int64_t>(history_.size()) + 1;
  entry.recorded_at_micros = entry.sequence * 1'000'000;
  engine_.Apply(file_, entry);
  history_.push_back(std::move(entry));
  return {};
}

std::string Drive::Open(Opening opening, const Actor& actor) {
  if (opening.case_id.empty()) opening.case_id = "case";
  if (opening.input.occurred_on == absl::CivilDay()) opening.input.occurred_on = today_;
  return Take(engine_.Open(opening, actor, today_));
}

std::string Drive::Raise(Input input, const Actor& actor) {
  if (input.occurred_on == absl::CivilDay()) input.occurred_on = today_;
  return Take(engine_.Raise(file_, input, actor, today_));
}

std::string Drive::Raise(const std::string& event, const Actor& actor) {
  Input input;
  input.event = event;
  return Raise(std::move(input), actor);
}

std::string Drive::Answer(const std::string& guard, bool holds, const Actor& actor) {
  return Take(engine_.AnswerGuards(file_, {{guard, holds, "because"}}, actor, today_));
}

std::vector<std::string> Drive::RingAll() {
  std::vector<std::string> rung;
  for (int i = 0; i < 1000; ++i) {
    const std::optional<DueTimer> timer = engine_.NextTimer(file_, today_);
    if (!timer.has_value()) return rung;
    EXPECT_LE(engine_.NextTimerDay(file_).value(), today_);
    Take(engine_.Ring(file_, *timer, today_));
    rung.push_back(absl::StrCat(timer->event, " ", FormatDay(timer->on)));
  }
  ADD_FAILURE() << "it never stops ringing";
  return rung;
}

const ClockRun* Drive::Clock(const std::string& id, int run) {
  engine_.Assess(file_, today_);
  const ClockRun* found = nullptr;
  for (const ClockRun& other : file_.clocks) {
    if (other.clock == id &&
        (run == 0 ? found == nullptr || other.run > found->run : other.run == run)) {
      found = &other;
    }
  }
  return found;
}

std::string Drive::Due(const std::string& id, int run) {
  const ClockRun* const found = Clock(id, run);
  return found == nullptr ? std::string() : DayText(found->date.due);
}

std::string Drive::Status(const std::string& id, int run) {
  const ClockRun* const found = Clock(id, run);
  return found == nullptr ? std::string() : StatusName(found->status);
}

}  // namespace sems::casework
