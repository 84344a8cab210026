#include "tests/sidecar/harness.h"

#include <gtest/gtest.h>
#include <stdlib.h>

#include "sidecar/convert/time.h"

namespace deskgauge::sidecar::testing {
namespace {

template <class Detail>
std::optional<Detail> find_detail(const grpc::Status& status) {
  google::rpc::Status wire;
  if (!wire.ParseFromString(status.error_details())) return std::nullopt;
  Detail detail;
  for (auto const& any : wire.details())
    if (any.UnpackTo(&detail)) return detail;
  return std::nullopt;
}

}  // namespace

TempFolder::TempFolder() {
  std::string form = (std::filesystem::temp_directory_path() / "dgXXXXXX").string();
  folder_ = ::mkdtemp(form.data());
}
TempFolder::~TempFolder() {
  std::error_code ignored;
  std::filesystem::remove_all(folder_, ignored);
}

std::string definitions_text() {
  return R"(apiVersion: deskgauge/v1
kind: Desk
metadata: {name: main, label: Main desk}
spec: {zone: UTC, week_start: monday, schedule: always, team_schedules: {}, statuses: {}, max_future_skew: 5m}
---
apiVersion: deskgauge/v1
kind: Metric
metadata: {name: tickets_created, label: Tickets created, description: Tickets that came in., owner: support, version: 1}
spec:
  type: simple
  fact: ticket
  measure: count
  aggregation: count
  anchor: created
  attribution: none
  dimensions: [channel, team]
  rollups: [[channel], []]
  unit: "{ticket}"
  direction: none
  null_policy: zero
  minimum_sample: 0
---
apiVersion: deskgauge/v1
kind: Metric
metadata: {name: first_response_time, label: First response time, description: Time to the first answer., owner: support, version: 1}
spec:
  type: simple
  fact: first_response
  start: first_customer_message
  bots: never_end
  measure: duration
  clock: calendar
  aggregation: {quantile: 0.5, method: discrete}
  anchor: responded
  attribution: author
  dimensions: [agent, channel]
  rollups: [[agent], []]
  unit: s
  direction: down
  null_policy: no_data
  minimum_sample: 1
)";
}

TestServer::TestServer(const Limits& limits) : present_(std::make_shared<std::atomic<std::int64_t>>(kPresent.ms)) {
  std::string const address = "unix:" + folder_.path("s");
  auto created = Server::create({address, true, limits, [present = present_] { return time::Instant{*present}; }});
  if (!created) throw std::runtime_error(base::to_text(created.error()));
  server_ = std::move(*created);
  if (auto const started = server_->start(); !started) throw std::runtime_error(base::to_text(started.error()));
  grpc::ChannelArguments arguments;
  arguments.SetMaxReceiveMessageSize(-1);
  channel_ = grpc::CreateCustomChannel(address, grpc::InsecureChannelCredentials(), arguments);
}

void TestServer::apply(const std::string& desk, const std::string& text) {
  v1::ApplyDefinitionsRequest request;
  request.set_parent("desks/" + desk);
  auto* file = request.add_files();
  file->set_name("desk.yaml");
  file->set_text(text);
  v1::ApplyDefinitionsResponse response;
  auto const status = v1::DefinitionService::NewStub(channel_)->ApplyDefinitions(context().get(), request, &response);
  auto const failure = precondition_failure(status);
  ASSERT_TRUE(status.ok()) << status.error_message() << (failure ? failure->DebugString() : "");
}

grpc::Status TestServer::ingest(const std::vector<v1::IngestEventsRequest>& batches, std::vector<v1::IngestEventsResponse>& answers) {
  auto const call = context();
  auto const stub = v1::IngestionService::NewStub(channel_);
  auto const stream = stub->IngestEvents(call.get());
  for (auto const& batch : batches)
    if (!stream->Write(batch)) break;
  stream->WritesDone();
  for (v1::IngestEventsResponse answer; stream->Read(&answer);) answers.push_back(answer);
  return stream->Finish();
}

v1::IngestEventsResponse TestServer::ingest(const std::string& desk, const std::vector<v1::Event>& events) {
  v1::IngestEventsRequest batch;
  batch.set_parent("desks/" + desk);
  for (auto const& event : events) *batch.add_events() = event;
  std::vector<v1::IngestEventsResponse> answers;
  auto const status = ingest({batch}, answers);
  EXPECT_TRUE(status.ok()) << status.error_message();
  EXPECT_EQ(answers.size(), 1u);
  return answers.empty() ? v1::IngestEventsResponse() : answers.front();
}

grpc::Status TestServer::query(const v1::QueryMetricsRequest& request, v1::QueryMetricsResponse& response) {
  return v1::MetricService::NewStub(channel_)->QueryMetrics(context().get(), request, &response);
}

