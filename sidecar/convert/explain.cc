#include "sidecar/convert/explain.h"

#include "sidecar/convert/time.h"
#include "sidecar/convert/value.h"

namespace deskgauge::sidecar::convert {
namespace {

void write_segment(const engine::ClockSegment& segment, v1::ClockSegment& wire) {
  write_range(segment.interval, *wire.mutable_interval());
  wire.set_state(segment.state);
  wire.set_reason(segment.reason);
  wire.set_schedule(segment.schedule);
}

void write_fact(const engine::ExplainedFact& fact, v1::ExplainedFact& wire) {
  wire.set_subject(fact.subject);
  wire.set_fact(fact.fact);
  for (auto const& [name, instant] : fact.instants) {
    auto* item = wire.add_instants();
    item->set_name(name);
    if (instant != time::kNever && instant != time::kBeginning) write_instant(instant, *item->mutable_instant_time());
  }
  write_group(fact.dimensions, *wire.mutable_dimensions());
  wire.set_agent(fact.agent);
  wire.set_sample(fact.sample);
  wire.set_pending(fact.pending);
  wire.set_start_rule(fact.start_rule);
  wire.set_stop_rule(fact.stop_rule);
  for (auto const& segment : fact.segments) write_segment(segment, *wire.add_segments());
  for (auto const& note : fact.notes) wire.add_notes(note);
}

void write_excluded(const engine::ExcludedEvent& event, v1::ExcludedEvent& wire) {
  wire.set_subject(event.subject);
  wire.set_id(event.id);
  wire.set_source(event.source);
  wire.set_type(event.type);
  write_instant(event.time, *wire.mutable_event_time());
  wire.set_reason(event.reason);
}

}  // namespace

void write_explanation(std::string_view desk, const engine::Explanation& explanation, v1::ExplainValueResponse& wire) {
  for (auto const& fact : explanation.facts) write_fact(fact, *wire.add_facts());
  write_row(desk, explanation.row, *wire.mutable_row());
  wire.set_definition(explanation.definition);
  wire.set_total_facts(explanation.total_facts);
  for (auto const& event : explanation.excluded) write_excluded(event, *wire.add_excluded());
  wire.set_explanation_id(explanation.id);
}

}  // namespace deskgauge::sidecar::convert
