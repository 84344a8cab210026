// Any bytes as a snapshot: refused with a reason, or an engine whose own snapshot restores to the same canonical bytes. The checksum is
// repaired first, as an attacker would, so that fuzzing reaches what lies behind it.
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "deskgauge/base/bytes.h"
#include "deskgauge/engine/engine.h"
#include "small_desk.h"

namespace {

using namespace deskgauge;

/// A checksum guards against damage, not against intent: its eight bytes at the end, the lowest first, are made right.
std::string with_right_checksum(std::string_view bytes) {
  std::string repaired(bytes);
  if (repaired.size() < 8) return repaired;
  std::size_t const end = repaired.size() - 8;
  std::uint64_t const checksum = base::fingerprint(std::string_view(repaired).substr(0, end));
  for (std::size_t i = 0; i < 8; ++i) repaired[end + i] = static_cast<char>(checksum >> (8 * i));
  return repaired;
}

void a_restored_engine_is_sound(engine::Engine& engine) {
  std::string const bytes = engine.canonical_bytes();
  auto const kind = engine.cells_only() ? engine::SnapshotKind::cells : engine::SnapshotKind::full;
  auto const again = engine::Engine::restore(engine.snapshot(kind), fuzz::small_desk());
  if (!again || again->canonical_bytes() != bytes) std::abort();
  engine::Query query;
  query.window.kind = metric::WindowSpec::Kind::cumulative;
  (void)engine.query(query);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::string const bytes = with_right_checksum({reinterpret_cast<const char*>(data), size});
  auto restored = engine::Engine::restore(bytes, fuzz::small_desk());
  if (restored) {
    a_restored_engine_is_sound(*restored);
  } else if (restored.error().reason.empty()) {
    std::abort();
  }
  (void)engine::Engine::definition_text(bytes);
  return 0;
}
