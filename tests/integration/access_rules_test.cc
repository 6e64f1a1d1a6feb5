#include "common/server/access_rules.h"

#include "gtest/gtest.h"
#include "sems/probe/v1/probe.pb.h"

namespace sems::server {
namespace {

absl::Status Read(const char* service, std::map<std::string, Method>& methods) {
  return ReadAccessRules(
      *google::protobuf::DescriptorPool::generated_pool()->FindServiceByName(service), methods);
}

TEST(AccessRules, AreReadFromTheContract) {
  probe::v1::PutRequest::descriptor();  // its file is linked and registered
  std::map<std::string, Method> methods;
  ASSERT_TRUE(Read("sems.probe.v1.ProbeService", methods).ok());
  const Method& put = methods.at("sems.probe.v1.ProbeService/PutForSite");
  EXPECT_EQ(put.site_field->name(), "site_id");
  EXPECT_EQ(put.request_id->name(), "request_id");
  EXPECT_EQ(put.rule.roles_size(), 4);
}

TEST(AccessRules, AnUploadHasNoRequestToRemember) {
  std::map<std::string, Method> methods;
  ASSERT_TRUE(Read("sems.probe.v1.ProbeService", methods).ok());
  const Method& collect = methods.at("sems.probe.v1.ProbeService/Collect");
  EXPECT_TRUE(collect.client_streaming);
  EXPECT_EQ(collect.request_id, nullptr);
}

TEST(AccessRules, AMethodWithoutAUsableRuleStopsTheServer) {
  std::map<std::string, Method> methods;
  for (const auto& [service, problem] :
       {std::pair("sems.probe.v1.NoRuleService", "Forgotten is missing"),
        std::pair("sems.probe.v1.NobodyService", "lets nobody call"),
        std::pair("sems.probe.v1.NoSiteFieldService", "names a site field that is no string"),
        std::pair("sems.probe.v1.SiteOfAStreamService", "a request that is not read yet")}) {
    const absl::Status status = Read(service, methods);
    EXPECT_EQ(status.code(), absl::StatusCode::kFailedPrecondition) << service;
    EXPECT_NE(std::string(status.message()).find(problem), std::string::npos) << status;
  }
}

}  // namespace
}  // namespace sems::server
