#include "common/server/gate.h"

#include <algorithm>
#include <atomic>
#include <cstdlib>
#include <nlohmann/json.hpp>

#include "absl/random/random.h"
#include "absl/strings/ascii.h"
#include "absl/strings/escaping.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "common/audit/chain.h"
#include "common/auth/jwt.h"
#include "common/db/pool.h"
#include "common/db/tx.h"
#include "common/log/log.h"
#include "common/metrics/rpc_metrics.h"
#include "common/outbox/dispatcher.h"
#include "common/outbox/store.h"
#include "common/server/access_rules.h"
#include "common/server/authority.h"
#include "common/server/gate_options.h"
#include "common/server/idempotency.h"
#include "common/server/scope_refusal.h"
#include "common/values/uuid.h"

namespace sems::server {
namespace {

constexpr char kNilUuid[] = "00000000-0000-0000-0000-000000000000";
// How long a call waits, after its commit, for other services to have its events.
constexpr absl::Duration kPushBudget = absl::Seconds(2);
constexpr absl::Duration kDefaultDeadline = absl::Seconds(30);
// For what the caller sends piece by piece: as long as the gateway lets a stream live.
constexpr absl::Duration kUploadDeadline = absl::Minutes(5);

std::string Metadata(const grpc::ServerContext& context, const char* key) {
  const auto it = context.client_metadata().find(key);
  if (it == context.client_metadata().end()) return "";
  return std::string(it->second.data(), it->second.size());
}

size_t MetadataBytes(const grpc::ServerContext& context) {
  size_t bytes = 0;
  // 32 bytes an entry: HTTP/2's own accounting (RFC 9113, 6.5.2).
  for (const auto& [key, value] : context.client_metadata())
    bytes += key.size() + value.size() + 32;
  return bytes;
}

// Where the call came from. Behind the gateway the connection is the gateway's own: it names the
// caller's address, and removes whatever a caller says of it (deploy/gateway/envoy.yaml). Of a
// forwarded list only the last entry is its word.
std::string Whence(const grpc::ServerContext& context) {
  const std::string external = Metadata(context, "x-envoy-external-address");
  if (!external.empty()) return external;
  const std::string forwarded = Metadata(context, "x-forwarded-for");
  if (forwarded.empty()) return context.peer();
  return std::string(absl::StripAsciiWhitespace(forwarded.substr(forwarded.rfind(',') + 1)));
}

// The trace id of a W3C traceparent, or a new one.
std::string TraceId(const std::string& traceparent) {
  if (traceparent.size() == 55 && traceparent[2] == '-' && traceparent[35] == '-') {
    const std::string id = traceparent.substr(3, 32);
    if (id.find_first_not_of("0123456789abcdef") == std::string::npos && id != std::string(32, '0'))
      return id;
  }
  thread_local absl::BitGen random;
  std::string bytes;
  for (int i = 0; i < 16; ++i) bytes += static_cast<char>(absl::Uniform<uint8_t>(random, 1, 255));
  return absl::BytesToHexString(bytes);
}

absl::Status RequestIdReused() {
  return Error(absl::StatusCode::kInvalidArgument, "REQUEST_ID_REUSED",
               "This request_id was used for another request within a day.",
               "같은 request_id가 다른 요청에 이미 사용되었습니다.");
}

bool Nationwide(common::v1::Role role) {
  return role == common::v1::ROLE_NIER_ADMIN || role == common::v1::ROLE_MINISTRY ||
         role == common::v1::ROLE_NICS_REVIEWER;
}

bool ByJurisdiction(common::v1::Role role) {
  return role == common::v1::ROLE_LOCAL_OFFICER || role == common::v1::ROLE_REGIONAL_ENV_OFFICER ||
         role == common::v1::ROLE_KOSHA_REVIEWER || role == common::v1::ROLE_PARTNER_SYSTEM;
}

}  // namespace

bool Scope::CoversDistrict(std::string_view code) const {
  return std::find(district_codes_.begin(), district_codes_.end(), code) != district_codes_.end();
}

class Gate::Impl {
 public:
  explicit Impl(GateOptions options) : options_(std::move(options)), metrics_(*options_.metrics) {}

