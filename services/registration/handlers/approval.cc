#include "services/registration/handlers/approval.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>

#include "absl/strings/str_cat.h"
#include "common/values/uuid.h"
#include "services/registration/handlers/publish_site.h"
#include "services/registration/repository/applications.h"
#include "services/registration/repository/history.h"
#include "services/registration/repository/notices.h"
#include "services/registration/repository/operators.h"
#include "services/registration/repository/site_numbers.h"
#include "services/registration/repository/sites.h"

namespace sems::registration::handlers {
namespace {

// An application to approve, and the site it changes.
struct Item {
  const Application* application = nullptr;
  Refusal refusal = Refusal::kNone;
  std::string site_id;
  std::optional<Site> former;  // the site before a change of number
  std::vector<std::string> former_operators;

  bool approved() const { return refusal == Refusal::kNone; }
  bool handover() const {
    return former.has_value() &&
           std::find(former_operators.begin(), former_operators.end(),
                     application->applicant_account_id) == former_operators.end();
  }
  ChangeKind kind() const {
    if (!former.has_value()) return ChangeKind::kRegistered;
    return handover() ? ChangeKind::kHandedOver : ChangeKind::kNumberChanged;
  }
};

// The site with the previous number of each change, locked, with its operators.
class PreviousSites {
 public:
  PreviousSites(const server::Scope& scope, db::Tx& tx, const std::vector<Application>& locked) {
    std::vector<SiteNumber> numbers;
    for (const Application& application : locked) {
      if (application.state == ApplicationState::kPending && application.change.has_value()) {
        numbers.push_back(application.change->previous);
      }
    }
    std::vector<std::string> ids;
    for (repository::NumberedSite& found : repository::LockSitesByNumber(scope, tx, numbers)) {
      ids.push_back(found.site.id);
      sites_.emplace(NumberOf(found.site.facts), std::move(found));
    }
    operators_ = repository::OperatorsOf(tx, ids);
  }

  const repository::NumberedSite* Find(const Application& application) const {
    if (!application.change.has_value()) return nullptr;
    const auto at = sites_.find(application.change->previous);
    return at == sites_.end() ? nullptr : &at->second;
  }
  std::vector<std::string> OperatorsOf(const std::string& site_id) const {
    const auto at = operators_.find(site_id);
    return at == operators_.end() ? std::vector<std::string>() : at->second;
  }
  // Its number is about to change: a second application of the same call finds it no more.
  void Take(const Application& application) { sites_.erase(application.change->previous); }

