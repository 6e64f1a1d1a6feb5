#include "services/duty/module.h"

#include "common/server/gate.h"
#include "common/server/site_directory_service.h"
#include "sems/duty/internal/v1/duty_inbox_service.grpc.pb.h"
#include "sems/duty/internal/v1/reminder_work_service.grpc.pb.h"
#include "sems/duty/v1/duty_service.grpc.pb.h"
#include "sems/duty/v1/feed_service.grpc.pb.h"
#include "sems/duty/v1/reminder_service.grpc.pb.h"
#include "services/duty/deps.h"
#include "services/duty/handlers/handlers.h"
#include "services/duty/records.h"
#include "services/duty/reminder_work.h"

namespace sems::duty {

std::span<const EmbeddedFile> Migrations();

namespace {

class DutyService final : public v1::DutyService::Service {
 public:
  DutyService(server::Gate& gate, Deps& deps) : gate_(gate), deps_(deps) {}
  SEMS_UNARY(v1::DutyService, ListDuties)
  SEMS_UNARY(v1::DutyService, GetDuty)
  SEMS_UNARY(v1::DutyService, ListOrganisationDuties)
  SEMS_UNARY(v1::DutyService, GetOrganisationDuty)
  SEMS_UNARY(v1::DutyService, ListOfficeDuties)
  SEMS_UNARY(v1::DutyService, CountOfficeDuties)

 private:
  server::Gate& gate_;
  Deps& deps_;
};

class FeedService final : public v1::FeedService::Service {
 public:
  FeedService(server::Gate& gate, Deps& deps) : gate_(gate), deps_(deps) {}
  SEMS_UNARY(v1::FeedService, CreateFeed)
  SEMS_UNARY(v1::FeedService, ListFeeds)
  SEMS_UNARY(v1::FeedService, RevokeFeed)
  SEMS_UNARY_AS(v1::FeedService, GetFeed, v1::GetFeedRequest, google::api::HttpBody)

 private:
  server::Gate& gate_;
  Deps& deps_;
};

class ReminderService final : public v1::ReminderService::Service {
 public:
  ReminderService(server::Gate& gate, Deps& deps) : gate_(gate), deps_(deps) {}
  SEMS_UNARY(v1::ReminderService, CreateChannel)
  SEMS_UNARY(v1::ReminderService, ConfirmChannel)
  SEMS_UNARY(v1::ReminderService, ListChannels)
  SEMS_UNARY(v1::ReminderService, DeleteChannel)
  SEMS_UNARY(v1::ReminderService, CreateReminderRule)
  SEMS_UNARY(v1::ReminderService, ListReminderRules)
  SEMS_UNARY(v1::ReminderService, DeleteReminderRule)
  SEMS_UNARY(v1::ReminderService, ListReminders)
  SEMS_UNARY(v1::ReminderService, RetryReminder)
  SEMS_UNARY(v1::ReminderService, CancelReminder)

 private:
  server::Gate& gate_;
  Deps& deps_;
};

}  // namespace

namespace internal {
namespace {

class DutyInboxService final : public v1::DutyInboxService::Service {
 public:
  DutyInboxService(server::Gate& gate, Deps& deps) : gate_(gate), deps_(deps) {}
  SEMS_UNARY(v1::DutyInboxService, PutDuties)

 private:
  server::Gate& gate_;
  Deps& deps_;
};

class ReminderWorkService final : public v1::ReminderWorkService::Service {
 public:
  ReminderWorkService(server::Gate& gate, Deps& deps) : gate_(gate), deps_(deps) {}
  SEMS_UNARY(v1::ReminderWorkService, RunReminders)

 private:
  server::Gate& gate_;
  Deps& deps_;
};

}  // namespace
}  // namespace internal

namespace {

class DutyModule final : public server::Module {
 public:
  DutyModule(const server::ModuleDeps& deps, Settings settings, SecretBox secrets)
      : deps_{deps.pool,
              deps.clock,
              deps.gate,
              deps.identity,
              std::move(settings),
              std::move(secrets),
              std::make_unique<Records>(*deps.peers),
              nullptr},
        work_(deps_, *deps.metrics),
        duties_(*deps.gate, deps_),
        feeds_(*deps.gate, deps_),
        reminders_(*deps.gate, deps_),
        inbox_(*deps.gate, deps_),
        reminder_work_(*deps.gate, deps_),
        site_directory_(*deps.gate) {
    deps_.work = &work_;
  }

  std::vector<server::Served> Services() override {
    return {server::Serves<v1::DutyService>(duties_),
            server::Serves<v1::FeedService>(feeds_),
            server::Serves<v1::ReminderService>(reminders_),
            server::Serves<internal::v1::DutyInboxService>(inbox_),
            server::Serves<internal::v1::ReminderWorkService>(reminder_work_),
            server::Serves<common::internal::v1::SiteDirectoryService>(site_directory_)};
  }
  void Start() override { work_.Start(); }
  void Stop() override { work_.Stop(); }

 private:
  Deps deps_;
  ReminderWork work_;
  DutyService duties_;
  FeedService feeds_;
  ReminderService reminders_;
  internal::DutyInboxService inbox_;
  internal::ReminderWorkService reminder_work_;
  server::SiteDirectoryService site_directory_;
};

absl::StatusOr<std::unique_ptr<server::Module>> Make(const server::ModuleDeps& deps) {
  absl::StatusOr<Settings> settings = ReadSettings(*deps.config);
  if (!settings.ok()) return settings.status();
  absl::StatusOr<SecretBox> secrets =
      SecretBox::FromFile(deps.config->Get("duty.secret_keys_file"));
  if (!secrets.ok()) return secrets.status();
  return std::make_unique<DutyModule>(deps, *std::move(settings), *std::move(secrets));
}

}  // namespace

const server::ModuleInfo& Info() {
  static const server::ModuleInfo info{
      .name = "duty", .migrations = Migrations, .make = Make, .settings = SettingKeys};
  return info;
}

}  // namespace sems::duty
