#pragma once
#include <algorithm>
#include <memory>
#include <string>

#include "sidecar/answers.h"
#include "sidecar/reading.h"
#include "sidecar/request_check.h"
#include "sidecar/resource_name.h"

namespace deskgauge::sidecar {

/// The name nearest to one that the definitions do not have; "" if none is near.
template <class Items>
std::string closest_name(const std::string& name, const Items& items) {
  std::vector<std::string> names;
  for (auto const& item : items) names.push_back(item.name);
  return metric::closest(name, names);
}

/// What one page shows of an answer: items [from, to), and the tokens that go out with them.
struct Page {
  std::size_t from = 0, to = 0;
  std::string next;        ///< token of the next page; "" at the end
  std::string revision;    ///< token of the state the answer was computed at
};

/// Cuts a page of at most `size` out of an answer of `items`, read at `at` on the state that `epoch` and `revision` name.
Page cut(const Reading& reading, std::size_t items, std::size_t size, time::Instant at, std::uint64_t epoch, std::int64_t revision);
/// The answer of a later page is forgotten and its state is gone.
grpc::Status page_gone();

/// Reads one page of an answer: the answer kept for it, else compute(engine, moment, answer) on the state the first page was read at.
/// Then write(answer, page); `compute` returns a status. Blocks.
template <class Answer, class Compute, class Write>
grpc::Status read_page(Backend& backend, const ReadingRequest& request, std::size_t page_size, const Compute& compute, const Write& write) {
  Reading reading;
  if (auto const status = prepare(backend, request, reading); !status.ok()) return status;
  std::uint64_t epoch = reading.page.epoch;
  auto answer = backend.kept.find<Answer>({reading.request, reading.at, epoch, reading.page.revision});
  if (!answer) {
    auto const status = reading.host->read([&](const engine::Engine& engine, const ActiveDefinitions&) {
      epoch = reading.host->epoch();
      bool const is_later = !request.page_token->empty();
      if (is_later && (reading.page.epoch != epoch || reading.page.revision != engine.revision())) return page_gone();
      auto computed = std::make_shared<Answer>();
      auto const outcome = compute(engine, moment(reading, engine), *computed);
      answer = std::move(computed);
      return outcome;
    });
    if (!status.ok()) return status;
  }
  Page const page = cut(reading, items(*answer).size(), page_size, answer->at, epoch, answer->revision);
  write(*answer, page);
  if (!page.next.empty()) backend.kept.keep<Answer>({reading.request, answer->at, epoch, answer->revision}, answer);
  return grpc::Status::OK;
}

/// One page of a list of definitions, such as all metrics: write(desk, item) for each; the response names the next page.
template <class Request, class Response, class ItemsOf, class Write>
grpc::Status list_page(Backend& backend, const Request& request, Response& response, const ItemsOf& items_of, const Write& write) {
  if (auto const faults = check(request); !faults.empty()) return invalid_request(faults);
  auto const host = backend.desks.find(desk_of(request.parent()));
  if (!host) return desk_not_found("parent", request.parent());
  PageToken page;
  page.request = request_fingerprint(request);
  if (!request.page_token().empty()) {
    auto token = decode_page_token(request.page_token(), page.request);
    if (!token) return to_status(token.error());
    page = std::move(*token);
  }
  return host->read([&](const engine::Engine& engine, const ActiveDefinitions&) {
    auto const& items = items_of(engine.catalogue());
    std::size_t const from = page_start(items, page, [](auto const& item) { return item.name; });
    std::size_t const to = std::min(items.size(), from + static_cast<std::size_t>(kDefinitionPage.size(request.page_size())));
    for (std::size_t i = from; i < to; ++i) write(host->name(), items[i]);
    if (to < items.size())
      response.set_next_page_token(encode(PageToken{page.request, static_cast<std::int64_t>(to), items[to - 1].name, {}}));
    return grpc::Status::OK;
  });
}

}  // namespace deskgauge::sidecar
