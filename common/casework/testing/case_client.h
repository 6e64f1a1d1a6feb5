#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/civil_time.h"
#include "common/testing/harness.h"
#include "common/values/civil.h"
#include "sems/casework/internal/v1/timer_service.grpc.pb.h"
#include "sems/casework/v1/case.pb.h"

// The CaseService of either domain, asked over gRPC, in the messages they share: what is tested of
// one is tested of the other with the same words.
namespace sems::casework::testing {

using sems::testing::Harness;
using sems::testing::Person;

struct OpenSpec {
  std::string procedure;
  std::string machine;
  std::string variant;
  v1::Subject subject;
  std::string as_role;
  std::string opened_on;
  std::map<std::string, std::string> dates;
  std::map<std::string, std::string> values;
  std::vector<v1::GuardAnswer> guards;
  std::vector<v1::FormEntry> form;
  std::optional<v1::Period> set_period;
  std::string request_id;
};

class CaseClient {
 public:
  virtual ~CaseClient() = default;
  virtual Harness& harness() = 0;
  virtual const std::string& service() const = 0;

  virtual absl::StatusOr<std::vector<v1::ProcedureSummary>> Procedures(const Person& person) = 0;
  virtual absl::StatusOr<v1::Procedure> Describe(const Person& person, const std::string& id) = 0;
  virtual absl::StatusOr<v1::Case> Open(const Person& person, const OpenSpec& spec) = 0;
  virtual absl::StatusOr<v1::Case> Get(const Person& person, const std::string& case_id) = 0;
  virtual absl::StatusOr<std::vector<v1::NextEvent>> Next(const Person& person,
                                                          const std::string& case_id) = 0;
  virtual absl::StatusOr<v1::Case> Raise(const Person& person, const std::string& case_id,
                                         const v1::EventInput& event, const std::string& etag = "",
                                         const std::string& request_id = "") = 0;
  virtual absl::StatusOr<v1::Case> Answer(const Person& person, const std::string& case_id,
                                          const std::vector<v1::GuardAnswer>& guards) = 0;
  virtual absl::StatusOr<v1::Case> UpdateForm(const Person& person, const std::string& case_id,
                                              const std::vector<v1::FormEntry>& form) = 0;
  virtual absl::StatusOr<v1::Case> Attach(const Person& person, const std::string& case_id,
                                          const std::string& attachment_id,
                                          const std::string& item_id) = 0;
  virtual absl::StatusOr<v1::Case> Pay(const Person& person, const std::string& case_id,
                                       int64_t krw) = 0;
  virtual absl::StatusOr<v1::Case> Name(const Person& person, const std::string& case_id,
                                        const v1::Body& body) = 0;
  virtual absl::StatusOr<std::vector<v1::CaseEvent>> History(const Person& person,
                                                             const std::string& case_id) = 0;
  // Sets every number that the sources leave open to so many days.
  virtual absl::Status SetParameters(const Person& admin, int days) = 0;
  // Raises the timers that are due; returns how many.
  absl::StatusOr<int64_t> RunTimers();
};

// The request of an RPC, from the stub's method.
template <class Stub, class Request, class Response>
Request RequestOf(grpc::Status (Stub::*)(grpc::ClientContext*, const Request&, Response*));

template <class Service>
class CaseClientOf final : public CaseClient {
 public:
  using Stub = typename Service::Stub;

  CaseClientOf(Harness& harness, std::string service)
      : harness_(harness),
        service_(std::move(service)),
        stub_(Service::NewStub(harness.Channel(service_))) {}

  Harness& harness() override { return harness_; }
  const std::string& service() const override { return service_; }
  Stub& stub() { return *stub_; }

