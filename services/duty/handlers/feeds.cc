#include "services/duty/repository/feeds.h"

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "common/db/pool.h"
#include "common/values/uuid.h"
#include "services/duty/convert.h"
#include "services/duty/handlers/handlers.h"
#include "services/duty/handlers/requests.h"
#include "services/duty/ics.h"
#include "services/duty/owner_calendar.h"
#include "services/duty/secrets.h"

namespace sems::duty::handlers {
namespace {

constexpr int kMostFeeds = 20;
constexpr int kFeedDays = 400;

absl::Status NoFeed() { return NotFound("feed", "캘린더 구독", ""); }

}  // namespace

absl::StatusOr<v1::CreateFeedResponse> CreateFeed(Deps& deps, server::Call& call,
                                                  const v1::CreateFeedRequest& request) {
  FieldErrors errors;
  CheckName("name", request.name(), 100, errors);
  if (!errors.empty()) return errors.ToStatus();
  const absl::StatusOr<Owner> owner = ReadOwner(call, request.site_id());
  if (!owner.ok()) return owner.status();
  using Response = v1::CreateFeedResponse;
  return call.Write<Response>([&](server::UnitOfWork& work) -> absl::StatusOr<Response> {
    if (repository::CountLiveFeeds(work.tx(), *owner) >= kMostFeeds) {
      return Error(absl::StatusCode::kFailedPrecondition, "TOO_MANY_FEEDS",
                   "There are 20 live feeds; revoke one first.",
                   "사용 중인 캘린더 구독이 20개입니다. 먼저 하나를 해지하십시오.");
    }
    const std::string secret = NewSecret();
    repository::Feed feed{NewUuidV7(call.now()), *owner, request.name(), call.now(), {}, {}};
    repository::AddFeed(work.tx(), feed, Sha256(secret), call.caller().account_id);
    Response response;
    *response.mutable_feed() = ToProto(feed);
    response.set_url(
        absl::StrCat(deps.settings.public_url, "/v1/duty-feeds/", secret, "/duties.ics"));
    work.DoNotRemember();
    work.Audit({owner->id, "FEED_CREATED", "feed " + feed.id, "{}"});
    return response;
  });
}

absl::StatusOr<v1::ListFeedsResponse> ListFeeds(Deps&, server::Call& call,
                                                const v1::ListFeedsRequest& request) {
  const absl::StatusOr<Owner> owner = ReadOwner(call, request.site_id());
  if (!owner.ok()) return owner.status();
  using Response = v1::ListFeedsResponse;
  return call.Read<Response>([&](db::Tx& tx) -> absl::StatusOr<Response> {
    Response response;
    for (const repository::Feed& feed : repository::ListFeeds(tx, *owner))
      *response.add_feeds() = ToProto(feed);
    return response;
  });
}

absl::StatusOr<v1::RevokeFeedResponse> RevokeFeed(Deps&, server::Call& call,
                                                  const v1::RevokeFeedRequest& request) {
  FieldErrors errors;
  CheckId("feed_id", request.feed_id(), errors);
  if (!errors.empty()) return errors.ToStatus();
  const absl::StatusOr<Owner> owner = ReadOwner(call, request.site_id());
  if (!owner.ok()) return owner.status();
  using Response = v1::RevokeFeedResponse;
  return call.Write<Response>([&](server::UnitOfWork& work) -> absl::StatusOr<Response> {
    std::optional<repository::Feed> feed =
        repository::FindFeed(work.tx(), *owner, request.feed_id());
    if (!feed) return NotFound("feed", "캘린더 구독", request.feed_id());
    if (feed->revoked_at) {
      work.NothingChanged();
    } else {
      repository::RevokeFeed(work.tx(), feed->id, call.now());
      feed->revoked_at = call.now();
      work.Audit({owner->id, "FEED_REVOKED", "feed " + feed->id, "{}"});
    }
    Response response;
    *response.mutable_feed() = ToProto(*feed);
    return response;
  });
}

absl::StatusOr<google::api::HttpBody> GetFeed(Deps& deps, server::Call& call,
                                              const v1::GetFeedRequest& request) {
  // Looked up by the hash: how long the comparison takes tells nothing of the secret.
  const std::string hash = Sha256(request.secret());
  std::optional<repository::Feed> feed;
  const absl::Status looked =
      deps.pool->Run(db::TxMode::kReadWrite, call.deadline(), [&](db::Tx& tx) -> absl::Status {
        feed = repository::FindFeedBySecret(tx, hash);
        if (feed) repository::NoteFetched(tx, feed->id, call.today());
        return absl::OkStatus();
      });
  if (!looked.ok()) return looked;
  if (!feed) return NoFeed();
  CalendarQuestion question{.today = call.today(),
                            .from = std::nullopt,
                            .to = call.today() + kFeedDays,
                            .office_role = "",
                            .deadline = call.deadline()};
  const absl::StatusOr<OwnerCalendar> calendar =
      LoadCalendar(deps, feed->owner, question,
                   [&](grpc::ClientContext& context, auto) { PrepareOwn(deps, context); });
  if (!calendar.ok()) return calendar.status();
  if (!calendar->missing.empty()) return PartAway(calendar->missing.front());

  google::api::HttpBody response;
  response.set_content_type("text/calendar; charset=utf-8");
  response.set_data(
      WriteCalendar(absl::StrCat(calendar->name.empty() ? "" : calendar->name + " ", "법정 의무"),
                    calendar->duties, SeoulMidnight(call.today())));
  call.context().AddInitialMetadata("etag", absl::StrCat("\"", Hex(Sha256(response.data())), "\""));
  call.context().AddInitialMetadata("cache-control", "private, max-age=900");
  return response;
}

}  // namespace sems::duty::handlers
