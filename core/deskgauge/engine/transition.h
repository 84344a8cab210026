#pragma once
#include <memory>
#include <string>
#include <vector>

namespace deskgauge::engine {

class Engine;

/// New definitions on their way into an engine: begun by a writer, computed beside its readers, finished by a writer.
///
///     auto transition = engine.begin(catalogue);      // writer: short
///     engine.compute(transition);                     // const: the old definitions answer meanwhile
///     engine.finish(std::move(transition));           // writer: short; refuses `state_changed` if events came in between
///
/// Only metrics whose meaning changed, and those that share the customers' stage with one, are computed over all histories; cells of the
/// others are carried over. Belongs to the engine that began it and must not outlive it. One thread at a time.
class Transition {
 public:
  Transition(Transition&&) noexcept;
  Transition& operator=(Transition&&) noexcept;
  ~Transition();

  /// Names of the metrics that are computed anew, sorted.
  std::vector<std::string> recomputed() const;

  struct State;                          ///< of interest to engine/ only

 private:
  friend class Engine;
  explicit Transition(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace deskgauge::engine
