// deskgauge_fuzz_seeds CORPUS: writes the seeds that are bytes, from the seeds that are text. Run it when a stored format changes.
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>

#include "deskgauge/aggregate/state.h"
#include "deskgauge/engine/engine.h"
#include "deskgauge/interchange/event_json.h"
#include "small_desk.h"

namespace {

using namespace deskgauge;
namespace fs = std::filesystem;

void write(const fs::path& path, std::string_view bytes) {
  fs::create_directories(path.parent_path());
  std::ofstream(path, std::ios::binary).write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
}

std::string read(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

void write_states(const fs::path& folder) {
  using aggregate::StateKind;
  int number = 0;
  for (StateKind kind : {StateKind::moments, StateKind::proportion, StateKind::multiset, StateKind::sketch, StateKind::ratings,
                         StateKind::level, StateKind::distinct, StateKind::survival}) {
    aggregate::State state({kind, 8});
    for (std::int64_t value : {0, 1, 1, 0, 1}) state.update({value, 1});
    if (kind != StateKind::proportion)
      for (std::int64_t value : {3, 5'000, 5'001, 86'400'000}) state.update({value, value == 3 ? -2 : 1});
    base::Writer out;
    state.save(out);
    write(folder / ("state_" + std::to_string(number++)), out.bytes());
  }
}

void write_snapshots(const fs::path& folder, const fs::path& events) {
  engine::Engine engine(fuzz::small_desk());
  write(folder / "empty", engine.snapshot(engine::SnapshotKind::full));
  for (const fs::directory_entry& file : fs::directory_iterator(events)) {
    interchange::EventReader reader(engine.interner());
    reader.feed(read(file.path()));
    reader.finish();
    engine.ingest(reader.events());
  }
  write(folder / "full", engine.snapshot(engine::SnapshotKind::full));
  write(folder / "cells", engine.snapshot(engine::SnapshotKind::cells));
  write(folder / "magic", "DGSNAP\n");
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2 || !fuzz::small_desk()) {
    std::cerr << "Usage: deskgauge_fuzz_seeds CORPUS\n";
    return 2;
  }
  fs::path const corpus = argv[1];
  write_states(corpus / "state");
  write_snapshots(corpus / "snapshot", corpus / "events");
}
