#include "tests/integration/probe_module.h"

#include <stdexcept>

#include "common/db/tx.h"
#include "common/server/gate.h"
#include "common/server/site_directory_service.h"
#include "common/values/uuid.h"
#include "sems/probe/v1/probe.grpc.pb.h"

namespace sems::probe {
namespace {

// The module poses as the service "facility", whose keys and configuration the harness has.
constexpr EmbeddedFile kMigrations[] = {{"0001_probe.sql", R"(
CREATE TABLE probe (key text PRIMARY KEY, value text NOT NULL, times int NOT NULL CHECK (times < 100));
CREATE FUNCTION end_session() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_terminate_backend(pg_backend_pid());
    RETURN NULL;
END $$;
CREATE TABLE fuse (id int);
CREATE CONSTRAINT TRIGGER fuse_blows AFTER INSERT ON fuse DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW EXECUTE FUNCTION end_session();
)"}};

std::span<const EmbeddedFile> Migrations() { return kMigrations; }

namespace handlers {

struct Deps {};

absl::StatusOr<v1::PutResponse> Put(Deps&, server::Call& call, const v1::PutRequest& request) {
  if (request.mischief() == v1::MISCHIEF_THROW)
    throw std::runtime_error("a handler's own exception");
  return call.Write<v1::PutResponse>(
      [&](server::UnitOfWork& work) -> absl::StatusOr<v1::PutResponse> {
        db::Tx& tx = work.tx();
        if (request.mischief() == v1::MISCHIEF_SLEEP_IN_DATABASE) tx.Exec("SELECT pg_sleep(20)");
        if (request.mischief() == v1::MISCHIEF_LOSE_CONNECTION_AT_COMMIT)
          tx.Exec("INSERT INTO fuse VALUES (1)");
        const pqxx::result rows = tx.Exec(
            R"(INSERT INTO probe AS p (key, value, times) VALUES ($1, $2, $3)
           ON CONFLICT (key) DO UPDATE SET value = $2, times = p.times + 1 RETURNING times)",
            request.key(), request.value(),
            request.mischief() == v1::MISCHIEF_BREAK_CONSTRAINT ? 1000 : 1);
        if (request.mischief() == v1::MISCHIEF_FAIL_AFTER_WRITING) {
          return Error(absl::StatusCode::kFailedPrecondition, "NOT_TODAY", "not today",
                       "오늘은 안 됩니다");
        }
        if (request.mischief() == v1::MISCHIEF_REFUSE_BUT_KEEP) {
          work.KeepDespite(Unauthenticated("WRONG_PASSWORD", "wrong", "틀림"));
        }
        if (request.mischief() == v1::MISCHIEF_NOTHING_CHANGED) {
          work.NothingChanged();
        } else if (request.mischief() != v1::MISCHIEF_NO_AUDIT) {
          work.Audit({"", "PROBE_PUT", "probe " + request.key(), "{}"});
        }
        v1::PutResponse response;
        response.set_times(rows[0][0].as<int>());
        response.set_receipt(NewUuidV7(call.now()));
        return response;
      });
}

absl::StatusOr<v1::PutForSiteResponse> PutForSite(Deps&, server::Call& call,
                                                  const v1::PutForSiteRequest& request) {
  return call.Write<v1::PutForSiteResponse>(
      [&](server::UnitOfWork& work) -> absl::StatusOr<v1::PutForSiteResponse> {
        work.Audit({call.site().site_id(), "PROBE_SITE", "probe " + request.key(), "{}"});
        v1::PutForSiteResponse response;
        response.set_site_name(call.site_facts().name);
        return response;
      });
}

absl::StatusOr<v1::LookResponse> Look(Deps&, server::Call& call, const v1::LookRequest&) {
  v1::LookResponse response;
  for (const std::string& code : call.scope().district_codes()) response.add_district_codes(code);
  response.set_organisation_id(call.scope().organisation_id());
  for (const std::string& role : call.scope().granted_roles()) response.add_granted_roles(role);
  response.set_nation(call.scope().kind() == server::Scope::Kind::kNation);
  call.LookedAt({"application 1", "contact"});
  return response;
}

absl::StatusOr<v1::CollectResponse> Collect(Deps&, server::Call& call,
                                            grpc::ServerReader<v1::CollectRequest>& reader) {
  std::string all;
  for (v1::CollectRequest piece; reader.Read(&piece);) {
    all += piece.piece();
    if (all.size() > 10)
      return Error(absl::StatusCode::kInvalidArgument, "TOO_MUCH", "too much", "너무 많습니다");
  }
  return call.Write<v1::CollectResponse>(
      [&](server::UnitOfWork& work) -> absl::StatusOr<v1::CollectResponse> {
        work.Audit({"", "PROBE_COLLECTED", "probe", "{}"});
        v1::CollectResponse response;
        response.set_all(all);
        return response;
      });
}

absl::StatusOr<v1::OpenResponse> Open(Deps&, server::Call& call, const v1::OpenRequest&) {
  v1::OpenResponse response;
  response.set_anonymous(call.caller().anonymous());
  return response;
}

absl::StatusOr<v1::BetweenResponse> Between(Deps&, server::Call& call, const v1::BetweenRequest&) {
  v1::BetweenResponse response;
  response.set_service(call.caller().service);
  response.set_account_id(call.caller().account_id);
  return response;
}

}  // namespace handlers

class ProbeService final : public v1::ProbeService::Service {
 public:
  explicit ProbeService(server::Gate& gate) : gate_(gate) {}
  SEMS_UNARY(v1::ProbeService, Put)
  SEMS_UNARY(v1::ProbeService, PutForSite)
  SEMS_UNARY(v1::ProbeService, Look)
  SEMS_CLIENT_STREAM(v1::ProbeService, Collect)
  SEMS_UNARY(v1::ProbeService, Open)
  SEMS_UNARY(v1::ProbeService, Between)

 private:
  server::Gate& gate_;
  handlers::Deps deps_;
};

class ProbeModule final : public server::Module {
 public:
  explicit ProbeModule(const server::ModuleDeps& deps)
      : probe_(*deps.gate), directory_(*deps.gate) {}
  std::vector<server::Served> Services() override {
    return {server::Serves<v1::ProbeService>(probe_),
            server::Serves<common::internal::v1::SiteDirectoryService>(directory_)};
  }

 private:
  ProbeService probe_;
  server::SiteDirectoryService directory_;
};

server::Gate* latest_gate = nullptr;

}  // namespace

server::Gate& LatestGate() { return *latest_gate; }

const server::ModuleInfo& Info() {
  static const server::ModuleInfo info = {
      "facility", Migrations,
      [](const server::ModuleDeps& deps) -> absl::StatusOr<std::unique_ptr<server::Module>> {
        latest_gate = deps.gate;
        return std::make_unique<ProbeModule>(deps);
      }};
  return info;
}

}  // namespace sems::probe
