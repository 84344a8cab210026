#pragma once
// Private to engine/: a question solved for any list of windows, before rows are made of it.
#include <map>

#include "deskgauge/engine/tally.h"
#include "deskgauge/score/comparison.h"

namespace deskgauge::engine {

/// The finished values of one metric: for each group, one for each window.
struct Solved {
  const metric::Metric* metric = nullptr;
  std::vector<metric::DimensionRef> by;
  std::map<std::vector<std::string>, std::vector<value::Value>> values;   ///< by the groups' texts; sorted apart, by identity
  Path path = Path::cells;
  bool overlap = false;
  /// Where the question compares: for each group, one for each asked window.
  std::map<std::vector<std::string>, std::vector<score::Comparison>> comparisons;
};

/// The state of one metric in one group, for each window.
struct GroupStates {
  std::vector<std::string> group;
  std::vector<aggregate::State> states;
};

/// Solves metrics at one instant over a list of windows, replaying those that cells cannot answer in one pass together.
class Question {
 public:
  Question(const Engine::Impl& engine, Instant at, std::vector<std::string> by, std::string where)
      : e_(engine), at_(at), by_(std::move(by)), where_(std::move(where)) {}

  /// Intervals at this confidence instead of the metrics' own.
  void set_confidence(double confidence) { confidence_ = confidence; }
  /// The windows beyond the first `asked` are those to compare with, place by place.
  void set_asked(std::size_t asked) { asked_ = asked; }
  /// The states behind the values of one simple metric or ratio, in no order.
  base::Result<std::vector<GroupStates>> states(const std::string& metric, const std::vector<Window>& windows) const;
  /// In the order of `names`. Errors: unknown_metric, and those of bind.
  base::Result<std::vector<Solved>> solve(const std::vector<std::string>& names, const std::vector<Window>& windows) const;

 private:
  base::Result<Solved> solve_derived(const metric::Metric& metric, const std::vector<Window>& windows) const;
  base::Result<Solved> operand(const metric::Metric& derived, const metric::Metric& part, const std::vector<Window>& windows) const;
  base::Result<Solved> mean_of_days(const metric::Metric& part, const std::vector<Window>& windows) const;
  struct Tallied {
    std::vector<Asked> asked;
    std::vector<Tally> tallies;
  };
  base::Result<Tallied> tally(const std::vector<const metric::Metric*>& metrics, const std::vector<Window>& windows) const;
  base::Result<std::vector<Solved>> solve_kept(const std::vector<const metric::Metric*>& metrics, const std::vector<Window>& windows) const;
  std::vector<std::string> texts(const Asked& asked, const Key& key) const;
  std::vector<score::Comparison> compare(const metric::Metric& metric, const Tally::Entry& entry, const std::vector<value::Value>& values,
                                         const std::vector<Window>& windows) const;
  Solved finish(const Asked& asked, const Tally& tally, const std::vector<Window>& windows) const;

  const Engine::Impl& e_;
  Instant at_;
  std::vector<std::string> by_;
  std::string where_;
  std::optional<double> confidence_;
  std::optional<std::size_t> asked_;
};

/// The positive set of csat and ces: the metric's own, else its instrument's.
std::span<const std::int64_t> positive_set(const metric::Metric& metric, const metric::Catalogue& catalogue);
base::Result<const metric::Metric*> find_metric(const metric::Catalogue& catalogue, const std::string& name);
/// A group, or the scope of a goal or an item, as a filter: agent == "7" and team is null; with a further filter besides.
std::string filter_text(const Group& group, const std::string& where);
base::Error refused_by_cells(const std::string& what);

}  // namespace deskgauge::engine
