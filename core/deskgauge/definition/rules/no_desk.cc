#include "deskgauge/definition/rules/support.h"

namespace deskgauge::definition {
void check_no_desk(const Definitions& definitions, Report& report) {
  if (!definitions.desks.empty() || definitions.metrics.empty() || definitions.has_unread) return;
  report.add(RuleId::no_desk, definitions.metrics.front().node->at,
             "there is no Desk: days are days in UTC, weeks start on Monday and working time is always",
             "define a Desk with zone, week_start and schedule");
}

}  // namespace deskgauge::definition
