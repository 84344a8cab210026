#include <fcntl.h>
#include <gmock/gmock.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>

#include <fstream>
#include <thread>

#include "sidecar/files.h"
#include "tests/sidecar/probe.h"

namespace deskgauge::sidecar {
namespace {

using ::testing::HasSubstr;

/// A deskgauged of its own process, ended by its id whatever happens.
class Daemon {
 public:
  Daemon(const testing::TempFolder& folder, std::vector<std::string> arguments)
      : log_(folder.path("log")), address_("unix:" + folder.path("d")) {
    arguments.insert(arguments.begin(), DESKGAUGED_PATH);
    if (std::find(arguments.begin(), arguments.end(), "--address") == arguments.end())
      arguments.insert(arguments.end(), {"--address", address_});
    std::vector<char*> argv;
    for (auto& argument : arguments) argv.push_back(argument.data());
    argv.push_back(nullptr);
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_addopen(&actions, 1, log_.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600);
    posix_spawn_file_actions_adddup2(&actions, 1, 2);
    if (::posix_spawn(&pid_, DESKGAUGED_PATH, &actions, nullptr, argv.data(), environ) != 0) pid_ = 0;
    posix_spawn_file_actions_destroy(&actions);
  }
  ~Daemon() {
    if (!pid_) return;
    ::kill(pid_, SIGKILL);
    ::waitpid(pid_, nullptr, 0);
  }

  /// A channel to it once it answers.
  std::shared_ptr<grpc::Channel> connect() {
    auto const deadline = std::chrono::steady_clock::now() + std::chrono::seconds(30);
    while (std::chrono::steady_clock::now() < deadline) {
      auto channel = grpc::CreateChannel(address_, grpc::InsecureChannelCredentials());
      if (channel->WaitForConnected(std::chrono::system_clock::now() + std::chrono::milliseconds(200)) &&
          testing::health(*channel, "") == testing::kServing)
        return channel;
    }
    ADD_FAILURE() << "it does not answer: " << log();
    return nullptr;
  }
  void stop() { ::kill(pid_, SIGTERM); }
  /// Its exit code; -1 if it was struck by a signal or did not end within 30 s.
  int wait() {
    for (int i = 0; i < 600; ++i, std::this_thread::sleep_for(std::chrono::milliseconds(50))) {
      int status = 0;
      if (::waitpid(pid_, &status, WNOHANG) != pid_) continue;
      pid_ = 0;
      return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
    }
    return -1;
  }
  std::string log() const {
    std::ifstream in(log_);
    return {std::istreambuf_iterator<char>(in), {}};
  }

 private:
  std::string log_, address_;
  pid_t pid_ = 0;
};

class Deskgauged : public ::testing::Test {
 protected:
  Deskgauged() {
    std::filesystem::create_directories(folder_.path("definitions"));
    std::ofstream(folder_.path("definitions/desk.yaml")) << testing::definitions_text();
  }
  std::vector<std::string> with_definitions() const { return {"--definitions", folder_.path("definitions"), "--desk", "acme"}; }
  static double tickets(const std::shared_ptr<grpc::Channel>& channel) {
    v1::QueryMetricsRequest request;
    request.set_parent("desks/acme");
    request.add_metrics("tickets_created");
    request.set_window("all");
    v1::QueryMetricsResponse response;
    auto const status = v1::MetricService::NewStub(channel)->QueryMetrics(testing::context().get(), request, &response);
    EXPECT_TRUE(status.ok()) << status.error_message();
    return response.rows_size() == 1 ? response.rows(0).value().number() : -1;
  }

