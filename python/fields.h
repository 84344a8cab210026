#pragma once
#include "archive.h"
#include "deskgauge/base/error.h"
#include "deskgauge/definition/diagnostic.h"
#include "deskgauge/engine/engine.h"
#include "deskgauge/scenario/run.h"

// The members of the plain values as Python shows and pickles them. Append only, and raise kPickleVersion when you do.
namespace deskgauge::python {

template <>
struct Fields<value::Uncertainty> {
  using T = value::Uncertainty;
  static void each(auto&& f) {
    f("low", &T::low, "float: lower end of the interval; 0 without a method.");
    f("high", &T::high, "float: upper end of the interval; 0 without a method.");
    f("confidence", &T::confidence, "float: share of repetitions whose interval covers the truth, such as 0.95.");
    f("method", &T::method, "str: \"wilson\", \"student_t\", …; \"none\" where there is no interval.");
    f("absent_reason", &T::absent_reason, "str: why there is no interval; empty with a method.");
  }
};
template <>
struct Fields<value::Value> {
  using T = value::Value;
  static void each(auto&& f) {
    f("number", &T::number, "float or None: seconds for durations, 0 to 1 for rates, -100 to 100 for NPS.");
    f("reason", &T::reason, "str: \"none\" with a number, else why there is none, such as \"no_data\".");
    f("n", &T::n, "int: sample size.");
    f("numerator", &T::numerator, "int or None: hits of a ratio.");
    f("denominator", &T::denominator, "int or None: trials of a ratio.");
    f("uncertainty", &T::uncertainty, "Uncertainty: the interval, or why there is none.");
    f("low_n", &T::low_n, "bool: n is below the metric's minimum sample.");
    f("provisional", &T::provisional, "bool: may still change by silence (immature cohorts, or the window is not over).");
    f("pending", &T::pending, "int: immature members left out.");
    f("error_bound", &T::error_bound, "float: relative error of a sketch's quantile; 0 where exact.");
    f("distribution", &T::distribution, "list of (int, int): rating and count, for the aggregation distribution.");
  }
};
template <>
struct Fields<score::Comparison> {
  using T = score::Comparison;
  static void each(auto&& f) {
    f("scale", &T::scale, "str: \"difference\" or \"ratio\".");
    f("effect", &T::effect, "float or None: after less before, in the metric's unit, or after over before.");
    f("low", &T::low, "float: lower end of its interval; holds where method is not \"none\".");
    f("high", &T::high, "float: upper end of its interval; holds where method is not \"none\".");
    f("p", &T::p, "float or None: two-sided probability of so much change where nothing changed.");
    f("confidence", &T::confidence, "float: of the interval, such as 0.95.");
    f("method", &T::method, "str: how interval and p were computed, such as \"newcombe\" or \"welch_t_log\"; \"none\": no interval.");
    f("absent_reason", &T::absent_reason, "str: what is missing where not all of it is there; else empty.");
  }
};
template <>
struct Fields<engine::Row> {
  using T = engine::Row;
  static void each(auto&& f) {
    f("metric", &T::metric, "str: name of the metric.");
    f("group", &T::group, "dict of str to str or None: dimension and value.");
    f("window", &T::window, "(datetime, datetime): half-open, UTC; the start is None for \"all\".");
    f("bucket", &T::bucket, "str: label of the bucket in a series, such as \"2026-W19\"; else empty.");
    f("value", &T::value, "Value: the number, or the reason why there is none.");
    f("compared", &T::compared, "Value or None: the same in the comparison window.");
    f("compared_window", &T::compared_window, "(datetime, datetime): the comparison window.");
    f("comparison", &T::comparison, "Comparison or None: how much it changed, and how sure that is.");
    f("path", &T::path, "str: \"cells\" or \"replay\"; both give the same value.");
    f("groups_overlap", &T::groups_overlap, "bool: a ticket can be in several groups, so they do not add up to the total.");
  }
};
template <>
struct Fields<engine::LeftOut> {
  using T = engine::LeftOut;
  static void each(auto&& f) {
    f("merged", &T::merged, "int: tickets merged into another.");
    f("spam", &T::spam, "int: tickets marked as spam.");
    f("deleted", &T::deleted, "int: deleted tickets.");
    f("test", &T::test, "int: test tickets.");
    f("orphaned", &T::orphaned, "int: tickets with events but no ticket.created.");
    f("retracted", &T::retracted, "int: events taken out by a retraction.");
  }
};
template <>
struct Fields<engine::Answer> {
  using T = engine::Answer;
  static void each(auto&& f) {
    f("at", &T::at, "datetime: the instant asked for; later events do not exist for the answer.");
    f("rows", &T::rows, "list of Row: sorted by metric as asked, then group, then bucket.");
    f("left_out", &T::left_out, "LeftOut or None: what is not in the numbers; None unless asked for by left_out=True.");
    f("definitions_fingerprint", &T::definitions_fingerprint, "int: of everything in the definitions that can change a number.");
    f("revision", &T::revision, "int: of the state; grows with every change.");
  }
};
template <>
struct Fields<engine::ClockSegment> {
  using T = engine::ClockSegment;
  static void each(auto&& f) {
    f("interval", &T::interval, "(datetime, datetime): half-open, UTC.");
    f("state", &T::state, "str: \"counted\", \"paused\" or \"closed\".");
    f("reason", &T::reason, "str: why it does not count, such as \"holiday\".");
    f("schedule", &T::schedule, "str: the working hours in force; empty on the calendar clock.");
  }
};
template <>
struct Fields<engine::ExplainedFact> {
  using T = engine::ExplainedFact;
  static void each(auto&& f) {
    f("subject", &T::subject, "str: such as \"ticket/123\".");
    f("fact", &T::fact, "str: kind of the fact.");
    f("instants", &T::instants, "dict of str to datetime or None: its named instants.");
    f("dimensions", &T::dimensions, "dict of str to str or None.");
    f("agent", &T::agent, "str: who is credited.");
    f("sample", &T::sample, "float: in the metric's unit; a ratio's hit is 1 and its miss 0.");
    f("pending", &T::pending, "bool: immature, not in the number yet.");
    f("start_rule", &T::start_rule, "str: what started the clock.");
    f("stop_rule", &T::stop_rule, "str: what stopped the clock.");
    f("segments", &T::segments, "list of ClockSegment: what counted, and what did not and why.");
    f("notes", &T::notes, "list of str.");
  }
};
template <>
struct Fields<engine::ExcludedEvent> {
  using T = engine::ExcludedEvent;
  static void each(auto&& f) {
    f("subject", &T::subject, "str: such as \"ticket/123\".");
    f("id", &T::id, "str: id of the event.");
    f("source", &T::source, "str: source of the event.");
    f("type", &T::type, "str: type of the event.");
    f("time", &T::time, "datetime.");
    f("reason", &T::reason, "str: why it is not in the number.");
  }
};
template <>
struct Fields<engine::Explanation> {
  using T = engine::Explanation;
  static void each(auto&& f) {
    f("row", &T::row, "Row: the number itself.");
    f("definition", &T::definition, "str: name, version and semantic hash of the metric.");
    f("total_facts", &T::total_facts, "int: facts before paging.");
    f("facts", &T::facts, "list of ExplainedFact: largest samples first.");
    f("excluded", &T::excluded, "list of ExcludedEvent.");
    f("id", &T::id, "str: a hash of the question and the state's revision.");
  }
};
template <>
struct Fields<base::Error> {
  using T = base::Error;
  static void each(auto&& f) {
    f("code", &T::code, "str: kind of the refusal, such as \"invalid_argument\".");
    f("reason", &T::reason, "str: stable identifier for programs.");
    f("field", &T::field, "str: path of the field at fault.");
    f("value", &T::value, "str: the offending value.");
    f("message", &T::message, "str: what is wrong.");
    f("remedy", &T::remedy, "str: what to do about it.");
  }
};
template <>
struct Fields<engine::Rejection> {
  using T = engine::Rejection;
  static void each(auto&& f) {
    f("index", &T::index, "int: position in the batch.");
    f("error", &T::error, "Error: what is wrong with the event.");
  }
};
template <>
struct Fields<engine::IngestReport> {
  using T = engine::IngestReport;
  static void each(auto&& f) {
    f("accepted", &T::accepted, "int: new events, and new revisions of known ones.");
    f("duplicates", &T::duplicates, "int: events already held with the same content.");
    f("superseded", &T::superseded, "int: older revisions than the one held.");
    f("conflicts", &T::conflicts, "int: same revision, other content (counted in accepted or superseded).");
    f("rejections", &T::rejections, "list of Rejection: events not taken in, by index.");
    f("revision", &T::revision, "int: of the state afterwards.");
  }
};
template <>
struct Fields<engine::Counters> {
  using T = engine::Counters;
  static void each(auto&& f) {
    f("accepted", &T::accepted, "int.");
    f("duplicates", &T::duplicates, "int.");
    f("superseded", &T::superseded, "int.");
    f("conflicts", &T::conflicts, "int.");
    f("rejected", &T::rejected, "int.");
    f("late", &T::late, "int: events older than the newest already held of their entity.");
    f("rejected_by_reason", &T::rejected_by_reason, "dict of str to int.");
  }
};
template <>
struct Fields<engine::QualityFinding> {
  using T = engine::QualityFinding;
  static void each(auto&& f) {
    f("reason", &T::reason, "str: such as \"unknown_entity\".");
    f("subject", &T::subject, "str: such as \"ticket/123\".");
    f("detail", &T::detail, "str.");
  }
};
template <>
struct Fields<engine::MemoryUse> {
  using T = engine::MemoryUse;
  static void each(auto&& f) {
    f("histories", &T::histories, "int: bytes.");
    f("cells", &T::cells, "int: bytes.");
    f("symbols", &T::symbols, "int: bytes.");
    f("tickets", &T::tickets, "int.");
    f("events", &T::events, "int.");
    f("states", &T::states, "int.");
  }
};
template <>
struct Fields<definition::Position> {
  using T = definition::Position;
  static void each(auto&& f) {
    f("file", &T::file, "str.");
    f("line", &T::line, "int: from 1; 0 if unknown.");
    f("column", &T::column, "int: from 1, in bytes; 0 if unknown.");
  }
};
template <>
struct Fields<definition::Diagnostic::Related> {
  using T = definition::Diagnostic::Related;
  static void each(auto&& f) {
    f("at", &T::at, "Position.");
    f("message", &T::message, "str.");
  }
};
template <>
struct Fields<definition::Diagnostic> {
  using T = definition::Diagnostic;
  static void each(auto&& f) {
    f("rule", &T::rule, "str: stable id, such as \"DG0012\".");
    f("rule_name", &T::rule_name, "str: such as \"unknown-dimension\".");
    f("severity", &T::severity, "str: \"error\", \"warning\", \"note\" or \"future_error\".");
    f("at", &T::at, "Position: where.");
    f("message", &T::message, "str: one sentence.");
    f("hint", &T::hint, "str: the remedy.");
    f("related", &T::related, "list of Related: other places that matter.");
  }
};
template <>
struct Fields<scenario::Difference> {
  using T = scenario::Difference;
  static void each(auto&& f) {
    f("line", &T::line, "int: of the expectation.");
    f("metric", &T::metric, "str.");
    f("group", &T::group, "str: such as \"agent 7\"; empty for the total.");
    f("at", &T::at, "str: time after the start of the test, such as \"11m\".");
    f("field", &T::field, "str: what differs, such as \"value\" or \"n\".");
    f("expected", &T::expected, "str.");
    f("actual", &T::actual, "str.");
  }
};
template <>
struct Fields<scenario::Fault> {
  using T = scenario::Fault;
  static void each(auto&& f) {
    f("line", &T::line, "int: in the file of the test.");
    f("error", &T::error, "Error: why the line could not be carried out.");
  }
};
template <>
struct Fields<scenario::TestOutcome> {
  using T = scenario::TestOutcome;
  static void each(auto&& f) {
    f("name", &T::name, "str.");
    f("metric", &T::metric, "str.");
    f("file", &T::file, "str.");
    f("line", &T::line, "int.");
    f("events", &T::events, "int: events given.");
    f("expectations", &T::expectations, "int: values expected.");
    f("differences", &T::differences, "list of Difference: what came out otherwise.");
    f("faults", &T::faults, "list of Fault: lines that could not be carried out.");
  }
};

}  // namespace deskgauge::python
