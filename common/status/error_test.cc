#include "common/status/error.h"

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "google/rpc/error_details.pb.h"
#include "gtest/gtest.h"

namespace sems {
namespace {

template <class Detail>
std::vector<Detail> All(const grpc::Status& status) {
  google::rpc::Status details;
  EXPECT_TRUE(details.ParseFromString(status.error_details()));
  std::vector<Detail> found;
  for (const auto& any : details.details()) {
    Detail detail;
    if (any.UnpackTo(&detail)) found.push_back(detail);
  }
  return found;
}

TEST(Error, CarriesReasonAndBothLanguages) {
  const grpc::Status status =
      ToGrpc(Error(absl::StatusCode::kAborted, "ETAG_MISMATCH", "changed", "변경됨", {{"a", "b"}}));
  EXPECT_EQ(status.error_code(), grpc::StatusCode::ABORTED);
  EXPECT_EQ(status.error_message(), "changed");
  const auto infos = All<google::rpc::ErrorInfo>(status);
  ASSERT_EQ(infos.size(), 1u);
  EXPECT_EQ(infos[0].domain(), "sems");
  EXPECT_EQ(infos[0].reason(), "ETAG_MISMATCH");
  EXPECT_EQ(infos[0].metadata().at("a"), "b");
  const auto localized = All<google::rpc::LocalizedMessage>(status);
  ASSERT_EQ(localized.size(), 1u);
  EXPECT_EQ(localized[0].locale(), "ko");
  EXPECT_EQ(localized[0].message(), "변경됨");
}

TEST(Error, SurvivesTheWire) {
  const absl::Status sent =
      Error(absl::StatusCode::kFailedPrecondition, "NOT_CHECKED", "check first", "먼저 검사");
  const absl::Status received = FromGrpc(ToGrpc(sent));
  EXPECT_EQ(received, sent);
  EXPECT_EQ(ErrorReason(received), "NOT_CHECKED");
}

TEST(FieldErrors, AllAtOnceUpToTheLimitWithTheirCount) {
  FieldErrors errors;
  EXPECT_TRUE(errors.ToStatus().ok());
  for (int i = 0; i < 500; ++i)
    errors.Add(absl::StrCat("lines[", i, "].hours"), "OUT_OF_RANGE", "too many", "초과");
  const grpc::Status status = ToGrpc(errors.ToStatus());
  EXPECT_EQ(status.error_code(), grpc::StatusCode::INVALID_ARGUMENT);
  EXPECT_LE(status.error_details().size(), kMaxErrorDetailBytes);
  const auto bad = All<google::rpc::BadRequest>(status);
  ASSERT_EQ(bad.size(), 1u);
  EXPECT_GT(bad[0].field_violations_size(), 10);
  EXPECT_EQ(bad[0].field_violations(0).field(), "lines[0].hours");
  EXPECT_EQ(bad[0].field_violations(0).reason(), "OUT_OF_RANGE");
  EXPECT_EQ(bad[0].field_violations(0).description(), "too many");
  EXPECT_EQ(bad[0].field_violations(0).localized_message().message(), "초과");
  EXPECT_EQ(All<google::rpc::ErrorInfo>(status)[0].metadata().at("violation_count"), "500");
}

TEST(Error, AForeignStatusGetsAReasonToo) {
  const grpc::Status status = ToGrpc(absl::UnavailableError("gone"));
  EXPECT_EQ(All<google::rpc::ErrorInfo>(status)[0].reason(), "UNAVAILABLE");
}

}  // namespace
}  // namespace sems
