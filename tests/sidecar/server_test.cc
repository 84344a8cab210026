#include "sidecar/server.h"

#include <gmock/gmock.h>
#include <sys/stat.h>

#include <future>
#include <thread>

#include "sidecar/options.h"
#include "tests/sidecar/probe.h"

namespace deskgauge::sidecar {
namespace {

using testing::kPresent;
using testing::TestServer;
using ::testing::IsSupersetOf;

constexpr const char* kServices[] = {"", "deskgauge.v1.IngestionService", "deskgauge.v1.MetricService", "deskgauge.v1.DefinitionService",
                                     "deskgauge.v1.ScoreService", "deskgauge.v1.SnapshotService"};

TEST(server, is_healthy_as_a_whole_and_for_each_service) {
  TestServer server;
  for (const char* service : kServices) EXPECT_EQ(testing::health(*server.channel(), service), testing::kServing) << service;
  EXPECT_EQ(testing::health(*server.channel(), "deskgauge.v1.NoService"), -1);
}

TEST(server, lists_its_services_by_reflection) {
  TestServer server;
  EXPECT_THAT(testing::reflected_services(*server.channel()),
              IsSupersetOf({"deskgauge.v1.DefinitionService", "deskgauge.v1.IngestionService", "deskgauge.v1.MetricService",
                            "deskgauge.v1.ScoreService", "deskgauge.v1.SnapshotService", "grpc.health.v1.Health"}));
}

TEST(server, refuses_an_address_that_is_taken) {
  testing::TempFolder folder;
  auto first = *Server::create({"unix:" + folder.path("nowhere/socket")});
  auto const started = first->start();
  ASSERT_FALSE(started);
  EXPECT_EQ(started.error().reason, "address_unusable");
}

TEST(server, gives_its_socket_to_its_user_only) {
  testing::TempFolder folder;
  auto server = *Server::create({"unix:" + folder.path("s")});
  ASSERT_TRUE(server->start());
  struct stat found{};
  ASSERT_EQ(::stat(folder.path("s").c_str(), &found), 0);
  EXPECT_EQ(found.st_mode & 0777, 0600u);
}

/// A drain in the background, while a stream is open.
class Drain : public ::testing::Test {
 protected:
  Drain() {
    server_.apply("acme");
    batch_.set_parent("desks/acme");
    *batch_.add_events() = testing::ticket_created("1", kPresent);
  }
  void acknowledge(const std::string& ticket) {
    *batch_.mutable_events(0) = testing::ticket_created(ticket, kPresent);
    ASSERT_TRUE(stream_->Write(batch_));
    v1::IngestEventsResponse answer;
    ASSERT_TRUE(stream_->Read(&answer));
    EXPECT_EQ(answer.accepted(), 1);
  }

  TestServer server_;
  v1::IngestEventsRequest batch_;
  std::unique_ptr<grpc::ClientContext> context_ = testing::context();
  std::unique_ptr<v1::IngestionService::Stub> stub_ = v1::IngestionService::NewStub(server_.channel());
  using Stream = grpc::ClientReaderWriter<v1::IngestEventsRequest, v1::IngestEventsResponse>;
  std::unique_ptr<Stream> stream_ = stub_->IngestEvents(context_.get());
};

TEST_F(Drain, is_unhealthy_first_and_lets_a_running_stream_end) {
  auto watch = std::make_unique<testing::HealthWatch>(*server_.channel());
  EXPECT_EQ(watch->next(), testing::kServing);
  acknowledge("1");
  auto drained = std::async(std::launch::async, [&] { server_.server().drain(time::seconds(30)); });
  EXPECT_EQ(watch->next(), testing::kNotServing);
  watch.reset();
  acknowledge("2");
  stream_->WritesDone();
  EXPECT_TRUE(stream_->Finish().ok());
  drained.get();
}

TEST_F(Drain, cancels_what_still_runs_after_the_grace) {
  acknowledge("1");
  server_.server().drain(time::milliseconds(100));
  EXPECT_FALSE(stream_->Finish().ok());
}

TEST_F(Drain, refuses_new_calls_with_a_delay) {
  server_.backend().draining = true;
  v1::QueryMetricsRequest request;
  request.set_parent("desks/acme");
  request.set_window("all");
  v1::QueryMetricsResponse response;
  auto const unary = server_.query(request, response);
  EXPECT_EQ(unary.error_code(), grpc::StatusCode::UNAVAILABLE);
  EXPECT_EQ(testing::reason(unary), "DRAINING");
  ASSERT_TRUE(testing::retry_info(unary));
  EXPECT_EQ(testing::retry_info(unary)->retry_delay().seconds(), 1);
  std::vector<v1::IngestEventsResponse> answers;
  EXPECT_EQ(testing::reason(server_.ingest({batch_}, answers)), "DRAINING");
  stream_->WritesDone();
  stream_->Finish();
}

struct Address {
  const char* text;
  bool served;
};
class AddressCheck : public ::testing::TestWithParam<Address> {};

TEST_P(AddressCheck, serves_this_machine_only) {
  auto const result = check_address(GetParam().text);
  EXPECT_EQ(result.has_value(), GetParam().served) << GetParam().text;
  if (!result) {
    EXPECT_EQ(result.error().reason, "address_not_local");
    EXPECT_EQ(result.error().value, GetParam().text);
    EXPECT_FALSE(result.error().remedy.empty());
  }
}

INSTANTIATE_TEST_SUITE_P(addresses, AddressCheck,
                         ::testing::Values(Address{"unix:/run/deskgauge.sock", true}, Address{"127.0.0.1:50551", true},
                                           Address{"0.0.0.0:50551", false}, Address{"[::]:50551", false}, Address{"localhost:50551", false},
                                           Address{"127.0.0.1:", false}, Address{"127.0.0.1:0", false}, Address{"127.0.0.1:70000", false},
                                           Address{"127.0.0.1.example.com:1", false}, Address{"unix:relative", false},
                                           Address{"unix:", false}, Address{"unix:/", false}, Address{"", false}));

}  // namespace
}  // namespace deskgauge::sidecar
