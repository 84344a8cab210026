#include "sidecar/metric_service.h"

#include "sidecar/convert/definition.h"
#include "sidecar/convert/explain.h"
#include "sidecar/convert/query.h"
#include "sidecar/convert/time.h"
#include "sidecar/convert/value.h"
#include "sidecar/reading.h"
#include "sidecar/request_check.h"
#include "sidecar/resource_name.h"
#include "sidecar/unary_call.h"

namespace deskgauge::sidecar {
namespace {

grpc::Status unknown_metric(const metric::Catalogue& catalogue, const std::string& field, const std::string& desk,
                            const std::string& name) {
  std::vector<std::string> names;
  for (auto const& metric : catalogue.metrics) names.push_back(metric.name);
  return metric_not_found(field, metric_name(desk, name), metric::closest(name, names));
}

grpc::Status get_metric(Backend& backend, const v1::GetMetricRequest& request, v1::GetMetricResponse& response) {
  if (auto const faults = check(request); !faults.empty()) return invalid_request(faults);
  ResourceName const name = *parse_metric_name("name", request.name());
  auto const host = backend.desks.find(name.desk);
  if (!host) return desk_not_found("name", desk_name(name.desk));
  return host->read([&](const engine::Engine& engine, const ActiveDefinitions&) {
    auto const* metric = engine.catalogue().find_metric(name.metric);
    if (!metric) return unknown_metric(engine.catalogue(), "name", name.desk, name.metric);
    convert::write_metric(name.desk, *metric, *response.mutable_metric());
    return grpc::Status::OK;
  });
}

grpc::Status list_metrics(Backend& backend, const v1::ListMetricsRequest& request, v1::ListMetricsResponse& response) {
  if (auto const faults = check(request); !faults.empty()) return invalid_request(faults);
  std::string const desk = parse_desk_name("parent", request.parent())->desk;
  auto const host = backend.desks.find(desk);
  if (!host) return desk_not_found("parent", request.parent());
  PageToken page;
  page.request = request_fingerprint(request);
  if (!request.page_token().empty()) {
    auto token = decode_page_token(request.page_token(), page.request);
    if (!token) return to_status(token.error());
    page = std::move(*token);
  }
  return host->read([&](const engine::Engine& engine, const ActiveDefinitions&) {
    auto const& metrics = engine.catalogue().metrics;
    std::size_t const from = page_start(metrics, page, [](const metric::Metric& metric) { return metric.name; });
    std::size_t const to = std::min(metrics.size(), from + static_cast<std::size_t>(kMetricPage.size(request.page_size())));
    for (std::size_t i = from; i < to; ++i) convert::write_metric(desk, metrics[i], *response.add_metrics());
    if (to < metrics.size())
      response.set_next_page_token(encode(PageToken{page.request, static_cast<std::int64_t>(to), metrics[to - 1].name, {}}));
    return grpc::Status::OK;
  });
}

using KeptAnswer = KeptAnswers::Answer;

/// One page of an answer; true if there are further ones.
bool write_page(const engine::Answer& answer, const Reading& reading, std::uint64_t epoch, std::int32_t page_size,
                v1::QueryMetricsResponse& response) {
  auto const& rows = answer.rows;
  std::size_t const from = std::min(rows.size(), static_cast<std::size_t>(reading.page.offset));
  std::size_t const to = std::min(rows.size(), from + static_cast<std::size_t>(kRowPage.size(page_size)));
  for (std::size_t i = from; i < to; ++i) convert::write_row(reading.host->name(), rows[i], *response.add_rows());
  if (to < rows.size())
    response.set_next_page_token(
        encode(PageToken{reading.request, static_cast<std::int64_t>(to), {}, answer.at, epoch, answer.revision}));
  convert::write_instant(answer.at, *response.mutable_read_time());
  if (answer.left_out) convert::write_left_out(*answer.left_out, *response.mutable_left_out());
  response.set_definitions_fingerprint(convert::fingerprint_text(answer.definitions_fingerprint));
  response.set_revision_token(encode(RevisionToken{reading.host->name(), epoch, answer.revision}));
  return to < rows.size();
}

/// Computes the answer of a first page, or again that of a later one whose state is still there.
grpc::Status compute(const Backend& backend, const v1::QueryMetricsRequest& request, const Reading& reading, const engine::Engine& engine,
                     KeptAnswer& out) {
  bool const is_later_page = !request.page_token().empty();
  if (is_later_page && (reading.page.epoch != reading.host->epoch() || reading.page.revision != engine.revision()))
    return to_status({base::Code::precondition, "page_gone", "page_token", {},
                      "The answer of the page token is no longer kept, and the state has changed", "Ask for the first page again."});
  auto const& catalogue = engine.catalogue();
  for (int i = 0; i < request.metrics_size(); ++i)
    if (std::string const name = convert::short_name(request.metrics(i)); !catalogue.find_metric(name))
      return unknown_metric(catalogue, "metrics[" + std::to_string(i) + "]", reading.host->name(), name);
  auto const query = convert::read_query(request, catalogue, moment(reading, engine), backend.limits.max_groups);
  if (!query) return to_status(query.error());
  auto answer = engine.query(*query);
  if (!answer) return to_status(convert::with_wire_field(answer.error()));
  out = std::make_shared<const engine::Answer>(std::move(*answer));
  return grpc::Status::OK;
}

grpc::Status query_metrics(Backend& backend, const v1::QueryMetricsRequest& request, v1::QueryMetricsResponse& response) {
  if (auto const faults = check(request); !faults.empty()) return invalid_request(faults);
  ReadingRequest common{parse_desk_name("parent", request.parent())->desk, request.has_read_time() ? &request.read_time() : nullptr,
                        &request, &request.page_token(), &request.consistency()};
  Reading reading;
  if (auto const status = prepare(backend, common, reading); !status.ok()) return status;
  std::uint64_t epoch = reading.page.epoch;
  KeptAnswer answer = backend.kept.find({reading.request, reading.at, epoch, reading.page.revision});
  if (!answer) {
    auto const status = reading.host->read([&](const engine::Engine& engine, const ActiveDefinitions&) {
      epoch = reading.host->epoch();
      return compute(backend, request, reading, engine, answer);
    });
    if (!status.ok()) return status;
  }
  if (write_page(*answer, reading, epoch, request.page_size(), response))
    backend.kept.keep({reading.request, answer->at, epoch, answer->revision}, answer);
  return grpc::Status::OK;
}

grpc::Status explain_value(Backend& backend, const v1::ExplainValueRequest& request, v1::ExplainValueResponse& response) {
  if (auto const faults = check(request); !faults.empty()) return invalid_request(faults);
  ResourceName const name = *parse_metric_name("name", request.name());
  ReadingRequest common{name.desk, request.has_read_time() ? &request.read_time() : nullptr, &request, &request.page_token(),
                        &request.consistency()};
  Reading reading;
  if (auto const status = prepare(backend, common, reading); !status.ok()) return status;
  return reading.host->read([&](const engine::Engine& engine, const ActiveDefinitions&) {
    reading.at = moment(reading, engine);
    if (!engine.catalogue().find_metric(name.metric)) return unknown_metric(engine.catalogue(), "name", name.desk, name.metric);
    auto question = convert::read_explain(request, name.metric, engine.catalogue(), reading.at);
    if (!question) return to_status(question.error());
    question->limit = static_cast<std::size_t>(kFactPage.size(request.page_size()));
    std::int64_t const offset = request.page_token().empty() ? request.offset() : reading.page.offset;
    question->offset = static_cast<std::size_t>(offset);
    auto const explanation = engine.explain(*question);
    if (!explanation) return to_status(convert::with_wire_field(explanation.error()));
    convert::write_explanation(name.desk, *explanation, response);
    auto const next = offset + static_cast<std::int64_t>(explanation->facts.size());
    if (!explanation->facts.empty() && next < explanation->total_facts)
      response.set_next_page_token(encode(PageToken{reading.request, next, {}, reading.at}));
    convert::write_instant(reading.at, *response.mutable_read_time());
    response.set_revision_token(reading.host->revision_token(engine));
    return grpc::Status::OK;
  });
}

}  // namespace

grpc::ServerUnaryReactor* MetricService::GetMetric(grpc::CallbackServerContext*, const v1::GetMetricRequest* request,
                                                   v1::GetMetricResponse* response) {
  return new UnaryCall<v1::GetMetricRequest, v1::GetMetricResponse>(
      backend_, "GetMetric", request, response, [this](auto const& in, auto& out) { return get_metric(backend_, in, out); });
}

grpc::ServerUnaryReactor* MetricService::ListMetrics(grpc::CallbackServerContext*, const v1::ListMetricsRequest* request,
                                                     v1::ListMetricsResponse* response) {
  return new UnaryCall<v1::ListMetricsRequest, v1::ListMetricsResponse>(
      backend_, "ListMetrics", request, response, [this](auto const& in, auto& out) { return list_metrics(backend_, in, out); });
}

grpc::ServerUnaryReactor* MetricService::QueryMetrics(grpc::CallbackServerContext*, const v1::QueryMetricsRequest* request,
                                                      v1::QueryMetricsResponse* response) {
  return new UnaryCall<v1::QueryMetricsRequest, v1::QueryMetricsResponse>(
      backend_, "QueryMetrics", request, response, [this](auto const& in, auto& out) { return query_metrics(backend_, in, out); });
}

grpc::ServerUnaryReactor* MetricService::ExplainValue(grpc::CallbackServerContext*, const v1::ExplainValueRequest* request,
                                                      v1::ExplainValueResponse* response) {
  return new UnaryCall<v1::ExplainValueRequest, v1::ExplainValueResponse>(
      backend_, "ExplainValue", request, response, [this](auto const& in, auto& out) { return explain_value(backend_, in, out); });
}

}  // namespace deskgauge::sidecar
