#include <gmock/gmock.h>

#include <future>
#include <thread>

#include "tests/sidecar/harness.h"

namespace deskgauge::sidecar {
namespace {

using testing::kPresent;
using testing::reason;
using testing::TestServer;
using testing::ticket_created;
using ::testing::ElementsAre;

std::vector<v1::Event> tickets(int from, int to) {
  std::vector<v1::Event> events;
  for (int i = from; i < to; ++i)
    events.push_back(ticket_created("T" + std::to_string(i), kPresent - time::hours(1) + time::milliseconds(i)));
  return events;
}

v1::IngestEventsRequest batch(const std::string& parent, const std::string& id, const std::vector<v1::Event>& events) {
  v1::IngestEventsRequest request;
  request.set_parent(parent);
  request.set_batch_id(id);
  for (auto const& event : events) *request.add_events() = event;
  return request;
}

TEST(ingest_events, acknowledges_each_batch_once_and_in_order) {
  TestServer server;
  server.apply("acme");
  std::vector<v1::IngestEventsResponse> answers;
  auto const status = server.ingest({batch("desks/acme", "a", tickets(0, 3)), batch("", "b", {}), batch("desks/acme", "c", tickets(3, 5))},
                                    answers);
  ASSERT_TRUE(status.ok()) << status.error_message();
  ASSERT_EQ(answers.size(), 3u);
  std::vector<std::string> ids;
  for (auto const& answer : answers) ids.push_back(answer.batch_id());
  EXPECT_THAT(ids, ElementsAre("a", "b", "c"));
  EXPECT_EQ(answers[0].accepted(), 3);
  EXPECT_EQ(answers[1].accepted(), 0);
  EXPECT_EQ(answers[2].accepted(), 2);
  for (auto const& answer : answers) {
    EXPECT_EQ(answer.durability(), v1::DURABILITY_MEMORY);
    EXPECT_FALSE(answer.revision_token().empty());
  }
  EXPECT_EQ(server.tickets("acme"), 5);
}

TEST(ingest_events, counts_a_repeated_batch_as_duplicates) {
  TestServer server;
  server.apply("acme");
  server.ingest("acme", tickets(0, 4));
  auto const again = server.ingest("acme", tickets(0, 4));
  EXPECT_EQ(again.accepted(), 0);
  EXPECT_EQ(again.duplicates(), 4);
  EXPECT_EQ(server.tickets("acme"), 4);
}

TEST(ingest_events, counts_an_older_revision_as_superseded) {
  TestServer server;
  server.apply("acme");
  auto event = ticket_created("T1", kPresent);
  event.set_revision(2);
  server.ingest("acme", {event});
  event.set_revision(1);
  event.mutable_ticket_created()->set_channel("phone");
  EXPECT_EQ(server.ingest("acme", {event}).superseded(), 1);
}

TEST(ingest_events, rejects_single_events_by_index_and_takes_the_rest) {
  TestServer server;
  server.apply("acme");
  auto events = tickets(0, 6);
  events[1].clear_event_time();                                     // the converter's to refuse
  events[3].mutable_ticket_created()->clear_channel();              // the engine's to refuse
  *events[4].mutable_event_time() = testing::stamp(kPresent + time::days(1));
  auto const answer = server.ingest("acme", events);
  EXPECT_EQ(answer.accepted(), 3);
  ASSERT_EQ(answer.rejections_size(), 3);
  EXPECT_EQ(answer.rejections(0).index(), 1);
  EXPECT_EQ(answer.rejections(0).reason(), "field_required");
  EXPECT_EQ(answer.rejections(0).field(), "events[1].event_time");
  EXPECT_EQ(answer.rejections(1).index(), 3);
  EXPECT_EQ(answer.rejections(1).reason(), "field_required");
  EXPECT_EQ(answer.rejections(1).field(), "events[3].ticket_created.channel");
  EXPECT_FALSE(answer.rejections(1).message().empty());
  EXPECT_FALSE(answer.rejections(1).remedy().empty());
  EXPECT_EQ(answer.rejections(2).index(), 4);
  EXPECT_EQ(answer.rejections(2).reason(), "max_future_skew");
  EXPECT_EQ(answer.rejections(2).field(), "events[4].event_time");
  EXPECT_EQ(server.tickets("acme"), 3);
}

struct EndedStream {
  const char* name;
  v1::IngestEventsRequest second;
  grpc::StatusCode code;
  const char* reason;
};
class IngestRefusal : public ::testing::TestWithParam<EndedStream> {};

TEST_P(IngestRefusal, ends_the_stream_with_the_reason) {
  Limits limits;
  limits.max_batch_events = 10;
  TestServer server(limits);
  server.apply("acme");
  std::vector<v1::IngestEventsResponse> answers;
  auto const status = server.ingest({batch("desks/acme", "good", tickets(0, 1)), GetParam().second}, answers);
  EXPECT_EQ(status.error_code(), GetParam().code) << status.error_message();
  EXPECT_EQ(reason(status), GetParam().reason);
  EXPECT_EQ(answers.size(), 1u);  // what was acknowledged before has been taken in
  EXPECT_EQ(server.tickets("acme"), 1);
}

v1::Event long_event() {
  auto event = ticket_created("T1", kPresent);
  for (int i = 0; i < 10; ++i) event.mutable_ticket_created()->add_tags(std::string(900, 't'));
  return event;
}

INSTANTIATE_TEST_SUITE_P(
    streams, IngestRefusal,
    ::testing::Values(EndedStream{"other_desk", batch("desks/other", "b", {}), grpc::StatusCode::INVALID_ARGUMENT, "INVALID_REQUEST"},
                      EndedStream{"too_many_events", batch("desks/acme", "b", tickets(0, 11)), grpc::StatusCode::RESOURCE_EXHAUSTED,
                                  "BATCH_TOO_LARGE"}),
    [](auto const& info) { return info.param.name; });

TEST(ingest_events, names_the_limit_of_a_batch_that_is_too_large) {
  Limits limits;
  limits.max_batch_events = 10;
  TestServer server(limits);
  server.apply("acme");
  std::vector<v1::IngestEventsResponse> answers;
  auto const status = server.ingest({batch("desks/acme", "b", tickets(0, 11))}, answers);
  EXPECT_EQ(testing::metadata(status, "limit"), "max_batch_events");
  EXPECT_EQ(testing::metadata(status, "maximum"), "10");
  EXPECT_EQ(testing::metadata(status, "value"), "11");
}

TEST(ingest_events, names_the_limit_of_a_message_that_is_too_large) {
  Limits limits;
  limits.max_message_bytes = 8000;
  TestServer server(limits);
  server.apply("acme");
  std::vector<v1::IngestEventsResponse> answers;
  auto const status = server.ingest({batch("desks/acme", "b", {long_event()})}, answers);
  EXPECT_EQ(status.error_code(), grpc::StatusCode::RESOURCE_EXHAUSTED);
  EXPECT_EQ(reason(status), "MESSAGE_TOO_LARGE");
  EXPECT_EQ(testing::metadata(status, "limit"), "max_message_bytes");
}

TEST(ingest_events, refuses_a_stream_without_a_desk) {
  TestServer server;
  std::vector<v1::IngestEventsResponse> answers;
  auto const missing = server.ingest({batch("", "b", {})}, answers);
  EXPECT_EQ(missing.error_code(), grpc::StatusCode::INVALID_ARGUMENT);
  EXPECT_THAT(testing::violated_fields(missing), ElementsAre("parent"));
  auto const unknown = server.ingest({batch("desks/nobody", "b", {})}, answers);
  EXPECT_EQ(unknown.error_code(), grpc::StatusCode::NOT_FOUND);
  EXPECT_EQ(reason(unknown), "DESK_NOT_FOUND");
  EXPECT_EQ(testing::resource_info(unknown)->resource_name(), "desks/nobody");
}

TEST(ingest_events, ends_a_refused_stream_although_the_client_sends_nothing_more) {
  TestServer server;
  auto const call = testing::context();
  auto const stub = v1::IngestionService::NewStub(server.channel());
  auto const stream = stub->IngestEvents(call.get());
  stream->Write(batch("desks/nobody", "b", {}));
  v1::IngestEventsResponse answer;
  EXPECT_FALSE(stream->Read(&answer));
  EXPECT_EQ(stream->Finish().error_code(), grpc::StatusCode::NOT_FOUND);
}

TEST(ingest_events, survives_a_client_that_leaves_in_the_middle) {
  TestServer server;
  server.apply("acme");
  for (int i = 0; i < 20; ++i) {
    auto const call = testing::context();
    auto const stub = v1::IngestionService::NewStub(server.channel());
    auto const stream = stub->IngestEvents(call.get());
    for (int b = 0; b < 5; ++b) stream->Write(batch("desks/acme", "b", tickets(0, 100)));
    call->TryCancel();
    EXPECT_EQ(stream->Finish().error_code(), grpc::StatusCode::CANCELLED);
  }
  server.ingest("acme", tickets(0, 100));
  EXPECT_EQ(server.tickets("acme"), 100);
}

/// Keeps a desk's writer busy until released.
class BusyWriter {
 public:
  explicit BusyWriter(DeskHost& host) {
    std::promise<void> started;
    thread_ = std::thread([&host, &started, gate = gate_.get_future().share()] {
      host.run([&](engine::Engine&) {
        started.set_value();
        gate.wait();
      });
    });
    started.get_future().wait();
  }
  ~BusyWriter() { release(); }
  void release() {
    if (!thread_.joinable()) return;
    gate_.set_value();
    thread_.join();
  }

