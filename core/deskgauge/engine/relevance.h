#pragma once
// Private to engine/: which events cannot change a number, so that what they touch need not be computed again.
#include <algorithm>
#include <memory>
#include <vector>

#include "deskgauge/contribution/plan.h"

namespace deskgauge::engine {

/// Tells events that change no contribution under one set of definitions: private notes and answers that answer nobody, which the fold of a
/// ticket passes over, and changes of custom fields that no definition names. Half of a helpdesk's events are such. When in doubt an event
/// matters; it is only ever said of an event that is new to its history, never of a revision, which takes an older one out.
class Relevance {
 public:
  Relevance() = default;
  Relevance(std::shared_ptr<const metric::Catalogue> catalogue, const std::vector<metric::Metric>& kept,
            const contribution::Environment& environment, const base::Interner& interner)
      : catalogue_(std::move(catalogue)) {
    // a policy is chosen, and a level cut into pieces, at every change of a field: there each change matters
    every_change_ = !environment.policies.empty();
    for (const metric::Metric& metric : kept) {
      every_change_ |= metric.is_level();
      for (const metric::DimensionRef& dimension : metric.dimensions) note(dimension, interner);
      note(metric.filter, interner);
      note(metric.numerator, interner);
    }
  }

  bool made_for(const std::shared_ptr<const metric::Catalogue>& catalogue) const { return catalogue_ == catalogue; }

  bool matters(const event::EventView& e, const timeline::Words& words) const {
    using event::Field;
    if (e.has(Field::state)) return true;                      // a snapshot of the ticket rides on it
    if (e.kind == event::Kind::message_sent)
      return e.choice<event::Visibility>(Field::visibility) == event::Visibility::public_ &&
             (e.choice<event::AuthorType>(Field::author_type) == event::AuthorType::customer ||
              e.choice<event::MessageKind>(Field::kind) == event::MessageKind::reply);
    if (e.kind != event::Kind::ticket_field_changed || every_change_) return true;
    base::Symbol const field = e.get(Field::field);
    return words.dimension_of(field) || std::find(custom_.begin(), custom_.end(), field) != custom_.end();
  }

 private:
  void note(const metric::DimensionRef& dimension, const base::Interner& interner) {
    if (dimension.dimension == metric::Dimension::custom) custom_.push_back(interner.find(dimension.custom));
  }
  void note(const metric::Filter& filter, const base::Interner& interner) {
    if (filter.dimension) note(*filter.dimension, interner);
    for (const metric::Filter& child : filter.children) note(child, interner);
  }

  std::shared_ptr<const metric::Catalogue> catalogue_;
  std::vector<base::Symbol> custom_;                           ///< fields that a key or a filter names
  bool every_change_ = true;
};

}  // namespace deskgauge::engine
