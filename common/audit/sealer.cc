#include "common/audit/sealer.h"

#include <unistd.h>

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "common/audit/extend.h"
#include "common/audit/lease.h"
#include "common/audit/store.h"
#include "common/db/tx.h"
#include "common/log/log.h"
#include "common/status/error.h"
#include "common/values/uuid.h"

namespace sems::audit {
namespace {

constexpr absl::Duration kEvery = absl::Minutes(1);
constexpr absl::Duration kRetry = absl::Seconds(10);
constexpr char kLease[] = "audit_seal";
// A pass over the heads of a very large schema, after a pause in sealing.
constexpr absl::Duration kLongestRound = absl::Minutes(10);
constexpr absl::Duration kLookTime = absl::Seconds(5);

// Well within what is allowed, however little that is.
absl::Duration Interval(absl::Duration max_unsealed) {
  if (max_unsealed == absl::ZeroDuration()) return kEvery;
  return std::min(kEvery, max_unsealed / 2);
}

std::string Holder(const std::string& given) {
  if (!given.empty()) return given;
  char host[256] = {};
  gethostname(host, sizeof(host) - 1);
  return absl::StrCat(host, " ", NewUuidV7(absl::Now()));
}

// One connection to seal with; the second is opened only to look at an overdue seal.
db::PoolOptions OwnConnections(db::PoolOptions options) {
  options.size = 2;
  options.longest_transaction = kLongestRound;
  return options;
}

absl::Time Microseconds(absl::Time time) { return absl::FromUnixMicros(absl::ToUnixMicros(time)); }

}  // namespace

Sealer::Sealer(SealerOptions options)
    : options_(std::move(options)),
      every_(Interval(options_.max_unsealed)),
      holder_(Holder(options_.holder)),
      anchor_(options_.anchor_file, options_.service),
      pool_(OwnConnections(options_.database)),
      last_seal_us_(absl::ToUnixMicros(absl::InfinitePast())) {}

Sealer::~Sealer() { Stop(); }

absl::Status Sealer::Start() {
  if (absl::Status status = anchor_.CheckWritable(); !status.ok()) return status;
  // A database that is away now is waited for like any other time; changes are refused until then.
  Round().IgnoreError();
  thread_ = std::thread([this] { Loop(); });
  return absl::OkStatus();
}

void Sealer::Stop() {
  {
    absl::MutexLock lock(&stop_mutex_);
    stop_ = true;
  }
  if (!thread_.joinable()) return;
  thread_.join();
  // So that another replica need not wait for the lease to lapse.
  pool_
      .Run(db::TxMode::kReadWrite, absl::Now() + kLookTime,
           [&](db::Tx& tx) {
             ReleaseLease(tx, kLease, holder_, absl::Now());
             return absl::OkStatus();
           })
      .IgnoreError();
}

void Sealer::Loop() {
  absl::Duration wait = every_;
  while (true) {
    {
      absl::MutexLock lock(&stop_mutex_);
      if (stop_mutex_.AwaitWithTimeout(absl::Condition(&stop_), wait)) return;
    }
    const absl::Status status = Round();
    wait = status.ok() ? every_ : std::min(every_, kRetry);
  }
}

absl::Status Sealer::Round() {
  absl::Status status;
  try {
    status = SealIfDue();
  } catch (const std::exception& error) {  // a value in a row that no service can have written
    status = Error(absl::StatusCode::kDataLoss, "AUDIT_TRAIL_BROKEN", error.what(),
                   "감사 기록을 읽을 수 없습니다.");
  }
  broken_ = absl::IsDataLoss(status);
  if (!status.ok()) {
    log::Error("audit_not_sealed", {{"service", options_.service},
                                    {"reason", ErrorReason(status)},
                                    {"error", std::string(status.message())}});
  }
  return status;
}

// Takes or keeps the lease, and reads the last seal whoever made it.
absl::StatusOr<bool> Sealer::Lead(std::optional<Seal>& last) {
  bool leads = false;
  absl::Status status = pool_.Run(db::TxMode::kReadWrite, absl::Now() + kLookTime, [&](db::Tx& tx) {
    const absl::Time now = absl::Now();
    leads = TakeLease(tx, kLease, holder_, now, now + 2.5 * every_);
    last = LastSeal(tx);
    return absl::OkStatus();
  });
  if (!status.ok()) return status;
  Note(last);
  return leads;
}

absl::Status Sealer::SealIfDue() {
  std::optional<Seal> last;
  absl::StatusOr<bool> leads = Lead(last);
  if (!leads.ok()) return leads.status();
  if (!*leads) return absl::OkStatus();
  // The former round may have ended between the row and the line.
  if (absl::Status status = anchor_.Settle(last); !status.ok()) return status;
  if (last && absl::Now() - last->at < every_ / 2) return absl::OkStatus();

  Seal seal;
  bool overtaken = false;
  absl::Status status = pool_.Run(
      db::TxMode::kReadWrite, absl::Now() + kLongestRound, [&](db::Tx& tx) -> absl::Status {
        UseOneSnapshot(tx);
        // However the database is set up: the line must not outlive its row.
        tx.work().exec("SET LOCAL synchronous_commit = on");
        const std::optional<Seal> now_last = LastSeal(tx);
        overtaken = (now_last ? now_last->seq : 0) != (last ? last->seq : 0);
        if (overtaken) return absl::OkStatus();
        absl::StatusOr<Extent> extent = Extend(tx, last);
        if (!extent.ok()) return extent.status();
        seal = {};
        seal.seq = last ? last->seq + 1 : 1;
        seal.at = Microseconds(absl::Now());
        seal.streams = extent->streams;
        seal.root = extent->root;
        if (last) seal.previous_hash = SealHash(options_.service, *last);
        seal.key_id = options_.key.thumbprint();
        seal.signature = options_.key.Sign(SignedContent(options_.service, seal));
        InsertSeal(tx, seal);
        return absl::OkStatus();
      });
  if (!status.ok()) return status;
  if (overtaken) return absl::OkStatus();
  Note(seal);
  return anchor_.Settle(seal);
}

void Sealer::Note(const std::optional<Seal>& last) {
  last_seal_us_ = absl::ToUnixMicros(last ? last->at : absl::InfinitePast());
}

absl::Time Sealer::last_seal() const {
  const int64_t micros = last_seal_us_;
  return micros == absl::ToUnixMicros(absl::InfinitePast()) ? absl::InfinitePast()
                                                            : absl::FromUnixMicros(micros);
}

absl::Status Sealer::MayChange() {
  if (options_.max_unsealed == absl::ZeroDuration()) return absl::OkStatus();
  const auto fresh = [this] { return absl::Now() - last_seal() <= options_.max_unsealed; };
  if (fresh()) return absl::OkStatus();
  {
    absl::MutexLock lock(&look_mutex_);
    if (absl::Now() - looked_ >= absl::Seconds(1)) {
      pool_
          .Once(absl::Now() + absl::Seconds(2),
                [&](db::Tx& tx) {
                  Note(LastSeal(tx));
                  return absl::OkStatus();
                })
          .IgnoreError();
      looked_ = absl::Now();
    }
  }
  if (fresh()) return absl::OkStatus();
  return Error(absl::StatusCode::kUnavailable, "AUDIT_NOT_SEALED",
               absl::StrCat("Changes are refused: the audit trail has not been sealed for ",
                            absl::ToInt64Seconds(options_.max_unsealed), " seconds."),
               absl::StrCat("감사 기록이 ", absl::ToInt64Seconds(options_.max_unsealed),
                            "초 넘게 봉인되지 않아 변경할 수 없습니다."));
}

}  // namespace sems::audit
