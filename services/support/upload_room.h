#pragma once

#include <atomic>
#include <cstdint>

namespace sems::support {

// How much of files that are still on their way this process holds: a bound on its memory, however
// many upload at once.
class UploadRoom {
 public:
  explicit UploadRoom(std::int64_t limit) : limit_(limit) {}

  // One file's share; given back when it ends.
  class Share {
   public:
    explicit Share(UploadRoom& room) : room_(room) {}
    ~Share() { room_.held_ -= held_; }
    Share(const Share&) = delete;
    Share& operator=(const Share&) = delete;
    // False when there is no room for so many more bytes.
    bool Grow(std::int64_t bytes) {
      held_ += bytes;
      return (room_.held_ += bytes) <= room_.limit_;
    }

   private:
    UploadRoom& room_;
    std::int64_t held_ = 0;
  };

 private:
  const std::int64_t limit_;
  std::atomic<std::int64_t> held_ = 0;
};

}  // namespace sems::support