  grpc::Status Serve(grpc::ServerContext& context, const std::string& full_method,
                     const google::protobuf::Message& request, google::protobuf::Message* response,
                     absl::FunctionRef<absl::Status(Call&)> handler);
  absl::Status Background(std::string_view name, absl::Time deadline,
                          absl::FunctionRef<absl::Status(UnitOfWork&)> body);

  GateOptions options_;
  metrics::RpcMetrics metrics_;
  std::map<std::string, Method> methods_;
  std::atomic<int> in_flight_{0};

 private:
  class CallImpl;
  class WorkImpl;

  absl::Status RunAudited(const std::string& name, absl::Time deadline,
                          absl::FunctionRef<absl::Status(UnitOfWork&)> body,
                          absl::FunctionRef<std::optional<absl::Status>(db::Tx&)> answered_before,
                          absl::FunctionRef<void(db::Tx&, const WorkImpl&)> keep_answer,
                          absl::FunctionRef<audit::Row(const AuditEntry&)> audit_row);
  absl::Status Admitted(grpc::ServerContext& context, const Method& method,
                        const google::protobuf::Message& request,
                        google::protobuf::Message* response, CallImpl& call,
                        absl::FunctionRef<absl::Status(Call&)> handler);
  absl::StatusOr<Caller> Authenticate(const grpc::ServerContext& context, const Method& method,
                                      absl::Time now);
  absl::StatusOr<Scope> ResolveScope(const Caller& caller, const Method& method, absl::Time now,
                                     absl::Time deadline);
  absl::StatusOr<sitedirectory::Site> ResolveSite(const Caller& caller, const Scope& scope,
                                                  const std::string& site_id, absl::Time now,
                                                  absl::Time deadline);
};

class Gate::Impl::WorkImpl final : public UnitOfWork {
 public:
  WorkImpl(db::Tx& tx) : tx_(tx) {}
  db::Tx& tx() override { return tx_; }
  void Audit(AuditEntry entry) override { audits.push_back(std::move(entry)); }
  void Emit(OutboxEvent event) override { events.push_back(std::move(event)); }
  void KeepDespite(absl::Status refusal) override { kept_refusal = std::move(refusal); }
  void NothingChanged() override { nothing_changed = true; }
  void DoNotRemember() override { do_not_remember = true; }

  std::vector<AuditEntry> audits;
  std::vector<OutboxEvent> events;
  absl::Status kept_refusal;
  bool nothing_changed = false;
  bool do_not_remember = false;

 private:
  db::Tx& tx_;
};

class Gate::Impl::CallImpl final : public Call {
 public:
  CallImpl(Impl& gate, grpc::ServerContext& context, const Method* method, absl::Time now,
           absl::Time deadline)
      : gate_(gate),
        context_(context),
        method_(method),
        now_(now),
        deadline_(deadline),
        trace_id_(TraceId(Metadata(context, "traceparent"))) {}

  const Caller& caller() const override { return caller_; }
  const Scope& scope() const override { return *scope_; }
  const SiteScope& site() const override { return *site_; }
  const sitedirectory::Site& site_facts() const override { return *site_facts_; }
  absl::StatusOr<SiteScope> Site(const std::string& site_id) override {
    absl::StatusOr<sitedirectory::Site> found =
        gate_.ResolveSite(caller_, *scope_, site_id, now_, deadline_);
    if (!found.ok()) return found.status();
    return MakeSiteScope(site_id);
  }
  SiteScope SystemSite(const std::string& site_id) const override {
    if (scope_->kind() != Scope::Kind::kSystem) {
      log::Error("system_site_without_system_scope", {{"method", method_->full_name}});
      std::abort();
    }
    return MakeSiteScope(site_id);
  }
  absl::Time now() const override { return now_; }
  absl::CivilDay today() const override { return SeoulDay(now_); }
  absl::Time deadline() const override { return deadline_; }
  const std::string& trace_id() const override { return trace_id_; }
  grpc::ServerContextBase& context() override { return context_; }

