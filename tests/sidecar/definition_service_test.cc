#include <gmock/gmock.h>

#include "tests/sidecar/harness.h"

namespace deskgauge::sidecar {
namespace {

using testing::kPresent;
using testing::reason;
using testing::TestServer;
using testing::ticket_created;
using ::testing::ElementsAre;
using ::testing::UnorderedElementsAre;

class DefinitionService : public ::testing::Test {
 protected:
  grpc::Status apply(const std::string& text, std::optional<std::int64_t> expected = {}, bool validate_only = false) {
    v1::ApplyDefinitionsRequest request;
    request.set_parent("desks/acme");
    auto* file = request.add_files();
    file->set_name("desk.yaml");
    file->set_text(text);
    if (expected) request.set_expected_revision(*expected);
    request.set_validate_only(validate_only);
    applied_.Clear();
    return stub_->ApplyDefinitions(testing::context().get(), request, &applied_);
  }
  /// tickets_created under another name: another set of definitions.
  static std::string renamed() {
    std::string text = testing::definitions_text();
    return text.replace(text.find("name: tickets_created"), 21, "name: tickets_arrived");
  }
  static std::string faulty() {
    std::string text = testing::definitions_text();
    return text.replace(text.find("anchor: created"), 15, "anchor: craeted");
  }

