#include "common/server/host.h"

#include <google/protobuf/wrappers.pb.h>
#include <grpcpp/ext/proto_server_reflection_plugin.h>
#include <grpcpp/generic/generic_stub.h>
#include <grpcpp/grpcpp.h>
#include <grpcpp/health_check_service_interface.h>
#include <prometheus/exposer.h>
#include <prometheus/registry.h>

#include <algorithm>
#include <atomic>
#include <thread>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/synchronization/notification.h"
#include "common/audit/sealer.h"
#include "common/auth/jwt.h"
#include "common/db/pool.h"
#include "common/db/tx.h"
#include "common/log/log.h"
#include "common/outbox/dispatcher.h"
#include "common/server/authority.h"
#include "common/server/gate.h"
#include "common/server/gate_options.h"
#include "common/server/idempotency.h"
#include "common/server/operator_metrics.h"
#include "common/server/site_directory_service.h"
#include "common/server/unreadable_requests.h"
#include "common/status/error.h"

namespace sems::server {
namespace {

// Months of records travel between services in one message.
constexpr int kMaxPeerResponseBytes = 64 * 1024 * 1024;
// Above Envoy's 96 KB, so that what passes there is answered here and not with the end of a
// connection.
constexpr int kMaxMetadataOnWire = 131072;
constexpr absl::Duration kReadinessEvery = absl::Milliseconds(500);
constexpr absl::Duration kHousekeepingEvery = absl::Minutes(5);

absl::Status Refuse(const std::string& message) {
  return Error(absl::StatusCode::kFailedPrecondition, "CONFIGURATION", message,
               "설정 오류: " + message);
}

std::string Target(const std::string& listen) {
  return absl::StartsWith(listen, "unix:") ? listen : "dns:///" + listen;
}

}  // namespace

class Host::ConfiguredPeers final : public Peers {
 public:
  explicit ConfiguredPeers(const config::Config& config) : config_(config) {}

  std::shared_ptr<grpc::Channel> Channel(std::string_view service) override {
    absl::MutexLock lock(&mutex_);
    auto& channel = channels_[std::string(service)];
    if (channel == nullptr) {
      const std::string name(service);
      const std::string& configured = config_.Get("peers." + name);
      const auto bound = bound_.find(name);
      const std::string target = !configured.empty()     ? configured
                                 : bound != bound_.end() ? Target(bound->second)
                                                         : Target(config_.Get(name + ".listen"));
      grpc::ChannelArguments arguments;
      arguments.SetMaxReceiveMessageSize(kMaxPeerResponseBytes);
      arguments.SetLoadBalancingPolicyName("round_robin");
      // A peer that comes back is found again within a second.
      arguments.SetInt(GRPC_ARG_MAX_RECONNECT_BACKOFF_MS, 1000);
      arguments.SetInt(GRPC_ARG_INITIAL_RECONNECT_BACKOFF_MS, 100);
      channel = grpc::CreateCustomChannel(target, grpc::InsecureChannelCredentials(), arguments);
    }
    return channel;
  }

  void Bound(const std::string& service, const std::string& listen) {
    absl::MutexLock lock(&mutex_);
    bound_[service] = listen;
  }

 private:
  const config::Config& config_;
  absl::Mutex mutex_;
  std::map<std::string, std::shared_ptr<grpc::Channel>> channels_ ABSL_GUARDED_BY(mutex_);
  std::map<std::string, std::string> bound_ ABSL_GUARDED_BY(mutex_);
};

// One service with all that is its own.
class Host::Hosted {
 public:
  Hosted(const config::Config& config, const Clock& clock, const ModuleInfo& info,
         const std::vector<const ModuleInfo*>& system, ConfiguredPeers& peers)
      : config_(config), clock_(clock), info_(info), system_(system), peers_(peers) {}

  absl::Status Prepare();
  absl::Status Listen(Addresses& addresses);
  void Serve();
  void StopAccepting(absl::Time until);
  void Finish();

 private:
  absl::Status StartSealing(const db::PoolOptions& database);
  void WatchReadiness();
  const std::string& Setting(const std::string& name) const {
    return config_.Get(info_.name + "." + name);
  }