  void Prepare(grpc::ClientContext& context, std::string_view target_service) override {
    context.set_deadline(absl::ToChronoTime(deadline_));
    context.AddMetadata("x-sems-service-token", gate_.options_.identity->Token(&caller_, now_));
    context.AddMetadata("traceparent",
                        absl::StrCat("00-", trace_id_, "-", trace_id_.substr(16), "-01"));
  }

  void LookedAt(Look look) override {
    looks_.push_back(std::move(look));
    if (!method_->server_streaming || !look_failure_.ok()) return;
    // A stream's first byte goes out before the handler returns: its look is kept at once, and
    // without it nothing more can be read.
    look_failure_ = CommitLooks();
    look_kept_ = true;
    looks_.clear();
  }

  absl::Status RunWrite(absl::FunctionRef<absl::Status(UnitOfWork&)> body,
                        google::protobuf::Message& response) override;
  absl::Status RunRead(const std::function<absl::Status(db::Tx&)>& body) override {
    if (!look_failure_.ok()) return look_failure_;
    return gate_.options_.pool->Run(db::TxMode::kReadOnly, deadline_, body);
  }

  // An answer given before under the same request_id, if any.
  absl::StatusOr<bool> AnsweredBefore(google::protobuf::Message& response);
  absl::Status CommitLooks();
  // What is left to keep of looks once the handler has answered.
  absl::Status FinishLooks();

  audit::Row AuditRow(const AuditEntry& entry) const {
    audit::Row row;
    row.stream_id = entry.stream_id.empty()
                        ? audit::NumberedStream(caller_.account_id + method_->full_name)
                        : entry.stream_id;
    row.at = absl::FromUnixMicros(absl::ToUnixMicros(now_));
    row.actor = caller_.account_id;
    row.actor_service = caller_.service;
    row.role =
        caller_.role == common::v1::ROLE_UNSPECIFIED ? "" : common::v1::Role_Name(caller_.role);
    row.method = method_->full_name;
    row.action = entry.action;
    row.subject = entry.subject;
    row.detail = entry.detail;
    row.trace_id = trace_id_;
    return row;
  }

