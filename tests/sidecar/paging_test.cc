#include <gmock/gmock.h>

#include "tests/sidecar/harness.h"

namespace deskgauge::sidecar {
namespace {

using testing::kPresent;
using testing::reason;
using testing::TestServer;
using testing::ticket_created;
using ::testing::ElementsAre;

std::shared_ptr<const engine::Answer> answer_of(std::size_t rows) {
  auto answer = std::make_shared<engine::Answer>();
  answer->rows.resize(rows);
  return answer;
}
AnswerKey key(std::uint64_t request) { return {request, kPresent, 1, 1}; }

TEST(kept_answers, forget_what_has_not_been_used_for_longest) {
  KeptAnswers kept(10);
  kept.keep(key(1), answer_of(4));
  kept.keep(key(2), answer_of(4));
  EXPECT_TRUE(kept.find<engine::Answer>(key(1)));
  kept.keep(key(3), answer_of(4));
  EXPECT_TRUE(kept.find<engine::Answer>(key(1)));
  EXPECT_FALSE(kept.find<engine::Answer>(key(2)));
  EXPECT_TRUE(kept.find<engine::Answer>(key(3)));
  EXPECT_EQ(kept.rows(), 8u);
}

TEST(kept_answers, keep_the_latest_whatever_its_size) {
  KeptAnswers kept(10);
  kept.keep(key(1), answer_of(4));
  kept.keep(key(2), answer_of(40));
  EXPECT_FALSE(kept.find<engine::Answer>(key(1)));
  EXPECT_TRUE(kept.find<engine::Answer>(key(2)));
}

TEST(kept_answers, count_an_answer_once) {
  KeptAnswers kept(10);
  kept.keep(key(1), answer_of(4));
  kept.keep(key(1), answer_of(4));
  EXPECT_EQ(kept.rows(), 4u);
}

TEST(kept_answers, tell_states_moments_and_questions_apart) {
  KeptAnswers kept(10);
  kept.keep({1, kPresent, 1, 1}, answer_of(1));
  for (AnswerKey const& other : {AnswerKey{2, kPresent, 1, 1}, AnswerKey{1, kPresent + time::hours(1), 1, 1},
                                 AnswerKey{1, kPresent, 2, 1}, AnswerKey{1, kPresent, 1, 2}})
    EXPECT_FALSE(kept.find<engine::Answer>(other));
}

TEST(kept_answers, weigh_reports_of_goals_by_their_days) {
  auto answer = std::make_shared<engine::GoalAnswer>();
  answer->goals.resize(2);
  answer->goals[0].days.resize(5);
  KeptAnswers kept(100);
  kept.keep<engine::GoalAnswer>(key(1), answer);
  EXPECT_EQ(kept.rows(), 7u);
  EXPECT_FALSE(kept.find<engine::Answer>(key(1)));
  EXPECT_TRUE(kept.find<engine::GoalAnswer>(key(1)));
}

Limits no_room() {
  Limits limits;
  limits.max_kept_rows = 0;
  return limits;
}

/// Three channels, paged through one by one.
class Paging : public ::testing::Test {
 protected:
  explicit Paging(const Limits& limits = {}) : server_(limits) {
    server_.apply("acme");
    for (const char* channel : {"chat", "email", "phone"}) ingest(channel, kPresent - time::hours(1), channel);
  }
  void ingest(const std::string& ticket, time::Instant at, const std::string& channel) {
    ASSERT_EQ(server_.ingest("acme", {ticket_created(ticket, at, channel)}).accepted(), 1);
  }
  static v1::QueryMetricsRequest question() {
    v1::QueryMetricsRequest request;
    request.set_parent("desks/acme");
    request.add_metrics("tickets_created");
    request.set_window("day");
    request.add_group_by("channel");
    request.set_page_size(1);
    return request;
  }
  v1::QueryMetricsResponse answer(const v1::QueryMetricsRequest& request) {
    v1::QueryMetricsResponse response;
    auto const status = server_.query(request, response);
    EXPECT_TRUE(status.ok()) << status.error_message();
    return response;
  }
  /// Another question with further pages, which takes the place of the answer kept.
  void displace() {
    auto other = question();
    other.set_window("7d");
    EXPECT_FALSE(answer(other).next_page_token().empty());
  }
  grpc::Status status_of(const v1::QueryMetricsRequest& request) {
    v1::QueryMetricsResponse ignored;
    return server_.query(request, ignored);
  }
  TestServer server_;
};
struct PagingWithoutRoom : Paging {
  PagingWithoutRoom() : Paging(no_room()) {}
};

TEST_F(Paging, goes_on_in_the_answer_of_the_first_page_while_events_come_in) {
  auto request = question();
  auto page = answer(request);
  std::string const revision = page.revision_token();
  std::vector<std::string> seen;
  for (int i = 0; i < 10; ++i) {
    EXPECT_EQ(page.revision_token(), revision);
    for (auto const& row : page.rows()) seen.push_back(row.group(0).value() + " " + std::to_string(row.value().n()));
    if (page.next_page_token().empty()) break;
    ingest("late" + std::to_string(i), kPresent - time::hours(2), "at-night");  // would come first and move every row on
    request.set_page_token(page.next_page_token());
    page = answer(request);
  }
  EXPECT_THAT(seen, ElementsAre("chat 1", "email 1", "phone 1"));
}

TEST_F(PagingWithoutRoom, computes_a_page_again_while_the_state_is_there) {
  auto request = question();
  request.set_page_token(answer(request).next_page_token());
  displace();
  auto const page = answer(request);
  ASSERT_EQ(page.rows_size(), 1);
  EXPECT_EQ(page.rows(0).group(0).value(), "email");
}

TEST_F(PagingWithoutRoom, refuses_a_page_of_an_answer_that_is_gone_by_name) {
  auto request = question();
  request.set_page_token(answer(request).next_page_token());
  displace();
  ingest("late", kPresent - time::hours(2), "at-night");
  auto const status = status_of(request);
  EXPECT_EQ(status.error_code(), grpc::StatusCode::FAILED_PRECONDITION);
  EXPECT_EQ(reason(status), "PAGE_GONE");
  EXPECT_EQ(testing::metadata(status, "field"), "page_token");
  EXPECT_TRUE(testing::precondition_failure(status));
}

TEST_F(Paging, refuses_a_page_of_another_life_of_the_state) {
  auto request = question();
  request.set_page_token(answer(request).next_page_token());
  TestServer restarted;
  restarted.apply("acme");
  v1::QueryMetricsResponse ignored;
  EXPECT_EQ(reason(restarted.query(request, ignored)), "PAGE_GONE");
}

class PagingFacts : public Paging {
 protected:
  v1::ExplainValueRequest explanation() const {
    v1::ExplainValueRequest request;
    request.set_name("desks/acme/metrics/tickets_created");
    request.set_window("day");
    return request;
  }
  grpc::Status explain(const v1::ExplainValueRequest& request, v1::ExplainValueResponse& response) {
    return v1::MetricService::NewStub(server_.channel())->ExplainValue(testing::context().get(), request, &response);
  }
  static std::vector<std::string> subjects(const v1::ExplainValueResponse& response) {
    std::vector<std::string> out;
    for (auto const& fact : response.facts()) out.push_back(fact.subject());
    return out;
  }
};

TEST_F(PagingFacts, begins_at_the_offset_and_goes_on_from_there) {
  v1::ExplainValueResponse all, first, second;
  ASSERT_TRUE(explain(explanation(), all).ok());
  ASSERT_EQ(all.facts_size(), 3);
  auto request = explanation();
  request.set_offset(1);
  request.set_page_size(1);
  ASSERT_TRUE(explain(request, first).ok());
  request.set_page_token(first.next_page_token());
  ASSERT_TRUE(explain(request, second).ok());
  EXPECT_THAT(subjects(first), ElementsAre(all.facts(1).subject()));
  EXPECT_THAT(subjects(second), ElementsAre(all.facts(2).subject()));
  EXPECT_EQ(second.next_page_token(), "");
  EXPECT_EQ(second.total_facts(), 3);
  EXPECT_EQ(second.explanation_id(), all.explanation_id());
}

TEST_F(PagingFacts, has_no_facts_past_the_end) {
  auto request = explanation();
  request.set_offset(3);
  v1::ExplainValueResponse response;
  ASSERT_TRUE(explain(request, response).ok());
  EXPECT_EQ(response.facts_size(), 0);
  EXPECT_EQ(response.next_page_token(), "");
  EXPECT_EQ(response.total_facts(), 3);
}

TEST_F(PagingFacts, refuses_a_negative_offset_and_another_one_with_the_token) {
  auto request = explanation();
  v1::ExplainValueResponse response;
  request.set_offset(-1);
  EXPECT_THAT(testing::violated_fields(explain(request, response)), ElementsAre("offset"));
  request.set_offset(0);
  request.set_page_size(1);
  ASSERT_TRUE(explain(request, response).ok());
  request.set_page_token(response.next_page_token());
  request.set_offset(1);
  EXPECT_EQ(reason(explain(request, response)), "INVALID_PAGE_TOKEN");
}

}  // namespace
}  // namespace deskgauge::sidecar
