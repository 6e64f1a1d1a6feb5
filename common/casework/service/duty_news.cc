#include "common/casework/service/duty_news.h"

#include <algorithm>

#include "absl/strings/str_split.h"
#include "absl/time/clock.h"
#include "common/casework/service/convert_case.h"
#include "common/casework/service/convert_law.h"
#include "common/server/authority.h"
#include "common/server/service_names.h"
#include "common/values/civil.h"
#include "common/values/uuid.h"
#include "sems/duty/internal/v1/duty_inbox_service.grpc.pb.h"

namespace sems::casework {
namespace {

namespace duty = sems::duty::internal::v1;

constexpr char kDutyService[] = "duty";
constexpr int kMostDuties = 500;
constexpr absl::Duration kDeliveryTimeout = absl::Seconds(2);

bool IsPrivate(const v1::StatutoryRole& role) {
  return role.product_role() == "SITE_OPERATOR" || role.product_role() == "ORGANISATION";
}

duty::CaseDuty ToDuty(const Law& law, const Clock& clock, const v1::Clock& run) {
  duty::CaseDuty out;
  out.set_clock_id(run.clock_id());
  out.set_run(run.run());
  *out.mutable_title() = run.name();
  *out.mutable_who() = run.who();
  out.set_party_owes(std::any_of(run.who().begin(), run.who().end(), IsPrivate));
  out.set_status(run.status());
  out.set_started_on(run.started_on());
  out.set_due_on(run.due_on());
  out.set_warn_on(run.warn_on());
  out.set_ended_on(run.ended_on());
  out.set_service_level_only(run.service_level_only());
  *out.mutable_explanation() = run.explanation().text();
  out.set_article(clock.article);
  out.set_lapses(clock.lapses);
  if (clock.end.size() == 1) {
    out.set_meeting_event_id(clock.end.front());
    if (const Event* event = law.FindEvent(clock.end.front()))
      *out.mutable_meeting_event_name() = ToProto(event->name);
  }
  return out;
}

// Nothing has begun: no day is known from or to which it would count, nor is any number missing.
bool IsIdle(const ClockRun& run) {
  return run.status == ClockStatus::kWaiting && !run.started_on && !run.date.due;
}

bool HasDutyService() {
  static const bool has = [] {
    const std::vector<std::string>& names = server::ServiceNames();
    return std::find(names.begin(), names.end(), kDutyService) != names.end();
  }();
  return has;
}

}  // namespace

std::optional<server::OutboxEvent> DutyNews(const Casework& casework, const StoredCase& stored,
                                            absl::Time now) {
  if (!HasDutyService()) return std::nullopt;
  const CaseFile& file = stored.file;
  const Subject& subject = stored.head.subject;
  const Law& law = casework.law();
  const Procedure* procedure = law.FindProcedure(file.procedure);
  duty::PutDutiesRequest news;
  news.set_case_id(file.case_id);
  news.set_version(file.sequence);
  if (!subject.site_id.empty()) {
    news.set_site_id(subject.site_id);
  } else if (!subject.organisation_id.empty()) {
    news.set_organisation_id(subject.organisation_id);
  } else {
    news.set_office_district_code(subject.office_district_code);
  }
  news.set_district_code(subject.district_code);
  news.set_procedure_id(file.procedure);
  if (procedure != nullptr) {
    *news.mutable_procedure_name() = ToProto(procedure->name);
    news.set_procedure_kind(ToProcedureKind(procedure->kind));
  }
  news.set_subject_name(subject.name);
  for (const absl::string_view role :
       absl::StrSplit(stored.head.decided_by, ' ', absl::SkipEmpty()))
    news.add_office_roles(std::string(role));
  const Machine& machine = casework.engine().MachineOf(file);
  for (const ClockRun& run : file.clocks) {
    if (news.duties_size() == kMostDuties) break;
    const auto clock = std::find_if(machine.clocks.begin(), machine.clocks.end(),
                                    [&](const Clock& known) { return known.id == run.clock; });
    if (clock == machine.clocks.end() || clock->IsOfTheSystem() || IsIdle(run)) continue;
    *news.add_duties() = ToDuty(law, *clock, ToProto(casework, file, run, SeoulDay(now)));
  }
  return server::OutboxEvent{.site_id = file.case_id,
                             .event_id = NewUuidV7(now),
                             .version = file.sequence,
                             .topic = kDutyTopic,
                             .targets = {kDutyService},
                             .payload = news.SerializeAsString(),
                             .deferred = true};
}

absl::Status SendDutyNews(server::Peers& peers, server::ServiceIdentity& identity,
                          const std::string& target, const std::string& payload, absl::Time now) {
  duty::PutDutiesRequest request;
  if (!request.ParseFromString(payload))
    return absl::InternalError("news of duties that do not parse");
  auto stub = duty::DutyInboxService::NewStub(peers.Channel(target));
  grpc::ClientContext context;
  context.set_deadline(absl::ToChronoTime(absl::Now() + kDeliveryTimeout));
  context.AddMetadata("x-sems-service-token", identity.Token(nullptr, now));
  duty::PutDutiesResponse response;
  return FromGrpc(stub->PutDuties(&context, request, &response));
}

}  // namespace sems::casework
