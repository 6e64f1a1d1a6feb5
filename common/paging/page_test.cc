#include "common/paging/page.h"

#include <memory>
#include <string>

#include "common/status/error.h"
#include "gmock/gmock.h"
#include "google/protobuf/descriptor.h"
#include "google/protobuf/descriptor.pb.h"
#include "google/protobuf/dynamic_message.h"
#include "google/rpc/error_details.pb.h"
#include "gtest/gtest.h"

namespace sems::paging {
namespace {

using ::testing::ElementsAre;

TEST(PageSizeTest, IsCoerced) {
  // AIP-158: 0 is the default, above the maximum is the maximum.
  EXPECT_EQ(CoercePageSize(0), 50);
  EXPECT_EQ(CoercePageSize(1), 1);
  EXPECT_EQ(CoercePageSize(500), 500);
  EXPECT_EQ(CoercePageSize(501), 500);
  EXPECT_EQ(CoercePageSize(2'000'000'000), 500);
  EXPECT_EQ(CoercePageSize(-1), 50);
  EXPECT_EQ(CoercePageSize(0, 10, 20), 10);
  EXPECT_EQ(CoercePageSize(30, 10, 20), 20);
}

TEST(PageTokenTest, CarriesItsCursor) {
  const std::vector<std::string> cursor = {"2026-10-31", "", "서구", std::string("\0x", 2),
                                           std::string(300, 'a')};
  const std::string token = EncodePageToken(cursor, 7);
  EXPECT_EQ(token.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
                                    "0123456789-_"),
            std::string::npos)
      << "must survive a URL query";
  EXPECT_EQ(*DecodePageToken(token, 7, 5), cursor);
}

TEST(PageTokenTest, RefusesForeignAndGarbledTokens) {
  const std::string token = EncodePageToken({"2026-10-31", "id"}, 7);
  const std::pair<std::string, std::string> kCases[] = {
      {"", "empty"},
      {"x", "not ours"},
      {"!!!!", "no base64"},
      {token + "A", "longer"},
      {token.substr(0, token.size() - 2), "shorter"},
      {EncodePageToken({"2026-10-31", "id"}, 8), "other filters"},
      {EncodePageToken({"2026-10-31"}, 7), "fewer values"},
      {EncodePageToken({"2026-10-31", "id", "x"}, 7), "more values"},
      {std::string(100'000, 'A'), "very long"},
  };
  for (const auto& [text, why] : kCases) {
    const auto cursor = DecodePageToken(text, 7, 2);
    EXPECT_EQ(cursor.status().code(), absl::StatusCode::kInvalidArgument) << why;
  }
  for (std::size_t i = 0; i + 1 < token.size(); ++i) {  // the last character has spare bits
    std::string altered = token;
    altered[i] = altered[i] == 'A' ? 'B' : 'A';
    EXPECT_FALSE(DecodePageToken(altered, 7, 2).ok()) << "character " << i;
  }
}

TEST(FilterHashTest, TellsPartsApart) {
  EXPECT_EQ(FilterHash({"a", "b"}), FilterHash({"a", "b"}));
  EXPECT_NE(FilterHash({"ab", "c"}), FilterHash({"a", "bc"}));
  EXPECT_NE(FilterHash({"a", "b"}), FilterHash({"b", "a"}));
  EXPECT_NE(FilterHash({"a"}), FilterHash({"a", ""}));
}

// A list request as the contracts have it, with two filters.
class ListRequest {
 public:
  explicit ListRequest(const std::string& name) {
    google::protobuf::FileDescriptorProto file;
    file.set_name(name + ".proto");
    file.set_syntax("proto3");
    google::protobuf::DescriptorProto* type = file.add_message_type();
    type->set_name(name);
    int number = 0;
    for (const char* field : {"state", "district", "page_token", "request_id"}) {
      Add(*type, field, ++number, google::protobuf::FieldDescriptorProto::TYPE_STRING);
    }
    Add(*type, "page_size", ++number, google::protobuf::FieldDescriptorProto::TYPE_INT32);
    message_.reset(factory_.GetPrototype(pool_.BuildFile(file)->message_type(0))->New());
  }

  ListRequest& Set(const std::string& field, const std::string& value) {
    message_->GetReflection()->SetString(message_.get(), Field(field), value);
    return *this;
  }
  ListRequest& SetPageSize(int value) {
    message_->GetReflection()->SetInt32(message_.get(), Field("page_size"), value);
    return *this;
  }
  std::uint64_t Hash() const { return FilterHash(*message_); }

  std::int32_t page_size() const {
    return message_->GetReflection()->GetInt32(*message_, Field("page_size"));
  }
  std::string page_token() const {
    return message_->GetReflection()->GetString(*message_, Field("page_token"));
  }
  operator const google::protobuf::Message&() const { return *message_; }

 private:
  static void Add(google::protobuf::DescriptorProto& type, const std::string& name, int number,
                  google::protobuf::FieldDescriptorProto::Type field_type) {
    google::protobuf::FieldDescriptorProto* field = type.add_field();
    field->set_name(name);
    field->set_number(number);
    field->set_type(field_type);
    field->set_label(google::protobuf::FieldDescriptorProto::LABEL_OPTIONAL);
  }
  const google::protobuf::FieldDescriptor* Field(const std::string& name) const {
    return message_->GetDescriptor()->FindFieldByName(name);
  }

  google::protobuf::DescriptorPool pool_;
  google::protobuf::DynamicMessageFactory factory_;
  std::unique_ptr<google::protobuf::Message> message_;
};

TEST(FilterHashTest, IgnoresThePageButNotTheFilters) {
  const std::uint64_t plain = ListRequest("ListSites").Set("state", "OPEN").Hash();
  EXPECT_EQ(ListRequest("ListSites")
                .Set("state", "OPEN")
                .Set("page_token", "abc")
                .Set("request_id", "r")
                .SetPageSize(10)
                .Hash(),
            plain);
  EXPECT_NE(ListRequest("ListSites").Set("state", "CLOSED").Hash(), plain);
  EXPECT_NE(ListRequest("ListSites").Set("district", "OPEN").Hash(), plain);
  EXPECT_NE(ListRequest("ListApplications").Set("state", "OPEN").Hash(), plain);
}

TEST(ReadPageTest, GoesFromPageToPage) {
  ListRequest request("ListSites");
  request.Set("state", "OPEN").SetPageSize(1000);
  const absl::StatusOr<Page> first = ReadPage(request, 2);
  ASSERT_TRUE(first.ok());
  EXPECT_TRUE(first->IsFirst());
  EXPECT_EQ(first->size, 500);

  request.Set("page_token", first->NextToken({"2026-10-31", "id-1"})).SetPageSize(0);
  const absl::StatusOr<Page> second = ReadPage(request, 2);
  ASSERT_TRUE(second.ok());
  EXPECT_THAT(second->cursor, ElementsAre("2026-10-31", "id-1"));
  EXPECT_EQ(second->size, 50);

  request.Set("state", "CLOSED");
  EXPECT_EQ(ReadPage(request, 2).status().code(), absl::StatusCode::kInvalidArgument);
}

TEST(ReadPageTest, NamesEverythingThatIsWrong) {
  const absl::Status status = ReadPage(-1, "nonsense", 7, 1).status();
  EXPECT_EQ(status.code(), absl::StatusCode::kInvalidArgument);
  std::vector<std::string> fields;
  const google::rpc::Status wire = ToRpcStatus(status);
  for (const google::protobuf::Any& detail : wire.details()) {
    google::rpc::BadRequest bad;
    if (!detail.UnpackTo(&bad)) continue;
    for (const auto& violation : bad.field_violations()) fields.push_back(violation.field());
  }
  EXPECT_THAT(fields, ElementsAre("page_size", "page_token"));
}

}  // namespace
}  // namespace sems::paging
