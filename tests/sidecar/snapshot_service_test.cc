#include <gmock/gmock.h>

#include "deskgauge/base/bytes.h"
#include "sidecar/files.h"
#include "tests/sidecar/harness.h"

namespace deskgauge::sidecar {
namespace {

using testing::kPresent;
using testing::reason;
using testing::TestServer;
using testing::ticket_created;
using ::testing::ElementsAre;
using ::testing::UnorderedElementsAre;

class SnapshotService : public ::testing::Test {
 protected:
  SnapshotService() {
    server_.apply("acme");
    server_.ingest("acme", {ticket_created("1", kPresent, "email"), ticket_created("2", kPresent, "chat"),
                            testing::message_sent("1", "m1", kPresent - time::minutes(9), v1::AUTHOR_TYPE_CUSTOMER),
                            testing::message_sent("1", "m2", kPresent - time::minutes(2), v1::AUTHOR_TYPE_AGENT)});
  }
  /// Every value of a desk, grouped, as bytes without the desk's name and the state's revision.
  std::string values(const std::string& desk) {
    v1::QueryMetricsRequest request;
    request.set_parent("desks/" + desk);
    request.set_window("all");
    request.add_group_by("channel");
    v1::QueryMetricsResponse response;
    auto const status = server_.query(request, response);
    EXPECT_TRUE(status.ok()) << status.error_message();
    std::string bytes = response.definitions_fingerprint();
    for (auto const& row : response.rows())
      bytes += row.group(0).value() + row.value().SerializeAsString() + row.window().SerializeAsString();
    return bytes;
  }
  grpc::Status import(const std::string& desk, v1::ImportMode mode, const std::string& bytes, bool allow_existing = false) {
    imported_.Clear();
    return server_.import_snapshot(desk, mode, bytes, base::fingerprint(bytes), allow_existing, imported_);
  }

