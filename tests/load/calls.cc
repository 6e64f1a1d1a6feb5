#include <google/protobuf/empty.pb.h>
#include <grpcpp/generic/generic_stub.h>
#include <grpcpp/grpcpp.h>

#include <stdexcept>
#include <utility>
#include <vector>

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

class CallSteps final : public Steps {
 public:
  explicit CallSteps(const nlohmann::json& task)
      : stub_(Connect(task.at("target"))),
        method_(task.at("method")),
        metadata_(task.at("metadata")) {
    for (const std::string encoded : task.at("requests")) {
      std::string request;
      if (!absl::Base64Unescape(encoded, &request))
        throw std::runtime_error("request is not base64");
      requests_.push_back(ToBuffer(request));
    }
  }

  bool done() const override { return next_ == requests_.size(); }

  double Next() override {
    const grpc::ByteBuffer& request = requests_[next_++];
    grpc::ClientContext context;
    for (const auto& [key, value] : metadata_.items()) context.AddMetadata(key, value);
    grpc::Status status;
    absl::Notification done;
    response_.Clear();
    const absl::Time start = absl::Now();
    stub_.UnaryCall(&context, method_, grpc::StubOptions(), &request, &response_,
                    [&](grpc::Status result) {
                      status = std::move(result);
                      done.Notify();
                    });
    done.WaitForNotification();
    const absl::Duration took = absl::Now() - start;
    if (!status.ok()) {
      throw std::runtime_error(
          absl::StrCat(method_, ": ", status.error_code(), " ", status.error_message()));
    }
    return absl::ToDoubleMilliseconds(took);
  }

  nlohmann::json Told() const override {
    return {{"response", absl::Base64Escape(ToBytes(response_))}};
  }

 private:
  static std::shared_ptr<grpc::Channel> Connect(const std::string& target) {
    grpc::ChannelArguments arguments;
    arguments.SetMaxReceiveMessageSize(64 * 1024 * 1024);
    return grpc::CreateCustomChannel(target, grpc::InsecureChannelCredentials(), arguments);
  }

  grpc::GenericStub stub_;
  const std::string method_;
  const nlohmann::json metadata_;
  std::vector<grpc::ByteBuffer> requests_;
  size_t next_ = 0;
  grpc::ByteBuffer response_;
};

}  // namespace

std::unique_ptr<Steps> Calls(const nlohmann::json& task) {
  return std::make_unique<CallSteps>(task);
}

}  // namespace sems::load
