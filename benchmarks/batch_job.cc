// deskgauge_bench_batch_job FILE MAPPING DEFINITIONS OUT: what peers/batch.sql computes, from the same CSV. Reads the file by the mapping,
// takes all events in, asks every metric for each agent and day, and writes one line a value. Prints the seconds of each step.
#include <charconv>
#include <cstdio>
#include <fstream>
#include <iostream>
#include <sstream>

#include "desk.h"
#include "deskgauge/interchange/import.h"
#include "pairs.h"

using namespace deskgauge;
using namespace deskgauge::benchmark;

namespace {

constexpr std::size_t kBatch = 1'000'000;                     // as the command: a history is recomputed once for each batch it is in
const std::vector<std::string> kMetrics{"solved",         "first_response_p50", "first_response_p90", "resolution_p50",
                                        "resolution_p90", "csat",               "reopen_rate",        "one_touch_rate"};

[[noreturn]] void fail(const std::string& message) {
  std::cerr << message << '\n';
  std::exit(2);
}

std::string text_of(const std::string& path) {
  std::ifstream in(path);
  std::ostringstream text;
  text << in.rdbuf();
  return text.str();
}

void read(const std::string& path, const std::string& mapping_path, engine::Engine& engine) {
  auto const loaded = interchange::load_mapping(mapping_path, text_of(mapping_path));
  if (!loaded.mapping) fail("the mapping does not load");
  std::vector<event::Event> events;                            // written over from batch to batch, so that slots keep their memory
  std::size_t used = 0;
  auto const ingest = [&] {
    auto const report = engine.ingest(std::span(events).first(used));
    if (!report.rejections.empty()) fail(to_text(report.rejections[0].error));
    used = 0;
  };
  interchange::Importer importer(loaded.mapping, engine.interner(), [&](std::span<const event::Event> batch) {
    if (events.size() < used + batch.size()) events.resize(used + batch.size());
    std::copy(batch.begin(), batch.end(), events.begin() + static_cast<std::ptrdiff_t>(used));
    used += batch.size();
    if (used >= kBatch) ingest();
  });
  std::FILE* const file = std::fopen(path.c_str(), "rb");
  if (!file) fail("cannot open " + path);
  std::vector<char> chunk(1 << 20);
  for (std::size_t n; (n = std::fread(chunk.data(), 1, chunk.size(), file)) > 0;)
    if (auto const fed = importer.feed({chunk.data(), n}); !fed) fail(to_text(fed.error()));
  std::fclose(file);
  if (auto const done = importer.finish(); !done) fail(to_text(done.error()));
  if (importer.report().quarantined) fail("rows were put aside");
  ingest();
}

/// metric, agent, day, n, and the value: ms of a quantile, hits of a share.
void write(const engine::Engine& engine, const std::string& path) {
  engine::Query query;
  query.window = *metric::parse_window("2025-01-01..2026-06-01", engine.catalogue().desk.zone);
  query.by = {"agent"};
  query.series = time::Grain::day;
  query.max_groups = 10'000'000;
  std::ofstream out(path);
  std::string text = "metric,agent,day,n,value\n";
  for (const std::string& metric : kMetrics) {
    query.metrics = {metric};
    auto const answer = engine.query(query);
    if (!answer) fail(to_text(answer.error()));
    for (const engine::Row& row : answer->rows) {
      if (row.value.n == 0) continue;
      std::int64_t const value = row.value.numerator ? *row.value.numerator : static_cast<std::int64_t>(*row.value.number * 1000 + 0.5);
      text += metric + ',' + row.group[0].second + ',' + row.bucket + ',' + std::to_string(row.value.n);
      text += ',' + std::to_string(value) + '\n';
    }
    out << text;
    text.clear();
  }
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 5) fail("usage: deskgauge_bench_batch_job FILE MAPPING DEFINITIONS OUT");
  engine::Engine engine(load_definitions({argv[3]}));
  std::printf("read_s %.3f\n", seconds_of([&] { read(argv[1], argv[2], engine); }));
  std::printf("query_s %.3f\n", seconds_of([&] { write(engine, argv[4]); }));
}