  const config::Config& config_;
  const Clock& clock_;
  const ModuleInfo& info_;
  const std::vector<const ModuleInfo*>& system_;
  ConfiguredPeers& peers_;
  std::shared_ptr<prometheus::Registry> registry_ = std::make_shared<prometheus::Registry>();
  std::unique_ptr<prometheus::Exposer> exposer_;
  std::unique_ptr<db::Pool> pool_;
  std::unique_ptr<ServiceIdentity> identity_;
  std::unique_ptr<AuthorityLookup> authority_;
  std::unique_ptr<outbox::Dispatcher> outbox_;
  std::unique_ptr<audit::Sealer> sealer_;  // null where no seals are configured
  std::unique_ptr<OperatorMetrics> operator_metrics_;
  std::unique_ptr<Gate> gate_;
  std::unique_ptr<Module> module_;
  std::vector<std::string> service_names_;
  std::unique_ptr<grpc::Server> server_;
  std::thread watcher_;
  absl::Notification stop_;
};

absl::Status Host::Hosted::Prepare() {
  db::PoolOptions pool_options;
  pool_options.conninfo = Setting("database_url");
  pool_options.schema = info_.name;
  pool_options.size = std::max(1, config_.GetInt(info_.name + ".pool_size"));
  if (pool_options.conninfo.empty()) return Refuse(info_.name + ".database_url is not set");
  pool_ = std::make_unique<db::Pool>(pool_options);

  absl::StatusOr<auth::SigningKey> key = auth::SigningKey::FromFile(
      absl::StrCat(config_.Get("keys.service_key_dir"), "/", info_.name, ".pem"));
  if (!key.ok()) return key.status();
  auto user_keys = auth::KeySet::FromFile(config_.Get("keys.user_jwks_file"));
  if (!user_keys.ok()) return user_keys.status();
  auto service_keys = auth::KeySet::FromFile(config_.Get("keys.service_jwks_file"));
  if (!service_keys.ok()) return service_keys.status();
  identity_ = std::make_unique<ServiceIdentity>(info_.name, *std::move(key));
  authority_ = std::make_unique<AuthorityLookup>(peers_, *identity_);
  outbox_ = std::make_unique<outbox::Dispatcher>(*pool_);
  outbox_->SetSender("site", [this](const outbox::Dispatcher::Event& event) {
    return SendSiteEvent(peers_, *identity_, event.target, event.payload, clock_.Now());
  });

  if (absl::Status status = StartSealing(pool_options); !status.ok()) return status;
  operator_metrics_ =
      std::make_unique<OperatorMetrics>(*registry_, info_.name, *pool_, sealer_.get());

  const int threads = std::max(2, config_.GetInt(info_.name + ".max_threads"));
  GateOptions options;
  options.service = info_.name;
  options.pool = pool_.get();
  options.clock = &clock_;
  options.user_tokens = std::make_shared<auth::Verifier>(*user_keys, auth::kAudience);
  options.service_tokens = std::make_shared<auth::Verifier>(*service_keys, auth::kServiceAudience);
  options.identity = identity_.get();
  options.authority = authority_.get();
  options.outbox = outbox_.get();
  options.metrics = registry_.get();
  options.max_in_flight = threads;
  if (sealer_ != nullptr) options.may_change = [this] { return sealer_->MayChange(); };
  gate_ = std::make_unique<Gate>(std::move(options));

  ModuleDeps deps;
  deps.pool = pool_.get();
  deps.clock = &clock_;
  deps.peers = &peers_;
  deps.gate = gate_.get();
  deps.identity = identity_.get();
  deps.config = &config_;
  deps.outbox = outbox_.get();
  deps.metrics = registry_.get();
  for (const ModuleInfo* service : system_) {
    if (service->keeps_sites) deps.site_keepers.push_back(service->name);
  }
  absl::StatusOr<std::unique_ptr<Module>> module = info_.make(deps);
  if (!module.ok()) return module.status();
  module_ = *std::move(module);
  return absl::OkStatus();
}

// Before anything is served, so that a new schema has its genesis seal before its first row.
absl::Status Host::Hosted::StartSealing(const db::PoolOptions& database) {
  const std::string& anchor_file = config_.Get("audit.anchor_file");
  if (anchor_file.empty()) return absl::OkStatus();
  absl::StatusOr<auth::SigningKey> key =
      auth::SigningKey::FromFile(config_.Get("audit.seal_key_file"));
  if (!key.ok()) return key.status();
  audit::SealerOptions options{
      .service = info_.name,
      .database = database,
      .anchor_file = audit::AnchorPath(anchor_file, info_.name),
      .key = *std::move(key),
      .max_unsealed = absl::Seconds(config_.GetInt("audit.max_unsealed_seconds")),
      .holder = ""};
  sealer_ = std::make_unique<audit::Sealer>(std::move(options));
  return sealer_->Start();
}

absl::Status Host::Hosted::Listen(Addresses& addresses) {
  const std::string& listen = Setting("listen");
  if (listen.empty()) return Refuse(info_.name + ".listen is not set");
  grpc::ServerBuilder builder;
  int port = 0;
  builder.AddListeningPort(listen, grpc::InsecureServerCredentials(), &port);
  // The gate refuses above max_in_flight; the thread quota leaves room for it to say so.
  grpc::ResourceQuota quota(info_.name);
  quota.SetMaxThreads(config_.GetInt(info_.name + ".max_threads") + 16);
  builder.SetResourceQuota(quota);
  builder.SetSyncServerOption(grpc::ServerBuilder::SyncServerOption::MAX_POLLERS, 4);
  std::vector<std::unique_ptr<grpc::experimental::ServerInterceptorFactoryInterface>> interceptors;
  interceptors.push_back(ExplainUnreadableRequests());
  builder.experimental().SetInterceptorCreators(std::move(interceptors));
  builder.SetMaxReceiveMessageSize(info_.max_request_bytes);
  builder.SetMaxSendMessageSize(kMaxPeerResponseBytes);
  builder.AddChannelArgument(GRPC_ARG_MAX_METADATA_SIZE, kMaxMetadataOnWire);
  // One port never serves two processes: a second start says so instead.
  builder.AddChannelArgument(GRPC_ARG_ALLOW_REUSEPORT, 0);
  const google::protobuf::DescriptorPool& descriptors =
      *google::protobuf::DescriptorPool::generated_pool();
  for (const Served& served : module_->Services()) {
    const google::protobuf::ServiceDescriptor* descriptor =
        descriptors.FindServiceByName(served.full_name);
    if (descriptor == nullptr) return Refuse("no descriptor of " + served.full_name);
    if (absl::Status status = gate_->AddService(*descriptor); !status.ok()) return status;
    builder.RegisterService(served.service);
    service_names_.push_back(served.full_name);
  }
  const std::string directory = common::internal::v1::SiteDirectoryService::service_full_name();
  const bool hosts_directory =
      std::find(service_names_.begin(), service_names_.end(), directory) != service_names_.end();
  if (hosts_directory != info_.keeps_sites)
    return Refuse(absl::StrCat(info_.name, " must host SiteDirectoryService as ModuleInfo says"));
  server_ = builder.BuildAndStart();
  if (server_ == nullptr || (port == 0 && !absl::StartsWith(listen, "unix:"))) {
    return Refuse(absl::StrCat(info_.name, " cannot listen on ", listen));
  }
  for (const std::string& name : service_names_)
    server_->GetHealthCheckService()->SetServingStatus(name, false);
  addresses.listen = absl::StartsWith(listen, "unix:")
                         ? listen
                         : absl::StrCat(listen.substr(0, listen.rfind(':')), ":", port);

  const std::string& metrics = Setting("metrics_listen");
  if (!metrics.empty()) {
    try {
      exposer_ = std::make_unique<prometheus::Exposer>(metrics, 1);
    } catch (const std::exception& error) {
      return Refuse(
          absl::StrCat(info_.name, " cannot serve metrics on ", metrics, ": ", error.what()));
    }
    exposer_->RegisterCollectable(registry_);
    addresses.metrics = absl::StrCat(metrics.substr(0, metrics.rfind(':')), ":",
                                     exposer_->GetListeningPorts().front());
  }
  return absl::OkStatus();
}

void Host::Hosted::Serve() {
  outbox_->Start();
  module_->Start();
  watcher_ = std::thread([this] { WatchReadiness(); });
}

// Ready means that the database answers; "" (alive) stays SERVING whatever the database does. Every
// few minutes outlived answers are swept out.
void Host::Hosted::WatchReadiness() {
  std::optional<bool> ready;
  absl::Time swept = absl::Now();
  do {
    const bool reachable = pool_->Reachable();
    if (ready != reachable) {
      log::Info("readiness", {{"service", info_.name}, {"ready", reachable ? "true" : "false"}});
      for (const std::string& name : service_names_)
        server_->GetHealthCheckService()->SetServingStatus(name, reachable);
      server_->GetHealthCheckService()->SetServingStatus(kReadiness, reachable);
      ready = reachable;
    }
    operator_metrics_->Refresh(reachable);
    if (reachable && absl::Now() - swept > kHousekeepingEvery) {
      swept = absl::Now();
      pool_
          ->Run(db::TxMode::kReadWrite, absl::Now() + absl::Seconds(10),
                [&](db::Tx& tx) {
                  RemoveExpired(tx, clock_.Now());
                  return absl::OkStatus();
                })
          .IgnoreError();
    }
  } while (!stop_.WaitForNotificationWithTimeout(kReadinessEvery));
}

void Host::Hosted::StopAccepting(absl::Time until) {
  if (!stop_.HasBeenNotified()) stop_.Notify();
  if (watcher_.joinable()) watcher_.join();
  if (server_ != nullptr) {
    server_->GetHealthCheckService()->SetServingStatus(false);
    server_->Shutdown(absl::ToChronoTime(until));
  }
}

void Host::Hosted::Finish() {
  if (module_ != nullptr) module_->Stop();
  if (outbox_ != nullptr) outbox_->Stop();
  if (server_ != nullptr) server_->Wait();
  if (sealer_ != nullptr) sealer_->Stop();
}

Host::Host() = default;
Host::~Host() { Stop(absl::Seconds(5)); }

absl::StatusOr<std::unique_ptr<Host>> Host::Start(const config::Config& config, const Clock& clock,
                                                  const std::vector<const ModuleInfo*>& hosted,
                                                  const std::vector<const ModuleInfo*>& system) {
  grpc::EnableDefaultHealthCheckService(true);
  grpc::reflection::InitProtoReflectionServerBuilderPlugin();
  std::unique_ptr<Host> host(new Host());
  if (const std::string& anchor_file = config.Get("audit.anchor_file");
      hosted.size() > 1 && !anchor_file.empty() &&
      !absl::StrContains(anchor_file, audit::kServicePlaceholder)) {
    return Refuse("audit.anchor_file must contain {service} where a process hosts several");
  }
  host->peers_ = std::make_unique<ConfiguredPeers>(config);
  for (const ModuleInfo* info : hosted) {
    host->hosted_.push_back(std::make_unique<Hosted>(config, clock, *info, system, *host->peers_));
    Hosted& service = *host->hosted_.back();
    if (absl::Status status = service.Prepare(); !status.ok()) return status;
    Addresses& addresses = host->addresses_[info->name];
    if (absl::Status status = service.Listen(addresses); !status.ok()) return status;
    host->peers_->Bound(info->name, addresses.listen);
  }
  for (const auto& service : host->hosted_) service->Serve();
  return host;
}

void Host::Stop(absl::Duration grace) {
  const absl::Time until = absl::Now() + grace;
  // All stop at once, so that the grace period is one for all; calls in hand may still call their
  // peers.
  std::vector<std::thread> stopping;
  for (const auto& service : hosted_)
    stopping.emplace_back([&service, until] { service->StopAccepting(until); });
  for (std::thread& thread : stopping) thread.join();
  for (const auto& service : hosted_) service->Finish();
  hosted_.clear();
}

absl::Status CheckHealth(const std::string& target, const std::string& service,
                         absl::Duration timeout) {
  // Debian ships no generated code of grpc.health.v1; on the wire its messages equal these
  // well-known ones: a string, and an enum (1 = SERVING).
  using google::protobuf::Int32Value;
  using google::protobuf::StringValue;
  grpc::TemplatedGenericStub<StringValue, Int32Value> stub(
      grpc::CreateChannel(Target(target), grpc::InsecureChannelCredentials()));
  grpc::ClientContext context;
  context.set_deadline(absl::ToChronoTime(absl::Now() + timeout));
  StringValue request;
  request.set_value(service);
  Int32Value response;
  grpc::Status status;
  absl::Notification done;
  stub.UnaryCall(&context, "/grpc.health.v1.Health/Check", grpc::StubOptions(), &request, &response,
                 [&](grpc::Status result) {
                   status = std::move(result);
                   done.Notify();
                 });
  done.WaitForNotification();
  if (!status.ok()) return FromGrpc(status);
  if (response.value() == 1) return absl::OkStatus();
  return Error(absl::StatusCode::kUnavailable, "NOT_SERVING", "The service is not ready.",
               "서비스가 준비되지 않았습니다.");
}

}  // namespace sems::server
