#include "deskgauge/interchange/json_values.h"
#include "deskgauge/interchange/score_json.h"

namespace deskgauge::interchange {
namespace {

json shrunk_object(const score::Shrunk& s) {
  if (!s.estimate) return {{"estimate", nullptr}, {"reason", s.absent_reason}};
  return {{"estimate", *s.estimate}, {"low", s.low}, {"high", s.high}, {"weight", s.weight}, {"below_pool", s.below_pool}};
}

json funnel_object(const score::FunnelPoint& f) {
  return {{"z", optional(f.z)},
          {"p", optional(f.p)},
          {"q", optional(f.q)},
          {"outside_95", f.outside_inner},
          {"outside_99_8", f.outside_outer},
          {"limits",
           {{"inner_low", f.limits.inner_low},
            {"inner_high", f.limits.inner_high},
            {"outer_low", f.limits.outer_low},
            {"outer_high", f.limits.outer_high}}}};
}

json row_object(const engine::StandingRow& row) {
  json out = value_object(row.value);
  out.update({{"name", row.name}, {"shrunk", shrunk_object(row.shrunk)}, {"below_minimum", row.below_minimum}});
  out["standing"] = nullptr;
  if (auto const& s = row.standing) out["standing"] = {{"group", s->group}, {"best", s->best}, {"worst", s->worst}};
  if (row.funnel) out["funnel"] = funnel_object(*row.funnel);
  if (row.standardised) out["standardised"] = {{"value", *row.standardised}, {"cover", row.standardised_cover}};
  if (row.response_rate) out["response_rate"] = value_object(*row.response_rate);
  return out;
}

json exception_object(const engine::Exception& e) {
  return {{"key", e.key},
          {"kind", to_text(e.kind)},
          {"severity", to_text(e.severity)},
          {"subject", e.subject},
          {"message", e.message},
          {"since", instant(e.since)},
          {"last", instant(e.last)},
          {"occurrences", e.occurrences},
          {"value", optional(e.value)},
          {"limit", optional(e.limit)}};
}

}  // namespace

std::string standings_json(const engine::Standings& answer, int indent) {
  json out{{"schema", "deskgauge.standings.v1"},
           {"metric", answer.metric},
           {"by", answer.by},
           {"at", instant(answer.at)},
           {"revision", answer.revision},
           {"window", interval(answer.window)},
           {"pool", value_object(answer.pool)},
           {"prior_n", answer.prior_n},
           {"dispersion", answer.dispersion},
           {"groups", answer.groups},
           {"rows", json::array()}};
  if (!answer.absent_reason.empty()) out["reason"] = answer.absent_reason;
  for (const engine::StandingRow& row : answer.rows) out["rows"].push_back(row_object(row));
  return dump(out, indent);
}

std::string mix_json(const engine::MixReport& report, int indent) {
  json out{{"schema", "deskgauge.mix.v1"},
           {"metric", report.metric},
           {"at", instant(report.at)},
           {"revision", report.revision},
           {"before_window", interval(report.before_window)},
           {"window", interval(report.window)},
           {"before", report.before},
           {"after", report.after},
           {"rate_effect", report.rate_effect},
           {"mix_effect", report.mix_effect},
           {"rows", json::array()}};
  if (!report.absent_reason.empty()) out["reason"] = report.absent_reason;
  for (const engine::MixRow& row : report.rows)
    out["rows"].push_back({{"group", group(row.group)},
                           {"before", row.before},
                           {"after", row.after},
                           {"before_n", row.before_n},
                           {"after_n", row.after_n},
                           {"rate_effect", row.part.rate_effect},
                           {"mix_effect", row.part.mix_effect}});
  return dump(out, indent);
}

std::string exceptions_json(const engine::ExceptionAnswer& answer, int indent) {
  json out{{"schema", "deskgauge.exceptions.v1"}, {"at", instant(answer.at)}, {"revision", answer.revision}, {"exceptions", json::array()}};
  for (const engine::Exception& e : answer.exceptions) out["exceptions"].push_back(exception_object(e));
  return dump(out, indent);
}

}  // namespace deskgauge::interchange
