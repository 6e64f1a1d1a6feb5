#include <google/protobuf/empty.pb.h>
#include <grpcpp/generic/generic_stub.h>
#include <grpcpp/grpcpp.h>

#include <stdexcept>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "absl/synchronization/notification.h"
#include "absl/time/clock.h"
#include "tests/load/load.h"

namespace sems::load {
namespace {

grpc::ByteBuffer ToBuffer(const std::string& bytes) {
  const grpc::Slice slice(bytes);
  return grpc::ByteBuffer(&slice, 1);
}

std::string ToBytes(const grpc::ByteBuffer& buffer) {
  std::vector<grpc::Slice> slices;
  buffer.Dump(&slices);
  std::string bytes;
  for (const grpc::Slice& slice : slices) {
    bytes.append(reinterpret_cast<const char*>(slice.begin()), slice.size());
  }
  return bytes;
}

}  // namespace

nlohmann::json Calls(const nlohmann::json& task) {
  grpc::ChannelArguments arguments;
  arguments.SetMaxReceiveMessageSize(64 * 1024 * 1024);
  grpc::GenericStub stub(grpc::CreateCustomChannel(task.at("target").get<std::string>(),
                                                   grpc::InsecureChannelCredentials(), arguments));
  const std::string method = task.at("method");
  nlohmann::json milliseconds = nlohmann::json::array();
  grpc::ByteBuffer response;
  for (const std::string encoded : task.at("requests")) {
    std::string request;
    if (!absl::Base64Unescape(encoded, &request)) throw std::runtime_error("request is not base64");
    const grpc::ByteBuffer buffer = ToBuffer(request);
    grpc::ClientContext context;
    for (const auto& [key, value] : task.at("metadata").items()) context.AddMetadata(key, value);
    grpc::Status status;
    absl::Notification done;
    response.Clear();
    const absl::Time start = absl::Now();
    stub.UnaryCall(&context, method, grpc::StubOptions(), &buffer, &response,
                   [&](grpc::Status result) {
                     status = std::move(result);
                     done.Notify();
                   });
    done.WaitForNotification();
    milliseconds.push_back(absl::ToDoubleMilliseconds(absl::Now() - start));
    if (!status.ok()) {
      throw std::runtime_error(
          absl::StrCat(method, ": ", status.error_code(), " ", status.error_message()));
    }
  }
  return {{"milliseconds", milliseconds}, {"response", absl::Base64Escape(ToBytes(response))}};
}

}  // namespace sems::load
