#pragma once
#include <cstdint>
#include <vector>

#include "deskgauge/base/result.h"
#include "deskgauge/base/symbol.h"
#include "deskgauge/event/event.h"
#include "deskgauge/time/zone.h"

namespace deskgauge::scenario {

/// How much of a desk to make up.
struct SimulateOptions {
  std::uint64_t seed = 1;
  time::Date start = time::to_date({2026, 1, 5});  ///< a local date of Europe/Berlin
  int days = 90;
  int tickets_per_day = 280;                       ///< on average; Mondays are busier, week-ends quieter
};

/// A busy support desk that does not exist, as the events its helpdesk would deliver, in order of arrival.
///
/// Twenty agents ("1" … "20") in five teams (billing, technical, onboarding, vip in Berlin; americas in Chicago), four channels (email,
/// web, chat, phone), a bot, three surveys (csat, nps, ces). It holds what real feeds hold: reopenings and thank-yous, transfers and
/// escalations, unanswered tickets, spam, tests, deletions, merges, follow-ups, repeat contacts, revised answers, corrected records,
/// withdrawn events, deliveries that come twice, late or out of order. Answers get faster and ratings better over the period, so a
/// comparison of two windows shows something. Events after the last day have not happened yet: some tickets are still open.
///
/// The same options give the same events on every machine. Symbols belong to `interner`. Errors: "unknown_zone" where zoneinfo is
/// missing, "out_of_range" for less than one day or ticket and for more than 10 000 000 tickets.
base::Result<std::vector<event::Event>> simulate(const SimulateOptions& options, base::Interner& interner);

}  // namespace deskgauge::scenario
