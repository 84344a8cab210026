// Latencies of scores over gRPC beside a bare unary call that sends back as many bytes: EvaluateGoals of 2000 goals, GetScorecard of 200
// cards, each after one more event. Client and server in one process, on one Unix socket each.
//   score_latency DEFINITIONS TICKETS ROUNDS
#include <grpcpp/generic/async_generic_service.h>
#include <grpcpp/generic/generic_stub.h>
#include <grpcpp/grpcpp.h>
#include <stdlib.h>

#include <cstdio>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "deskgauge/v1/definition_service.grpc.pb.h"
#include "deskgauge/v1/score_service.grpc.pb.h"
#include "desk.h"
#include "pairs.h"
#include "sidecar/backend.h"
#include "sidecar/server.h"

namespace deskgauge::benchmark {
namespace {

constexpr int kAgents = 200;
constexpr time::Instant kEnd{1'768'780'800'000};   // 2026-01-19: the year of the stream is over

/// Ten goals of one agent: metric, window, direction with target.
constexpr const char* kGoals[][3] = {{"first_response_p50", "7d", "decrease_to: 20m"}, {"first_response_p90", "7d", "decrease_to: 4h"},
                                     {"reply_mean", "7d", "decrease_to: 1h"},         {"reply_mean", "28d", "decrease_to: 2h"},
                                     {"solved", "7d", "increase_to: 60"},             {"resolution_p50", "28d", "decrease_to: 8h"},
                                     {"resolution_p90", "28d", "decrease_to: 48h"},   {"csat", "28d", "increase_to: 0.9"},
                                     {"reopen_rate", "28d", "decrease_to: 0.04"},     {"one_touch_rate", "28d", "increase_to: 0.5"}};

std::string scores_text() {
  std::ostringstream out;
  for (int agent = 1; agent <= kAgents; ++agent)
    for (std::size_t i = 0; i < std::size(kGoals); ++i) {
      auto const& [metric, window, target] = kGoals[i];
      out << "---\napiVersion: deskgauge/v1\nkind: Goal\nmetadata: {name: g" << i << "-" << agent << ", owner: bench}\nspec:\n  metric: "
          << metric << "\n  scope: {agent: \"" << agent << "\"}\n  window: {rolling: " << window
          << "}\n  baseline: measure_at_start\n  target: {" << target
          << "}\n  start: 2025-10-06\n  due: 2026-03-02\n  met: {sustained: 14d}\n";
    }
  out << "---\napiVersion: deskgauge/v1\nkind: Scorecard\nmetadata: {name: agents, owner: bench}\nspec:\n  window: {rolling: 28d}\n"
         "  by: [agent]\n  scale: target_80\n  mean: arithmetic\n  missing: renormalise\n  minimum_coverage: 0.5\n"
         "  perspectives: [customer, internal]\n  items:\n"
         "    - {metric: csat, perspective: customer, kind: subjective, weight: 0.4, floor: 0.6, target: 0.85, stretch: 0.95}\n"
         "    - {metric: first_response_p50, perspective: internal, kind: objective, weight: 0.2, floor: 8h, target: 1h, stretch: 10m}\n"
         "    - {metric: reopen_rate, perspective: internal, kind: objective, weight: 0.2, floor: 0.3, target: 0.06, stretch: 0.01}\n"
         "    - {metric: one_touch_rate, perspective: internal, kind: objective, weight: 0.2, floor: 0.1, target: 0.4, stretch: 0.8}\n";
  return out.str();
}

void expect(const grpc::Status& status, const char* what) {
  if (status.ok()) return;
  std::fprintf(stderr, "%s: %s\n", what, status.error_message().c_str());
  std::exit(1);
}

/// Answers every unary call with `size` bytes, whatever is asked. The size changes between calls only.
class Echo final : public grpc::CallbackGenericService {
 public:
  void answer_with(std::size_t size) {
    grpc::Slice const slice(std::string(size, 'x'));
    reply_ = grpc::ByteBuffer(&slice, 1);
  }
  grpc::ServerGenericBidiReactor* CreateReactor(grpc::GenericCallbackServerContext*) override { return new Call(reply_); }

