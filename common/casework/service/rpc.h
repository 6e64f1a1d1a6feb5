#pragma once

#include "absl/status/statusor.h"
#include "common/casework/service/attachments.h"
#include "common/casework/service/casework.h"
#include "common/casework/service/change.h"
#include "common/casework/service/convert_case.h"
#include "common/casework/service/convert_law.h"
#include "common/casework/service/docket.h"
#include "common/casework/service/history.h"
#include "common/casework/service/law_parameters.h"
#include "common/casework/service/next_events.h"
#include "common/casework/service/procedures.h"
#include "common/casework/service/read_input.h"
#include "common/records/etag.h"
#include "common/server/call.h"
#include "common/values/civil.h"

// The bodies of a domain's CaseService. Each domain has messages of its own around shared ones;
// these templates take them apart and hand the shared ones on.
namespace sems::casework::rpc {

// An answer that is the case as it has become.
template <class Response>
absl::StatusOr<Response> Changed(
    server::Call& call, absl::FunctionRef<absl::StatusOr<v1::Case>(server::UnitOfWork&)> change) {
  return call.Write<Response>([&](server::UnitOfWork& work) -> absl::StatusOr<Response> {
    absl::StatusOr<v1::Case> changed = change(work);
    if (!changed.ok()) return changed.status();
    Response response;
    *response.mutable_case_() = *std::move(changed);
    return response;
  });
}

template <class Response, class Request>
absl::StatusOr<Response> ListProcedures(Casework& casework, const Request& request) {
  absl::StatusOr<ProcedurePage> page = FindProcedures(
      casework.law(), request.kind(), request.name_contains(), paging::ReadPage(request, 1));
  if (!page.ok()) return page.status();
  Response response;
  for (const Procedure* procedure : page->procedures)
    *response.add_procedures() = ToSummary(casework.law(), *procedure);
  response.set_next_page_token(page->next_page_token);
  response.set_total_size(page->total);
  return response;
}

template <class Response, class Request>
absl::StatusOr<Response> DescribeProcedure(Casework& casework, const Request& request) {
  absl::StatusOr<const Procedure*> procedure =
      FindProcedure(casework.law(), request.procedure_id());
  if (!procedure.ok()) return procedure.status();
  Response response;
  *response.mutable_procedure() = ToProto(casework.law(), **procedure);
  return response;
}

template <class Response, class Request>
absl::StatusOr<Response> PreviewDeadlines(Casework& casework, const Request& request) {
  absl::StatusOr<const Procedure*> procedure =
      FindProcedure(casework.law(), request.procedure_id());
  if (!procedure.ok()) return procedure.status();
  absl::StatusOr<std::vector<PreviewedDeadline>> previewed =
      Preview(casework, **procedure, request.dates(), request.stops(), request.extensions(),
              request.has_set_period() ? &request.set_period() : nullptr);
  if (!previewed.ok()) return previewed.status();
  Response response;
  for (const PreviewedDeadline& deadline : *previewed) {
    auto& added = *response.add_deadlines();
    *added.mutable_deadline() = ToProto(casework.law(), *deadline.deadline);
    if (!deadline.date) continue;
    added.set_due_on(DueText(*deadline.date));
    added.set_warn_on(WarnText(*deadline.date));
    *added.mutable_explanation() = ToProto(*deadline.date, &casework.law());
  }
  return response;
}

template <class Response, class Request>
absl::StatusOr<Response> OpenCase(Casework& casework, server::Call& call, const Request& request) {
  FieldErrors errors;
  const Subject subject = ReadSubject("subject", request.subject(), call.today(), errors);
  if (request.procedure_id().empty()) errors.Required("procedure_id");
  CheckText("procedure_id", request.procedure_id(), 200, errors);
  CheckText("machine_id", request.machine_id(), 200, errors);
  CheckText("variant_id", request.variant_id(), 200, errors);
  CheckText("as_role", request.as_role(), 200, errors);
  CheckText("note", request.note(), 2000, errors);
  Opening opening;
  opening.procedure = request.procedure_id();
  opening.machine = request.machine_id();
  opening.variant = request.variant_id();
  opening.form = ReadForm("form", request.form(), errors);
  opening.input.occurred_on = ReadDay("opened_on", request.opened_on(), call.today(), errors);
  opening.input.as_role = request.as_role();
  opening.input.dates = ReadDates("dates", request.dates(), errors);
  opening.input.values = ReadValues("values", request.values(), errors);
  opening.input.guards = ReadGuards("guards", request.guards(), errors);
  opening.input.set_period =
      ReadPeriod("set_period", request.has_set_period(), request.set_period(), errors);
  opening.input.note = request.note();
  if (!errors.empty()) return errors.ToStatus();
  if (absl::Status status = CheckSubject(call, subject); !status.ok()) return status;
  return Changed<Response>(call, [&](server::UnitOfWork& work) {
    return casework::OpenCase(casework, call, work, subject, opening);
  });
}

template <class Response, class Request>
absl::StatusOr<Response> GetCase(Casework& casework, server::Call& call, const Request& request) {
  FieldErrors errors;
  CheckId("case_id", request.case_id(), errors);
  if (!errors.empty()) return errors.ToStatus();
  return call.Read<Response>([&](db::Tx& tx) -> absl::StatusOr<Response> {
    absl::StatusOr<StoredCase> found = SeeCase(casework, call, tx, request.case_id());
    if (!found.ok()) return found.status();
    Response response;
    *response.mutable_case_() = ToProto(casework, *found, call.today());
    return response;
  });
}

template <class Response, class Request>
absl::StatusOr<Response> ListNextEvents(Casework& casework, server::Call& call,
                                        const Request& request) {
  FieldErrors errors;
  CheckId("case_id", request.case_id(), errors);
  if (!errors.empty()) return errors.ToStatus();
  return call.Read<Response>([&](db::Tx& tx) -> absl::StatusOr<Response> {
    absl::StatusOr<StoredCase> found = SeeCase(casework, call, tx, request.case_id());
    if (!found.ok()) return found.status();
    Response response;
    for (v1::NextEvent& event : NextEvents(casework, call, *found))
      *response.add_events() = std::move(event);
    return response;
  });
}

template <class Response, class Request>
absl::StatusOr<Response> RaiseEvent(Casework& casework, server::Call& call,
                                    const Request& request) {
  FieldErrors errors;
  CheckId("case_id", request.case_id(), errors);
  const Input input = ReadEventInput("event", request.event(), call.today(), errors);
  if (!errors.empty()) return errors.ToStatus();
  return Changed<Response>(call, [&](server::UnitOfWork& work) {
    return ChangeCase(casework, call, work, request.case_id(), request.etag(),
                      [&](const CaseFile& file, const Actor& actor) {
                        return casework.engine().Raise(file, input, actor, call.today());
                      });
  });
}

template <class Response, class Request>
absl::StatusOr<Response> AnswerGuards(Casework& casework, server::Call& call,
                                      const Request& request) {
  FieldErrors errors;
  CheckId("case_id", request.case_id(), errors);
  const std::vector<GuardAnswer> answers = ReadGuards("guards", request.guards(), errors);
  if (answers.empty()) errors.Required("guards");
  CheckText("as_role", request.as_role(), 200, errors);
  if (!errors.empty()) return errors.ToStatus();
  return Changed<Response>(call, [&](server::UnitOfWork& work) {
    return ChangeCase(casework, call, work, request.case_id(), request.etag(),
                      [&](const CaseFile& file, Actor actor) {
                        KeepToRole(request.as_role(), actor);
                        return casework.engine().AnswerGuards(file, answers, actor, call.today());
                      });
  });
}

template <class Response, class Request>
absl::StatusOr<Response> UpdateForm(Casework& casework, server::Call& call,
                                    const Request& request) {
  FieldErrors errors;
  CheckId("case_id", request.case_id(), errors);
  const std::vector<FormEntry> form = ReadForm("form", request.form(), errors);
  if (form.empty()) errors.Required("form");
  if (!errors.empty()) return errors.ToStatus();
  return Changed<Response>(call, [&](server::UnitOfWork& work) {
    return ChangeCase(casework, call, work, request.case_id(), request.etag(),
                      [&](const CaseFile& file, const Actor& actor) {
                        return casework.engine().ChangeForm(file, form, actor, call.today());
                      });
  });
}

template <class Response, class Request>
absl::StatusOr<Response> AttachFile(Casework& casework, server::Call& call,
                                    const Request& request) {
  FieldErrors errors;
  CheckId("case_id", request.case_id(), errors);
  CheckId("attachment_id", request.attachment_id(), errors);
  CheckText("item_id", request.item_id(), 200, errors);
  if (!errors.empty()) return errors.ToStatus();
  absl::StatusOr<HeldFile> held =
      HoldFile(casework, call, request.case_id(), request.attachment_id());
  if (!held.ok()) return held.status();
  held->link.item = request.item_id();
  absl::StatusOr<Response> answer = Changed<Response>(call, [&](server::UnitOfWork& work) {
    return ChangeCase(casework, call, work, request.case_id(), "",
                      [&](const CaseFile& file, const Actor& actor) {
                        return casework.engine().Attach(file, held->link, actor, call.today());
                      });
  });
  // A commit in doubt may have happened: the file stays held.
  if (!answer.ok() && !held->held_before && !absl::IsUnavailable(answer.status()))
    LetFileGo(casework, call, request.case_id(), request.attachment_id());
  return answer;
}

template <class Response, class Request>
absl::StatusOr<Response> DetachFile(Casework& casework, server::Call& call,
                                    const Request& request) {
  FieldErrors errors;
  CheckId("case_id", request.case_id(), errors);
  CheckId("attachment_id", request.attachment_id(), errors);
  if (!errors.empty()) return errors.ToStatus();
  return Changed<Response>(call, [&](server::UnitOfWork& work) {
    return ChangeCase(
        casework, call, work, request.case_id(), "", [&](const CaseFile& file, const Actor& actor) {
          return casework.engine().Detach(file, request.attachment_id(), actor, call.today());
        });
  });
}

template <class Response, class Request>
absl::StatusOr<Response> RecordFeePayment(Casework& casework, server::Call& call,
                                          const Request& request) {
  FieldErrors errors;
  CheckId("case_id", request.case_id(), errors);
  if (request.amount_krw() < 1) {
    errors.Add("amount_krw", "OUT_OF_RANGE", "must be more than 0", "0보다 큰 금액이어야 합니다.");
  }
  if (request.paid_on().empty()) errors.Required("paid_on");
  const absl::CivilDay paid_on = ReadDay("paid_on", request.paid_on(), call.today(), errors);
  CheckText("reference", request.reference(), 100, errors);
  if (!errors.empty()) return errors.ToStatus();
  return Changed<Response>(call, [&](server::UnitOfWork& work) {
    return ChangeCase(casework, call, work, request.case_id(), "",
                      [&](const CaseFile& file, const Actor& actor) {
                        return casework.engine().Pay(file, request.amount_krw(), paid_on,
                                                     request.reference(), actor, call.today());
                      });
  });
}

template <class Response, class Request>
absl::StatusOr<Response> NameBody(Casework& casework, server::Call& call, const Request& request) {
  FieldErrors errors;
  CheckId("case_id", request.case_id(), errors);
  const Body body = ReadBody("body", request.body(), errors);
  if (!errors.empty()) return errors.ToStatus();
  absl::StatusOr<Response> answer = Changed<Response>(call, [&](server::UnitOfWork& work) {
    return ChangeCase(casework, call, work, request.case_id(), "",
                      [&](const CaseFile& file, const Actor& actor) {
                        return casework.engine().NameBody(file, body, actor, call.today());
                      });
  });
  if (answer.ok()) TellReaders(casework, call, request.case_id());
  return answer;
}

template <class Response, class Request>
absl::StatusOr<Response> ListCaseHistory(Casework& casework, server::Call& call,
                                         const Request& request) {
  FieldErrors errors;
  CheckId("case_id", request.case_id(), errors);
  if (!errors.empty()) return errors.ToStatus();
  absl::StatusOr<paging::Page> page = paging::ReadPage(request, 1);
  if (!page.ok()) return page.status();
  return call.Read<Response>([&](db::Tx& tx) -> absl::StatusOr<Response> {
    absl::StatusOr<HistoryPage> history = ReadHistory(casework, call, tx, request.case_id(), *page);
    if (!history.ok()) return history.status();
    Response response;
    for (v1::CaseEvent& event : history->events) *response.add_events() = std::move(event);
    response.set_next_page_token(history->next_page_token);
    return response;
  });
}

template <class Filter>
DocketFilter ReadFilter(const Filter& filter) {
  DocketFilter read;
  read.procedure = filter.procedure_id();
  read.machine = filter.machine_id();
  read.state = filter.state_id();
  read.site_id = filter.site_id();
  read.organisation_id = filter.organisation_id();
  read.district_code = filter.district_code();
  read.due_until = filter.due_until();
  read.blocked_only = filter.blocked_only();
  read.closed = filter.closed();
  read.for_my_decision = filter.for_my_decision();
  return read;
}

template <class Response, class Request>
absl::StatusOr<Response> ListDocket(Casework& casework, server::Call& call,
                                    const Request& request) {
  absl::StatusOr<repository::DocketQuery> query =
      ReadQuery(casework, call, ReadFilter(request.filter()));
  if (!query.ok()) return query.status();
  absl::StatusOr<paging::Page> page = paging::ReadPage(request, 2);
  if (!page.ok()) return page.status();
  return call.Read<Response>([&](db::Tx& tx) -> absl::StatusOr<Response> {
    DocketPage docket = ReadDocket(casework, call, tx, *query, *page);
    Response response;
    for (v1::CaseSummary& line : docket.cases) *response.add_cases() = std::move(line);
    response.set_next_page_token(docket.next_page_token);
    return response;
  });
}

template <class Response, class Request>
absl::StatusOr<Response> CountDocket(Casework& casework, server::Call& call,
                                     const Request& request) {
  absl::StatusOr<repository::DocketQuery> query =
      ReadQuery(casework, call, ReadFilter(request.filter()));
  if (!query.ok()) return query.status();
  return call.Read<Response>([&](db::Tx& tx) -> absl::StatusOr<Response> {
    const CappedCounts counts = CountCases(casework, call, tx, *query);
    Response response;
    response.set_open(counts.counts.open);
    response.set_overdue(counts.counts.overdue);
    response.set_due_in_7_days(counts.counts.due_in_7_days);
    response.set_blocked(counts.counts.blocked);
    response.set_capped(counts.capped);
    return response;
  });
}

template <class LawParameter>
LawParameter ToLawParameter(const ParameterView& view) {
  LawParameter out;
  out.set_parameter_id(view.rule->id);
  *out.mutable_name() = ToProto(view.rule->name);
  out.set_reference_ko(view.rule->reference_ko);
  if (!view.version) return out;
  if (view.version->period) *out.mutable_period() = ToProto(*view.version->period);
  out.set_effective_from(FormatDay(view.version->effective_from));
  out.set_legal_basis(view.version->legal_basis);
  out.set_set_by_account_id(view.version->set_by);
  *out.mutable_set_at() = ToTimestamp(view.version->set_at);
  out.set_etag(records::FormatEtag(view.version->version));
  return out;
}

template <class Response, class LawParameter>
absl::StatusOr<Response> ListLawParameters(Casework& casework, server::Call& call) {
  return call.Read<Response>([&](db::Tx& tx) -> absl::StatusOr<Response> {
    Response response;
    for (const ParameterView& view : ViewParameters(casework.law(), tx))
      *response.add_parameters() = ToLawParameter<LawParameter>(view);
    return response;
  });
}

template <class Response, class LawParameter, class Request>
absl::StatusOr<Response> SetLawParameter(Casework& casework, server::Call& call,
                                         const Request& request) {
  absl::StatusOr<NewParameter> parameter =
      ReadNewParameter(casework.law(), call, request.parameter_id(),
                       request.has_period() ? &request.period() : nullptr, request.effective_from(),
                       request.legal_basis(), request.etag());
  if (!parameter.ok()) return parameter.status();
  absl::StatusOr<Response> answer =
      call.Write<Response>([&](server::UnitOfWork& work) -> absl::StatusOr<Response> {
        absl::StatusOr<ParameterView> stored = StoreParameter(call, work, *parameter);
        if (!stored.ok()) return stored.status();
        Response response;
        *response.mutable_parameter() = ToLawParameter<LawParameter>(*stored);
        return response;
      });
  // What was stored holds from now on here; should this fail, the background catches up.
  if (answer.ok()) casework.parameters().Reload(call.deadline()).IgnoreError();
  return answer;
}

}  // namespace sems::casework::rpc
