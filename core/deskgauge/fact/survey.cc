#include "deskgauge/fact/derive.h"

namespace deskgauge::fact {

using timeline::Survey;

namespace {

bool counts(const Survey& survey) { return survey.sent != time::kNever && survey.instrument && !survey.internal; }

/// Somebody who rates his own work is no respondent.
bool rates_himself(const Survey& survey, const timeline::SurveyAnswer& answer) { return answer.rater && answer.rater == survey.assignee; }

Fact response(const Ticket& ticket, std::size_t position, Instant first, const timeline::SurveyAnswer& answer) {
  Fact fact(FactKind::survey_response);
  fact.instant(metric::survey_response::first_responded) = first;
  fact.instant(metric::survey_response::responded) = answer.at;
  fact.instant(metric::survey_response::sent) = ticket.surveys[position].sent;
  fact.measure(metric::survey_response::rating) = kNoRating;   // read with the metric's question and instrument (contribution/rating)
  fact.measure(metric::survey_response::revision) = answer.revision;
  fact.author = answer.answers;
  fact.detail = static_cast<std::int32_t>(position);
  return fact;
}

}  // namespace

void derive_invitations(const Ticket& ticket, FactSet& out) {
  for (std::size_t i = 0; i < ticket.surveys.size(); ++i) {
    const Survey& survey = ticket.surveys[i];
    if (!counts(survey)) continue;
    Fact fact(FactKind::survey_invitation);
    fact.instant(metric::survey_invitation::sent) = survey.sent;
    fact.measure(metric::survey_invitation::one) = 1;
    fact.detail = static_cast<std::int32_t>(i);
    for (const timeline::SurveyAnswer& answer : survey.answers) {
      if (rates_himself(survey, answer)) continue;
      fact.instant(metric::survey_invitation::first_responded) =
          std::min(fact.instant(metric::survey_invitation::first_responded), answer.at);
      fact.measure(metric::survey_invitation::responded) = 1;
    }
    out.facts.push_back(fact);
  }
}

/// latest: the highest revision's value in the window of the first answer (X20). first: the first revision's. all: each in its own window.
void derive_responses(std::int64_t revisions, const Ticket& ticket, FactSet& out) {
  for (std::size_t i = 0; i < ticket.surveys.size(); ++i) {
    const Survey& survey = ticket.surveys[i];
    if (!counts(survey)) continue;
    std::vector<const timeline::SurveyAnswer*> valid;
    Instant first = time::kNever;
    for (const timeline::SurveyAnswer& answer : survey.answers) {
      if (rates_himself(survey, answer)) continue;
      valid.push_back(&answer);
      first = std::min(first, answer.at);
    }
    if (valid.empty()) continue;
    switch (revisions) {
      case metric::survey_response::latest: out.facts.push_back(response(ticket, i, first, *valid.back())); break;
      case metric::survey_response::first: out.facts.push_back(response(ticket, i, first, *valid.front())); break;
      default: for (const timeline::SurveyAnswer* answer : valid) out.facts.push_back(response(ticket, i, answer->at, *answer));
    }
  }
}

}  // namespace deskgauge::fact
