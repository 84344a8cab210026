#include <gmock/gmock.h>

#include "tests/sidecar/harness.h"

namespace deskgauge::sidecar {
namespace {

using testing::kPresent;
using testing::reason;
using testing::stamp;
using testing::TestServer;
using testing::ticket_created;
using ::testing::Each;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;
using ::testing::UnorderedElementsAre;

/// A desk with tickets on three channels, the first of them answered after 10 minutes.
class MetricService : public ::testing::Test {
 protected:
  MetricService() {
    server_.apply("acme");
    std::vector<v1::Event> events;
    const char* const channels[] = {"chat", "email", "email", "phone", "phone", "phone"};
    for (int i = 0; i < 6; ++i)
      events.push_back(ticket_created("T" + std::to_string(i), kPresent - time::hours(2) + time::minutes(i), channels[i]));
    events.push_back(testing::message_sent("T0", "m1", kPresent - time::hours(2), v1::AUTHOR_TYPE_CUSTOMER));
    events.push_back(testing::message_sent("T0", "m2", kPresent - time::minutes(110), v1::AUTHOR_TYPE_AGENT));
    auto const answer = server_.ingest("acme", events);
    EXPECT_EQ(answer.accepted(), 8) << answer.DebugString();
    token_ = answer.revision_token();
  }

  v1::QueryMetricsRequest question(const std::string& metric = "tickets_created") const {
    v1::QueryMetricsRequest request;
    request.set_parent("desks/acme");
    request.add_metrics(metric);
    request.set_window("day");
    return request;
  }
  v1::ExplainValueRequest explanation(const std::string& metric) const {
    v1::ExplainValueRequest request;
    request.set_name("desks/acme/metrics/" + metric);
    request.set_window("day");
    return request;
  }
  v1::QueryMetricsResponse answer(const v1::QueryMetricsRequest& request) {
    v1::QueryMetricsResponse response;
    auto const status = server_.query(request, response);
    EXPECT_TRUE(status.ok()) << status.error_message();
    return response;
  }
  grpc::Status status_of(const v1::QueryMetricsRequest& request) {
    v1::QueryMetricsResponse ignored;
    return server_.query(request, ignored);
  }
  std::unique_ptr<v1::MetricService::Stub> stub() { return v1::MetricService::NewStub(server_.channel()); }

