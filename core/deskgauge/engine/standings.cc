// Agents side by side: shrunken values, groups that cannot be told apart, funnel limits, the case mix taken out.
#include <algorithm>
#include <map>

#include "deskgauge/engine/question.h"
#include "deskgauge/engine/standings_report.h"
#include "deskgauge/score/compare_states.h"
#include "deskgauge/score/mix.h"
#include "deskgauge/value/finish.h"

namespace deskgauge::engine {

using metric::Metric;

namespace {

using Rates = std::vector<score::RateSample>;

/// Everything one pass over the cells gives.
struct People {
  std::vector<std::string> names;                // in order of identity; "" (nobody) left out
  std::vector<aggregate::State> states;
  aggregate::State pool;
};

base::Result<People> people_of(const Question& question, const Question& total, const Metric& metric, const Window& window,
                               const base::Interner& interner) {
  DESKGAUGE_ASSIGN(groups, question.states(metric.name, {window}));
  std::sort(groups.begin(), groups.end(), [&](const GroupStates& a, const GroupStates& b) {
    return interner.compare(interner.find(a.group[0]), interner.find(b.group[0])) < 0;
  });
  People people;
  people.pool = aggregate::State(contribution::state_spec(metric, false));
  DESKGAUGE_ASSIGN(everyone, total.states(metric.name, {window}));          // no sum of groups: a ticket is in each of its tags
  for (const GroupStates& whole : everyone) people.pool.merge(whole.states[0]);
  for (GroupStates& group : groups) {
    if (group.states[0].empty()) continue;
    if (group.group[0].empty()) continue;
    people.names.push_back(std::move(group.group[0]));
    people.states.push_back(std::move(group.states[0]));
  }
  return people;
}

/// Ranks only for those with enough samples: the others would widen every group with what is not known.
base::Result<void> add_standings(const Metric& metric, Standings& out) {
  std::vector<score::Estimate> estimates;
  std::vector<std::size_t> of;
  for (std::size_t i = 0; i < out.rows.size(); ++i) {
    const score::Shrunk& shrunk = out.rows[i].shrunk;
    if (out.rows[i].below_minimum || !shrunk.estimate) continue;
    estimates.push_back({*shrunk.estimate, shrunk.low, shrunk.high});
    of.push_back(i);
  }
  DESKGAUGE_ASSIGN(standings, score::group_agents(estimates, metric.direction != metric::Direction::down));
  for (std::size_t k = 0; k < of.size(); ++k) {
    out.rows[of[k]].standing = standings[k];
    out.groups = std::max(out.groups, standings[k].group);
  }
  return {};
}

base::Result<void> add_rates(const Rates& rates, double confidence, Standings& out) {
  score::RateShrinkage const shrinkage = score::shrink_rates(rates, confidence);
  out.absent_reason = shrinkage.absent_reason;
  out.prior_n = shrinkage.prior_n;
  DESKGAUGE_ASSIGN(funnel, score::funnel(rates));
  out.dispersion = funnel.dispersion;
  for (std::size_t i = 0; i < out.rows.size(); ++i) {
    if (i < shrinkage.agents.size()) out.rows[i].shrunk = shrinkage.agents[i];
    if (i < funnel.agents.size()) out.rows[i].funnel = funnel.agents[i];
  }
  return {};
}

void add_durations(const std::vector<score::MeanSample>& samples, double confidence, Standings& out) {
  score::DurationShrinkage const shrinkage = score::shrink_durations(samples, confidence);
  out.absent_reason = shrinkage.absent_reason;
  for (std::size_t i = 0; i < out.rows.size() && i < shrinkage.agents.size(); ++i) out.rows[i].shrunk = shrinkage.agents[i];
}

base::Result<void> shrink(const Metric& metric, const People& people, std::span<const std::int64_t> positive, double confidence,
                          Standings& out) {
  Rates rates;
  std::vector<score::MeanSample> logs;
  for (const aggregate::State& state : people.states) {
    if (auto const rate = score::rate_of(metric, state, positive)) rates.push_back(*rate);
    else if (auto const log = score::log_durations(state); log && metric.is_duration()) logs.push_back(*log);
  }
  if (rates.size() == people.states.size()) return add_rates(rates, confidence, out);
  if (logs.size() == people.states.size()) add_durations(logs, confidence, out);
  else out.absent_reason = "metric_kind";
  return {};
}

/// Each agent's rate with everyone's mix of the strata (kpis.md V-MIX): direct standardisation.
base::Result<void> add_standardised(const StandingsRequest& request, const Engine::Impl& e, Instant at, const Metric& metric,
                                    const Window& window, std::span<const std::int64_t> positive, Standings& out) {
  std::vector<std::string> by{request.by};
  by.insert(by.end(), request.standardise_by.begin(), request.standardise_by.end());
  DESKGAUGE_ASSIGN(groups, Question(e, at, by, request.where).states(metric.name, {window}));
  std::map<std::vector<std::string>, std::map<std::string, score::RateSample>> strata;
  std::map<std::vector<std::string>, double> weights;
  for (const GroupStates& group : groups) {
    auto const rate = score::rate_of(metric, group.states[0], positive);
    if (!rate) return base::unexpected(base::Code::invalid_argument, "not_a_rate", "only rates can be standardised", "standardise_by",
                                       metric.name, "Leave it out, or choose a ratio, csat or ces.");
    std::vector<std::string> const stratum(group.group.begin() + 1, group.group.end());
    strata[stratum][group.group[0]] = *rate;
    weights[stratum] += static_cast<double>(rate->n);
  }
  for (StandingRow& row : out.rows) {
    std::vector<score::WeightedStratum> mine;
    for (auto const& entry : strata) {
      auto const found = entry.second.find(row.name);
      score::RateSample const rate = found == entry.second.end() ? score::RateSample{} : found->second;
      mine.push_back({weights[entry.first], rate.hits, rate.n});
    }
    DESKGAUGE_ASSIGN(standardised, score::standardise(mine, request.confidence));
    row.standardised = standardised.rate;
    row.standardised_cover = standardised.covered;
  }
  return {};
}

/// Satisfaction without its response rate is the satisfaction of those who answer.
base::Result<void> add_response_rates(const StandingsRequest& request, const Engine::Impl& e, Instant at, const Metric& metric,
                                      const Window& window, Standings& out) {
  const Metric* const companion = e.catalogue->find_metric(metric.companion);
  if (metric.fact != metric::FactKind::survey_response || !companion || companion->fact != metric::FactKind::survey_invitation) return {};
  DESKGAUGE_ASSIGN(solved, Question(e, at, {request.by}, request.where).solve({companion->name}, {window}));
  for (StandingRow& row : out.rows)
    if (auto const found = solved.front().values.find({row.name}); found != solved.front().values.end())
      row.response_rate = found->second.front();
  return {};
}

}  // namespace

base::Result<Standings> Engine::standings(const StandingsRequest& request) const {
  const Impl& e = *impl_;
  DESKGAUGE_ASSIGN(metric, find_metric(*e.catalogue, request.metric));
  if (metric->type == metric::MetricType::derived || metric->is_level())
    return base::unexpected(base::Code::invalid_argument, "metric_kind", "levels and derived metrics belong to nobody in particular",
                            "metric", request.metric, "Compare a rate or a duration.");
  if (request.confidence <= 0 || request.confidence >= 1)
    return base::unexpected(base::Code::invalid_argument, "confidence_out_of_range", "the confidence is no probability", "confidence",
                            std::to_string(request.confidence), "Choose one between 0 and 1, such as 0.95.");
  Standings out;
  out.metric = metric->name;
  out.by = request.by;
  out.at = request.at.value_or(e.now);
  if (out.at == time::kBeginning) out.at = Instant{0};
  out.revision = e.revision;
  DESKGAUGE_ASSIGN(window, window::resolve(request.window, out.at, e.grid()));
  out.window = window.shown();
  auto const positive = positive_set(*metric, *e.catalogue);
  Question const question(e, out.at, {request.by}, request.where);
  DESKGAUGE_ASSIGN(people, people_of(question, Question(e, out.at, {}, request.where), *metric, window, *e.interner));
  out.pool = value::finish(*metric, people.pool, 0, positive, window.partial);
  for (std::size_t i = 0; i < people.names.size(); ++i) {
    StandingRow row;
    row.name = people.names[i];
    row.value = value::finish(*metric, people.states[i], 0, positive, window.partial);
    row.below_minimum = row.value.low_n;
    out.rows.push_back(std::move(row));
  }
  DESKGAUGE_TRY(shrink(*metric, people, positive, request.confidence, out));
  DESKGAUGE_TRY(add_standings(*metric, out));
  if (!request.standardise_by.empty()) DESKGAUGE_TRY(add_standardised(request, e, out.at, *metric, window, positive, out));
  DESKGAUGE_TRY(add_response_rates(request, e, out.at, *metric, window, out));
  return out;
}

}  // namespace deskgauge::engine
