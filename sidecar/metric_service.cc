#include "sidecar/metric_service.h"

#include "sidecar/convert/definition.h"
#include "sidecar/convert/explain.h"
#include "sidecar/convert/query.h"
#include "sidecar/convert/time.h"
#include "sidecar/convert/value.h"
#include "sidecar/paged_read.h"
#include "sidecar/unary_call.h"

namespace deskgauge::sidecar {
namespace {

grpc::Status unknown_metric(const metric::Catalogue& catalogue, const std::string& field, const std::string& desk,
                            const std::string& name) {
  return metric_not_found(field, metric_name(desk, name), closest_name(name, catalogue.metrics));
}

grpc::Status get_metric(Backend& backend, const v1::GetMetricRequest& request, v1::GetMetricResponse& response) {
  if (auto const faults = check(request); !faults.empty()) return invalid_request(faults);
  ResourceName const name = *parse_metric_name("name", request.name());
  auto const host = backend.desks.find(name.desk);
  if (!host) return desk_not_found("name", desk_name(name.desk));
  return host->read([&](const engine::Engine& engine, const ActiveDefinitions&) {
    auto const* metric = engine.catalogue().find_metric(name.id);
    if (!metric) return unknown_metric(engine.catalogue(), "name", name.desk, name.id);
    convert::write_metric(name.desk, *metric, *response.mutable_metric());
    return grpc::Status::OK;
  });
}

grpc::Status list_metrics(Backend& backend, const v1::ListMetricsRequest& request, v1::ListMetricsResponse& response) {
  return list_page(backend, request, response, [](const metric::Catalogue& catalogue) -> auto const& { return catalogue.metrics; },
                   [&](const std::string& desk, const metric::Metric& metric) {
                     convert::write_metric(desk, metric, *response.add_metrics());
                   });
}

grpc::Status compute(const Backend& backend, const v1::QueryMetricsRequest& request, const engine::Engine& engine, time::Instant at,
                     engine::Answer& out) {
  auto const& catalogue = engine.catalogue();
  for (int i = 0; i < request.metrics_size(); ++i)
    if (std::string const name = convert::short_name(request.metrics(i)); !catalogue.find_metric(name))
      return unknown_metric(catalogue, "metrics[" + std::to_string(i) + "]", desk_of(request.parent()), name);
  auto const query = convert::read_query(request, catalogue, at, backend.limits.max_groups);
  if (!query) return to_status(query.error());
  auto answer = engine.query(*query);
  if (!answer) return to_status(convert::with_wire_field(answer.error()));
  out = std::move(*answer);
  return grpc::Status::OK;
}

void write_page(const std::string& desk, const engine::Answer& answer, const Page& page, v1::QueryMetricsResponse& response) {
  for (std::size_t i = page.from; i < page.to; ++i) convert::write_row(desk, answer.rows[i], *response.add_rows());
  response.set_next_page_token(page.next);
  convert::write_instant(answer.at, *response.mutable_read_time());
  if (answer.left_out) convert::write_left_out(*answer.left_out, *response.mutable_left_out());
  response.set_definitions_fingerprint(convert::fingerprint_text(answer.definitions_fingerprint));
  response.set_revision_token(page.revision);
}

grpc::Status query_metrics(Backend& backend, const v1::QueryMetricsRequest& request, v1::QueryMetricsResponse& response) {
  if (auto const faults = check(request); !faults.empty()) return invalid_request(faults);
  std::string const desk = desk_of(request.parent());
  return read_page<engine::Answer>(
      backend, reading_request(request, desk, request.page_token()), static_cast<std::size_t>(kRowPage.size(request.page_size())),
      [&](const engine::Engine& engine, time::Instant at, engine::Answer& out) { return compute(backend, request, engine, at, out); },
      [&](const engine::Answer& answer, const Page& page) { write_page(desk, answer, page, response); });
}

grpc::Status explain_value(Backend& backend, const v1::ExplainValueRequest& request, v1::ExplainValueResponse& response) {
  if (auto const faults = check(request); !faults.empty()) return invalid_request(faults);
  ResourceName const name = *parse_metric_name("name", request.name());
  Reading reading;
  if (auto const status = prepare(backend, reading_request(request, name.desk, request.page_token()), reading); !status.ok()) return status;
  return reading.host->read([&](const engine::Engine& engine, const ActiveDefinitions&) {
    reading.at = moment(reading, engine);
    if (!engine.catalogue().find_metric(name.id)) return unknown_metric(engine.catalogue(), "name", name.desk, name.id);
    auto question = convert::read_explain(request, name.id, engine.catalogue(), reading.at);
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