 private:
  std::promise<void> gate_;
  std::thread thread_;
};

TEST(ingest_events, stops_reading_while_the_queue_is_full_and_loses_nothing) {
  Limits limits;
  limits.max_queued_batches = 1;
  limits.max_unacknowledged = 2;
  TestServer server(limits);
  server.apply("acme");
  BusyWriter busy(*server.backend().desks.find("acme"));
  constexpr int kBatches = 40, kSize = 500;
  std::atomic<int> written{0};
  auto const call = testing::context();
  auto const stub = v1::IngestionService::NewStub(server.channel());
  auto const stream = stub->IngestEvents(call.get());
  std::thread sender([&] {
    for (int b = 0; b < kBatches; ++b, ++written) {
      auto events = tickets(b * kSize, (b + 1) * kSize);
      for (auto& event : events) event.mutable_ticket_created()->set_category(std::string(500, 'c'));
      stream->Write(batch("desks/acme", std::to_string(b), events));
    }
    stream->WritesDone();
  });
  std::this_thread::sleep_for(std::chrono::milliseconds(500));
  EXPECT_LT(written, kBatches) << "the client could send everything although the server read nothing";
  busy.release();
  int acknowledged = 0;
  for (v1::IngestEventsResponse answer; stream->Read(&answer); ++acknowledged) EXPECT_EQ(answer.batch_id(), std::to_string(acknowledged));
  sender.join();
  EXPECT_TRUE(stream->Finish().ok());
  EXPECT_EQ(acknowledged, kBatches);
  EXPECT_EQ(server.tickets("acme"), kBatches * kSize);
}

TEST(desk_host, parks_what_does_not_fit_and_says_when_there_is_room) {
  Limits limits;
  limits.max_queued_batches = 1;
  TestServer server(limits);
  server.apply("acme");
  auto const host = server.backend().desks.find("acme");
  std::vector<std::string> order;  // written by the writer's thread only, read after run()
  {
    BusyWriter busy(*host);
    EXPECT_TRUE(host->submit([&](engine::Engine&) { order.push_back("first"); }, [] {}));
    EXPECT_FALSE(host->submit([&](engine::Engine&) { order.push_back("second"); }, [&] { order.push_back("room"); }));
  }
  std::promise<void> ended;
  host->submit([&](engine::Engine&) { ended.set_value(); }, [] {});
  ended.get_future().wait();
  EXPECT_THAT(order, ElementsAre("room", "first", "second"));
}

TEST(desk_host, throws_to_the_caller_what_a_write_throws) {
  TestServer server;
  server.apply("acme");
  auto const host = server.backend().desks.find("acme");
  EXPECT_THROW(host->run([](engine::Engine&) { throw std::runtime_error("broken"); }), std::runtime_error);
  EXPECT_EQ(server.tickets("acme"), 0);
}

}  // namespace
}  // namespace deskgauge::sidecar
