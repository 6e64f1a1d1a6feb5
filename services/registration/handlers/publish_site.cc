#include "services/registration/handlers/publish_site.h"

#include "common/sitedirectory/directory.h"
#include "common/values/civil.h"
#include "common/values/uuid.h"
#include "sems/common/internal/v1/site_directory.pb.h"

namespace sems::registration::handlers {
namespace {

namespace internal = common::internal::v1;

internal::SiteState ToEvent(SiteState state) {
  switch (state) {
    case SiteState::kOpen:
      return internal::SITE_STATE_OPEN;
    case SiteState::kSuspended:
      return internal::SITE_STATE_SUSPENDED;
    case SiteState::kClosed:
      return internal::SITE_STATE_CLOSED;
  }
  return internal::SITE_STATE_UNSPECIFIED;
}

internal::SiteEvent Message(const Site& site, const std::vector<std::string>& operators,
                            absl::Time now) {
  internal::SiteEvent event;
  event.set_event_id(NewUuidV7(now));
  event.set_site_id(site.id);
  event.set_version(site.version);
  event.set_district_code(site.facts.district_code);
  event.set_site_class(site.facts.site_class);
  event.set_state(ToEvent(site.state));
  event.set_name(site.facts.site_name);
  event.set_business_number(site.facts.business_number);
  event.set_site_sequence(site.facts.site_sequence);
  event.set_approved_on(FormatDay(site.approved_on));
  for (const std::string& account : operators) event.add_operator_account_ids(account);
  return event;
}

server::OutboxEvent Packed(const internal::SiteEvent& event) {
  return {.site_id = event.site_id(),
          .event_id = event.event_id(),
          .version = event.version(),
          .topic = "site",
          .targets = {},
          .payload = event.SerializeAsString()};
}

}  // namespace

server::OutboxEvent SiteEventOf(const Site& site, const std::vector<std::string>& operators,
                                absl::Time now) {
  return Packed(Message(site, operators, now));
}

void PublishSite(const Deps& deps, server::Call& call, server::UnitOfWork& work, const Site& site,
                 const std::vector<std::string>& operators) {
  const internal::SiteEvent message = Message(site, operators, call.now());
  sitedirectory::Apply(work.tx(), message);
  server::OutboxEvent event = Packed(message);
  event.targets = deps.site_keepers;
  work.Emit(std::move(event));
}

}  // namespace sems::registration::handlers
