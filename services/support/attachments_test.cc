#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>
#include <pqxx/pqxx>
#include <string>
#include <vector>

#include "absl/strings/escaping.h"
#include "common/testing/harness.h"
#include "sems/support/internal/v1/attachment_link_service.grpc.pb.h"
#include "sems/support/v1/attachment_service.grpc.pb.h"
#include "services/support/content.h"
#include "services/support/module.h"

namespace sems::support {
namespace {

using testing::Ask;
using testing::AskAsService;
using testing::Person;

constexpr char kPdf[] = "%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n";

class AttachmentTest : public ::testing::Test {
 protected:
  absl::StatusOr<v1::PutAttachmentResponse> Put(const Person& person, const std::string& site_id,
                                                const std::string& name, const std::string& bytes,
                                                const std::string& sha256 = "") {
    v1::PutAttachmentRequest request;
    request.mutable_head()->set_site_id(site_id);
    request.mutable_head()->set_file_name(name);
    request.mutable_head()->set_sha256(sha256);
    request.mutable_file()->set_data(bytes);
    return Ask(harness_, person, *stub_, &v1::AttachmentService::Stub::PutAttachment, request);
  }
  std::string PutId(const Person& person, const std::string& site_id) {
    auto put = Put(person, site_id, "계획서.pdf", kPdf);
    EXPECT_TRUE(put.ok()) << put.status();
    return put.ok() ? put->attachment().attachment_id() : "";
  }
  absl::StatusOr<v1::UploadAttachmentResponse> Upload(
      const Person& person, const std::vector<v1::UploadAttachmentRequest>& parts) {
    grpc::ClientContext context;
    harness_.As(context, person);
    v1::UploadAttachmentResponse response;
    auto writer = stub_->UploadAttachment(&context, &response);
    for (const auto& part : parts) {
      if (!writer->Write(part)) break;
    }
    writer->WritesDone();
    const grpc::Status status = writer->Finish();
    if (!status.ok()) return FromGrpc(status);
    return response;
  }
  absl::StatusOr<google::api::HttpBody> File(const Person& person, const std::string& id) {
    v1::GetAttachmentFileRequest request;
    request.set_attachment_id(id);
    return Ask(harness_, person, *stub_, &v1::AttachmentService::Stub::GetAttachmentFile, request);
  }
  absl::StatusOr<internal::v1::LinkAttachmentResponse> Link(const std::string& id,
                                                            const std::string& site_id,
                                                            const std::string& organisation_id = "",
                                                            const std::string& account_id = "",
                                                            const std::string& role_id = "") {
    internal::v1::LinkAttachmentRequest request;
    if (!role_id.empty()) request.add_role_ids(role_id);
    request.set_attachment_id(id);
    request.set_case_id(kCase);
    request.set_site_id(site_id);
    request.set_organisation_id(organisation_id);
    request.set_account_id(account_id);
    request.set_district_code("28260");
    return AskAsService(harness_, "noise", *links_,
                        &internal::v1::AttachmentLinkService::Stub::LinkAttachment, request);
  }
  absl::StatusOr<v1::DeleteAttachmentResponse> Delete(const Person& person, const std::string& id) {
    v1::DeleteAttachmentRequest request;
    request.set_attachment_id(id);
    return Ask(harness_, person, *stub_, &v1::AttachmentService::Stub::DeleteAttachment, request);
  }

