#pragma once
#include <memory>
#include <string>
#include <vector>

#include "deskgauge/base/error.h"
#include "deskgauge/base/result.h"
#include "deskgauge/event/event.h"
#include "deskgauge/metric/catalogue.h"
#include "deskgauge/metric/test_spec.h"

namespace deskgauge::scenario {

/// One expected detail that came out otherwise.
struct Difference {
  int line = 0;             ///< of the expectation
  std::string metric;
  std::string group;        ///< "agent 7, channel email"; "" = the total
  std::string at;           ///< "11m", after the test's start
  std::string field;        ///< value, reason, n, numerator, denominator, pending, provisional
  std::string expected, actual;
};

/// A line of a test that could not be carried out: an event the vocabulary refuses, a metric or dimension that does not exist.
struct Fault {
  int line = 0;
  base::Error error;
};

/// What came of one test.
struct TestOutcome {
  std::string name, metric, file;
  int line = 0;
  int events = 0, expectations = 0;
  std::vector<Difference> differences;
  std::vector<Fault> faults;
  bool passed() const { return differences.empty() && faults.empty(); }
};

/// Plays a test's events into an engine of its own and asks for every expected value at its moment. All events are taken in before the
/// first question, so that a test also says that what comes later does not change an answer given for an earlier `at`.
/// Values are equal to the bit unless the expectation states a tolerance.
TestOutcome run(const metric::TestSpec& test, const std::shared_ptr<const metric::Catalogue>& catalogue);

/// What other doors need to play the same test themselves.
/// The latest moment of a test, of an event or of an expectation: its present.
time::Instant last_moment(const metric::TestSpec& test);
/// An expectation's group as a filter: agent == "7" and team is null.
std::string filter_of(const metric::Expectation& expected);

/// The event a line of a test stands for. `position` counts the test's events from 1: it is the sequence and, unless stated, the id.
///
/// Shorthands: `NAME: x` for `NAME_id: x`; `by: "agent:7"` for the author's or actor's type and id; `status` for `current`; `ticket` for
/// the subject where the event has no such field. What a test may leave out: source (test), direction (inbound), visibility (public), kind
/// (reply), actor_type (agent), reason (routing), channel (email), message_id, response_id, revision (1), instrument_version (1) and the
/// usual scale of csat, nps and ces.
base::Result<event::Event> build_event(const metric::TestEvent& line, time::Instant start, int position, base::Interner& interner);

}  // namespace deskgauge::scenario