  Impl& gate_;
  grpc::ServerContext& context_;
  const Method* method_;
  const absl::Time now_;
  const absl::Time deadline_;
  const std::string trace_id_;
  Caller caller_;
  std::optional<Scope> scope_;
  std::optional<SiteScope> site_;
  std::optional<sitedirectory::Site> site_facts_;
  std::optional<IdempotencyKey> key_;
  std::vector<Look> looks_;
  absl::Status look_failure_;  // of a stream
  bool look_kept_ = false;     // of a stream
};

absl::StatusOr<bool> Gate::Impl::CallImpl::AnsweredBefore(google::protobuf::Message& response) {
  if (!key_) return false;
  Remembered remembered = Remembered::kNo;
  absl::Status status = gate_.options_.pool->Once(deadline_, [&](db::Tx& tx) {
    remembered = Recall(tx, *key_, now_, response);
    return absl::OkStatus();
  });
  if (!status.ok()) return status;
  if (remembered == Remembered::kOther) return RequestIdReused();
  return remembered == Remembered::kSame;
}

absl::Status Gate::Impl::CallImpl::RunWrite(absl::FunctionRef<absl::Status(UnitOfWork&)> body,
                                            google::protobuf::Message& response) {
  if (method_->rule.audit() != common::v1::AUDIT_KIND_CHANGE) {
    log::Error("write_by_a_read", {{"method", method_->full_name}});
    return Internal();
  }
  const auto remembered = [&](db::Tx& tx) -> std::optional<absl::Status> {
    if (!key_ || Take(tx, *key_, now_)) return std::nullopt;
    // Somebody answered it between our look and now.
    switch (Recall(tx, *key_, now_, response)) {
      case Remembered::kSame:
        return absl::OkStatus();
      case Remembered::kOther:
        return RequestIdReused();
      case Remembered::kNo:
        break;
    }
    return absl::AbortedError("request in progress");
  };
  const auto keep_answer = [&](db::Tx& tx, const WorkImpl& work) {
    if (!key_) return;
    if (work.do_not_remember || work.nothing_changed || !work.kept_refusal.ok()) {
      Forget(tx, *key_);
    } else {
      Remember(tx, *key_, response);
    }
  };
  return gate_.RunAudited(method_->full_name, deadline_, body, remembered, keep_answer,
                          [&](const AuditEntry& entry) { return AuditRow(entry); });
}

// One transaction of a change: the body, its events, the remembered answer, its audit rows.
absl::Status Gate::Impl::RunAudited(
    const std::string& name, absl::Time deadline, absl::FunctionRef<absl::Status(UnitOfWork&)> body,
    absl::FunctionRef<std::optional<absl::Status>(db::Tx&)> answered_before,
    absl::FunctionRef<void(db::Tx&, const WorkImpl&)> keep_answer,
    absl::FunctionRef<audit::Row(const AuditEntry&)> audit_row) {
  if (options_.may_change) {
    if (absl::Status status = options_.may_change(); !status.ok()) return status;
  }
  absl::Status kept_refusal;
  std::vector<outbox::Dispatcher::Stored> emitted;
  absl::Status status =
      options_.pool->Run(db::TxMode::kReadWrite, deadline, [&](db::Tx& tx) -> absl::Status {
        kept_refusal = absl::OkStatus();
        emitted.clear();
        if (std::optional<absl::Status> before = answered_before(tx)) return *before;
        WorkImpl work(tx);
        if (absl::Status done = body(work); !done.ok()) return done;
        kept_refusal = work.kept_refusal;
        if (work.audits.empty() && !work.nothing_changed) {
          log::Error("change_without_audit", {{"method", name}});
          return Internal();
        }
        std::vector<outbox::NewEvent> events;
        for (OutboxEvent& event : work.events) {
          for (const std::string& target : event.targets) {
            events.push_back({{{event.site_id, event.event_id, event.topic, target, event.payload},
                               event.version},
                              !event.deferred});
            if (!event.deferred) emitted.push_back(events.back().stored);
          }
        }
        outbox::Store(tx, events, absl::Now());
        keep_answer(tx, work);
        // The heads of the streams are locked last and in order, so that only writers of the same
        // subject wait.
        std::vector<audit::Row> rows;
        for (const AuditEntry& entry : work.audits) rows.push_back(audit_row(entry));
        std::stable_sort(rows.begin(), rows.end(), [](const audit::Row& a, const audit::Row& b) {
          return a.stream_id < b.stream_id;
        });
        audit::AppendAll(tx, audit::Trail::kChanges, rows);
        return absl::OkStatus();
      });
  if (!status.ok()) return status;
  if (!emitted.empty()) {
    options_.outbox->Deliver(
        emitted, std::min(deadline - absl::Milliseconds(100), absl::Now() + kPushBudget));
  }
  return kept_refusal;
}

absl::Status Gate::Impl::Background(std::string_view name, absl::Time deadline,
                                    absl::FunctionRef<absl::Status(UnitOfWork&)> body) {
  const std::string method(name);
  const absl::Time now = options_.clock->Now();
  const std::string trace_id = TraceId("");
  log::TraceScope trace(trace_id);
  return RunAudited(
      method, deadline, body, [](db::Tx&) -> std::optional<absl::Status> { return std::nullopt; },
      [](db::Tx&, const WorkImpl&) {},
      [&](const AuditEntry& entry) {
        audit::Row row;
        row.stream_id = entry.stream_id.empty() ? audit::NumberedStream(options_.service + method)
                                                : entry.stream_id;
        row.at = absl::FromUnixMicros(absl::ToUnixMicros(now));
        row.actor_service = options_.service;
        row.method = method;
        row.action = entry.action;
        row.subject = entry.subject;
        row.detail = entry.detail;
        row.trace_id = trace_id;
        return row;
      });
}

absl::Status Gate::Impl::CallImpl::CommitLooks() {
  if (method_->rule.audit() != common::v1::AUDIT_KIND_LOOK && looks_.empty())
    return absl::OkStatus();
  if (looks_.empty())
    looks_.push_back({site_ ? "site " + site_->site_id() : "", method_->full_name});
  const std::string whence = Whence(context_);
  return gate_.options_.pool->Run(db::TxMode::kReadWrite, deadline_, [&](db::Tx& tx) {
    for (const Look& look : looks_) {
      AuditEntry entry;
      entry.stream_id = caller_.account_id;
      entry.action = "LOOK";
      entry.subject = look.whose;
      entry.detail = nlohmann::json{{"what", look.what}, {"from", whence}}.dump(
          -1, ' ', false, nlohmann::json::error_handler_t::replace);
      audit::Append(tx, audit::Trail::kLooks, AuditRow(entry));
    }
    return absl::OkStatus();
  });
}

absl::Status Gate::Impl::CallImpl::FinishLooks() {
  if (!method_->server_streaming) return CommitLooks();
  if (!look_failure_.ok()) return look_failure_;
  if (method_->rule.audit() == common::v1::AUDIT_KIND_LOOK && !look_kept_) {
    log::Error("stream_without_look", {{"method", method_->full_name}});
    return Internal();
  }
  return absl::OkStatus();
}

absl::StatusOr<Caller> Gate::Impl::Authenticate(const grpc::ServerContext& context,
                                                const Method& method, absl::Time now) {
  Caller caller;
  const std::string service_token = Metadata(context, "x-sems-service-token");
  if (!service_token.empty()) {
    absl::StatusOr<auth::Claims> claims = options_.service_tokens->Verify(service_token, now);
    if (!claims.ok()) return claims.status();
    caller.service = claims->issuer;
    caller.account_id = claims->subject;
    common::v1::Role_Parse(claims->role, &caller.role);
    return caller;
  }
  const std::string authorization = Metadata(context, "authorization");
  if (authorization.empty() || method.rule.anonymous()) {
    if (method.rule.anonymous()) return caller;
    return Unauthenticated("TOKEN_MISSING",
                           "Sign in, and send the token as `authorization: Bearer …`.",
                           "로그인이 필요합니다.");
  }
  if (!absl::StartsWithIgnoreCase(authorization, "Bearer ")) {
    return Unauthenticated("TOKEN_MALFORMED", "The authorization is not a Bearer token.",
                           "올바른 인증 토큰이 아닙니다.");
  }
  absl::StatusOr<auth::Claims> claims = options_.user_tokens->Verify(authorization.substr(7), now);
  if (!claims.ok()) return claims.status();
  caller.account_id = claims->subject;
  if (!common::v1::Role_Parse(claims->role, &caller.role) || !IsUuid(caller.account_id)) {
    return Unauthenticated("TOKEN_MALFORMED", "The token names no known role.",
                           "올바른 인증 토큰이 아닙니다.");
  }
  return caller;
}

absl::StatusOr<Scope> Gate::Impl::ResolveScope(const Caller& caller, const Method& method,
                                               absl::Time now, absl::Time deadline) {
  using Kind = Scope::Kind;
  const auto& rule = method.rule;
  if (!caller.service.empty()) {
    for (const std::string& allowed : rule.services()) {
      if (allowed == "*" || allowed == caller.service)
        return MakeScope(Kind::kSystem, caller.account_id, {});
    }
    return PermissionDenied();
  }
  if (rule.anonymous()) return MakeScope(Kind::kNone, "", {});
  if (std::find(rule.roles().begin(), rule.roles().end(), caller.role) == rule.roles().end())
    return PermissionDenied();
  if (rule.scope() == common::v1::SCOPE_KIND_ACCOUNT)
    return MakeScope(Kind::kAccount, caller.account_id, {});
  if (Nationwide(caller.role) || rule.scope() == common::v1::SCOPE_KIND_NATION) {
    return MakeScope(Kind::kNation, caller.account_id, {});
  }
  if (ByJurisdiction(caller.role)) {
    absl::StatusOr<Authority> authority = options_.authority->Get(caller.account_id, now, deadline);
    if (!authority.ok()) return authority.status();
    if (!authority->active || authority->role != caller.role) return PermissionDenied();
    const Kind kind = authority->district_codes.empty() ? Kind::kNone : Kind::kJurisdiction;
    Scope scope = MakeScope(kind, caller.account_id, std::move(authority->district_codes));
    Grant(scope, authority->granted_roles);
    return scope;
  }
  if (caller.role == common::v1::ROLE_ORGANISATION) {
    absl::StatusOr<Authority> authority = options_.authority->Get(caller.account_id, now, deadline);
    if (!authority.ok()) return authority.status();
    if (!authority->active || authority->role != caller.role) return PermissionDenied();
    return MakeOrganisationScope(caller.account_id, authority->organisation_id);
  }
  if (caller.role == common::v1::ROLE_SITE_OPERATOR)
    return MakeScope(Kind::kSites, caller.account_id, {});
  return MakeScope(Kind::kAccount, caller.account_id, {});
}

absl::StatusOr<sitedirectory::Site> Gate::Impl::ResolveSite(const Caller& caller,
                                                            const Scope& scope,
                                                            const std::string& site_id,
                                                            absl::Time now, absl::Time deadline) {
  if (!IsUuid(site_id)) {
    FieldErrors errors;
    errors.Add("site_id", "NOT_AN_ID", "must be the id of a site",
               "사업장 식별자가 올바르지 않습니다.");
    return errors.ToStatus();
  }
  std::optional<sitedirectory::SiteForAccount> found;
  absl::Status status = options_.pool->Once(deadline, [&](db::Tx& tx) {
    found = sitedirectory::Find(tx, site_id, caller.account_id);
    return absl::OkStatus();
  });
  if (!status.ok()) return status;
  switch (scope.kind()) {
    case Scope::Kind::kNation:
    case Scope::Kind::kSystem:
      if (!found) return NotFound("site", "사업장", site_id);
      return found->site;
    case Scope::Kind::kJurisdiction:
      if (found && scope.CoversDistrict(found->site.district_code)) return found->site;
      return PermissionDenied();
    case Scope::Kind::kSites:
      if (found && found->operated) return found->site;
      return PermissionDenied();
    case Scope::Kind::kAccount:
      if (found && caller.role == common::v1::ROLE_MEASUREMENT_AGENT) {
        absl::StatusOr<bool> live =
            options_.authority->Delegated(caller.account_id, site_id, SeoulDay(now), now, deadline);
        if (!live.ok()) return live.status();
        if (*live) return found->site;
      }
      return PermissionDenied();
    case Scope::Kind::kOrganisation:
    case Scope::Kind::kNone:
      return PermissionDenied();
  }
  return PermissionDenied();
}

absl::Status Gate::Impl::Admitted(grpc::ServerContext& context, const Method& method,
                                  const google::protobuf::Message& request,
                                  google::protobuf::Message* response, CallImpl& call,
                                  absl::FunctionRef<absl::Status(Call&)> handler) {
  absl::StatusOr<Caller> caller = Authenticate(context, method, call.now_);
  if (!caller.ok()) return caller.status();
  call.caller_ = *std::move(caller);
  absl::StatusOr<Scope> scope = ResolveScope(call.caller_, method, call.now_, call.deadline_);
  if (!scope.ok()) return scope.status();
  call.scope_ = *std::move(scope);
  if (method.site_field != nullptr) {
    std::string scratch;
    const std::string& site_id =
        request.GetReflection()->GetStringReference(request, method.site_field, &scratch);
    absl::StatusOr<sitedirectory::Site> site =
        ResolveSite(call.caller_, *call.scope_, site_id, call.now_, call.deadline_);
    if (!site.ok()) return site.status();
    call.site_ = MakeSiteScope(site_id);
    call.site_facts_ = *std::move(site);
  }
  if (method.request_id != nullptr && method.rule.audit() == common::v1::AUDIT_KIND_CHANGE &&
      response != nullptr) {
    std::string scratch;
    const std::string& request_id =
        request.GetReflection()->GetStringReference(request, method.request_id, &scratch);
    if (!request_id.empty()) {
      if (!IsUuid(request_id)) {
        FieldErrors errors;
        errors.Add("request_id", "NOT_A_UUID", "must be a UUID", "UUID 형식이어야 합니다.");
        return errors.ToStatus();
      }
      call.key_ = IdempotencyKey{call.site_ ? call.site_->site_id() : kNilUuid,
                                 call.caller_.service.empty() ? call.caller_.account_id
                                                              : "service:" + call.caller_.service,
                                 method.full_name, request_id, HashRequest(request)};
      absl::StatusOr<bool> answered = call.AnsweredBefore(*response);
      if (!answered.ok()) return answered.status();
      if (*answered) return absl::OkStatus();
    }
  }
  if (absl::Status status = handler(call); !status.ok()) return status;
  return call.FinishLooks();
}

grpc::Status Gate::Impl::Serve(grpc::ServerContext& context, const std::string& full_method,
                               const google::protobuf::Message& request,
                               google::protobuf::Message* response,
                               absl::FunctionRef<absl::Status(Call&)> handler) {
  const absl::Time started = absl::Now();
  const absl::Time now = options_.clock->Now();
  const auto method = methods_.find(full_method);
  const bool upload = method != methods_.end() && method->second.client_streaming;
  absl::Time deadline = absl::FromChrono(context.deadline());
  if (deadline > started + absl::Hours(1))
    deadline = started + (upload ? kUploadDeadline : kDefaultDeadline);
  CallImpl call(*this, context, method == methods_.end() ? nullptr : &method->second, now,
                deadline);
  log::TraceScope trace(call.trace_id_);

  absl::Status status;
  const int in_flight = in_flight_.fetch_add(1) + 1;
  metrics_.in_flight().Set(in_flight);
  if (method == methods_.end()) {
    log::Error("method_not_guarded", {{"method", full_method}});
    status = PermissionDenied();
  } else if (in_flight > options_.max_in_flight) {
    status = Error(absl::StatusCode::kResourceExhausted, "TOO_MANY_CALLS",
                   "The service is busy; try again shortly.",
                   "요청이 많습니다. 잠시 후 다시 시도하십시오.");
  } else if (MetadataBytes(context) > kMaxMetadataBytes) {
    status = Error(absl::StatusCode::kResourceExhausted, "METADATA_TOO_LARGE",
                   absl::StrCat("Request metadata is larger than ", kMaxMetadataBytes, " bytes."),
                   "요청 메타데이터가 너무 큽니다.");
  } else {
    try {
      status = SayWhatIsNeeded(Admitted(context, method->second, request, response, call, handler),
                               method->second, call.caller_, call.scope_);
    } catch (const std::exception& error) {
      log::Error("handler_threw", {{"method", full_method}, {"what", error.what()}});
      status = Internal();
    } catch (...) {
      log::Error("handler_threw", {{"method", full_method}});
      status = Internal();
    }
  }
  in_flight_.fetch_sub(1);
  if (!status.ok() && response != nullptr) response->Clear();
  // Raw Abseil errors of this program's making never reach a caller as UNKNOWN.
  if (status.code() == absl::StatusCode::kUnknown) status = Internal();

  const absl::Duration took = absl::Now() - started;
  const std::string code = absl::StatusCodeToString(status.code());
  metrics_.Done(full_method, code, took);
  log::Info("call", {{"service", options_.service},
                     {"method", full_method},
                     {"code", code},
                     {"reason", status.ok() ? "" : ErrorReason(status)},
                     {"account", call.caller_.account_id},
                     {"peer_service", call.caller_.service},
                     {"ms", absl::StrCat(absl::ToDoubleMilliseconds(took))}});
  return ToGrpc(status);
}

Gate::Gate(GateOptions options) : impl_(std::make_unique<Impl>(std::move(options))) {}
Gate::~Gate() = default;

absl::Status Gate::AddService(const google::protobuf::ServiceDescriptor& service) {
  return ReadAccessRules(service, impl_->methods_);
}

absl::Status Gate::Background(std::string_view name, absl::Time deadline,
                              absl::FunctionRef<absl::Status(UnitOfWork&)> body) {
  return impl_->Background(name, deadline, body);
}

grpc::Status Gate::Serve(grpc::ServerContext& context, const std::string& full_method,
                         const google::protobuf::Message& request,
                         google::protobuf::Message* response,
                         absl::FunctionRef<absl::Status(Call&)> handler) {
  return impl_->Serve(context, full_method, request, response, handler);
}

}  // namespace sems::server
