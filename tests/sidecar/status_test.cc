#include "sidecar/status.h"

#include <gmock/gmock.h>

#include "sidecar/token.h"
#include "tests/sidecar/harness.h"

namespace deskgauge::sidecar {
namespace {

using base::Code;

struct CodePair {
  Code ours;
  grpc::StatusCode theirs;
};
class StatusCodes : public ::testing::TestWithParam<CodePair> {};

TEST_P(StatusCodes, map_to_canonical_codes_with_one_error_info) {
  auto const status = to_status({GetParam().ours, "some_reason", "", "value", "It is wrong", "Make it right."});
  EXPECT_EQ(status.error_code(), GetParam().theirs);
  auto const info = testing::error_info(status);
  ASSERT_TRUE(info);
  EXPECT_EQ(info->domain(), "deskgauge.v1");
}

INSTANTIATE_TEST_SUITE_P(codes, StatusCodes,
                         ::testing::Values(CodePair{Code::invalid_argument, grpc::StatusCode::INVALID_ARGUMENT},
                                           CodePair{Code::not_found, grpc::StatusCode::NOT_FOUND},
                                           CodePair{Code::conflict, grpc::StatusCode::ABORTED},
                                           CodePair{Code::precondition, grpc::StatusCode::FAILED_PRECONDITION},
                                           CodePair{Code::exhausted, grpc::StatusCode::RESOURCE_EXHAUSTED},
                                           CodePair{Code::out_of_range, grpc::StatusCode::OUT_OF_RANGE},
                                           CodePair{Code::unavailable, grpc::StatusCode::UNAVAILABLE},
                                           CodePair{Code::data_loss, grpc::StatusCode::DATA_LOSS},
                                           CodePair{Code::unimplemented, grpc::StatusCode::UNIMPLEMENTED},
                                           CodePair{Code::internal, grpc::StatusCode::INTERNAL}));

TEST(status, repeats_everything_dynamic_in_the_metadata) {
  auto const status = to_status({Code::invalid_argument, "unknown_dimension", "group_by", "colour", "There is none", "Use channel."});
  EXPECT_EQ(testing::reason(status), "UNKNOWN_DIMENSION");
  EXPECT_EQ(testing::metadata(status, "field"), "group_by");
  EXPECT_EQ(testing::metadata(status, "value"), "colour");
  EXPECT_EQ(testing::metadata(status, "remedy"), "Use channel.");
  EXPECT_THAT(testing::violated_fields(status), ::testing::ElementsAre("group_by"));
}

TEST(status, tells_nothing_about_a_broken_promise) {
  auto const status = to_status({Code::internal, "assert", "secret_field", "secret", "secret.cc:12 failed", ""});
  EXPECT_EQ(testing::reason(status), "INTERNAL");
  EXPECT_EQ(status.error_message().find("secret"), std::string::npos);
  EXPECT_EQ(status.error_details().find("secret"), std::string::npos);
}

TEST(status, stays_small_enough_for_a_trailer) {
  std::vector<FieldFault> faults(5000, {"field", std::string(300, 'x')});
  auto const many = invalid_request(faults);
  EXPECT_LT(many.error_details().size() + many.error_message().size(), 7000u);
  EXPECT_EQ(testing::metadata(many, "violations"), "5000");
  auto const huge = to_status({Code::invalid_argument, "r", "f", std::string(100'000, 'v'), std::string(100'000, 'm'), ""});
  EXPECT_LT(huge.error_details().size() + huge.error_message().size(), 7000u);
}

TEST(tokens, survive_the_way_to_the_client_and_back) {
  PageToken const page{42, 1000, "last key", {1'777'888'800'000}};
  auto const read = decode_page_token(encode(page), 42);
  ASSERT_TRUE(read);
  EXPECT_EQ(read->offset, 1000);
  EXPECT_EQ(read->last, "last key");
  EXPECT_EQ(read->at.ms, 1'777'888'800'000);
  auto const revision = decode_revision_token(encode(RevisionToken{"acme", 7, 12}));
  ASSERT_TRUE(revision);
  EXPECT_EQ(revision->desk, "acme");
  EXPECT_EQ(revision->epoch, 7u);
  EXPECT_EQ(revision->revision, 12);
}

TEST(tokens, notice_every_changed_character) {
  std::string const token = encode(PageToken{42, 1000, "last key", {1}});
  for (std::size_t i = 0; i < token.size(); ++i) {
    std::string damaged = token;
    damaged[i] = damaged[i] == 'A' ? 'B' : 'A';
    auto const read = decode_page_token(damaged, 42);
    EXPECT_TRUE(!read || damaged == token || (read->offset == 1000 && i + 2 >= token.size())) << i;
  }
}

TEST(tokens, of_one_kind_are_refused_as_the_other) {
  EXPECT_FALSE(decode_revision_token(encode(PageToken{1, 2, "a", {3}})));
  EXPECT_FALSE(decode_page_token(encode(RevisionToken{"acme", 7, 12}), 0));
  EXPECT_FALSE(decode_page_token("", 0));
}

}  // namespace
}  // namespace deskgauge::sidecar
