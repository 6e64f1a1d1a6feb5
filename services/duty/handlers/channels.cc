#include "services/duty/repository/channels.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "common/values/uuid.h"
#include "services/duty/channel_secrets.h"
#include "services/duty/convert.h"
#include "services/duty/domain/address.h"
#include "services/duty/handlers/handlers.h"
#include "services/duty/handlers/requests.h"
#include "services/duty/repository/reminders.h"
#include "services/duty/secrets.h"

namespace sems::duty::handlers {
namespace {

using repository::ChannelKind;

constexpr size_t kMostChannels = 10;
constexpr int kMostConfirmationsADay = 10;

absl::Status Refused(std::string_view reason, std::string_view message,
                     std::string_view message_ko) {
  return Error(absl::StatusCode::kFailedPrecondition, reason, message, message_ko);
}

// A literal address inside a private network is refused at once; a name is looked at each time it
// is sent to.
bool MayBeReached(const Settings& settings, const WebhookUrl& url) {
  if (settings.private_webhook_hosts.count(url.host) > 0) return true;
  const bool literal = url.host.find_first_not_of("0123456789.") == std::string::npos ||
                       url.host.find(':') != std::string::npos;
  if (literal) return url.scheme == "https" && IsPublicAddress(url.host);
  return url.scheme == "https" && url.host != "localhost" &&
         url.host.find('.') != std::string::npos;
}

void CheckAddress(const Settings& settings, const v1::CreateChannelRequest& request,
                  FieldErrors& errors) {
  switch (request.kind()) {
    case v1::CHANNEL_KIND_EMAIL:
      if (!IsEmailAddress(request.address()))
        errors.Add("address", "INVALID_EMAIL", "must be an e-mail address",
                   "전자우편 주소 형식이 올바르지 않습니다");
      return;
    case v1::CHANNEL_KIND_WEBHOOK: {
      const std::optional<WebhookUrl> url = ParseWebhookUrl(request.address());
      if (!url) {
        errors.Add("address", "INVALID_URL", "must be an https URL without user information",
                   "https URL 형식이어야 합니다");
      } else if (!MayBeReached(settings, *url)) {
        errors.Add("address", "ADDRESS_REFUSED",
                   "must be https and reachable on the public internet",
                   "공개 인터넷의 https 주소여야 합니다");
      }
      return;
    }
    default:
      errors.Required("kind");
  }
}

// The message that asks to confirm the address, as a row of the queue.
repository::Reminder ConfirmationFor(const repository::Channel& channel, absl::Time now) {
  repository::Reminder reminder;
  reminder.id = NewUuidV7(now);
  reminder.owner = channel.owner;
  reminder.channel_id = channel.id;
  reminder.masked_address = repository::MaskedAddress(channel);
  reminder.purpose = repository::Purpose::kConfirm;
  reminder.title = {"알림 수신 주소 확인", "Confirm the address"};
  reminder.not_before = now;
  reminder.next_attempt_at = absl::Now();
  reminder.created_at = now;
  return reminder;
}

}  // namespace

absl::StatusOr<v1::CreateChannelResponse> CreateChannel(Deps& deps, server::Call& call,
                                                        const v1::CreateChannelRequest& request) {
  FieldErrors errors;
  CheckName("name", request.name(), 100, errors);
  CheckAddress(deps.settings, request, errors);
  if (!errors.empty()) return errors.ToStatus();
  const absl::StatusOr<Owner> owner = ReadOwner(call, request.site_id());
  if (!owner.ok()) return owner.status();
  const bool email = request.kind() == v1::CHANNEL_KIND_EMAIL;
  if (email && deps.settings.smtp_url.empty())
    return Refused("MAIL_NOT_CONFIGURED", "This system sends no e-mail.",
                   "이 시스템은 전자우편을 발송하지 않습니다.");
  using Response = v1::CreateChannelResponse;
  return call.Write<Response>([&](server::UnitOfWork& work) -> absl::StatusOr<Response> {
    if (repository::ListChannels(work.tx(), *owner).size() >= kMostChannels)
      return Refused("TOO_MANY_CHANNELS", "There are 10 channels; delete one first.",
                     "알림 수단이 10개입니다. 먼저 하나를 삭제하십시오.");
    if (email && repository::CountConfirmations(work.tx(), *owner, call.now() - absl::Hours(24)) >=
                     kMostConfirmationsADay)
      return Refused("TOO_MANY_CONFIRMATIONS", "10 addresses were to be confirmed within a day.",
                     "하루에 확인 요청할 수 있는 주소는 10개입니다.");
    repository::Channel channel;
    channel.id = NewUuidV7(call.now());
    channel.owner = *owner;
    channel.kind = email ? ChannelKind::kEmail : ChannelKind::kWebhook;
    channel.name = request.name();
    channel.address = request.address();
    channel.created_at = call.now();
    const std::string secret = email ? "" : NewSecret();
    if (!email) {
      SealFor(deps.secrets, secret, channel);
      channel.confirmed_at = call.now();
    }
    repository::AddChannel(work.tx(), channel, call.caller().account_id);
    if (email) repository::AddReminders(work.tx(), {ConfirmationFor(channel, call.now())});
    Response response;
    *response.mutable_channel() = ToProto(channel);
    response.set_signing_secret(secret);
    if (!email) work.DoNotRemember();
    work.Audit({owner->id, "CHANNEL_CREATED", "channel " + channel.id,
                absl::StrCat("{\"kind\":", static_cast<int>(channel.kind), "}")});
    return response;
  });
}

absl::StatusOr<v1::ConfirmChannelResponse> ConfirmChannel(
    Deps&, server::Call& call, const v1::ConfirmChannelRequest& request) {
  const std::string hash = Sha256(request.code());
  using Response = v1::ConfirmChannelResponse;
  return call.Write<Response>([&](server::UnitOfWork& work) -> absl::StatusOr<Response> {
    const std::optional<repository::Channel> channel =
        repository::FindByConfirmation(work.tx(), hash, call.now());
    if (!channel) return NotFound("confirmation code", "확인 코드", "");
    repository::Confirm(work.tx(), channel->id, call.now());
    repository::MarkForPlanning(work.tx(), channel->owner, false, absl::Now());
    Response response;
    response.set_masked_address(repository::MaskedAddress(*channel));
    work.Audit({channel->owner.id, "CHANNEL_CONFIRMED", "channel " + channel->id, "{}"});
    return response;
  });
}

absl::StatusOr<v1::ListChannelsResponse> ListChannels(Deps&, server::Call& call,
                                                      const v1::ListChannelsRequest& request) {
  const absl::StatusOr<Owner> owner = ReadOwner(call, request.site_id());
  if (!owner.ok()) return owner.status();
  using Response = v1::ListChannelsResponse;
  return call.Read<Response>([&](db::Tx& tx) -> absl::StatusOr<Response> {
    Response response;
    for (const repository::Channel& channel : repository::ListChannels(tx, *owner))
      *response.add_channels() = ToProto(channel);
    return response;
  });
}

absl::StatusOr<v1::DeleteChannelResponse> DeleteChannel(Deps&, server::Call& call,
                                                        const v1::DeleteChannelRequest& request) {
  FieldErrors errors;
  CheckId("channel_id", request.channel_id(), errors);
  if (!errors.empty()) return errors.ToStatus();
  const absl::StatusOr<Owner> owner = ReadOwner(call, request.site_id());
  if (!owner.ok()) return owner.status();
  using Response = v1::DeleteChannelResponse;
  return call.Write<Response>([&](server::UnitOfWork& work) -> absl::StatusOr<Response> {
    if (!repository::FindChannel(work.tx(), *owner, request.channel_id()))
      return NotFound("channel", "알림 수단", request.channel_id());
    repository::DeleteChannel(work.tx(), request.channel_id());
    repository::CancelOfChannel(work.tx(), request.channel_id(), "CHANNEL_GONE", call.now());
    work.Audit({owner->id, "CHANNEL_DELETED", "channel " + request.channel_id(), "{}"});
    return Response();
  });
}

}  // namespace sems::duty::handlers