  testing::TempFolder folder_;
};

TEST_F(Deskgauged, says_at_start_what_it_is_and_that_memory_is_all_it_has) {
  Daemon daemon(folder_, with_definitions());
  ASSERT_TRUE(daemon.connect());
  EXPECT_THAT(daemon.log(), HasSubstr("durability=MEMORY"));
  EXPECT_THAT(daemon.log(), HasSubstr("desks=acme"));
  EXPECT_THAT(daemon.log(), HasSubstr("deskgauged 0."));
  daemon.stop();
  EXPECT_EQ(daemon.wait(), 0) << daemon.log();
}

TEST_F(Deskgauged, lets_a_stream_in_flight_end_after_the_signal_and_keeps_its_events_over_a_restart) {
  std::vector<std::string> arguments = with_definitions();
  arguments.insert(arguments.end(), {"--snapshot", folder_.path("state"), "--snapshot-on-exit"});
  {
    Daemon daemon(folder_, arguments);
    auto const channel = daemon.connect();
    ASSERT_TRUE(channel);
    auto watch = std::make_unique<testing::HealthWatch>(*channel);
    ASSERT_EQ(watch->next(), testing::kServing);
    auto const call = testing::context();
    auto const stub = v1::IngestionService::NewStub(channel);
    auto const stream = stub->IngestEvents(call.get());
    v1::IngestEventsRequest batch;
    batch.set_parent("desks/acme");
    *batch.add_events() = testing::ticket_created("1", testing::kPresent);
    v1::IngestEventsResponse answer;
    ASSERT_TRUE(stream->Write(batch) && stream->Read(&answer));
    daemon.stop();
    ASSERT_EQ(watch->next(), testing::kNotServing);
    watch.reset();
    *batch.mutable_events(0) = testing::ticket_created("2", testing::kPresent);
    ASSERT_TRUE(stream->Write(batch) && stream->Read(&answer));
    EXPECT_EQ(answer.accepted(), 1);
    stream->WritesDone();
    EXPECT_TRUE(stream->Finish().ok());
    EXPECT_EQ(daemon.wait(), 0) << daemon.log();
  }
  Daemon again(folder_, {"--snapshot", folder_.path("state")});
  auto const channel = again.connect();
  ASSERT_TRUE(channel);
  EXPECT_EQ(tickets(channel), 2);
}

TEST_F(Deskgauged, logs_no_content_of_events) {
  auto arguments = with_definitions();
  arguments.insert(arguments.end(), {"--log-level", "debug"});
  Daemon daemon(folder_, arguments);
  auto const channel = daemon.connect();
  ASSERT_TRUE(channel);
  auto const call = testing::context();
  auto const stub = v1::IngestionService::NewStub(channel);
  auto const stream = stub->IngestEvents(call.get());
  v1::IngestEventsRequest batch;
  batch.set_parent("desks/acme");
  *batch.add_events() = testing::ticket_created("SECRET-TICKET", testing::kPresent, std::string(2000, 's'));
  v1::IngestEventsResponse answer;
  ASSERT_TRUE(stream->Write(batch) && stream->Read(&answer));
  EXPECT_EQ(answer.rejections_size(), 1);
  stream->WritesDone();
  stream->Finish();
  daemon.stop();
  EXPECT_EQ(daemon.wait(), 0);
  EXPECT_THAT(daemon.log(), HasSubstr("method=IngestEvents"));
  EXPECT_THAT(daemon.log(), ::testing::Not(HasSubstr("SECRET")));
}

TEST_F(Deskgauged, refuses_an_address_of_other_machines_with_the_remedy) {
  Daemon daemon(folder_, {"--address", "0.0.0.0:50551"});
  EXPECT_EQ(daemon.wait(), 2);
  EXPECT_THAT(daemon.log(), HasSubstr("address_not_local"));
  EXPECT_THAT(daemon.log(), HasSubstr("Use unix:/path or 127.0.0.1:port"));
}

TEST_F(Deskgauged, refuses_an_unknown_flag_and_a_snapshot_on_exit_without_a_file) {
  Daemon flag(folder_, {"--nonsense"});
  EXPECT_EQ(flag.wait(), 2);
  Daemon exit(folder_, {"--snapshot-on-exit"});
  EXPECT_EQ(exit.wait(), 2);
  EXPECT_THAT(exit.log(), HasSubstr("--snapshot FILE"));
}

TEST_F(Deskgauged, does_not_start_on_faulty_definitions_or_a_damaged_snapshot) {
  std::ofstream(folder_.path("definitions/faulty.yaml")) << "kind: Nonsense\n";
  Daemon faulty(folder_, with_definitions());
  EXPECT_EQ(faulty.wait(), 1);
  EXPECT_THAT(faulty.log(), HasSubstr("faulty.yaml:"));
  std::ofstream(folder_.path("state")) << "not a snapshot";
  Daemon damaged(folder_, {"--snapshot", folder_.path("state")});
  EXPECT_EQ(damaged.wait(), 1) << damaged.log();
}

}  // namespace
}  // namespace deskgauge::sidecar
