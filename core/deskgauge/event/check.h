#pragma once
#include <vector>

#include "deskgauge/base/error.h"
#include "deskgauge/event/event.h"

namespace deskgauge::event {

/// Limits of what one event may hold; a refusal names the limit.
struct EventLimits {
  std::size_t max_text_bytes = 1024;    ///< "max_text_bytes"
  std::size_t max_list_items = 1000;    ///< "max_list_items"
  time::Instant earliest{0};            ///< 1970-01-01
  time::Instant latest{7258118400000};  ///< 2200-01-01
};

/// Every fault of an event, not only the first; empty = well-formed. Field paths are relative ("ticket_id", "answers[2].value"). Reasons:
/// unknown_type, field_required, wrong_type, unknown_choice, time_out_of_range, negative_duration, end_before_start, empty_scale, and the
/// names of the limits. What concerns the subject is complete_subject's, which comes first.
std::vector<base::Error> check(const Event& event, const base::Interner& interner, const EventLimits& limits = {});

/// Brings an event into the form histories keep: fills the subject where it is missing, checks that subject and payload agree
/// ("subject_mismatch"), trims absent slots at the end. Missing subjects:
///   contact.*, survey.*     the ticket_id's ticket; else the contact (survey.sent: then the invitation)
///   survey.responded        without a ticket_id it is left without a subject: only the engine knows what the invitation was about
///   cost, benchmark, value, rating   desk/<cost_id, metric, metric, scorecard>, so that corrections of one thing meet in one history
///   event.retracted         "subject_required"
/// A subject without an id is "empty_subject".
std::vector<base::Error> complete_subject(Event& event, base::Interner& interner);

}  // namespace deskgauge::event