  TestServer server_;
  v1::ImportSnapshotResponse imported_;
};

TEST_F(SnapshotService, carries_a_desk_into_another_with_equal_answers) {
  std::string const bytes = server_.export_snapshot("acme");
  auto const status = import("copy", v1::IMPORT_MODE_REPLACE, bytes);
  ASSERT_TRUE(status.ok()) << status.error_message();
  EXPECT_EQ(imported_.parent(), "desks/copy");
  EXPECT_EQ(imported_.total_bytes(), static_cast<std::int64_t>(bytes.size()));
  EXPECT_EQ(imported_.definitions_revision(), 1);
  EXPECT_EQ(values("copy"), values("acme"));
  EXPECT_EQ(server_.export_snapshot("copy"), bytes);
}

TEST_F(SnapshotService, goes_on_with_events_after_an_import) {
  ASSERT_TRUE(import("copy", v1::IMPORT_MODE_REPLACE, server_.export_snapshot("acme")).ok());
  EXPECT_EQ(server_.ingest("copy", {ticket_created("1", kPresent, "email"), ticket_created("3", kPresent)}).duplicates(), 1);
  EXPECT_EQ(server_.tickets("copy"), 3);
  EXPECT_EQ(server_.tickets("acme"), 2);
}

TEST_F(SnapshotService, unites_two_desks) {
  server_.apply("other");
  server_.ingest("other", {ticket_created("2", kPresent, "chat"), ticket_created("9", kPresent)});
  auto const status = import("acme", v1::IMPORT_MODE_MERGE, server_.export_snapshot("other"));
  ASSERT_TRUE(status.ok()) << status.error_message();
  EXPECT_EQ(server_.tickets("acme"), 3);
}

TEST_F(SnapshotService, replaces_an_existing_desk_only_when_allowed_and_voids_its_tokens) {
  std::string const bytes = server_.export_snapshot("acme");
  std::string const token = server_.ingest("acme", {ticket_created("3", kPresent)}).revision_token();
  auto const refused = import("acme", v1::IMPORT_MODE_REPLACE, bytes);
  EXPECT_EQ(refused.error_code(), grpc::StatusCode::FAILED_PRECONDITION);
  EXPECT_EQ(reason(refused), "DESK_EXISTS");
  EXPECT_EQ(server_.tickets("acme"), 3);
  ASSERT_TRUE(import("acme", v1::IMPORT_MODE_REPLACE, bytes, true).ok());
  EXPECT_EQ(server_.tickets("acme"), 2);
  v1::QueryMetricsRequest request;
  request.set_parent("desks/acme");
  request.set_window("all");
  request.mutable_consistency()->set_at_least(token);
  v1::QueryMetricsResponse response;
  EXPECT_EQ(reason(server_.query(request, response)), "REVISION_GONE");
}

TEST_F(SnapshotService, refuses_damaged_bytes_and_changes_nothing) {
  std::string bytes = server_.export_snapshot("acme");
  auto const sum = base::fingerprint(bytes);
  bytes[bytes.size() / 2] ^= 1;
  auto const status = server_.import_snapshot("copy", v1::IMPORT_MODE_REPLACE, bytes, sum, false, imported_);
  EXPECT_EQ(status.error_code(), grpc::StatusCode::DATA_LOSS);
  EXPECT_EQ(reason(status), "SNAPSHOT_CORRUPT");
  EXPECT_FALSE(server_.backend().desks.find("copy"));
}

TEST_F(SnapshotService, refuses_foreign_bytes_even_with_their_right_checksum) {
  for (std::string const& bytes : std::vector<std::string>{"", "not a snapshot", std::string(1000, '\xff')}) {
    auto const status = import("copy", v1::IMPORT_MODE_REPLACE, bytes);
    EXPECT_EQ(status.error_code(), grpc::StatusCode::DATA_LOSS) << status.error_message();
  }
}

TEST_F(SnapshotService, refuses_an_import_without_checksum_mode_or_desk) {
  auto const without = server_.import_snapshot("copy", v1::IMPORT_MODE_REPLACE, "x", std::nullopt, false, imported_);
  EXPECT_THAT(testing::violated_fields(without), ElementsAre("checksum"));
  auto const malformed = server_.import_snapshot("", v1::IMPORT_MODE_UNSPECIFIED, "x", 0, false, imported_);
  EXPECT_THAT(testing::violated_fields(malformed), UnorderedElementsAre("parent", "mode"));
  auto const unknown = import("nobody", v1::IMPORT_MODE_MERGE, server_.export_snapshot("acme"));
  EXPECT_EQ(unknown.error_code(), grpc::StatusCode::NOT_FOUND);
}

TEST_F(SnapshotService, refuses_a_malformed_export) {
  auto const call = testing::context();
  auto const stub = v1::SnapshotService::NewStub(server_.channel());
  v1::ExportSnapshotRequest request;
  auto const stream = stub->ExportSnapshot(call.get(), request);
  v1::ExportSnapshotResponse part;
  EXPECT_FALSE(stream->Read(&part));
  EXPECT_THAT(testing::violated_fields(stream->Finish()), UnorderedElementsAre("parent", "content"));
}

TEST_F(SnapshotService, refuses_events_and_explanations_for_cells_only) {
  v1::ExportSnapshotRequest request;
  request.set_parent("desks/acme");
  request.set_content(v1::SNAPSHOT_CONTENT_CELLS);
  auto const call = testing::context();
  auto const stub = v1::SnapshotService::NewStub(server_.channel());
  auto const stream = stub->ExportSnapshot(call.get(), request);
  std::string bytes;
  for (v1::ExportSnapshotResponse part; stream->Read(&part);) bytes += part.chunk();
  ASSERT_TRUE(stream->Finish().ok());
  auto const status = import("cells", v1::IMPORT_MODE_REPLACE, bytes);
  ASSERT_TRUE(status.ok()) << status.error_message();
  EXPECT_EQ(server_.tickets("cells"), 2);
  v1::IngestEventsRequest batch;
  batch.set_parent("desks/cells");
  *batch.add_events() = ticket_created("3", kPresent);
  std::vector<v1::IngestEventsResponse> answers;
  auto const ingest = server_.ingest({batch}, answers);
  EXPECT_EQ(ingest.error_code(), grpc::StatusCode::FAILED_PRECONDITION);
  EXPECT_EQ(reason(ingest), "CELLS_ONLY");
  v1::ExplainValueRequest why;
  why.set_name("desks/cells/metrics/tickets_created");
  why.set_window("all");
  v1::ExplainValueResponse response;
  auto const explained = v1::MetricService::NewStub(server_.channel())->ExplainValue(testing::context().get(), why, &response);
  EXPECT_EQ(explained.error_code(), grpc::StatusCode::FAILED_PRECONDITION);
}

TEST_F(SnapshotService, keeps_all_desks_in_one_file) {
  server_.apply("other");
  server_.ingest("other", {ticket_created("9", kPresent)});
  std::string const bytes = pack_desks(server_.backend().desks);
  Desks restored{Limits{}};
  auto const ids = unpack_desks(bytes, "default", restored);
  ASSERT_TRUE(ids) << base::to_text(ids.error());
  EXPECT_THAT(*ids, ElementsAre("acme", "other"));
  EXPECT_EQ(pack_desks(restored), bytes);
}

TEST_F(SnapshotService, restores_a_plain_snapshot_into_the_named_desk) {
  Desks restored{Limits{}};
  auto const ids = unpack_desks(server_.export_snapshot("acme"), "default", restored);
  ASSERT_TRUE(ids) << base::to_text(ids.error());
  EXPECT_THAT(*ids, ElementsAre("default"));
}

TEST_F(SnapshotService, refuses_a_damaged_file_as_a_whole) {
  std::string bytes = pack_desks(server_.backend().desks);
  bytes.back() ^= 1;
  Desks restored{Limits{}};
  auto const ids = unpack_desks(bytes, "default", restored);
  ASSERT_FALSE(ids);
  EXPECT_EQ(ids.error().code, base::Code::data_loss);
  EXPECT_TRUE(restored.all().empty());
}

}  // namespace
}  // namespace deskgauge::sidecar
