#pragma once
#include "deskgauge/definition/definitions.h"
#include "deskgauge/definition/reader.h"
#include "deskgauge/definition/words.h"

namespace deskgauge::definition {

/// What the metadata of every kind holds.
struct Metadata {
  std::string name, label, description, owner, id;
  std::optional<int> version;
  Position at;  ///< of the name
};

/// Reads one document into the list of its kind. Faults become findings; a document whose name can be read is always listed, so that
/// references to it are not faults of their own.
void read_document(const Node& root, Definitions& definitions, Report& report);

// One reader a kind: the mapping under `spec`, whose key stands at fields.at().
void read_desk(const Node& spec, Position at, const Metadata& metadata, DeskSpec& out, Report& report);
void read_schedule(const Node& spec, Position at, const Metadata& metadata, ScheduleSpec& out, Report& report);
void read_roster(const Node& spec, Position at, const Metadata& metadata, RosterSpec& out, Report& report);
void read_sla_policy(const Node& spec, Position at, const Metadata& metadata, metric::SlaPolicy& out, Report& report);
void read_instrument(const Node& spec, Position at, const Metadata& metadata, metric::Instrument& out, Report& report);
void read_metric(const Node& spec, Position at, const Metadata& metadata, metric::Metric& out, Report& report);
void read_goal(const Node& spec, Position at, const Metadata& metadata, metric::Goal& out, Report& report);
void read_scorecard(const Node& spec, Position at, const Metadata& metadata, metric::Scorecard& out, Report& report);
void read_test(const Node& spec, Position at, const Metadata& metadata, metric::TestSpec& out, Report& report);

/// The part of a metric that says what is measured: fact, options, measure, clock, filters, anchor, attribution, aggregation, maturity.
void read_measured(const Fields& fields, metric::Metric& out);
/// `aggregation:` of a simple metric.
void read_aggregation(const Fields& fields, metric::Metric& out);
/// `clock:` of a metric.
std::optional<metric::ClockSpec> read_clock(const Field& field, Report& report);
/// A filter over facts of a kind; nullopt and a finding inside the text if it is none.
std::optional<metric::Filter> read_filter(const Field& field, metric::FactKind fact, Report& report);
/// `expression:` of a derived metric.
std::optional<metric::Expression> read_expression(const Field& field, Report& report);
/// A set of status words as bits of event::Status.
std::optional<std::uint16_t> read_statuses(const Field& field, Report& report);

}  // namespace deskgauge::definition