 private:
  std::map<SiteNumber, repository::NumberedSite> sites_;
  std::map<std::string, std::vector<std::string>> operators_;
};

std::vector<Item> Judge(server::Call& call, db::Tx& tx, const std::vector<Application>& locked,
                        ApprovalMode mode) {
  PreviousSites previous(call.scope(), tx, locked);
  std::vector<Item> items;
  std::set<SiteNumber> wanted;
  for (const Application& application : locked) {
    Item item;
    item.application = &application;
    DecisionFacts facts{.state = application.state,
                        .own = application.applicant_account_id == call.caller().account_id,
                        .reason = application.reason,
                        .number_registered = wanted.contains(NumberOf(application.facts))};
    const repository::NumberedSite* site = previous.Find(application);
    if (site != nullptr) {
      item.former_operators = previous.OperatorsOf(site->site.id);
      facts.previous_site_in_scope = site->in_scope;
      facts.applicant_operates_previous =
          std::find(item.former_operators.begin(), item.former_operators.end(),
                    application.applicant_account_id) != item.former_operators.end();
    }
    item.refusal = mode == ApprovalMode::kHandover ? CheckHandover(facts) : CheckApproval(facts);
    if (item.approved()) {
      wanted.insert(NumberOf(application.facts));
      if (site != nullptr) {
        item.site_id = site->site.id;
        item.former = site->site;
        previous.Take(application);
      } else {
        item.site_id = NewUuidV7(call.now());
      }
    }
    items.push_back(std::move(item));
  }
  return items;
}

// One live site per (business number, 구분번호): whoever claims the number first has it.
void ClaimNumbers(db::Tx& tx, std::vector<Item>& items) {
  std::vector<repository::NumberClaim> claims;
  for (const Item& item : items) {
    if (item.approved()) claims.push_back({NumberOf(item.application->facts), item.site_id});
  }
  const std::set<SiteNumber> claimed = repository::ClaimNumbers(tx, claims);
  for (Item& item : items) {
    if (item.approved() && !claimed.contains(NumberOf(item.application->facts))) {
      item.refusal = Refusal::kNumberRegistered;
    }
  }
}

std::vector<std::string> ChangedPaths(const Item& item) {
  std::vector<std::string> paths;
  if (!item.former.has_value()) return paths;
  for (const std::string& field : ChangedFields(item.former->facts, item.application->facts)) {
    paths.push_back("facts." + field);
  }
  return paths;
}

void StoreSites(server::Call& call, db::Tx& tx, const std::vector<Item>& items) {
  const std::string& officer = call.caller().account_id;
  std::vector<repository::SiteOfApplication> opened;
  std::vector<repository::SiteOfApplication> changed;
  std::vector<repository::SiteChange> changes;
  std::vector<repository::NumberClaim> released;
  std::vector<std::string> opened_ids;
  for (const Item& item : items) {
    if (!item.approved()) continue;
    if (item.former.has_value()) {
      changed.push_back({item.application->id, item.site_id});
      changes.push_back({item.site_id, item.kind(), "", ChangedPaths(item)});
      released.push_back({NumberOf(item.former->facts), item.site_id});
    } else {
      opened.push_back({item.application->id, item.site_id});
      opened_ids.push_back(item.site_id);
    }
  }
  repository::InsertSites(call.scope(), tx, opened, officer, call.now(), call.today());
  repository::RecordRegistrations(tx, opened_ids, officer, call.now());
  repository::KeepFormer(tx, changes, officer, call.now());
  repository::UpdateSites(call.scope(), tx, changed, officer, call.now());
  repository::ReleaseNumbers(tx, released);
}

// The applicant operates what he registered; a handover ends the access of everybody else.
void StoreOperators(server::Call& call, db::Tx& tx, const std::vector<Item>& items) {
  std::vector<repository::NewOperator> added;
  std::vector<repository::FormerOperator> ended;
  for (const Item& item : items) {
    if (!item.approved() || item.kind() == ChangeKind::kNumberChanged) continue;
    added.push_back({NewUuidV7(call.now()), item.site_id, item.application->applicant_account_id});
    for (const std::string& account : item.former_operators) {
      ended.push_back({item.site_id, account});
    }
  }
  const std::string& officer = call.caller().account_id;
  repository::EndOperators(tx, ended, officer, call.now());
  repository::AddOperators(tx, added, officer, call.now());
}

void StoreNotices(server::Call& call, db::Tx& tx, const std::vector<Item>& items) {
  std::vector<Notice> notices;
  for (const Item& item : items) {
    if (!item.approved()) continue;
    Notice notice{.id = NewUuidV7(call.now()),
                  .site_id = item.site_id,
                  .account_id = "",
                  .site_name = item.application->facts.site_name,
                  .kind = item.kind(),
                  .noticed_at = call.now(),
                  .changed_fields = ChangedPaths(item),
                  .reason = ""};
    notices.push_back(notice);
    if (!item.handover()) continue;
    // The former operators knew the site by its former name; what it became is not theirs to know.
    notice.site_name = item.former->facts.site_name;
    notice.changed_fields.clear();
    for (const std::string& account : item.former_operators) {
      notice.id = NewUuidV7(call.now());
      notice.account_id = account;
      notices.push_back(notice);
    }
  }
  repository::AddNotices(tx, notices);
}

void Publish(const Deps& deps, server::Call& call, server::UnitOfWork& work, const Item& item) {
  const Application& application = *item.application;
  Site site;
  if (item.former.has_value()) {
    site = *item.former;
  } else {
    site.id = item.site_id;
    site.approved_on = call.today();
  }
  ++site.version;
  site.facts = application.facts;
  PublishSite(deps, call, work, site,
              item.kind() == ChangeKind::kNumberChanged
                  ? item.former_operators
                  : std::vector<std::string>{application.applicant_account_id});

  work.Audit({.stream_id = application.id,
              .action = "APPLICATION_APPROVED",
              .subject = absl::StrCat("application ", application.id),
              .detail = absl::StrCat("{\"site_id\":\"", site.id, "\"}")});
  const char* action = item.kind() == ChangeKind::kRegistered      ? "SITE_REGISTERED"
                       : item.kind() == ChangeKind::kNumberChanged ? "SITE_NUMBER_CHANGED"
                                                                   : "SITE_HANDED_OVER";
  work.Audit({.stream_id = site.id,
              .action = action,
              .subject = absl::StrCat("site ", site.id),
              .detail = absl::StrCat("{\"application_id\":\"", application.id,
                                     "\",\"version\":", site.version, "}")});
}

}  // namespace

std::vector<Decided> Approve(const Deps& deps, server::Call& call, server::UnitOfWork& work,
                             const std::vector<Application>& locked, ApprovalMode mode) {
  db::Tx& tx = work.tx();
  std::vector<Item> items = Judge(call, tx, locked, mode);
  ClaimNumbers(tx, items);

  std::vector<Decided> decided;
  std::vector<repository::Approval> approvals;
  for (const Item& item : items) {
    const Application& application = *item.application;
    if (item.approved()) {
      approvals.push_back({application.id, item.site_id, item.handover()});
      decided.push_back(
          {application.id, Refusal::kNone, ApplicationState::kApproved, item.site_id});
    } else {
      decided.push_back({application.id, item.refusal, application.state, application.site_id});
    }
  }
  if (approvals.empty()) return decided;

  StoreSites(call, tx, items);
  StoreOperators(call, tx, items);
  StoreNotices(call, tx, items);
  repository::StoreApprovals(call.scope(), tx, approvals, call.caller().account_id, call.now(),
                             call.today());
  for (const Item& item : items) {
    if (item.approved()) Publish(deps, call, work, item);
  }
  return decided;
}

}  // namespace sems::registration::handlers
