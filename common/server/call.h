#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/civil_time.h"
#include "absl/time/time.h"
#include "common/server/scope.h"
#include "common/sitedirectory/directory.h"
#include "google/protobuf/message.h"
#include "grpcpp/client_context.h"
#include "grpcpp/server_context.h"

namespace sems::db {
class Pool;
class Tx;
}  // namespace sems::db

namespace sems::server {

struct Method;

// A row of the audit trail, written with the change it tells of.
struct AuditEntry {
  // UUID of what the change is about: site, application, account or case. Its stream chains the
  // rows. Empty: one of the 64 numbered streams.
  std::string stream_id;
  std::string action;  // UPPER_SNAKE: "APPLICATION_APPROVED"
  std::string
      subject;  // what changed, as a reader finds it: "stack_hours 2026-10", "application 0192…"
  std::string detail;  // JSON of what changed; no personal data beyond ids
};

// An event for other services, delivered at least once and in order of its subject.
struct OutboxEvent {
  std::string site_id;               // UUID of the subject: a site, or a case
  std::string event_id;              // UUIDv7
  int64_t version = 0;               // order within the subject
  std::string topic;                 // names the sender function: "site"
  std::vector<std::string> targets;  // services, by name
  std::string payload;               // serialized message
  // The call does not wait until the targets have it: nothing that its caller does next needs them
  // to.
  bool deferred = false;
};

// One transaction and everything that commits with it. A body that runs in it may run more than
// once.
class UnitOfWork {
 public:
  virtual ~UnitOfWork() = default;
  virtual db::Tx& tx() = 0;
  // At least one is required of every write that changed something.
  virtual void Audit(AuditEntry entry) = 0;
  virtual void Emit(OutboxEvent event) = 0;
  // Commits what was written (the trace of a refusal: a failed sign-in) and then answers with this
  // error.
  virtual void KeepDespite(absl::Status refusal) = 0;
  // Nothing was changed (a NOT_SAVED batch, a repeated approval): commits without an audit row, and
  // the answer is not remembered under its request_id.
  virtual void NothingChanged() = 0;
  // The change is audited, but its answer must not be kept under its request_id (answers that hold
  // secrets).
  virtual void DoNotRemember() = 0;
};

// A look at personal data, for the looker's stream.
struct Look {
  std::string whose;  // "application 0192…", "account …"
  std::string what;   // "contact of the application"
};

// Everything a handler may know of the call it answers.
class Call {
 public:
  virtual ~Call() = default;

  virtual const Caller& caller() const = 0;
  virtual const Scope& scope() const = 0;
  // The site of a SCOPE_KIND_SITE method, already found to be in scope.
  virtual const SiteScope& site() const = 0;
  virtual const sitedirectory::Site& site_facts() const = 0;
  // A site met on the way (a line that names one): PERMISSION_DENIED unless it is in scope.
  virtual absl::StatusOr<SiteScope> Site(const std::string& site_id) = 0;
  // For calls between services, whose scope is the system: the site as it was named.
  virtual SiteScope SystemSite(const std::string& site_id) const = 0;

  virtual absl::Time now() const = 0;        // stamped once, when the call arrived
  virtual absl::CivilDay today() const = 0;  // in Asia/Seoul
  virtual absl::Time deadline() const = 0;
  virtual const std::string& trace_id() const = 0;
  virtual grpc::ServerContextBase& context() = 0;  // for response headers of file downloads

  // Context of a call to another service: deadline, trace, this service's identity and the caller
  // it acts for.
  virtual void Prepare(grpc::ClientContext& context, std::string_view target_service) = 0;

  // Look at personal data: committed before the first byte of the answer, or there is no answer.
  virtual void LookedAt(Look look) = 0;

  // One audited transaction; answers a repeated request_id with what was answered before. See
  // UnitOfWork.
  template <class Response>
  absl::StatusOr<Response> Write(absl::FunctionRef<absl::StatusOr<Response>(UnitOfWork&)> body) {
    Response response;
    absl::Status status = RunWrite(
        [&](UnitOfWork& work) -> absl::Status {
          absl::StatusOr<Response> result = body(work);
          if (!result.ok()) return result.status();
          response = *std::move(result);
          return absl::OkStatus();
        },
        response);
    if (!status.ok()) return status;
    return response;
  }

  // One read-only transaction.
  // (std::function, since absl::FunctionRef wants db::Tx complete, and handlers must not see pqxx.)
  template <class Response>
  absl::StatusOr<Response> Read(const std::function<absl::StatusOr<Response>(db::Tx&)>& body) {
    std::optional<absl::StatusOr<Response>> result;
    absl::Status status = RunRead([&](db::Tx& tx) -> absl::Status {
      result = body(tx);
      return result->status();
    });
    if (!status.ok()) return status;
    return *std::move(result);
  }

 private:
  virtual absl::Status RunWrite(absl::FunctionRef<absl::Status(UnitOfWork&)> body,
                                google::protobuf::Message& response) = 0;
  virtual absl::Status RunRead(const std::function<absl::Status(db::Tx&)>& body) = 0;
};

}  // namespace sems::server