 private:
  class Call final : public grpc::ServerGenericBidiReactor {
   public:
    explicit Call(const grpc::ByteBuffer& reply) : reply_(reply) { StartRead(&request_); }
    void OnReadDone(bool ok) override {
      if (ok) StartWriteAndFinish(&reply_, {}, grpc::Status::OK);
      else Finish(grpc::Status::CANCELLED);
    }
    void OnDone() override { delete this; }

   private:
    grpc::ByteBuffer request_, reply_;
  };
  grpc::ByteBuffer reply_;
};

/// A channel without a limit on what it receives.
std::shared_ptr<grpc::Channel> connect(const std::string& address) {
  grpc::ChannelArguments arguments;
  arguments.SetMaxReceiveMessageSize(-1);
  return grpc::CreateCustomChannel(address, grpc::InsecureChannelCredentials(), arguments);
}

class EchoServer {
 public:
  explicit EchoServer(const std::string& address) {
    grpc::ServerBuilder builder;
    builder.AddListeningPort(address, grpc::InsecureServerCredentials());
    builder.RegisterCallbackGenericService(&service_);
    server_ = builder.BuildAndStart();
    stub_ = std::make_unique<grpc::GenericStub>(connect(address));
  }
  /// Microseconds of one call whose answer has `size` bytes.
  double call(std::size_t size) {
    service_.answer_with(size);
    return 1e6 * seconds_of([&] {
             grpc::ClientContext context;
             grpc::Slice const slice("question");
             grpc::ByteBuffer const request(&slice, 1);
             grpc::ByteBuffer reply;
             grpc::CompletionQueue queue;
             auto const call = stub_->PrepareUnaryCall(&context, "/echo.Echo/Echo", request, &queue);
             grpc::Status status;
             call->StartCall();
             call->Finish(&reply, &status, nullptr);
             void* tag = nullptr;
             bool ok = false;
             queue.Next(&tag, &ok);
             expect(status, "echo");
           });
  }

 private:
  Echo service_;
  std::unique_ptr<grpc::Server> server_;
  std::unique_ptr<grpc::GenericStub> stub_;
};

/// A sidecar with one desk full of tickets.
class ScoreServer {
 public:
  ScoreServer(const std::string& address, const std::string& definitions, std::uint32_t tickets) {
    auto created = sidecar::Server::create({address, false, {}, [] { return kEnd; }});
    server_ = std::move(*created);
    if (!server_->start()) std::exit(1);
    channel_ = connect(address);
    stub_ = v1::ScoreService::NewStub(channel_);
    apply(definitions);
    desk_ = server_->backend().desks.find("bench");
    StreamOptions options;
    options.tickets = tickets;
    options.agents = kAgents;
    stream_ = make_stream(options);
    take(0, stream_.size() - kKept);
    next_ = stream_.size() - kKept;
  }

  /// One more event, so that nothing can be answered from before.
  void one_event() {
    take(next_, next_ + 1);
    next_ += next_ + 1 < stream_.size();
  }
  template <class Request, class Response, class Method>
  double call(const Request& request, Response& response, Method method, std::size_t& bytes) {
    one_event();
    double const taken = 1e6 * seconds_of([&] {
                           grpc::ClientContext context;
                           expect(((*stub_).*method)(&context, request, &response), "call");
                         });
    bytes = response.ByteSizeLong();
    return taken;
  }

 private:
  static constexpr std::size_t kKept = 2000;   // deliveries held back for one_event