double TestServer::tickets(const std::string& desk) {
  v1::QueryMetricsRequest request;
  request.set_parent("desks/" + desk);
  request.add_metrics("tickets_created");
  request.set_window("all");
  v1::QueryMetricsResponse response;
  auto const status = query(request, response);
  EXPECT_TRUE(status.ok()) << status.error_message();
  return response.rows_size() == 1 ? response.rows(0).value().number() : 0;
}

std::string TestServer::export_snapshot(const std::string& desk) {
  v1::ExportSnapshotRequest request;
  request.set_parent("desks/" + desk);
  request.set_content(v1::SNAPSHOT_CONTENT_FULL);
  auto const call = context();
  auto const stub = v1::SnapshotService::NewStub(channel_);
  auto const stream = stub->ExportSnapshot(call.get(), request);
  std::string bytes;
  v1::ExportSnapshotResponse last;
  for (v1::ExportSnapshotResponse part; stream->Read(&part); last = part) bytes += part.chunk();
  auto const status = stream->Finish();
  EXPECT_TRUE(status.ok()) << status.error_message();
  EXPECT_TRUE(last.has_checksum());
  EXPECT_EQ(last.total_bytes(), static_cast<std::int64_t>(bytes.size()));
  return bytes;
}

grpc::Status TestServer::import_snapshot(const std::string& desk, v1::ImportMode mode, const std::string& bytes,
                                         std::optional<std::uint64_t> checksum, bool allow_existing, v1::ImportSnapshotResponse& response) {
  auto const call = context();
  auto const stub = v1::SnapshotService::NewStub(channel_);
  auto const stream = stub->ImportSnapshot(call.get(), &response);
  v1::ImportSnapshotRequest part;
  part.set_parent("desks/" + desk);
  part.set_mode(mode);
  part.set_allow_existing(allow_existing);
  std::size_t const half = bytes.size() / 2;
  part.set_chunk(bytes.substr(0, half));
  stream->Write(part);
  part.Clear();
  part.set_chunk(bytes.substr(half));
  if (checksum) part.set_checksum(*checksum);
  stream->Write(part);
  stream->WritesDone();
  return stream->Finish();
}

std::unique_ptr<grpc::ClientContext> context() {
  auto call = std::make_unique<grpc::ClientContext>();
  call->set_deadline(std::chrono::system_clock::now() + std::chrono::seconds(60));
  return call;
}

google::protobuf::Timestamp stamp(time::Instant instant) {
  google::protobuf::Timestamp wire;
  convert::write_instant(instant, wire);
  return wire;
}

v1::Event ticket_created(const std::string& ticket, time::Instant at, const std::string& channel) {
  v1::Event event;
  event.set_source("test");
  event.set_id("created-" + ticket);
  *event.mutable_event_time() = stamp(at);
  auto& body = *event.mutable_ticket_created();
  body.set_ticket_id(ticket);
  body.set_channel(channel);
  body.set_direction(v1::DIRECTION_INBOUND);
  return event;
}

v1::Event message_sent(const std::string& ticket, const std::string& id, time::Instant at, v1::AuthorType author) {
  v1::Event event;
  event.set_source("test");
  event.set_id(id);
  *event.mutable_event_time() = stamp(at);
  auto& body = *event.mutable_message_sent();
  body.set_ticket_id(ticket);
  body.set_message_id(id);
  body.set_author_type(author);
  body.set_author_id(author == v1::AUTHOR_TYPE_AGENT ? "7" : "c1");
  body.set_visibility(v1::VISIBILITY_PUBLIC);
  body.set_kind(v1::MESSAGE_KIND_REPLY);
  return event;
}

std::optional<google::rpc::ErrorInfo> error_info(const grpc::Status& status) { return find_detail<google::rpc::ErrorInfo>(status); }

std::string reason(const grpc::Status& status) {
  auto const info = error_info(status);
  return info ? info->reason() : "no ErrorInfo";
}

std::string metadata(const grpc::Status& status, const std::string& key) {
  auto const info = error_info(status);
  if (!info || !info->metadata().contains(key)) return {};
  return info->metadata().at(key);
}

std::vector<std::string> violated_fields(const grpc::Status& status) {
  std::vector<std::string> fields;
  if (auto const detail = find_detail<google::rpc::BadRequest>(status))
    for (auto const& violation : detail->field_violations()) fields.push_back(violation.field());
  return fields;
}

std::optional<google::rpc::RetryInfo> retry_info(const grpc::Status& status) { return find_detail<google::rpc::RetryInfo>(status); }

std::optional<google::rpc::PreconditionFailure> precondition_failure(const grpc::Status& status) {
  return find_detail<google::rpc::PreconditionFailure>(status);
}

std::optional<google::rpc::ResourceInfo> resource_info(const grpc::Status& status) {
  return find_detail<google::rpc::ResourceInfo>(status);
}

}  // namespace deskgauge::sidecar::testing