  TestServer server_;
  std::unique_ptr<v1::DefinitionService::Stub> stub_ = v1::DefinitionService::NewStub(server_.channel());
  v1::ApplyDefinitionsResponse applied_;
};

TEST_F(DefinitionService, creates_a_desk_and_counts_its_revisions) {
  ASSERT_TRUE(apply(testing::definitions_text(), 0).ok());
  EXPECT_EQ(applied_.revision(), 1);
  EXPECT_EQ(applied_.definitions_fingerprint().size(), 16u);
  ASSERT_TRUE(apply(renamed(), 1).ok());
  EXPECT_EQ(applied_.revision(), 2);
}

TEST_F(DefinitionService, keeps_the_events_under_new_definitions) {
  server_.apply("acme");
  server_.ingest("acme", {ticket_created("1", kPresent)});
  ASSERT_TRUE(apply(renamed()).ok());
  v1::QueryMetricsRequest request;
  request.set_parent("desks/acme");
  request.add_metrics("tickets_arrived");
  request.set_window("all");
  v1::QueryMetricsResponse response;
  ASSERT_TRUE(server_.query(request, response).ok());
  EXPECT_EQ(response.rows(0).value().number(), 1);
}

TEST_F(DefinitionService, refuses_an_unexpected_revision) {
  server_.apply("acme");
  for (std::int64_t expected : {0, 7}) {
    auto const status = apply(renamed(), expected);
    EXPECT_EQ(status.error_code(), grpc::StatusCode::ABORTED);
    EXPECT_EQ(reason(status), "REVISION_MISMATCH");
    EXPECT_EQ(testing::metadata(status, "current_revision"), "1");
    ASSERT_TRUE(testing::precondition_failure(status));
    EXPECT_EQ(testing::precondition_failure(status)->violations(0).subject(), "expected_revision");
  }
}

TEST_F(DefinitionService, refuses_to_expect_a_revision_of_a_desk_that_is_not_there) {
  EXPECT_EQ(apply(renamed(), 3).error_code(), grpc::StatusCode::ABORTED);
}

TEST_F(DefinitionService, refuses_faulty_definitions_with_their_places_and_keeps_the_old) {
  server_.apply("acme");
  server_.ingest("acme", {ticket_created("1", kPresent)});
  auto const status = apply(faulty());
  EXPECT_EQ(status.error_code(), grpc::StatusCode::FAILED_PRECONDITION);
  EXPECT_EQ(reason(status), "DEFINITIONS_INVALID");
  auto const failure = testing::precondition_failure(status);
  ASSERT_TRUE(failure);
  EXPECT_THAT(failure->violations(0).subject(), ::testing::StartsWith("desk.yaml:"));
  EXPECT_EQ(server_.tickets("acme"), 1);
}

TEST_F(DefinitionService, fits_any_number_of_findings_into_the_status) {
  std::string text;
  for (int i = 0; i < 500; ++i) text += "kind: Nonsense\n---\n";
  auto const status = apply(text);
  EXPECT_EQ(status.error_code(), grpc::StatusCode::FAILED_PRECONDITION);
  EXPECT_EQ(reason(status), "DEFINITIONS_INVALID");
}

TEST_F(DefinitionService, changes_nothing_when_only_validating) {
  ASSERT_TRUE(apply(testing::definitions_text(), 0, true).ok());
  EXPECT_EQ(applied_.revision(), 0);
  v1::GetDefinitionsRequest request;
  request.set_parent("desks/acme");
  v1::GetDefinitionsResponse response;
  EXPECT_EQ(stub_->GetDefinitions(testing::context().get(), request, &response).error_code(), grpc::StatusCode::NOT_FOUND);
}

TEST_F(DefinitionService, lists_every_violation_of_a_malformed_request) {
  v1::ApplyDefinitionsRequest request;
  request.set_parent("desks/Not A Desk");
  request.add_files();
  request.add_files()->set_name("a.yaml");
  request.add_files()->set_name("a.yaml");
  request.set_expected_revision(-1);
  auto const status = stub_->ApplyDefinitions(testing::context().get(), request, &applied_);
  EXPECT_THAT(testing::violated_fields(status), UnorderedElementsAre("parent", "files[0].name", "files[2].name", "expected_revision"));
}

TEST_F(DefinitionService, returns_findings_as_an_answer_when_validating) {
  v1::ValidateDefinitionsRequest request;
  auto* file = request.add_files();
  file->set_name("desk.yaml");
  file->set_text(faulty());
  v1::ValidateDefinitionsResponse response;
  ASSERT_TRUE(stub_->ValidateDefinitions(testing::context().get(), request, &response).ok());
  EXPECT_FALSE(response.valid());
  ASSERT_GT(response.diagnostics_size(), 0);
  EXPECT_EQ(response.diagnostics(0).position().file(), "desk.yaml");
  EXPECT_GT(response.diagnostics(0).position().line(), 0);
  EXPECT_FALSE(response.diagnostics(0).rule().empty());
  file->set_text(testing::definitions_text());
  ASSERT_TRUE(stub_->ValidateDefinitions(testing::context().get(), request, &response).ok());
  EXPECT_TRUE(response.valid());
}

TEST_F(DefinitionService, gives_back_the_files_as_they_were_applied) {
  server_.apply("acme");
  v1::GetDefinitionsRequest request;
  request.set_parent("desks/acme");
  v1::GetDefinitionsResponse response;
  ASSERT_TRUE(stub_->GetDefinitions(testing::context().get(), request, &response).ok());
  ASSERT_EQ(response.files_size(), 1);
  EXPECT_EQ(response.files(0).name(), "desk.yaml");
  EXPECT_EQ(response.files(0).text(), testing::definitions_text());
  EXPECT_EQ(response.revision(), 1);
}

TEST(definition_service, names_the_limit_of_desks) {
  Limits limits;
  limits.max_desks = 1;
  TestServer server(limits);
  server.apply("acme");
  v1::ApplyDefinitionsRequest request;
  request.set_parent("desks/other");
  auto* file = request.add_files();
  file->set_name("desk.yaml");
  file->set_text(testing::definitions_text());
  v1::ApplyDefinitionsResponse response;
  auto const status = v1::DefinitionService::NewStub(server.channel())->ApplyDefinitions(testing::context().get(), request, &response);
  EXPECT_EQ(status.error_code(), grpc::StatusCode::RESOURCE_EXHAUSTED);
  EXPECT_EQ(reason(status), "TOO_MANY_DESKS");
  EXPECT_EQ(testing::metadata(status, "limit"), "max_desks");
}

}  // namespace
}  // namespace deskgauge::sidecar
