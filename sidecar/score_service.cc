#include "sidecar/score_service.h"

#include "sidecar/convert/exception.h"
#include "sidecar/convert/goal.h"
#include "sidecar/convert/query.h"
#include "sidecar/convert/score_query.h"
#include "sidecar/convert/scorecard.h"
#include "sidecar/convert/standings.h"
#include "sidecar/convert/time.h"
#include "sidecar/convert/value.h"
#include "sidecar/paged_read.h"
#include "sidecar/unary_call.h"

namespace deskgauge::sidecar {
namespace {

std::string at_index(const char* list, int i) { return std::string(list) + "[" + std::to_string(i) + "]"; }
std::size_t page_size(PageRule rule, std::int32_t asked) { return static_cast<std::size_t>(rule.size(asked)); }

/// Hands an answer of the engine on, or its error in the words of the wire.
template <class Answer>
grpc::Status take(base::Result<Answer> answer, Answer& out) {
  if (!answer) return to_status(convert::with_wire_field(answer.error()));
  out = std::move(*answer);
  return grpc::Status::OK;
}

// ---- goals

grpc::Status unknown_goal(const metric::Catalogue& catalogue, const std::string& field, const std::string& desk, const std::string& name) {
  return goal_not_found(field, goal_name(desk, name), closest_name(name, catalogue.goals));
}

grpc::Status list_goals(Backend& backend, const v1::ListGoalsRequest& request, v1::ListGoalsResponse& response) {
  return list_page(backend, request, response, [](const metric::Catalogue& catalogue) -> auto const& { return catalogue.goals; },
                   [&](const std::string& desk, const metric::Goal& goal) { convert::write_goal(desk, goal, *response.add_goals()); });
}

grpc::Status get_goal(Backend& backend, const v1::GetGoalRequest& request, v1::GetGoalResponse& response) {
  if (auto const faults = check(request); !faults.empty()) return invalid_request(faults);
  ResourceName const name = *parse_goal_name("name", request.name());
  std::string const no_page;
  Reading reading;
  if (auto const status = prepare(backend, reading_request(request, name.desk, no_page), reading); !status.ok()) return status;
  return reading.host->read([&](const engine::Engine& engine, const ActiveDefinitions&) {
    if (!engine.catalogue().find_goal(name.id)) return unknown_goal(engine.catalogue(), "name", name.desk, name.id);
    engine::GoalAnswer answer;
    engine::GoalRequest whole;
    whole.goals = {name.id};
    whole.at = moment(reading, engine);
    if (auto const status = take(engine.goals(whole), answer); !status.ok()) return status;
    convert::write_goal_report(name.desk, answer.goals.front(), *response.mutable_report());
    response.set_revision_token(reading.host->revision_token(engine));
    response.set_definitions_fingerprint(convert::fingerprint_text(answer.definitions_fingerprint));
    return grpc::Status::OK;
  });
}

grpc::Status evaluate_goals(Backend& backend, const v1::EvaluateGoalsRequest& request, v1::EvaluateGoalsResponse& response) {
  if (auto const faults = check(request); !faults.empty()) return invalid_request(faults);
  std::string const desk = desk_of(request.parent());
  return read_page<engine::GoalAnswer>(
      backend, reading_request(request, desk, request.page_token()), page_size(kReportPage, request.page_size()),
      [&](const engine::Engine& engine, time::Instant at, engine::GoalAnswer& out) {
        auto const question = convert::read_goals(request, at);
        for (int i = 0; i < request.goals_size(); ++i)
          if (std::string const& name = question.goals[static_cast<std::size_t>(i)]; !engine.catalogue().find_goal(name))
            return unknown_goal(engine.catalogue(), at_index("goals", i), desk, name);
        return take(engine.goals(question), out);
      },
      [&](const engine::GoalAnswer& answer, const Page& page) {
        for (std::size_t i = page.from; i < page.to; ++i) convert::write_goal_report(desk, answer.goals[i], *response.add_reports());
        response.set_next_page_token(page.next);
        convert::write_instant(answer.at, *response.mutable_read_time());
        response.set_revision_token(page.revision);
        response.set_definitions_fingerprint(convert::fingerprint_text(answer.definitions_fingerprint));
      });
}

// ---- scorecards

grpc::Status list_scorecards(Backend& backend, const v1::ListScorecardsRequest& request, v1::ListScorecardsResponse& response) {
  return list_page(backend, request, response, [](const metric::Catalogue& catalogue) -> auto const& { return catalogue.scorecards; },
                   [&](const std::string& desk, const metric::Scorecard& scorecard) {
                     convert::write_scorecard(desk, scorecard, *response.add_scorecards());
                   });
}

grpc::Status get_scorecard(Backend& backend, const v1::GetScorecardRequest& request, v1::GetScorecardResponse& response) {
  if (auto const faults = check(request); !faults.empty()) return invalid_request(faults);
  ResourceName const name = *parse_scorecard_name("name", request.name());
  return read_page<engine::ScorecardAnswer>(
      backend, reading_request(request, name.desk, request.page_token()), page_size(kReportPage, request.page_size()),
      [&](const engine::Engine& engine, time::Instant at, engine::ScorecardAnswer& out) {
        auto const& catalogue = engine.catalogue();
        if (!catalogue.find_scorecard(name.id))
          return scorecard_not_found("name", request.name(), closest_name(name.id, catalogue.scorecards));
        auto question = convert::read_scorecard(request, name.id, catalogue, at);
        if (!question) return to_status(question.error());
        question->max_cards = backend.limits.max_cards;
        return take(engine.scorecard(*question), out);
      },
      [&](const engine::ScorecardAnswer& answer, const Page& page) {
        convert::write_scorecard(name.desk, answer.scorecard, *response.mutable_scorecard());
        for (std::size_t i = page.from; i < page.to; ++i)
          convert::write_card(name.desk, answer.cards[i], answer.scorecard, *response.add_cards());
        response.set_next_page_token(page.next);
        convert::write_instant(answer.at, *response.mutable_read_time());
        convert::write_range(answer.window, *response.mutable_window());
        response.set_revision_token(page.revision);
        response.set_definitions_fingerprint(convert::fingerprint_text(answer.definitions_fingerprint));
      });
}

// ---- standings and exceptions

grpc::Status get_standings(Backend& backend, const v1::GetStandingsRequest& request, v1::GetStandingsResponse& response) {
  if (auto const faults = check(request); !faults.empty()) return invalid_request(faults);
  ResourceName const name = *parse_metric_name("name", request.name());
  return read_page<engine::Standings>(
      backend, reading_request(request, name.desk, request.page_token()), page_size(kRowPage, request.page_size()),
      [&](const engine::Engine& engine, time::Instant at, engine::Standings& out) {
        auto const& catalogue = engine.catalogue();
        if (!catalogue.find_metric(name.id)) return metric_not_found("name", request.name(), closest_name(name.id, catalogue.metrics));
        auto const question = convert::read_standings(request, name.id, catalogue, at);
        if (!question) return to_status(question.error());
        return take(engine.standings(*question), out);
      },
      [&](const engine::Standings& answer, const Page& page) {
        for (std::size_t i = page.from; i < page.to; ++i) convert::write_standing(answer.rows[i], *response.add_rows());
        response.set_next_page_token(page.next);
        convert::write_standings(name.desk, answer, *response.mutable_standings());
        convert::write_instant(answer.at, *response.mutable_read_time());
        response.set_revision_token(page.revision);
      });
}

grpc::Status list_exceptions(Backend& backend, const v1::ListExceptionsRequest& request, v1::ListExceptionsResponse& response) {
  if (auto const faults = check(request); !faults.empty()) return invalid_request(faults);
  std::string const desk = desk_of(request.parent());
  return read_page<engine::ExceptionAnswer>(
      backend, reading_request(request, desk, request.page_token()), page_size(kReportPage, request.page_size()),
      [&](const engine::Engine& engine, time::Instant at, engine::ExceptionAnswer& out) {
        auto const& catalogue = engine.catalogue();
        auto question = convert::read_exceptions(request, at);
        for (int i = 0; i < request.metrics_size(); ++i)
          if (std::string const& metric = question.metrics[static_cast<std::size_t>(i)]; !catalogue.find_metric(metric))
            return metric_not_found(at_index("metrics", i), metric_name(desk, metric), closest_name(metric, catalogue.metrics));
        question.max_exceptions = backend.limits.max_exceptions;
        return take(engine.exceptions(question), out);
      },
      [&](const engine::ExceptionAnswer& answer, const Page& page) {
        for (std::size_t i = page.from; i < page.to; ++i) convert::write_exception(answer.exceptions[i], *response.add_exceptions());
        response.set_next_page_token(page.next);
        convert::write_instant(answer.at, *response.mutable_read_time());
        response.set_revision_token(page.revision);
      });
}

}  // namespace

grpc::ServerUnaryReactor* ScoreService::ListGoals(grpc::CallbackServerContext*, const v1::ListGoalsRequest* request,
                                                  v1::ListGoalsResponse* response) {
  return new UnaryCall<v1::ListGoalsRequest, v1::ListGoalsResponse>(
      backend_, "ListGoals", request, response, [this](auto const& in, auto& out) { return list_goals(backend_, in, out); });
}

grpc::ServerUnaryReactor* ScoreService::GetGoal(grpc::CallbackServerContext*, const v1::GetGoalRequest* request,
                                                v1::GetGoalResponse* response) {
  return new UnaryCall<v1::GetGoalRequest, v1::GetGoalResponse>(
      backend_, "GetGoal", request, response, [this](auto const& in, auto& out) { return get_goal(backend_, in, out); });
}

grpc::ServerUnaryReactor* ScoreService::EvaluateGoals(grpc::CallbackServerContext*, const v1::EvaluateGoalsRequest* request,
                                                      v1::EvaluateGoalsResponse* response) {
  return new UnaryCall<v1::EvaluateGoalsRequest, v1::EvaluateGoalsResponse>(
      backend_, "EvaluateGoals", request, response, [this](auto const& in, auto& out) { return evaluate_goals(backend_, in, out); });
}

grpc::ServerUnaryReactor* ScoreService::ListScorecards(grpc::CallbackServerContext*, const v1::ListScorecardsRequest* request,
                                                       v1::ListScorecardsResponse* response) {
  return new UnaryCall<v1::ListScorecardsRequest, v1::ListScorecardsResponse>(
      backend_, "ListScorecards", request, response, [this](auto const& in, auto& out) { return list_scorecards(backend_, in, out); });
}

grpc::ServerUnaryReactor* ScoreService::GetScorecard(grpc::CallbackServerContext*, const v1::GetScorecardRequest* request,
                                                     v1::GetScorecardResponse* response) {
  return new UnaryCall<v1::GetScorecardRequest, v1::GetScorecardResponse>(
      backend_, "GetScorecard", request, response, [this](auto const& in, auto& out) { return get_scorecard(backend_, in, out); });
}

grpc::ServerUnaryReactor* ScoreService::GetStandings(grpc::CallbackServerContext*, const v1::GetStandingsRequest* request,
                                                     v1::GetStandingsResponse* response) {
  return new UnaryCall<v1::GetStandingsRequest, v1::GetStandingsResponse>(
      backend_, "GetStandings", request, response, [this](auto const& in, auto& out) { return get_standings(backend_, in, out); });
}

grpc::ServerUnaryReactor* ScoreService::ListExceptions(grpc::CallbackServerContext*, const v1::ListExceptionsRequest* request,
                                                       v1::ListExceptionsResponse* response) {
  return new UnaryCall<v1::ListExceptionsRequest, v1::ListExceptionsResponse>(
      backend_, "ListExceptions", request, response, [this](auto const& in, auto& out) { return list_exceptions(backend_, in, out); });
}

}  // namespace deskgauge::sidecar