  static constexpr char kCase[] = "0192f0c1-2d3e-7abc-8def-000000000001";
  testing::Harness harness_{{&Info()},
                            absl::CivilDay(2026, 11, 10),
                            {{"support.max_attachment_mb", "1"}, {"support.max_owner_mb", "2"}}};
  std::unique_ptr<v1::AttachmentService::Stub> stub_ =
      v1::AttachmentService::NewStub(harness_.Channel("support"));
  std::unique_ptr<internal::v1::AttachmentLinkService::Stub> links_ =
      internal::v1::AttachmentLinkService::NewStub(harness_.Channel("support"));
  const Person operator_ = harness_.MakePerson(common::v1::ROLE_SITE_OPERATOR);
  const Person stranger_ = harness_.MakePerson(common::v1::ROLE_SITE_OPERATOR);
  const std::string site_ = harness_.MakeSite({operator_});
};

TEST_F(AttachmentTest, ComesBackAsItWasSent) {
  const auto put = Put(operator_, site_, "../도면 1.pdf", kPdf);
  ASSERT_TRUE(put.ok()) << put.status();
  EXPECT_EQ(put->attachment().file_name(), "도면 1.pdf");
  EXPECT_EQ(put->attachment().media_type(), "application/pdf");
  EXPECT_EQ(put->attachment().sha256(), absl::BytesToHexString(Sha256(kPdf)));
  const auto file = File(operator_, put->attachment().attachment_id());
  ASSERT_TRUE(file.ok()) << file.status();
  EXPECT_EQ(file->data(), kPdf);
  EXPECT_EQ(file->content_type(), "application/pdf");
}

TEST_F(AttachmentTest, IsStreamedInPiecesBothWays) {
  std::string bytes = kPdf + std::string(900'000, ' ') + "%%EOF\n";
  std::vector<v1::UploadAttachmentRequest> parts(1);
  parts[0].mutable_head()->set_site_id(site_);
  parts[0].mutable_head()->set_file_name("큰 파일.pdf");
  for (size_t at = 0; at < bytes.size(); at += 100'000)
    parts.emplace_back().set_chunk(bytes.substr(at, 100'000));
  const auto uploaded = Upload(operator_, parts);
  ASSERT_TRUE(uploaded.ok()) << uploaded.status();

  grpc::ClientContext context;
  harness_.As(context, operator_);
  v1::StreamAttachmentFileRequest request;
  request.set_attachment_id(uploaded->attachment().attachment_id());
  auto reader = stub_->StreamAttachmentFile(&context, request);
  v1::StreamAttachmentFileResponse part;
  ASSERT_TRUE(reader->Read(&part));
  EXPECT_EQ(part.attachment().sha256(), absl::BytesToHexString(Sha256(bytes)));
  std::string got;
  while (reader->Read(&part)) got += part.chunk();
  EXPECT_TRUE(reader->Finish().ok());
  EXPECT_EQ(got, bytes);
}

TEST_F(AttachmentTest, IsRefusedForWhatItIs) {
  struct {
    const char* why;
    std::string name;
    std::string bytes;
    std::string sha256;
  } cases[] = {
      {"empty", "a.pdf", "", ""},
      {"too large", "a.pdf", kPdf + std::string(1 << 20, ' '), ""},
      {"a page", "a.pdf", "<!DOCTYPE html><html><script>alert(1)</script></html>", ""},
      {"a program", "a.pdf",
       std::string("\x7f\x45\x4c\x46\x02\x01\x01", 7) + std::string(200, '\0'), ""},
      {"another digest", "a.pdf", kPdf, std::string(64, 'a')},
      {"no digest", "a.pdf", kPdf, "abc"},
      {"called a program", "a.exe", kPdf, ""},
      {"a page that passes for text", "a.html", "x\n<b>x</b>\n", ""},
      {"called what it is behind a mark", "a\u202Efdp.exe", kPdf, ""},
      {"no name", "..", kPdf, ""},
  };
  for (const auto& given : cases) {
    const auto put = Put(operator_, site_, given.name, given.bytes, given.sha256);
    EXPECT_EQ(put.status().code(), absl::StatusCode::kInvalidArgument) << given.why;
  }
  v1::UploadAttachmentRequest chunk_first;
  chunk_first.set_chunk("x");
  EXPECT_EQ(Upload(operator_, {chunk_first}).status().code(), absl::StatusCode::kInvalidArgument);
  EXPECT_EQ(Upload(operator_, {}).status().code(), absl::StatusCode::kInvalidArgument);
}

TEST_F(AttachmentTest, StaysWithinItsOwnersRoom) {
  const std::string bytes = kPdf + std::string(1'000'000, ' ');
  EXPECT_TRUE(Put(operator_, site_, "1.pdf", bytes).ok());
  EXPECT_TRUE(Put(operator_, site_, "2.pdf", bytes).ok());
  const auto third = Put(operator_, site_, "3.pdf", bytes);
  EXPECT_EQ(ErrorReason(third.status()), "QUOTA_EXCEEDED");
  v1::ListAttachmentsRequest request;
  request.set_site_id(site_);
  const auto listed =
      Ask(harness_, operator_, *stub_, &v1::AttachmentService::Stub::ListAttachments, request);
  ASSERT_TRUE(listed.ok()) << listed.status();
  ASSERT_EQ(listed->attachments_size(), 2);
  EXPECT_TRUE(Delete(operator_, listed->attachments(0).attachment_id()).ok());
  EXPECT_TRUE(Put(operator_, site_, "3.pdf", bytes).ok());
}

TEST_F(AttachmentTest, IsSeenByThoseWhoSeeItsOwner) {
  const std::string id = PutId(operator_, site_);
  EXPECT_EQ(File(stranger_, id).status().code(), absl::StatusCode::kPermissionDenied);
  EXPECT_EQ(Put(stranger_, site_, "a.pdf", kPdf).status().code(),
            absl::StatusCode::kPermissionDenied);
  // The same answer for what is not there.
  EXPECT_EQ(File(stranger_, kCase).status(), File(stranger_, id).status());
  const Person officer = harness_.MakePerson(common::v1::ROLE_LOCAL_OFFICER);
  harness_.SetJurisdictions(officer, {"28260"});
  EXPECT_TRUE(File(officer, id).ok());
  const Person elsewhere = harness_.MakePerson(common::v1::ROLE_LOCAL_OFFICER);
  harness_.SetJurisdictions(elsewhere, {"41110"});
  EXPECT_EQ(File(elsewhere, id).status().code(), absl::StatusCode::kPermissionDenied);
}

TEST_F(AttachmentTest, OfAnOrganisationIsItsOwn) {
  const Person firm = harness_.MakePerson(common::v1::ROLE_ORGANISATION);
  const Person colleague = harness_.MakePerson(common::v1::ROLE_ORGANISATION);
  const Person other = harness_.MakePerson(common::v1::ROLE_ORGANISATION);
  harness_.SetOrganisation(firm, "0192f0c1-2d3e-7abc-8def-00000000000a");
  harness_.SetOrganisation(colleague, "0192f0c1-2d3e-7abc-8def-00000000000a");
  harness_.SetOrganisation(other, "0192f0c1-2d3e-7abc-8def-00000000000b");
  const std::string id = PutId(firm, "");
  EXPECT_TRUE(File(colleague, id).ok());
  EXPECT_EQ(File(other, id).status().code(), absl::StatusCode::kPermissionDenied);
}

TEST_F(AttachmentTest, IsReadByThoseWhoSeeTheCaseThatHoldsIt) {
  constexpr char kFirm[] = "0192f0c1-2d3e-7abc-8def-00000000000a";
  const Person firm = harness_.MakePerson(common::v1::ROLE_ORGANISATION);
  harness_.SetOrganisation(firm, kFirm);
  const Person officer = harness_.MakePerson(common::v1::ROLE_LOCAL_OFFICER);
  harness_.SetJurisdictions(officer, {"28"});
  const Person elsewhere = harness_.MakePerson(common::v1::ROLE_LOCAL_OFFICER);
  harness_.SetJurisdictions(elsewhere, {"41110"});

  const std::string theirs = PutId(firm, "");
  EXPECT_EQ(File(officer, theirs).status().code(), absl::StatusCode::kPermissionDenied);
  ASSERT_TRUE(Link(theirs, "", kFirm).ok());
  EXPECT_TRUE(File(officer, theirs).ok()) << "the office that has to decide";
  EXPECT_EQ(File(elsewhere, theirs).status().code(), absl::StatusCode::kPermissionDenied);

  const std::string decision = PutId(officer, "");
  EXPECT_EQ(File(firm, decision).status().code(), absl::StatusCode::kPermissionDenied);
  EXPECT_EQ(Link(decision, "", kFirm, firm.account_id).status().code(), absl::StatusCode::kNotFound)
      << "nobody links what another office holds";
  ASSERT_TRUE(Link(decision, "", kFirm, officer.account_id).ok());
  EXPECT_TRUE(File(firm, decision).ok()) << "the party that it is addressed to";
  EXPECT_EQ(File(stranger_, decision).status().code(), absl::StatusCode::kPermissionDenied);
}

// 연계 기관: what its granted role lets it see of a case, and nothing beside.
TEST_F(AttachmentTest, APartnerSystemReadsWhatItsRoleInTheCaseDoes) {
  const auto partner = [&](const std::string& role, const std::string& district) {
    const Person made = harness_.MakePerson(common::v1::ROLE_PARTNER_SYSTEM);
    harness_.SetGrantedRoles(made, {role}, {district});
    return made;
  };
  const Person body = partner("noise_test_body", "28260");
  const Person elsewhere = partner("noise_test_body", "41117");
  const Person of_another_role = partner("inspection_body", "28260");
  const auto refused = absl::StatusCode::kPermissionDenied;

  const std::string id = PutId(operator_, site_);
  EXPECT_EQ(File(body, id).status().code(), refused) << "its district is not its files";
  ASSERT_TRUE(Link(id, site_, "", "", "noise_test_body").ok());
  EXPECT_TRUE(File(body, id).ok());
  EXPECT_EQ(File(elsewhere, id).status().code(), refused);
  EXPECT_EQ(File(of_another_role, id).status().code(), refused);

  // Named in the case, and then no more.
  internal::v1::SetCaseReadersRequest readers;
  readers.set_case_id(kCase);
  readers.add_role_ids("noise_test_body");
  readers.add_account_ids(elsewhere.account_id);
  const auto set = [&] {
    auto answer = AskAsService(harness_, "noise", *links_,
                               &internal::v1::AttachmentLinkService::Stub::SetCaseReaders, readers);
    return answer.ok() ? answer->changed_count() : -1;
  };
  EXPECT_EQ(set(), 1);
  EXPECT_EQ(set(), 0) << "safe to repeat";
  EXPECT_TRUE(File(elsewhere, id).ok());
  EXPECT_EQ(File(of_another_role, id).status().code(), refused);
  readers.clear_account_ids();
  EXPECT_EQ(set(), 1);
  EXPECT_EQ(File(elsewhere, id).status().code(), refused);

  // It uploads what is its own, for nobody's site, and the party reads what the case then holds.
  EXPECT_EQ(Put(body, site_, "a.pdf", kPdf).status().code(), refused);
  const std::string result = PutId(body, "");
  EXPECT_EQ(File(operator_, result).status().code(), refused);
  EXPECT_EQ(Link(result, site_, "", elsewhere.account_id).status().code(),
            absl::StatusCode::kNotFound);
  ASSERT_TRUE(Link(result, site_, "", body.account_id, "noise_test_body").ok());
  EXPECT_TRUE(File(operator_, result).ok());
  EXPECT_EQ(File(of_another_role, result).status().code(), refused);

  v1::ListAttachmentsRequest list;
  const auto listed = [&](const Person& person) {
    return Ask(harness_, person, *stub_, &v1::AttachmentService::Stub::ListAttachments, list);
  };
  auto own = listed(body);
  ASSERT_TRUE(own.ok()) << own.status();
  ASSERT_EQ(own->attachments_size(), 1);
  EXPECT_EQ(own->attachments(0).attachment_id(), result);
  list.set_site_id(site_);
  EXPECT_EQ(listed(body).status().code(), refused);
}

TEST_F(AttachmentTest, EveryLookAtAFileIsKept) {
  const std::string id = PutId(operator_, site_);
  const auto looks = [&] {
    pqxx::connection connection(harness_.database().AdminConninfo());
    pqxx::nontransaction work(connection);
    return work
        .exec("SELECT count(*) FROM support.look_row WHERE actor = '" + operator_.account_id +
              "' AND subject = 'attachment " + id + "'")[0][0]
        .as<int>();
  };
  const auto stream = [&](const Person& person) {
    grpc::ClientContext context;
    harness_.As(context, person);
    v1::StreamAttachmentFileRequest request;
    request.set_attachment_id(id);
    auto reader = stub_->StreamAttachmentFile(&context, request);
    v1::StreamAttachmentFileResponse part;
    int parts = 0;
    // The look is there before the first byte is.
    while (reader->Read(&part)) {
      if (++parts == 1) {
        EXPECT_EQ(looks(), 2);
      }
    }
    return reader->Finish().ok();
  };
  ASSERT_TRUE(File(operator_, id).ok());
  EXPECT_EQ(looks(), 1);
  ASSERT_TRUE(stream(operator_));
  EXPECT_EQ(looks(), 2);
  EXPECT_FALSE(stream(stranger_));
  EXPECT_EQ(looks(), 2);

  {
    pqxx::connection connection(harness_.database().AdminConninfo());
    pqxx::nontransaction work(connection);
    work.exec("ALTER TABLE support.look_row RENAME TO look_row_away");
  }
  grpc::ClientContext context;
  harness_.As(context, operator_);
  v1::StreamAttachmentFileRequest request;
  request.set_attachment_id(id);
  auto reader = stub_->StreamAttachmentFile(&context, request);
  v1::StreamAttachmentFileResponse part;
  EXPECT_FALSE(reader->Read(&part)) << "nothing is given that could not be kept";
  EXPECT_FALSE(reader->Finish().ok());
}

TEST_F(AttachmentTest, UploadsInHandAreBounded) {
  testing::Harness harness({&Info()}, absl::CivilDay(2026, 11, 10),
                           {{"support.max_attachment_mb", "3"}, {"support.max_uploading_mb", "1"}});
  const Person person = harness.MakePerson(common::v1::ROLE_SITE_OPERATOR);
  v1::PutAttachmentRequest request;
  request.mutable_head()->set_site_id(harness.MakeSite({person}));
  request.mutable_head()->set_file_name("a.pdf");
  request.mutable_file()->set_data(kPdf + std::string(2 << 20, ' '));
  auto stub = v1::AttachmentService::NewStub(harness.Channel("support"));
  const auto put =
      Ask(harness, person, *stub, &v1::AttachmentService::Stub::PutAttachment, request);
  EXPECT_EQ(ErrorReason(put.status()), "TOO_MANY_UPLOADS");
  request.mutable_file()->set_data(kPdf);
  EXPECT_TRUE(
      Ask(harness, person, *stub, &v1::AttachmentService::Stub::PutAttachment, request).ok())
      << "there is room again";
}

TEST_F(AttachmentTest, AnUploadIsCutOffWhereItHasHadEnough) {
  std::vector<v1::UploadAttachmentRequest> parts(1);
  parts[0].mutable_head()->set_site_id(site_);
  parts[0].mutable_head()->set_file_name("a.pdf");
  for (int i = 0; i < 40; ++i) parts.emplace_back().set_chunk(std::string(100'000, ' '));
  EXPECT_EQ(Upload(operator_, parts).status().code(), absl::StatusCode::kInvalidArgument);
  // Who is not let in is told so before the first byte is read.
  EXPECT_EQ(Upload(harness_.MakePerson(common::v1::ROLE_AUDITOR), parts).status().code(),
            absl::StatusCode::kPermissionDenied);
  parts[0].mutable_head()->set_site_id(kCase);
  EXPECT_EQ(Upload(operator_, parts).status().code(), absl::StatusCode::kPermissionDenied);
}

TEST_F(AttachmentTest, IsKeptWhileACaseHoldsIt) {
  const std::string id = PutId(operator_, site_);
  const auto linked = Link(id, site_);
  ASSERT_TRUE(linked.ok()) << linked.status();
  EXPECT_EQ(linked->attachment().file_name(), "계획서.pdf");
  EXPECT_TRUE(Link(id, site_).ok()) << "safe to repeat";
  EXPECT_EQ(ErrorReason(Delete(operator_, id).status()), "ATTACHMENT_LINKED");
  // Of another site's case it is not.
  EXPECT_EQ(Link(id, kCase).status().code(), absl::StatusCode::kNotFound);
  internal::v1::UnlinkAttachmentRequest request;
  request.set_attachment_id(id);
  request.set_case_id(kCase);
  EXPECT_TRUE(AskAsService(harness_, "noise", *links_,
                           &internal::v1::AttachmentLinkService::Stub::UnlinkAttachment, request)
                  .ok());
  EXPECT_TRUE(Delete(operator_, id).ok());
  EXPECT_EQ(File(operator_, id).status().code(), absl::StatusCode::kPermissionDenied);
}

}  // namespace
}  // namespace sems::support
