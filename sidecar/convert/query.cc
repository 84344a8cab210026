#include "sidecar/convert/query.h"

namespace deskgauge::sidecar::convert {
namespace {

constexpr std::pair<std::string_view, std::string_view> kFieldNames[] = {
    {"by", "group_by"}, {"where", "filter"}, {"at", "read_time"}, {"compare", "comparison"}, {"metric", "name"},
    {"due_within", "due_within_ms"}};

std::optional<time::Grain> grain(v1::Grain grain) {
  switch (grain) {
    case v1::GRAIN_HOUR: return time::Grain::hour;
    case v1::GRAIN_DAY: return time::Grain::day;
    case v1::GRAIN_WEEK: return time::Grain::week;
    case v1::GRAIN_MONTH: return time::Grain::month;
    case v1::GRAIN_QUARTER: return time::Grain::quarter;
    case v1::GRAIN_YEAR: return time::Grain::year;
    default: return std::nullopt;
  }
}

metric::Comparison comparison(v1::Comparison comparison) {
  switch (comparison) {
    case v1::COMPARISON_PREVIOUS_PERIOD: return metric::Comparison::previous_period;
    case v1::COMPARISON_PREVIOUS_YEAR: return metric::Comparison::previous_year;
    default: return metric::Comparison::none;
  }
}

}  // namespace

base::Result<metric::WindowSpec> read_window(const std::string& text, const metric::Catalogue& catalogue) {
  auto window = metric::parse_window(text, catalogue.desk.zone);
  if (window) return window;
  base::Error error = std::move(window).error();
  error.field = "window";
  return base::unexpected(std::move(error));
}

std::string short_name(std::string_view name) {
  std::size_t const slash = name.rfind('/');
  return std::string(slash == name.npos ? name : name.substr(slash + 1));
}

base::Result<engine::Query> read_query(const v1::QueryMetricsRequest& wire, const metric::Catalogue& catalogue, time::Instant at,
                                       std::size_t max_groups) {
  DESKGAUGE_ASSIGN(window, read_window(wire.window(), catalogue));
  engine::Query query;
  query.with_left_out = wire.include_left_out();
  for (const std::string& name : wire.metrics()) query.metrics.push_back(short_name(name));
  query.window = window;
  query.at = at;
  query.by.assign(wire.group_by().begin(), wire.group_by().end());
  query.where = wire.filter();
  query.compare = comparison(wire.comparison());
  query.series = grain(wire.series());
  query.top = wire.top();
  query.max_groups = max_groups;
  return query;
}

base::Result<engine::ExplainRequest> read_explain(const v1::ExplainValueRequest& wire, const std::string& metric,
                                                  const metric::Catalogue& catalogue, time::Instant at) {
  DESKGAUGE_ASSIGN(window, read_window(wire.window(), catalogue));
  engine::ExplainRequest request;
  request.metric = metric;
  request.window = window;
  request.at = at;
  for (const v1::Dimension& item : wire.group()) request.group.emplace_back(item.key(), item.value());
  request.where = wire.filter();
  request.subject = wire.subject();
  return request;
}

base::Error with_wire_field(base::Error error) {
  std::size_t const end = error.field.find_first_of("[.");
  std::string_view const head = std::string_view(error.field).substr(0, end);
  for (auto const& [ours, theirs] : kFieldNames) {
    if (ours != head) continue;
    error.field = std::string(theirs) + (end == std::string::npos ? "" : error.field.substr(end));
    break;
  }
  return error;
}

}  // namespace deskgauge::sidecar::convert
