#include "services/duty/owner_calendar.h"

#include <algorithm>

#include "absl/strings/match.h"
#include "absl/strings/str_split.h"
#include "absl/time/clock.h"
#include "common/db/pool.h"
#include "common/server/authority.h"
#include "common/sitedirectory/directory.h"
#include "common/status/error.h"
#include "common/values/civil.h"
#include "services/duty/repository/duties.h"

namespace sems::duty {
namespace {

constexpr int kRecordsBackDays = 366;
constexpr absl::Duration kPeerTimeout = absl::Seconds(5);

struct Stored {
  std::vector<Duty> duties;
  std::optional<sitedirectory::Site> site;
};

absl::StatusOr<Stored> LoadStored(Deps& deps, const Owner& owner,
                                  const repository::OwnerFilter& filter, absl::CivilDay today,
                                  absl::Time deadline) {
  Stored stored;
  const absl::Status status =
      deps.pool->Run(db::TxMode::kReadOnly, deadline, [&](db::Tx& tx) -> absl::Status {
        stored.duties = repository::DutiesOf(tx, owner, filter, today);
        if (owner.kind == OwnerKind::kSite) {
          if (auto found = sitedirectory::Find(tx, owner.id, "")) stored.site = found->site;
        }
        return absl::OkStatus();
      });
  if (!status.ok()) return status;
  return stored;
}

RecordQuestion ToQuestion(const sitedirectory::Site& site, const CalendarQuestion& question) {
  RecordQuestion records;
  records.today = question.today;
  records.from = question.from.value_or(question.today - kRecordsBackDays);
  records.to = question.to;
  records.approved_on = site.approved_on;
  records.site_class = site.site_class;
  records.site_closed = site.state == common::internal::v1::SITE_STATE_CLOSED;
  return records;
}

}  // namespace

absl::StatusOr<OwnerCalendar> LoadCalendar(Deps& deps, const Owner& owner,
                                           const CalendarQuestion& question,
                                           Records::Prepare prepare) {
  absl::StatusOr<Stored> stored =
      LoadStored(deps, owner, {question.from, question.to, question.office_role, ""},
                 question.today, question.deadline);
  if (!stored.ok()) return stored.status();
  OwnerCalendar calendar;
  calendar.duties = std::move(stored->duties);
  if (stored->site) {
    calendar.name = stored->site->name;
    if (question.with_records) {
      RecordDuties records =
          deps.records->Ask(owner.id, ToQuestion(*stored->site, question), prepare);
      for (Duty& duty : records.duties) calendar.duties.push_back(std::move(duty));
      calendar.missing = std::move(records.missing);
    }
  }
  std::sort(calendar.duties.begin(), calendar.duties.end(), ComesBefore);
  return calendar;
}

absl::StatusOr<std::optional<Duty>> FindDuty(Deps& deps, const Owner& owner,
                                             const std::string& duty_id,
                                             const CalendarQuestion& question,
                                             Records::Prepare prepare) {
  if (!absl::StartsWith(duty_id, "record.")) {
    absl::StatusOr<Stored> stored = LoadStored(
        deps, owner,
        {absl::CivilDay(1900, 1, 1), absl::CivilDay(2200, 1, 1), question.office_role, duty_id},
        question.today, question.deadline);
    if (!stored.ok()) return stored.status();
    if (stored->duties.empty()) return std::optional<Duty>();
    return std::optional<Duty>(std::move(stored->duties.front()));
  }
  // The period stands in the id; its records fall due within the year after it.
  const std::vector<std::string> parts = absl::StrSplit(duty_id, '.');
  if (parts.size() != 3 || !question.with_records) return std::optional<Duty>();
  const auto month = ParseMonth(parts[2].size() == 4 ? parts[2] + "-12" : parts[2]);
  if (!month) return std::optional<Duty>();
  CalendarQuestion narrow = question;
  narrow.from = FirstDay(*month + 1);
  narrow.to = LastDay(*month + 1);
  absl::StatusOr<OwnerCalendar> calendar = LoadCalendar(deps, owner, narrow, prepare);
  if (!calendar.ok()) return calendar.status();
  for (Duty& duty : calendar->duties) {
    if (duty.id == duty_id) return std::optional<Duty>(std::move(duty));
  }
  const std::string keeper = parts[1] == "self_measurement" ? "measurement" : "operations";
  for (const MissingPart& part : calendar->missing) {
    if (part.source == keeper) return PartAway(part);
  }
  return std::optional<Duty>();
}

absl::Status PartAway(const MissingPart& part) {
  return Error(absl::StatusCode::kUnavailable, "PEER_UNAVAILABLE",
               "The service " + part.source + " is away; try again shortly.",
               "연계 서비스를 일시적으로 이용할 수 없습니다. 잠시 후 다시 시도하십시오.",
               {{"service", part.source}});
}

std::string SiteNameOf(Deps& deps, const std::string& site_id) {
  std::string name;
  deps.pool
      ->Run(db::TxMode::kReadOnly, absl::Now() + kPeerTimeout,
            [&](db::Tx& tx) {
              if (const auto found = sitedirectory::Find(tx, site_id, "")) name = found->site.name;
              return absl::OkStatus();
            })
      .IgnoreError();
  return name;
}

void PrepareOwn(Deps& deps, grpc::ClientContext& context) {
  context.set_deadline(absl::ToChronoTime(absl::Now() + kPeerTimeout));
  context.AddMetadata("x-sems-service-token", deps.identity->Token(nullptr, deps.clock->Now()));
}

}  // namespace sems::duty
