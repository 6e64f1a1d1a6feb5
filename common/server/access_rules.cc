#include "common/server/access_rules.h"

#include "absl/strings/str_cat.h"
#include "common/status/error.h"

namespace sems::server {
namespace {

using common::v1::AccessRule;
using google::protobuf::FieldDescriptor;

std::string Problem(const AccessRule& rule, const google::protobuf::MethodDescriptor& method) {
  const int who = (rule.anonymous() ? 1 : 0) + (rule.roles_size() > 0 ? 1 : 0);
  if (who > 1) return "names roles beside anonymous";
  if (who == 0 && rule.services_size() == 0) return "lets nobody call";
  for (const int role : rule.roles()) {
    if (role == common::v1::ROLE_UNSPECIFIED) return "names no role";
  }
  if (rule.scope() == common::v1::SCOPE_KIND_UNSPECIFIED) return "has no scope";
  if (rule.audit() == common::v1::AUDIT_KIND_UNSPECIFIED) return "does not say what is audited";
  if (method.client_streaming() && !rule.site_field().empty()) {
    return "names a field of a request that is not read yet when the call is admitted";
  }
  if ((rule.scope() == common::v1::SCOPE_KIND_SITE) != !rule.site_field().empty()) {
    return "must name a site field with SCOPE_KIND_SITE, and only then";
  }
  if (!rule.site_field().empty()) {
    const FieldDescriptor* field = method.input_type()->FindFieldByName(rule.site_field());
    if (field == nullptr || field->type() != FieldDescriptor::TYPE_STRING || field->is_repeated()) {
      return "names a site field that is no string of its request";
    }
  }
  return "";
}

}  // namespace

absl::Status ReadAccessRules(const google::protobuf::ServiceDescriptor& service,
                             std::map<std::string, Method>& methods) {
  for (int i = 0; i < service.method_count(); ++i) {
    const google::protobuf::MethodDescriptor& descriptor = *service.method(i);
    const std::string name = absl::StrCat(service.full_name(), "/", descriptor.name());
    const bool has_rule = descriptor.options().HasExtension(common::v1::access);
    const AccessRule& rule = descriptor.options().GetExtension(common::v1::access);
    const std::string problem = has_rule ? Problem(rule, descriptor) : "is missing";
    if (!problem.empty()) {
      return Error(absl::StatusCode::kFailedPrecondition, "ACCESS_RULE",
                   absl::StrCat("The access rule of ", name, " ", problem, "."),
                   absl::StrCat(name, "의 접근 규칙이 올바르지 않습니다."));
    }
    Method method;
    method.full_name = name;
    method.rule = rule;
    if (!rule.site_field().empty())
      method.site_field = descriptor.input_type()->FindFieldByName(rule.site_field());
    const FieldDescriptor* request_id = descriptor.input_type()->FindFieldByName("request_id");
    if (request_id != nullptr && request_id->type() == FieldDescriptor::TYPE_STRING &&
        !descriptor.client_streaming())
      method.request_id = request_id;
    method.server_streaming = descriptor.server_streaming();
    method.client_streaming = descriptor.client_streaming();
    methods[name] = std::move(method);
  }
  return absl::OkStatus();
}

}  // namespace sems::server
