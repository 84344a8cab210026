#include "sidecar/reading.h"

#include <google/protobuf/descriptor.h>

#include "deskgauge/base/bytes.h"
#include "sidecar/convert/time.h"
#include "sidecar/paged_read.h"
#include "sidecar/resource_name.h"

namespace deskgauge::sidecar {
namespace {

grpc::Status check_moment(const Backend& backend, const DeskHost& host, time::Instant at) {
  time::Span const skew =
      host.read([](const engine::Engine& engine, const ActiveDefinitions&) { return engine.catalogue().desk.max_future_skew; });
  if (at <= backend.clock() + skew) return grpc::Status::OK;
  // A question about the far future would let its effects in for everybody: the engine's present never goes back.
  return to_status({base::Code::out_of_range, "read_time_in_future", "read_time", time::to_text(at),
                    "The moment lies after the present by more than max_future_skew " + time::to_exact_text(skew),
                    "Ask at the present, or leave read_time out."});
}

grpc::Status check_consistency(const DeskHost& host, const v1::Consistency& consistency) {
  if (consistency.requirement_case() != v1::Consistency::kAtLeast) return grpc::Status::OK;
  auto const token = decode_revision_token(consistency.at_least());
  if (!token) return to_status(token.error());
  if (token->desk != host.name())
    return to_status({base::Code::invalid_argument, "invalid_revision_token", "consistency.at_least", token->desk,
                      "The revision token belongs to another desk",
                      "Give a token of an acknowledgement of " + desk_name(host.name()) + "."});
  bool const reached = host.read([&](const engine::Engine& engine, const ActiveDefinitions&) {
    return token->epoch == host.epoch() && token->revision <= engine.revision();
  });
  if (reached) return grpc::Status::OK;
  return to_status({base::Code::precondition, "revision_gone", "consistency.at_least", {},
                    "The state the revision token speaks of is gone: the server was restarted or the state replaced",
                    "Send again what was not durable."});
}

}  // namespace

std::uint64_t request_fingerprint(const google::protobuf::Message& request) {
  std::unique_ptr<google::protobuf::Message> rest(request.New());
  rest->CopyFrom(request);
  for (const char* name : {"page_size", "page_token"})
    if (auto const* field = rest->GetDescriptor()->FindFieldByName(name)) rest->GetReflection()->ClearField(rest.get(), field);
  return base::fingerprint(std::string(rest->GetDescriptor()->name()) + rest->SerializeAsString());  // no maps inside: the bytes are stable
}

grpc::Status prepare(Backend& backend, const ReadingRequest& request, Reading& reading) {
  reading.host = backend.desks.find(request.desk);
  if (!reading.host) return desk_not_found("parent", desk_name(request.desk));
  reading.request = request_fingerprint(*request.message);
  if (!request.page_token->empty()) {
    auto token = decode_page_token(*request.page_token, reading.request);
    if (!token) return to_status(token.error());
    reading.page = std::move(*token);
    reading.at = reading.page.at;
  } else if (request.read_time) {
    reading.at = *convert::read_instant("read_time", *request.read_time);  // checked before
  } else {
    reading.at = backend.clock();
    reading.is_present = true;
  }
  if (auto const status = check_moment(backend, *reading.host, reading.at); !status.ok()) return status;
  if (auto const status = check_consistency(*reading.host, *request.consistency); !status.ok()) return status;
  reading.host->advance(reading.at);
  return grpc::Status::OK;
}

Page cut(const Reading& reading, std::size_t items, std::size_t size, time::Instant at, std::uint64_t epoch, std::int64_t revision) {
  Page page;
  page.from = std::min(items, static_cast<std::size_t>(reading.page.offset));
  page.to = std::min(items, page.from + size);
  page.revision = encode(RevisionToken{reading.host->name(), epoch, revision});
  if (page.to < items) page.next = encode(PageToken{reading.request, static_cast<std::int64_t>(page.to), {}, at, epoch, revision});
  return page;
}

grpc::Status page_gone() {
  return to_status({base::Code::precondition, "page_gone", "page_token", {},
                    "The answer of the page token is no longer kept, and the state has changed", "Ask for the first page again."});
}

}  // namespace deskgauge::sidecar
