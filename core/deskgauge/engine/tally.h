#pragma once
// Private to engine/: the states of an answer, by group and window, before they are finished.
#include <vector>

#include "deskgauge/engine/impl.h"
#include "deskgauge/window/window.h"

namespace deskgauge::engine {

using contribution::Key;
using window::Window;

/// For each group, one state (and one count of pending members) for each window. Windows are sorted by end; they may overlap.
class Tally {
 public:
  Tally(const metric::Metric& metric, std::size_t windows);

  /// Adds one sample to every window that holds its anchor; a level's change counts in every window that ends after it.
  void add(const Contribution& contribution, const Key& group, const std::vector<Window>& windows);
  void merge(const Key& group, std::size_t window, const aggregate::State& state, bool pending);

  struct Entry {
    Key group{};
    std::vector<aggregate::State> states;
    std::vector<std::int64_t> pending;
  };
  const std::vector<Entry>& entries() const { return entries_; }
  Entry& entry(const Key& group);

 private:
  struct KeyHash {
    std::size_t operator()(const Key& key) const;
  };
  aggregate::StateSpec spec_;
  bool level_ = false;
  std::size_t windows_;
  base::FlatMap<Key, std::size_t, KeyHash> index_;
  std::vector<Entry> entries_;
};

/// One metric asked over several windows: resolved, bound to the metric's own dimensions, with the cheapest way to answer it.
struct Asked {
  const metric::Metric* metric = nullptr;      ///< of the catalogue
  metric::Metric bound;                        ///< with the question's filter and grouping in it (for replay)
  std::vector<metric::DimensionRef> by;
  metric::Filter where;                        ///< bound to the metric's dimensions
  std::vector<std::uint8_t> positions;         ///< of `by` in the metric's key; only where all are there
  bool on_key = false;                         ///< every dimension of by and where is in the key
  Path path = Path::cells;
  bool overlap = false;
  bool filters_after = false;                  ///< capped metrics: the cap chooses among all responses, the filter among the chosen
};

/// Binds a question to a metric. Errors: unknown dimension, too many dimensions, a filter that does not parse ("invalid_filter").
base::Result<Asked> bind(const metric::Metric& metric, const std::vector<std::string>& by, const std::string& where);

/// Answers from cells; false where they cannot tell it exactly.
bool tally_cells(const Engine::Impl& e, const Asked& asked, const std::vector<Window>& windows, Instant at, Tally& out);
/// Answers several metrics in one pass over all histories at `at`.
void tally_replay(const Engine::Impl& e, const std::vector<const Asked*>& asked, const std::vector<Window>& windows, Instant at,
                  std::vector<Tally*> out);

}  // namespace deskgauge::engine
