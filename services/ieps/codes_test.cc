// Site codes and code maps.
#include <thread>
#include <vector>

#include "absl/strings/str_cat.h"
#include "services/ieps/ieps_fixture.h"

namespace sems::ieps {
namespace {

using SiteCodes = v1::SiteCodeService::Stub;
using CodeMaps = v1::CodeMapService::Stub;

class CodesTest : public IepsTest {
 protected:
  absl::StatusOr<v1::SetSiteCodeResponse> Set(const testing::Person& person,
                                              const std::string& code,
                                              const std::string& etag = "") {
    v1::SetSiteCodeRequest request;
    request.set_site_id(site_);
    request.set_code(code);
    request.set_etag(etag);
    return Ask(harness_, person, *site_codes_, &SiteCodes::SetSiteCode, request);
  }
  absl::StatusOr<v1::GetSiteCodeResponse> Get(const testing::Person& person) {
    v1::GetSiteCodeRequest request;
    request.set_site_id(site_);
    return Ask(harness_, person, *site_codes_, &SiteCodes::GetSiteCode, request);
  }
};

TEST_F(CodesTest, ASitesCodeIsSetReplacedAndKept) {
  EXPECT_EQ(ErrorReason(Get(operator_).status()), "SITE_CODE_MISSING");
  EXPECT_EQ(Get(operator_).status().code(), absl::StatusCode::kNotFound);
  auto first = Set(operator_, "z1T6Bguc");
  ASSERT_TRUE(first.ok()) << first.status();
  EXPECT_EQ(first->site_code().code(), "z1T6Bguc");
  auto second = Set(admin_, "Abcd1234", first->site_code().etag());
  ASSERT_TRUE(second.ok()) << second.status();
  EXPECT_EQ(Get(operator_)->site_code().code(), "Abcd1234");
  EXPECT_EQ(Get(operator_)->site_code().set_by_account_id(), admin_.account_id);
  const absl::Status stale = Set(operator_, "Abcd9999", first->site_code().etag()).status();
  EXPECT_EQ(stale.code(), absl::StatusCode::kAborted);
  EXPECT_EQ(ErrorReason(stale), "ETAG_MISMATCH");
  // The same again changes nothing.
  EXPECT_EQ(Set(operator_, "Abcd1234")->site_code().etag(), second->site_code().etag());
}

TEST_F(CodesTest, ASitesCodeHasEightLettersOrDigits) {
  for (const char* code : {"", "z1T6Bgu", "z1T6Bguc9", "z1T6 guc", "z1T6-guc"}) {
    EXPECT_EQ(Set(operator_, code).status().code(), absl::StatusCode::kInvalidArgument) << code;
  }
  EXPECT_EQ(Set(stranger_, "z1T6Bguc").status().code(), absl::StatusCode::kPermissionDenied);
}

TEST_F(CodesTest, ALoadReplacesItsTable) {
  auto first = LoadMap(v1::CODE_TABLE_ENERGY, {MapEntry("51", "1", "전기"), MapEntry("52", "2")});
  ASSERT_TRUE(first.ok()) << first.status();
  EXPECT_EQ(first->saved_count(), 2);
  auto second = LoadMap(v1::CODE_TABLE_ENERGY, {MapEntry("51", "3")});
  ASSERT_TRUE(second.ok()) << second.status();
  v1::ListCodeMapRequest request;
  request.set_table(v1::CODE_TABLE_ENERGY);
  auto listed = Ask(harness_, operator_, *code_maps_, &CodeMaps::ListCodeMap, request);
  ASSERT_TRUE(listed.ok()) << listed.status();
  ASSERT_EQ(listed->entries_size(), 1);
  EXPECT_EQ(listed->entries(0).ieps_code(), "3");
  EXPECT_EQ(listed->load().load_id(), second->load().load_id());
  EXPECT_TRUE(listed->load().invented());
}

// Loads of one table at the same time: one after the other, and the last one holds.
TEST_F(CodesTest, LoadsWaitForOneAnother) {
  std::vector<std::thread> loaders;
  std::vector<absl::Status> statuses(4);
  for (std::size_t i = 0; i < statuses.size(); ++i) {
    loaders.emplace_back([this, i, &statuses] {
      auto loaded = LoadMap(v1::CODE_TABLE_FUEL, {MapEntry("01", "F1", "", absl::StrCat(i))});
      statuses[i] = loaded.status();
    });
  }
  for (std::thread& loader : loaders) loader.join();
  for (const absl::Status& status : statuses) EXPECT_TRUE(status.ok()) << status;
  v1::ListCodeMapRequest request;
  request.set_table(v1::CODE_TABLE_FUEL);
  auto listed = Ask(harness_, operator_, *code_maps_, &CodeMaps::ListCodeMap, request);
  ASSERT_TRUE(listed.ok()) << listed.status();
  EXPECT_EQ(listed->total_size(), 1);
}

TEST_F(CodesTest, PagesOfAMapEndWhenItIsLoadedAnew) {
  std::vector<v1::CodeMapEntry> entries;
  for (int i = 0; i < 5; ++i) entries.push_back(MapEntry(absl::StrCat("E", i), "1"));
  ASSERT_TRUE(LoadMap(v1::CODE_TABLE_ENERGY, entries).ok());
  v1::ListCodeMapRequest request;
  request.set_table(v1::CODE_TABLE_ENERGY);
  request.set_page_size(2);
  std::vector<std::string> codes;
  std::string second_page;
  do {
    auto page = Ask(harness_, operator_, *code_maps_, &CodeMaps::ListCodeMap, request);
    ASSERT_TRUE(page.ok()) << page.status();
    EXPECT_EQ(page->total_size(), 5);
    for (const auto& entry : page->entries()) codes.push_back(entry.sems_code());
    request.set_page_token(page->next_page_token());
    if (second_page.empty()) second_page = page->next_page_token();
  } while (!request.page_token().empty());
  EXPECT_THAT(codes, ElementsAre("E0", "E1", "E2", "E3", "E4"));
  ASSERT_TRUE(LoadMap(v1::CODE_TABLE_ENERGY, entries).ok());
  request.set_page_token(second_page);
  EXPECT_EQ(
      ErrorReason(Ask(harness_, operator_, *code_maps_, &CodeMaps::ListCodeMap, request).status()),
      "CODE_MAP_RELOADED");
}

TEST_F(CodesTest, ABadEntryIsNamedAndNothingIsLoaded) {
  v1::CodeMapEntry undated = MapEntry("53", "1");
  undated.set_valid_from("2026-02-31");
  auto loaded = LoadMap(v1::CODE_TABLE_ENERGY, {MapEntry("51", ""), MapEntry("", "1")});
  ASSERT_TRUE(loaded.ok()) << loaded.status();
  EXPECT_EQ(loaded->outcome(), common::v1::BATCH_OUTCOME_NOT_SAVED);
  ASSERT_EQ(loaded->errors_size(), 2);
  EXPECT_EQ(loaded->errors(0).line(), 0);
  EXPECT_EQ(loaded->errors(0).item(), "51");
  EXPECT_EQ(loaded->errors(0).field(), "ieps_code");
  EXPECT_EQ(loaded->errors(1).line(), 1);
  loaded = LoadMap(v1::CODE_TABLE_ENERGY, {undated});
  ASSERT_TRUE(loaded.ok()) << loaded.status();
  EXPECT_EQ(loaded->errors(0).code(), "FORMAT");
  v1::ListCodeMapRequest request;
  request.set_table(v1::CODE_TABLE_ENERGY);
  EXPECT_FALSE(Ask(harness_, admin_, *code_maps_, &CodeMaps::ListCodeMap, request)->has_load());
}

TEST_F(CodesTest, OnlyTheAdministratorLoads) {
  v1::LoadCodeMapRequest request;
  request.set_table(v1::CODE_TABLE_ENERGY);
  request.set_source_note("시험용");
  *request.add_entries() = MapEntry("51", "1");
  EXPECT_EQ(Ask(harness_, operator_, *code_maps_, &CodeMaps::LoadCodeMap, request).status().code(),
            absl::StatusCode::kPermissionDenied);
  request.clear_entries();
  request.clear_source_note();
  request.clear_table();
  const absl::Status status =
      Ask(harness_, admin_, *code_maps_, &CodeMaps::LoadCodeMap, request).status();
  EXPECT_EQ(status.code(), absl::StatusCode::kInvalidArgument);
  for (const char* field : {"table", "entries", "source_note"}) {
    EXPECT_THAT(ToRpcStatus(status).ShortDebugString(), HasSubstr(field));
  }
}

}  // namespace
}  // namespace sems::ieps