  absl::StatusOr<std::vector<v1::ProcedureSummary>> Procedures(const Person& person) override {
    decltype(RequestOf(&Stub::ListProcedures)) request;
    request.set_page_size(500);
    auto answer = Ask(person, &Stub::ListProcedures, request);
    if (!answer.ok()) return answer.status();
    return std::vector<v1::ProcedureSummary>(answer->procedures().begin(),
                                             answer->procedures().end());
  }
  absl::StatusOr<v1::Procedure> Describe(const Person& person, const std::string& id) override {
    decltype(RequestOf(&Stub::DescribeProcedure)) request;
    request.set_procedure_id(id);
    auto answer = Ask(person, &Stub::DescribeProcedure, request);
    if (!answer.ok()) return answer.status();
    return answer->procedure();
  }
  absl::StatusOr<v1::Case> Open(const Person& person, const OpenSpec& spec) override {
    decltype(RequestOf(&Stub::OpenCase)) request;
    request.set_procedure_id(spec.procedure);
    request.set_machine_id(spec.machine);
    request.set_variant_id(spec.variant);
    *request.mutable_subject() = spec.subject;
    request.set_as_role(spec.as_role);
    request.set_opened_on(spec.opened_on);
    request.mutable_dates()->insert(spec.dates.begin(), spec.dates.end());
    request.mutable_values()->insert(spec.values.begin(), spec.values.end());
    for (const v1::GuardAnswer& guard : spec.guards) *request.add_guards() = guard;
    for (const v1::FormEntry& entry : spec.form) *request.add_form() = entry;
    if (spec.set_period) *request.mutable_set_period() = *spec.set_period;
    request.set_request_id(spec.request_id);
    return CaseOf(Ask(person, &Stub::OpenCase, request));
  }
  absl::StatusOr<v1::Case> Get(const Person& person, const std::string& case_id) override {
    decltype(RequestOf(&Stub::GetCase)) request;
    request.set_case_id(case_id);
    return CaseOf(Ask(person, &Stub::GetCase, request));
  }
  absl::StatusOr<std::vector<v1::NextEvent>> Next(const Person& person,
                                                  const std::string& case_id) override {
    decltype(RequestOf(&Stub::ListNextEvents)) request;
    request.set_case_id(case_id);
    auto answer = Ask(person, &Stub::ListNextEvents, request);
    if (!answer.ok()) return answer.status();
    return std::vector<v1::NextEvent>(answer->events().begin(), answer->events().end());
  }
  absl::StatusOr<v1::Case> Raise(const Person& person, const std::string& case_id,
                                 const v1::EventInput& event, const std::string& etag = "",
                                 const std::string& request_id = "") override {
    decltype(RequestOf(&Stub::RaiseEvent)) request;
    request.set_case_id(case_id);
    *request.mutable_event() = event;
    request.set_etag(etag);
    request.set_request_id(request_id);
    return CaseOf(Ask(person, &Stub::RaiseEvent, request));
  }
  absl::StatusOr<v1::Case> Answer(const Person& person, const std::string& case_id,
                                  const std::vector<v1::GuardAnswer>& guards) override {
    decltype(RequestOf(&Stub::AnswerGuards)) request;
    request.set_case_id(case_id);
    for (const v1::GuardAnswer& guard : guards) *request.add_guards() = guard;
    return CaseOf(Ask(person, &Stub::AnswerGuards, request));
  }
  absl::StatusOr<v1::Case> UpdateForm(const Person& person, const std::string& case_id,
                                      const std::vector<v1::FormEntry>& form) override {
    decltype(RequestOf(&Stub::UpdateForm)) request;
    request.set_case_id(case_id);
    for (const v1::FormEntry& entry : form) *request.add_form() = entry;
    return CaseOf(Ask(person, &Stub::UpdateForm, request));
  }
  absl::StatusOr<v1::Case> Attach(const Person& person, const std::string& case_id,
                                  const std::string& attachment_id,
                                  const std::string& item_id) override {
    decltype(RequestOf(&Stub::AttachFile)) request;
    request.set_case_id(case_id);
    request.set_attachment_id(attachment_id);
    request.set_item_id(item_id);
    return CaseOf(Ask(person, &Stub::AttachFile, request));
  }
  absl::StatusOr<v1::Case> Pay(const Person& person, const std::string& case_id,
                               int64_t krw) override {
    decltype(RequestOf(&Stub::RecordFeePayment)) request;
    request.set_case_id(case_id);
    request.set_amount_krw(krw);
    request.set_paid_on(FormatDay(SeoulToday(harness_.clock())));
    request.set_reference("2026-000001");
    return CaseOf(Ask(person, &Stub::RecordFeePayment, request));
  }
  absl::StatusOr<v1::Case> Name(const Person& person, const std::string& case_id,
                                const v1::Body& body) override {
    decltype(RequestOf(&Stub::NameBody)) request;
    request.set_case_id(case_id);
    *request.mutable_body() = body;
    return CaseOf(Ask(person, &Stub::NameBody, request));
  }
  absl::StatusOr<std::vector<v1::CaseEvent>> History(const Person& person,
                                                     const std::string& case_id) override {
    decltype(RequestOf(&Stub::ListCaseHistory)) request;
    request.set_case_id(case_id);
    request.set_page_size(500);
    auto answer = Ask(person, &Stub::ListCaseHistory, request);
    if (!answer.ok()) return answer.status();
    return std::vector<v1::CaseEvent>(answer->events().begin(), answer->events().end());
  }

  absl::Status SetParameters(const Person& admin, int days) override {
    auto listed =
        Ask(admin, &Stub::ListLawParameters, decltype(RequestOf(&Stub::ListLawParameters))());
    if (!listed.ok()) return listed.status();
    for (const auto& parameter : listed->parameters()) {
      decltype(RequestOf(&Stub::SetLawParameter)) request;
      request.set_parameter_id(parameter.parameter_id());
      request.mutable_period()->set_amount(days);
      request.mutable_period()->set_unit(v1::PERIOD_UNIT_DAYS);
      request.set_effective_from("2026-01-01");
      request.set_legal_basis(parameter.reference_ko().empty() ? "시험" : parameter.reference_ko());
      if (auto set = Ask(admin, &Stub::SetLawParameter, request); !set.ok()) return set.status();
    }
    return absl::OkStatus();
  }

  template <class Request, class Response>
  absl::StatusOr<Response> Ask(const Person& person,
                               grpc::Status (Stub::*method)(grpc::ClientContext*, const Request&,
                                                            Response*),
                               const Request& request) {
    return sems::testing::Ask(harness_, person, *stub_, method, request);
  }

 private:
  template <class Response>
  static absl::StatusOr<v1::Case> CaseOf(absl::StatusOr<Response> answer) {
    if (!answer.ok()) return answer.status();
    return answer->case_();
  }

  Harness& harness_;
  const std::string service_;
  const std::unique_ptr<Stub> stub_;
};

}  // namespace sems::casework::testing