  void apply(const std::string& path) {
    std::ifstream in(path);
    std::ostringstream text;
    text << in.rdbuf() << scores_text();
    v1::ApplyDefinitionsRequest request;
    request.set_parent("desks/bench");
    auto* file = request.add_files();
    file->set_name("bench.yaml");
    file->set_text(text.str());
    v1::ApplyDefinitionsResponse response;
    grpc::ClientContext context;
    expect(v1::DefinitionService::NewStub(channel_)->ApplyDefinitions(&context, request, &response), "definitions");
  }
  void take(std::size_t from, std::size_t to) {
    constexpr std::size_t kBatch = 50'000;
    for (std::size_t i = from; i < to; i += kBatch)
      desk_->run([&](engine::Engine& engine) {
        std::span const part(stream_.data() + i, std::min(kBatch, to - i));
        engine.ingest(make_events(part, engine.interner()), {kEnd});
      });
  }

  std::unique_ptr<sidecar::Server> server_;
  std::shared_ptr<grpc::Channel> channel_;
  std::unique_ptr<v1::ScoreService::Stub> stub_;
  std::shared_ptr<sidecar::DeskHost> desk_;
  std::vector<Delivery> stream_;
  std::size_t next_ = 0;
};

/// Of the overloads of a stub's method the blocking one.
template <class Request, class Response>
using Blocking = grpc::Status (v1::ScoreService::Stub::*)(grpc::ClientContext*, const Request&, Response*);
template <class Request, class Response>
Blocking<Request, Response> unary(Blocking<Request, Response> method) { return method; }

void measure(ScoreServer& scores, EchoServer& echo, int rounds) {
  std::size_t goals_size = 0, forecasts_size = 0, card_size = 0;
  v1::EvaluateGoalsRequest goals;
  goals.set_parent("desks/bench");
  goals.set_page_size(1000);
  v1::EvaluateGoalsRequest forecasts = goals;
  forecasts.set_include_forecast(true);
  v1::GetScorecardRequest card;
  card.set_name("desks/bench/scorecards/agents");
  card.set_page_size(1000);
  v1::EvaluateGoalsResponse reports;
  v1::GetScorecardResponse cards;
  auto const evaluate = [&](const v1::EvaluateGoalsRequest& request, std::size_t& size) {
    auto const method = unary<v1::EvaluateGoalsRequest, v1::EvaluateGoalsResponse>(&v1::ScoreService::Stub::EvaluateGoals);
    return scores.call(request, reports, method, size);
  };
  auto const get_card = [&] {
    auto const method = unary<v1::GetScorecardRequest, v1::GetScorecardResponse>(&v1::ScoreService::Stub::GetScorecard);
    return scores.call(card, cards, method, card_size);
  };
  auto const found = in_turn({{"EvaluateGoals, 200 agents x 10 goals", [&] { return evaluate(goals, goals_size); }},
                              {"unary echo of as many bytes as the goals", [&] { return echo.call(goals_size); }},
                              {"EvaluateGoals with forecasts", [&] { return evaluate(forecasts, forecasts_size); }},
                              {"unary echo of as many bytes as the forecasts", [&] { return echo.call(forecasts_size); }},
                              {"GetScorecard, 200 agents, after each event", get_card},
                              {"unary echo of as many bytes as the cards", [&] { return echo.call(card_size); }}},
                             rounds);
  for (std::size_t i = 0; i < found.size(); i += 2) print_pair("S1", found[i], found[i + 1], "us");
}

}  // namespace
}  // namespace deskgauge::benchmark

int main(int argc, char** argv) {
  using namespace deskgauge::benchmark;
  if (argc != 4) {
    std::fprintf(stderr, "usage: %s DEFINITIONS TICKETS ROUNDS\n", argv[0]);
    return 2;
  }
  std::string folder = (std::filesystem::temp_directory_path() / "dgbXXXXXX").string();   // mkdtemp fills in the six letters
  if (!::mkdtemp(folder.data())) return 1;
  {
    ScoreServer scores("unix:" + folder + "/s", argv[1], static_cast<std::uint32_t>(std::atoi(argv[2])));
    EchoServer echo("unix:" + folder + "/e");
    measure(scores, echo, std::atoi(argv[3]));
  }
  std::filesystem::remove_all(folder);
}
