// A batch in: check, resolve, insert, recompute what was touched. Every event is judged on its own.
#include <algorithm>

#include "deskgauge/engine/impl.h"
#include "deskgauge/event/check.h"
#include "deskgauge/event/order.h"

namespace deskgauge::engine {
namespace {

using event::Event;
using event::Field;
using event::Kind;
using event::SubjectKind;

class Batch {
 public:
  Batch(Engine::Impl& engine, const IngestOptions& options) : e_(engine), options_(options), change_(engine) {}

  IngestReport run(std::span<const Event> events) {
    if (!e_.relevance.made_for(e_.catalogue)) e_.relevance = Relevance(e_.catalogue, e_.kept, *e_.environment, *e_.interner);
    Instant now = options_.now.value_or(e_.now);
    now = std::max(now, e_.now);
    limit_ = now + e_.catalogue->desk.max_future_skew;
    for (std::size_t i = 0; i < events.size(); ++i) {
      if (auto refused = take(events[i])) reject(i, std::move(*refused));
      else if (!options_.now) now = std::max(now, events[i].time);
    }
    for (auto const& [when, group] : e_.wakes.take(now)) {
      change_.touch(group);
      e_.latest_touch = std::max(e_.latest_touch, when);
    }
    change_.finish(now);
    e_.latest_touch = std::max(e_.latest_touch, std::min(latest_, e_.now));
    report_.revision = e_.revision;
    count();
    return std::move(report_);
  }

 private:
  void reject(std::size_t index, base::Error error) {
    ++e_.counters.rejected_by_reason[error.reason];
    ++e_.counters.rejected;
    error.field = "events[" + std::to_string(index) + "]" + (error.field.empty() ? "" : "." + error.field);
    report_.rejections.push_back({index, std::move(error)});
  }

  /// The first fault of an event, or nothing once it is in.
  std::optional<base::Error> take(const Event& given) {
    work_ = given;
    if (auto faults = event::complete_subject(work_, *e_.interner); !faults.empty()) return std::move(faults.front());
    if (auto faults = event::check(work_, *e_.interner); !faults.empty()) return std::move(faults.front());
    if (options_.now && work_.time > limit_)
      return base::Error{base::Code::invalid_argument,
                         "max_future_skew",
                         "time",
                         time::to_text(work_.time),
                         "the event is later than now plus max_future_skew",
                         "Send it when it has happened, or correct the sender's clock."};
    if (auto fault = find_subject()) return fault;
    if (work_.kind == Kind::ticket_field_changed) normalise_tags();
    insert();
    return std::nullopt;
  }

  /// A response that names no subject belongs where its invitation does; a contact's event where the contact does.
  std::optional<base::Error> find_subject() {
    if (!work_.subject.is_none()) {
      remember_subject();
      return std::nullopt;
    }
    if (auto const it = e_.invitations.find(work_.get(Field::invitation_id).bits()); it != e_.invitations.end()) {
      work_.subject = it->second;
      return std::nullopt;
    }
    return base::Error{base::Code::invalid_argument, "subject_required", "subject", e_.interner->text(work_.get(Field::invitation_id)),
                       "the event names no subject and its invitation is not known",
                       "Give the subject (for example ticket/123), or send survey.sent first."};
  }
  void remember_subject() {
    if (work_.kind == Kind::survey_sent) e_.invitations[work_.get(Field::invitation_id).bits()] = work_.subject;
  }

  /// "a, b" of a changed tags field becomes the list it means.
  void normalise_tags() {
    if (work_.get(Field::field) != e_.environment->words.tags_field || work_.get(Field::current).is_list()) return;
    std::string const text = e_.interner->text(work_.get(Field::current));
    std::vector<Symbol> items;
    for (std::size_t from = 0; from <= text.size();) {
      std::size_t const comma = std::min(text.find(',', from), text.size());
      std::string_view item = std::string_view(text).substr(from, comma - from);
      while (!item.empty() && item.front() == ' ') item.remove_prefix(1);
      while (!item.empty() && item.back() == ' ') item.remove_suffix(1);
      if (!item.empty()) items.push_back(e_.interner->intern(item));
      from = comma + 1;
    }
    work_.set(Field::current, e_.interner->intern_list(items));
  }

  void insert() {
    event::EventView const view = event::view(work_);
    HistoryIndex const index = e_.book.find_or_add(work_.subject);
    bool const merge = work_.kind == Kind::ticket_merged || work_.kind == Kind::customer_merged;
    HistoryIndex other = timeline::kNoHistory;
    if (merge) {
      Field const field = work_.kind == Kind::ticket_merged ? Field::into_ticket_id : Field::into_customer_id;
      other = e_.book.find_or_add({work_.subject.kind, work_.get(field)});
    }
    if (!change_.touched(index)) {
      timeline::Insertion const would = e_.book.history(index).probe(view, *e_.interner);
      if (would == timeline::Insertion::duplicate) return void(++report_.duplicates);
      bool const quiet = would == timeline::Insertion::added && !e_.relevance.matters(view, e_.environment->words);
      if (!quiet) change_.touch(index);
    }
    if (merge) change_.touch(other);
    bool const late = view.time < e_.book.history(index).last_time();
    timeline::Inserted const done = e_.book.history(index).insert(view, *e_.interner);
    if (merge && done.changed()) e_.book.link(index, other);
    if (done.changed()) {
      ++report_.accepted;
      e_.counters.late += late;
      latest_ = std::max(latest_, work_.time);
    }
    report_.duplicates += done.what == timeline::Insertion::duplicate;
    report_.superseded += done.what == timeline::Insertion::superseded;
    if (done.conflict) note_conflict();
  }

  void note_conflict() {
    ++report_.conflicts;
    if (e_.conflicts.size() < 1000)
      e_.conflicts.push_back({"revision_conflict", event::to_text(work_.subject, *e_.interner),
                              "event " + e_.interner->text(work_.id) + " came twice in revision " + std::to_string(work_.revision) +
                                " with different content; the one with the greater canonical bytes counts"});
  }

  void count() {
    e_.counters.accepted += report_.accepted;
    e_.counters.duplicates += report_.duplicates;
    e_.counters.superseded += report_.superseded;
    e_.counters.conflicts += report_.conflicts;
  }

  Engine::Impl& e_;
  const IngestOptions& options_;
  Change change_;
  Event work_;
  IngestReport report_;
  Instant limit_, latest_ = time::kBeginning;
};

}  // namespace

IngestReport Engine::ingest(std::span<const event::Event> events, const IngestOptions& options) {
  if (impl_->cells_only) {
    IngestReport report;
    for (std::size_t i = 0; i < events.size(); ++i)
      report.rejections.push_back({i, {base::Code::precondition, "cells_only", "events[" + std::to_string(i) + "]", "",
                                       "a desk restored from a cells snapshot takes no events", "Restore a full snapshot to go on."}});
    report.revision = impl_->revision;
    return report;
  }
  return Batch(*impl_, options).run(events);
}

void Engine::advance(time::Instant now) {
  if (now <= impl_->now || impl_->cells_only) return;         // cells without histories stay in the present they were taken in
  Change change(*impl_);
  for (auto const& [when, group] : impl_->wakes.take(now)) {
    change.touch(group);
    impl_->latest_touch = std::max(impl_->latest_touch, when);
  }
  change.finish(now);
}

}  // namespace deskgauge::engine