  TestServer server_;
  std::string token_;
};

TEST_F(MetricService, answers_with_n_window_moment_and_revision) {
  auto const response = answer(question());
  ASSERT_EQ(response.rows_size(), 1);
  auto const& row = response.rows(0);
  EXPECT_EQ(row.metric(), "desks/acme/metrics/tickets_created");
  EXPECT_EQ(row.value().number(), 6);
  EXPECT_EQ(row.value().n(), 6);
  EXPECT_EQ(row.window().start_time().seconds(), (kPresent - time::hours(10)).ms / 1000);
  EXPECT_EQ(response.read_time().seconds(), kPresent.ms / 1000);
  EXPECT_THAT(response.definitions_fingerprint(), SizeIs(16));
  EXPECT_FALSE(response.revision_token().empty());
}

TEST_F(MetricService, gives_durations_in_seconds) {
  auto const response = answer(question("first_response_time"));
  ASSERT_EQ(response.rows_size(), 1);
  EXPECT_EQ(response.rows(0).value().number(), 600);
}

TEST_F(MetricService, gives_a_reason_instead_of_an_empty_number) {
  auto request = question("first_response_time");
  request.set_window("2026-01-01..2026-01-02");
  auto const response = answer(request);
  ASSERT_EQ(response.rows_size(), 1);
  EXPECT_EQ(response.rows(0).value().result_case(), v1::MetricValue::kNoValueReason);
  EXPECT_EQ(response.rows(0).value().no_value_reason(), v1::NO_VALUE_REASON_NO_DATA);
}

TEST_F(MetricService, groups_filters_and_keeps_the_top) {
  auto request = question();
  request.add_group_by("channel");
  auto const all = answer(request);
  ASSERT_EQ(all.rows_size(), 3);
  EXPECT_EQ(all.rows(0).group(0).key(), "channel");
  EXPECT_EQ(all.rows(0).group(0).value(), "chat");
  EXPECT_EQ(all.rows(2).value().number(), 3);
  request.set_filter("channel != \"phone\"");
  EXPECT_EQ(answer(request).rows_size(), 2);
  request.clear_filter();
  request.set_top(1);
  auto const top = answer(request);
  ASSERT_EQ(top.rows_size(), 1);
  EXPECT_EQ(top.rows(0).group(0).value(), "phone");
}

TEST_F(MetricService, answers_a_series_and_a_comparison) {
  auto request = question();
  request.set_window("3d");
  request.set_series(v1::GRAIN_DAY);
  auto const series = answer(request);
  ASSERT_EQ(series.rows_size(), 3);
  EXPECT_EQ(series.rows(2).bucket(), "2026-05-04");
  request.clear_series();
  request.set_comparison(v1::COMPARISON_PREVIOUS_PERIOD);
  auto const compared = answer(request);
  ASSERT_EQ(compared.rows_size(), 1);
  EXPECT_TRUE(compared.rows(0).has_compared_value());
  EXPECT_TRUE(compared.rows(0).has_compared_window());
}

TEST_F(MetricService, reads_at_a_moment_in_the_past) {
  auto request = question();
  *request.mutable_read_time() = stamp(kPresent - time::hours(2) + time::minutes(2));
  auto const response = answer(request);
  ASSERT_EQ(response.rows_size(), 1);
  EXPECT_EQ(response.rows(0).value().number(), 3);
  EXPECT_EQ(response.read_time().seconds(), request.read_time().seconds());
}

TEST_F(MetricService, follows_the_clock_of_the_server) {
  server_.set_present(kPresent + time::days(1));
  auto const response = answer(question());
  EXPECT_EQ(response.rows(0).value().number(), 0);
  EXPECT_EQ(response.read_time().seconds(), (kPresent + time::days(1)).ms / 1000);
}

TEST_F(MetricService, refuses_a_moment_in_the_future) {
  auto request = question();
  *request.mutable_read_time() = stamp(kPresent + time::days(30));
  auto const status = status_of(request);
  EXPECT_EQ(status.error_code(), grpc::StatusCode::OUT_OF_RANGE);
  EXPECT_EQ(reason(status), "READ_TIME_IN_FUTURE");
  EXPECT_EQ(testing::metadata(status, "value"), "2026-06-03T10:00:00Z");
}

TEST_F(MetricService, counts_what_is_left_out_only_where_it_is_asked_for) {
  auto spam = ticket_created("T0", kPresent);
  spam.set_id("spam-T0");
  auto& body = *spam.mutable_ticket_status_changed();
  body.set_ticket_id("T0");
  body.set_current(v1::TICKET_STATUS_SPAM);
  body.set_actor_type(v1::ACTOR_TYPE_AGENT);
  ASSERT_EQ(server_.ingest("acme", {spam}).accepted(), 1);
  auto request = question();
  EXPECT_FALSE(answer(request).has_left_out());
  request.set_include_left_out(true);
  EXPECT_EQ(answer(request).left_out().spam(), 1);
}

TEST_F(MetricService, pages_through_all_rows_without_gap_or_repetition) {
  auto request = question();
  request.add_group_by("channel");
  std::vector<std::string> seen;
  auto const whole = answer(request);
  request.set_page_size(1);
  for (int pages = 0; pages < 10; ++pages) {
    auto const page = answer(request);
    for (auto const& row : page.rows()) seen.push_back(row.group(0).value());
    if (page.next_page_token().empty()) break;
    request.set_page_token(page.next_page_token());
    server_.set_present(kPresent + time::days(1));  // later pages are read at the moment of the first
  }
  EXPECT_THAT(seen, ElementsAre("chat", "email", "phone"));
  EXPECT_EQ(whole.rows_size(), 3);
}

TEST_F(MetricService, refuses_a_page_token_of_another_request_or_a_damaged_one) {
  auto request = question();
  request.add_group_by("channel");
  request.set_page_size(1);
  std::string const token = answer(request).next_page_token();
  request.set_page_token(token);
  request.set_filter("channel != \"phone\"");
  auto const other = status_of(request);
  EXPECT_EQ(other.error_code(), grpc::StatusCode::INVALID_ARGUMENT);
  EXPECT_EQ(reason(other), "INVALID_PAGE_TOKEN");
  EXPECT_THAT(testing::violated_fields(other), ElementsAre("page_token"));
  request.clear_filter();
  for (std::string const& damaged : std::vector<std::string>{"nonsense", token.substr(1), token + "AAAA"}) {
    request.set_page_token(damaged);
    EXPECT_EQ(reason(status_of(request)), "INVALID_PAGE_TOKEN") << damaged;
  }
}

TEST_F(MetricService, reads_what_was_acknowledged) {
  auto request = question();
  request.mutable_consistency()->set_at_least(token_);
  EXPECT_EQ(answer(request).rows(0).value().number(), 6);
}

TEST_F(MetricService, refuses_revision_tokens_of_other_desks_and_lives) {
  server_.apply("other");
  auto request = question();
  request.mutable_consistency()->set_at_least(server_.ingest("other", {}).revision_token());
  EXPECT_EQ(reason(status_of(request)), "INVALID_REVISION_TOKEN");
  request.mutable_consistency()->set_at_least("nonsense");
  EXPECT_EQ(reason(status_of(request)), "INVALID_REVISION_TOKEN");
  TestServer restarted;
  restarted.apply("acme");
  request.mutable_consistency()->set_at_least(token_);
  v1::QueryMetricsResponse ignored;
  auto const status = restarted.query(request, ignored);
  EXPECT_EQ(status.error_code(), grpc::StatusCode::FAILED_PRECONDITION);
  EXPECT_EQ(reason(status), "REVISION_GONE");
  EXPECT_TRUE(testing::precondition_failure(status));
}

TEST_F(MetricService, lists_every_violation_of_a_malformed_query_at_once) {
  v1::QueryMetricsRequest request;
  request.set_parent("acme");
  request.add_metrics("desks/other/metrics/csat");
  request.set_comparison(static_cast<v1::Comparison>(99));
  request.set_series(static_cast<v1::Grain>(99));
  request.set_top(-1);
  request.set_page_size(-1);
  request.mutable_read_time()->set_nanos(-5);
  request.mutable_consistency()->set_latest(false);
  auto const status = status_of(request);
  EXPECT_EQ(status.error_code(), grpc::StatusCode::INVALID_ARGUMENT);
  EXPECT_EQ(reason(status), "INVALID_REQUEST");
  EXPECT_THAT(testing::violated_fields(status), UnorderedElementsAre("parent", "metrics[0]", "window", "read_time", "comparison", "series",
                                                                     "top", "page_size", "consistency.latest"));
}

struct BadQuestion {
  const char* name;
  std::function<void(v1::QueryMetricsRequest&)> spoil;
  grpc::StatusCode code;
  const char* field;
};
class QueryRefusal : public MetricService, public ::testing::WithParamInterface<BadQuestion> {};

TEST_P(QueryRefusal, names_the_field_of_the_wire) {
  auto request = question();
  GetParam().spoil(request);
  auto const status = status_of(request);
  EXPECT_EQ(status.error_code(), GetParam().code) << status.error_message();
  EXPECT_EQ(testing::metadata(status, "field"), GetParam().field) << status.error_message();
}

INSTANTIATE_TEST_SUITE_P(
    queries, QueryRefusal,
    ::testing::Values(
        BadQuestion{"window", [](auto& r) { r.set_window("seven days"); }, grpc::StatusCode::INVALID_ARGUMENT, "window"},
        BadQuestion{"filter", [](auto& r) { r.set_filter("channel ="); }, grpc::StatusCode::INVALID_ARGUMENT, "filter"},
        BadQuestion{"dimension", [](auto& r) { r.add_group_by("colour"); }, grpc::StatusCode::INVALID_ARGUMENT, "group_by"},
        BadQuestion{"metric", [](auto& r) { r.add_metrics("tickets_craeted"); }, grpc::StatusCode::NOT_FOUND, "metrics[1]"},
        BadQuestion{"desk", [](auto& r) { r.set_parent("desks/nobody"); }, grpc::StatusCode::NOT_FOUND, "parent"}),
    [](auto const& info) { return info.param.name; });

TEST_F(MetricService, suggests_the_metric_that_was_meant) {
  auto request = question("tickets_craeted");
  auto const status = status_of(request);
  EXPECT_EQ(reason(status), "METRIC_NOT_FOUND");
  EXPECT_EQ(testing::metadata(status, "remedy"), "Did you mean tickets_created?");
  EXPECT_EQ(testing::resource_info(status)->resource_name(), "desks/acme/metrics/tickets_craeted");
}

TEST(metric_service, names_the_limit_of_groups) {
  Limits limits;
  limits.max_groups = 2;
  TestServer server(limits);
  server.apply("acme");
  server.ingest("acme", {ticket_created("1", kPresent, "a"), ticket_created("2", kPresent, "b"), ticket_created("3", kPresent, "c")});
  v1::QueryMetricsRequest request;
  request.set_parent("desks/acme");
  request.add_metrics("tickets_created");
  request.set_window("all");
  request.add_group_by("channel");
  v1::QueryMetricsResponse response;
  auto const status = server.query(request, response);
  EXPECT_EQ(status.error_code(), grpc::StatusCode::RESOURCE_EXHAUSTED) << response.DebugString();
  EXPECT_EQ(reason(status), "TOO_MANY_GROUPS");
  EXPECT_EQ(testing::metadata(status, "limit"), "max_groups");
}

TEST_F(MetricService, explains_a_number_fact_by_fact) {
  v1::ExplainValueResponse response;
  auto const status = stub()->ExplainValue(testing::context().get(), explanation("first_response_time"), &response);
  ASSERT_TRUE(status.ok()) << status.error_message();
  EXPECT_EQ(response.row().value().number(), 600);
  ASSERT_EQ(response.facts_size(), 1);
  EXPECT_EQ(response.facts(0).subject(), "ticket/T0");
  EXPECT_EQ(response.facts(0).agent(), "7");
  EXPECT_EQ(response.facts(0).sample(), 600);
  EXPECT_GT(response.facts(0).segments_size(), 0);
  EXPECT_FALSE(response.definition().empty());
  EXPECT_FALSE(response.explanation_id().empty());
}

TEST_F(MetricService, pages_through_the_facts_of_an_explanation) {
  auto request = explanation("tickets_created");
  request.set_page_size(4);
  std::vector<std::string> seen;
  for (int pages = 0; pages < 5; ++pages) {
    v1::ExplainValueResponse response;
    auto const status = stub()->ExplainValue(testing::context().get(), request, &response);
    ASSERT_TRUE(status.ok()) << status.error_message();
    EXPECT_EQ(response.total_facts(), 6);
    for (auto const& fact : response.facts()) seen.push_back(fact.subject());
    if (response.next_page_token().empty()) break;
    request.set_page_token(response.next_page_token());
  }
  EXPECT_THAT(seen, UnorderedElementsAre("ticket/T0", "ticket/T1", "ticket/T2", "ticket/T3", "ticket/T4", "ticket/T5"));
}

TEST_F(MetricService, refuses_a_malformed_explanation_request) {
  auto request = explanation("");
  request.clear_window();
  request.add_group()->set_value("7");
  v1::ExplainValueResponse response;
  auto const status = stub()->ExplainValue(testing::context().get(), request, &response);
  EXPECT_THAT(testing::violated_fields(status), UnorderedElementsAre("name", "window", "group[0].key"));
}

TEST_F(MetricService, gets_a_metric) {
  v1::GetMetricRequest request;
  request.set_name("desks/acme/metrics/first_response_time");
  v1::GetMetricResponse response;
  ASSERT_TRUE(stub()->GetMetric(testing::context().get(), request, &response).ok());
  EXPECT_EQ(response.metric().name(), request.name());
  EXPECT_EQ(response.metric().fact(), "first_response");
  EXPECT_EQ(response.metric().unit(), "s");
  EXPECT_EQ(response.metric().direction(), v1::METRIC_DIRECTION_DOWN);
  EXPECT_THAT(response.metric().dimensions(), ElementsAre("agent", "channel"));
  request.set_name("desks/acme/metrics/nothing");
  EXPECT_EQ(stub()->GetMetric(testing::context().get(), request, &response).error_code(), grpc::StatusCode::NOT_FOUND);
}

TEST_F(MetricService, shows_the_arithmetic_of_a_derived_metric) {
  server_.apply("acme", testing::definitions_text() + R"(---
apiVersion: deskgauge/v1
kind: Metric
metadata: {name: waiting_per_ticket, label: Waiting per ticket, owner: me, version: 1}
spec:
  type: derived
  expression: (first_response_time - 1)/tickets_created
  dimensions: []
  unit: s
  direction: down
  null_policy: no_data
  minimum_sample: 1
)");
  v1::GetMetricRequest request;
  request.set_name("desks/acme/metrics/waiting_per_ticket");
  v1::GetMetricResponse response;
  ASSERT_TRUE(stub()->GetMetric(testing::context().get(), request, &response).ok());
  EXPECT_EQ(response.metric().type(), v1::METRIC_TYPE_DERIVED);
  EXPECT_EQ(response.metric().expression(), "(first_response_time - 1) / tickets_created");
  EXPECT_EQ(response.metric().level_at(), "end");
  EXPECT_EQ(response.metric().fact(), "");
}

TEST_F(MetricService, lists_metrics_in_pages_by_name) {
  v1::ListMetricsRequest request;
  request.set_parent("desks/acme");
  request.set_page_size(1);
  v1::ListMetricsResponse response;
  ASSERT_TRUE(stub()->ListMetrics(testing::context().get(), request, &response).ok());
  ASSERT_EQ(response.metrics_size(), 1);
  EXPECT_EQ(response.metrics(0).name(), "desks/acme/metrics/first_response_time");
  request.set_page_token(response.next_page_token());
  ASSERT_TRUE(stub()->ListMetrics(testing::context().get(), request, &response).ok());
  EXPECT_EQ(response.metrics(0).name(), "desks/acme/metrics/tickets_created");
  EXPECT_EQ(response.next_page_token(), "");
}

TEST_F(MetricService, keeps_desks_apart) {
  server_.apply("other");
  server_.ingest("other", {ticket_created("T0", kPresent)});
  EXPECT_EQ(server_.tickets("acme"), 6);
  EXPECT_EQ(server_.tickets("other"), 1);
}

TEST_F(MetricService, refuses_calls_beyond_the_waiting_limit_with_a_delay) {
  Limits limits;
  limits.max_waiting_calls = 0;
  TestServer full(limits);
  v1::QueryMetricsResponse response;
  auto const status = full.query(question(), response);
  EXPECT_EQ(status.error_code(), grpc::StatusCode::RESOURCE_EXHAUSTED);
  EXPECT_EQ(reason(status), "TOO_MANY_CALLS");
  EXPECT_TRUE(testing::retry_info(status));
}

}  // namespace
}  // namespace deskgauge::sidecar
