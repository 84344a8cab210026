#pragma once
#include <algorithm>
#include <memory>
#include <string>

#include "deskgauge/v1/common.pb.h"
#include "sidecar/backend.h"
#include "sidecar/status.h"

namespace deskgauge::sidecar {

/// What a paged read is made of before the engine is asked: the desk, the moment all its pages are read at, and where this page begins.
struct Reading {
  std::shared_ptr<DeskHost> host;
  time::Instant at{};
  bool is_present = false;     ///< nobody chose the moment: it is the engine's present when the answer is computed
  std::uint64_t request = 0;   ///< fingerprint, for the next page's token
  PageToken page;              ///< offset 0 and no key on the first page
};

/// The parts of a request that every read has in common.
struct ReadingRequest {
  std::string desk;
  const google::protobuf::Timestamp* read_time = nullptr;     ///< null: the present
  const google::protobuf::Message* message = nullptr;         ///< all of it, for the fingerprint
  const std::string* page_token = nullptr;
  const v1::Consistency* consistency = nullptr;
};

/// Of a request with the fields every read has; `page_token` of one without pages is "". What is pointed to must outlive it.
template <class Request>
ReadingRequest reading_request(const Request& request, std::string desk, const std::string& page_token) {
  return {std::move(desk), request.has_read_time() ? &request.read_time() : nullptr, &request, &page_token, &request.consistency()};
}

/// The moment of the answer, under the read lock. Between `prepare` and the answer a batch may move the engine's present on; an answer a
/// few milliseconds before it would have to be replayed from all histories.
inline time::Instant moment(const Reading& reading, const engine::Engine& engine) {
  return reading.is_present ? std::max(reading.at, engine.now()) : reading.at;
}

/// Finds the desk, fixes the moment, and waits until effects due up to it are in. Blocks. The status is OK if `reading` is filled.
grpc::Status prepare(Backend& backend, const ReadingRequest& request, Reading& reading);

/// Fingerprint of a request without its page_size and page_token: equal for all pages of one question.
std::uint64_t request_fingerprint(const google::protobuf::Message& request);
/// Index of the first item of a page: after the key of the last item, or at the offset where that item is gone.
template <class Items, class Key>
std::size_t page_start(const Items& items, const PageToken& page, const Key& key) {
  auto const offset = static_cast<std::size_t>(page.offset);
  if (offset > 0 && offset <= items.size() && key(items[offset - 1]) == page.last) return offset;
  for (std::size_t i = 0; offset > 0 && i < items.size(); ++i)
    if (key(items[i]) == page.last) return i + 1;
  return std::min(offset, items.size());
}

}  // namespace deskgauge::sidecar
