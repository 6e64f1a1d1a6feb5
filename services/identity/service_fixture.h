#pragma once

#include <grpcpp/grpcpp.h>
#include <gtest/gtest.h>

#include <optional>
#include <pqxx/pqxx>
#include <string>

#include "absl/time/clock.h"
#include "common/db/pool.h"
#include "common/status/error.h"
#include "common/testing/harness.h"
#include "sems/identity/internal/v1/authority_service.grpc.pb.h"
#include "sems/identity/v1/account_service.grpc.pb.h"
#include "sems/identity/v1/auth_service.grpc.pb.h"
#include "sems/identity/v1/delegation_service.grpc.pb.h"
#include "sems/identity/v1/jurisdiction_service.grpc.pb.h"
#include "services/identity/bootstrap.h"
#include "services/identity/module.h"

// What the tests of this service share: the service itself on a database of its own, with the
// administrator that the bootstrap makes.
namespace sems::identity {

inline constexpr char kAdminLogin[] = "nier.admin";
inline constexpr char kAdminPassword[] = "Bootstrap!2026";
inline constexpr char kPassword[] = "Clean-Air 2026";

class IdentityServiceTest : public ::testing::Test {
 protected:
  IdentityServiceTest() : harness({&Info()}) {
    const absl::StatusOr<std::string> made = Bootstrap(kAdminLogin, kAdminPassword);
    EXPECT_TRUE(made.ok()) << made.status();
    admin = {SignIn(kAdminLogin, kAdminPassword)->account_id(), common::v1::ROLE_NIER_ADMIN};
  }

  absl::StatusOr<std::string> Bootstrap(std::string_view login, std::string_view password) {
    db::Pool pool({.conninfo = harness.database().ServiceConninfo("identity"),
                   .schema = "identity",
                   .size = 1});
    return BootstrapAdmin(pool, login, password, harness.clock().Now());
  }

  // A call with this bearer token; without any for an empty one.
  template <class Stub, class Request, class Response>
  absl::StatusOr<Response> With(const std::string& token, Stub& stub,
                                grpc::Status (Stub::*method)(grpc::ClientContext*, const Request&,
                                                             Response*),
                                const Request& request) {
    grpc::ClientContext context;
    context.set_deadline(absl::ToChronoTime(absl::Now() + absl::Seconds(20)));
    if (!token.empty()) context.AddMetadata("authorization", "Bearer " + token);
    Response response;
    const grpc::Status status = (stub.*method)(&context, request, &response);
    if (!status.ok()) return FromGrpc(status);
    return response;
  }

  absl::StatusOr<v1::SignInResponse> SignIn(const std::string& login, const std::string& password) {
    v1::SignInRequest request;
    request.set_login(login);
    request.set_password(password);
    return With("", *auth, &v1::AuthService::Stub::SignIn, request);
  }

  absl::StatusOr<v1::RefreshTokenResponse> Refresh(const std::string& token) {
    v1::RefreshTokenRequest request;
    request.set_refresh_token(token);
    return With("", *auth, &v1::AuthService::Stub::RefreshToken, request);
  }

  absl::StatusOr<v1::GetMyAccountResponse> Me(const std::string& access_token) {
    return With(access_token, *accounts, &v1::AccountService::Stub::GetMyAccount,
                v1::GetMyAccountRequest());
  }

  static v1::SignUpRequest SignUpForm(const std::string& login, common::v1::Role role) {
    v1::SignUpRequest request;
    request.set_login(login);
    request.set_password(kPassword);
    request.set_role(role);
    request.mutable_profile()->set_organisation_name("한빛환경");
    request.mutable_profile()->set_department("환경안전팀");
    request.mutable_profile()->set_contact_name("홍길동");
    request.mutable_profile()->set_phone("010-1234-5678");
    request.mutable_profile()->set_email("gildong@example.kr");
    request.set_accepted_privacy_notice_version("1");
    return request;
  }

  absl::StatusOr<v1::SignUpResponse> SignUp(const v1::SignUpRequest& request) {
    return With("", *accounts, &v1::AccountService::Stub::SignUp, request);
  }

  // A person with an account of his own.
  testing::Person MakeAccount(const std::string& login,
                              common::v1::Role role = common::v1::ROLE_SITE_OPERATOR) {
    if (role == common::v1::ROLE_SITE_OPERATOR || role == common::v1::ROLE_MEASUREMENT_AGENT) {
      const auto made = SignUp(SignUpForm(login, role));
      EXPECT_TRUE(made.ok()) << made.status();
      return {made->account().account_id(), role};
    }
    v1::CreateAccountRequest request;
    request.set_login(login);
    request.set_initial_password(kPassword);
    request.set_role(role);
    request.mutable_profile()->set_organisation_name("인천광역시 서구");
    const auto made =
        testing::Ask(harness, admin, *accounts, &v1::AccountService::Stub::CreateAccount, request);
    EXPECT_TRUE(made.ok()) << made.status();
    return {made->account().account_id(), role};
  }

  absl::StatusOr<v1::LockAccountResponse> Lock(const std::string& account_id) {
    v1::LockAccountRequest request;
    request.set_account_id(account_id);
    request.set_reason("퇴직");
    return testing::Ask(harness, admin, *accounts, &v1::AccountService::Stub::LockAccount, request);
  }

  absl::StatusOr<v1::UnlockAccountResponse> Unlock(const std::string& account_id) {
    v1::UnlockAccountRequest request;
    request.set_account_id(account_id);
    request.set_reason("복직");
    return testing::Ask(harness, admin, *accounts, &v1::AccountService::Stub::UnlockAccount,
                        request);
  }

  // One value, seen behind the service's back.
  std::string Stored(const std::string& sql) {
    pqxx::connection connection(harness.database().AdminConninfo());
    pqxx::nontransaction work(connection);
    work.exec("SET search_path = identity");
    const pqxx::result result = work.exec(sql);
    return result.empty() || result[0][0].is_null() ? "" : result[0][0].c_str();
  }

  std::string AuditRows(const std::string& action) {
    return Stored("SELECT count(*) FROM audit_row WHERE action = '" + action + "'");
  }

  testing::Harness harness;
  std::unique_ptr<v1::AuthService::Stub> auth =
      v1::AuthService::NewStub(harness.Channel("identity"));
  std::unique_ptr<v1::AccountService::Stub> accounts =
      v1::AccountService::NewStub(harness.Channel("identity"));
  std::unique_ptr<v1::JurisdictionService::Stub> jurisdictions =
      v1::JurisdictionService::NewStub(harness.Channel("identity"));
  std::unique_ptr<v1::DelegationService::Stub> delegations =
      v1::DelegationService::NewStub(harness.Channel("identity"));
  std::unique_ptr<internal::v1::AuthorityService::Stub> authority =
      internal::v1::AuthorityService::NewStub(harness.Channel("identity"));
  testing::Person admin;
};

// Everything a caller sees of an error.
inline std::string Seen(const absl::Status& status) {
  return ToRpcStatus(status).ShortDebugString();
}

// The fields an INVALID_FIELDS error names, with their codes: "login FORMAT, role NOT_ALLOWED".
std::string Violations(const absl::Status& status);

}  // namespace sems::identity
