#include <gtest/gtest.h>

#include "deskgauge/interchange/score_json.h"
#include "tests/property/answers.h"
#include "tests/property/law.h"
#include "tests/property/story.h"

// One answer about goals, scorecards, standings and exceptions: they are functions of the state alone.
namespace deskgauge::property {
namespace {

using metric::Goal;
using metric::Metric;
using metric::TargetKind;

template <class Range>
auto const& one_of(Random& random, const Range& range) {
  return range[static_cast<std::size_t>(random.below(static_cast<std::int64_t>(std::size(range))))];
}

metric::WindowSpec some_window(Random& random, const metric::Catalogue& desk) {
  static constexpr const char* kWindows[] = {"7d", "3d", "1d complete", "week", "month_to_date", "2w"};
  return *metric::parse_window(one_of(random, kWindows), desk.desk.zone);
}

Goal random_goal(Random& random, const Stream& stream, int number) {
  const metric::Catalogue& desk = *stream.desk;
  const Metric& metric = one_of(random, desk.metrics);
  Goal g;
  g.name = "goal" + std::to_string(number), g.owner = "ada", g.metric = metric.name;
  g.window = some_window(random, desk);
  if (random.chance(600)) g.baseline = static_cast<double>(random.below(100)) / 100;
  g.target = {static_cast<TargetKind>(random.below(5)), static_cast<double>(random.below(100)) / 100, 1.5};
  static const metric::MetRule kRules[] = {metric::FinalValue{}, metric::Sustained{3}, metric::Confident{.9}, metric::Posterior{.6}};
  g.met = one_of(random, kRules);
  const time::Zone& zone = desk.desk.zone;
  g.start = zone.date(stream.end) + -static_cast<std::int32_t>(random.below(12));
  g.due = g.start + static_cast<std::int32_t>(5 + random.below(20));
  g.starts_at = zone.midnight(g.start), g.due_at = zone.midnight(g.due);
  if (number > 0 && random.chance(300)) g.parent = "goal0";
  if (!metric.dimensions.empty() && random.chance(300)) {
    static constexpr const char* kValues[] = {"email", "high", "billing", "ann", "a"};
    g.scope = {{one_of(random, metric.dimensions).name(), one_of(random, kValues)}};
  }
  return g;
}

metric::Scorecard random_card(Random& random, const Stream& stream) {
  metric::Scorecard card;
  card.name = "card", card.window = some_window(random, *stream.desk), card.perspectives = {"all"};
  std::string const by = random.chance(500) ? "agent" : "channel";
  bool const grouped = random.chance(600);
  if (grouped) card.by = {by};
  for (const Metric& metric : stream.desk->metrics) {
    bool const has = std::any_of(metric.dimensions.begin(), metric.dimensions.end(), [&](auto const& d) { return d.name() == by; });
    if (grouped && !has) continue;
    metric::ScorecardItem item;
    item.metric = metric.name, item.perspective = "all", item.weight = static_cast<double>(1 + random.below(5));
    item.attainment = metric::Anchors{0, static_cast<double>(1 + random.below(50)), 100};
    item.standard = metric::Standard{{{3, .5}, {5, 20}}, false};
    item.critical = random.chance(100);
    card.items.push_back(std::move(item));
  }
  if (random.chance(600)) card.rating = metric::RatingSpec{metric::five_levels(), metric::points5(), "points5"};
  return card;
}

void tell_of_scores(Random& random, Stream& stream) {
  Teller teller(*stream.interner, stream.told);
  for (int i = 0; i < 3; ++i) {
    Goal const& goal = one_of(random, stream.desk->goals);
    Instant const t = random_moment(random, stream);
    if (t > stream.end) continue;
    teller.begin(Kind::value_published, t, event::SubjectKind::desk, goal.metric).put(Field::metric, goal.metric);
    teller.put(Field::value, random.chance(500) ? "0.5" : "3").put(Field::as_of, std::to_string(t.ms)).put(Field::definition_id, goal.name);
    teller.event().id = stream.interner->intern("said" + std::to_string(i));
    if (random.chance(500)) teller.event().recorded_time = t + time::minutes(random.below(200));
    teller.begin(Kind::rating_confirmed, t, event::SubjectKind::desk, "card").put(Field::scorecard, "card");
    teller.put(Field::label, random.chance(500) ? "Outstanding" : "Fair").put(Field::person, random.chance(500) ? "ada" : "bo");
    teller.event().id = stream.interner->intern("confirmed" + std::to_string(i));
  }
}

/// The stream with goals and a scorecard among its definitions, and with what people said of them among its events.
Stream with_scores(const Stream& plain, Random& random) {
  Stream stream = plain;
  if (stream.desk->metrics.empty()) return stream;
  auto desk = std::make_shared<metric::Catalogue>(*plain.desk);
  desk->goals.clear(), desk->scorecards.clear();
  for (int i = 0; i < 4; ++i) desk->goals.push_back(random_goal(random, plain, i));
  desk->scorecards = {random_card(random, plain)};
  stream.desk = std::move(desk);
  stream.interner = std::make_shared<base::Interner>();
  Translation const copy(*plain.interner, *stream.interner);
  for (Told& told : stream.told) told.event = copy(told, true);
  tell_of_scores(random, stream);
  return stream;
}

/// The revision counts deliveries: it is no part of what is known.
template <class Answer, class Write>
void append(std::string& out, base::Result<Answer> answer, Write write) {
  if (answer) {
    answer->revision = 0;
    out += write(*answer, -1) + "\n";
  } else {
    out += answer.error().reason + "\n";
  }
}

std::string score_texts(const Engine& engine, Instant at) {
  std::string out;
  for (const Goal& goal : engine.catalogue().goals) {
    engine::GoalRequest request;
    request.goals = {goal.name};
    request.at = at;
    append(out, engine.goals(request), interchange::goals_json);
  }
  for (const metric::Scorecard& card : engine.catalogue().scorecards) {
    engine::ScorecardRequest request;
    request.scorecard = card.name;
    request.at = at;
    append(out, engine.scorecard(request), interchange::scorecard_json);
  }
  for (const Metric& metric : engine.catalogue().metrics) {
    engine::StandingsRequest request;
    request.metric = metric.name;
    request.by = metric.dimensions.empty() ? "agent" : metric.dimensions.front().name();
    request.window = *metric::parse_window("2w", engine.catalogue().desk.zone);
    request.at = at;
    append(out, engine.standings(request), interchange::standings_json);
  }
  engine::ExceptionRequest request;
  request.at = at;
  request.watch_days = 3;
  append(out, engine.exceptions(request), interchange::exceptions_json);
  return out;
}

std::string compare(const Stream& stream, const Engine& one, const Engine& other, Random& random) {
  Instant const past = std::min(random_moment(random, stream), stream.end);
  for (Instant at : {stream.end, past})
    if (std::string d = difference("at " + time::to_text(at), score_texts(one, at), score_texts(other, at)); !d.empty()) return d;
  return "";
}

TEST(one_score, whatever_the_order_the_batches_and_the_duplicates) {
  holds_for_random_streams("scores: arrival", [](const Stream& plain, Random random) {
    Stream const stream = with_scores(plain, random);
    Order order;
    for (std::size_t i : as_told(stream)) order.insert(order.end(), static_cast<std::size_t>(1 + random.below(2)), i);
    shuffle(order, random);
    return compare(stream, one_batch(stream, true),
                   delivered(stream, order, random, {.in_batches = true, .advances = true, .names_subjects = true}), random);
  });
}

TEST(one_score, across_a_restart_and_a_merge) {
  holds_for_random_streams("scores: merge", [](const Stream& plain, Random random) {
    Stream const stream = with_scores(plain, random);
    Order mine, theirs;
    for (std::size_t i : as_told(stream)) (random.chance(500) ? mine : theirs).push_back(i);
    Engine one(stream.desk), other(stream.desk);
    deliver(one, stream, mine, random, {.names_subjects = true});
    deliver(other, stream, theirs, random, {.in_batches = true, .names_subjects = true});
    one = restarted(one);
    if (auto const done = one.merge(other); !done) return "the merge is refused: " + to_text(done.error());
    one.advance(stream.end);
    return compare(stream, one_batch(stream, true), one, random);
  });
}

}  // namespace
}  // namespace deskgauge::property
