// How a change of histories reaches the cells: remember, recompute, difference.
#include <algorithm>

#include "deskgauge/engine/impl.h"

namespace deskgauge::engine {
namespace {

constexpr std::size_t kUsual = 16;                             // contributions of a ticket, in most definitions

}  // namespace

void Wakes::set(HistoryIndex group, Instant when) {
  auto const it = when_.find(group);
  if (it != when_.end()) {
    if (it->second == when) return;
    queue_.erase({it->second, group});
    when_.erase(it);
  }
  if (when == time::kNever) return;
  queue_.emplace(when, group);
  when_.emplace(group, when);
}

std::vector<std::pair<Instant, HistoryIndex>> Wakes::take(Instant now) {
  std::vector<std::pair<Instant, HistoryIndex>> due;
  while (!queue_.empty() && queue_.begin()->first <= now) {
    due.push_back(*queue_.begin());
    when_.erase(queue_.begin()->second);
    queue_.erase(queue_.begin());
  }
  return due;
}

Instant Wakes::when(HistoryIndex group) const {
  auto const it = when_.find(group);
  return it == when_.end() ? time::kNever : it->second;
}

bool comes_before(const CustomerInput& a, const CustomerInput& b, const base::Interner& interner) {
  if (a.at != b.at) return a.at < b.at;
  if (a.subject.kind != b.subject.kind) return a.subject.kind < b.subject.kind;
  if (a.subject.id != b.subject.id) return interner.less(a.subject.id, b.subject.id);
  if (a.is_response != b.is_response) return a.is_response < b.is_response;
  for (auto const& [left, right] : {std::pair{a.invitation, b.invitation}, {a.category, b.category}, {a.channel, b.channel}})
    if (int const c = interner.compare(left, right)) return c < 0;
  return contribution::compare(a.response, b.response) < 0;
}

void Change::touch(HistoryIndex index) {
  if (touched_.contains(index)) return;
  std::vector<HistoryIndex> group;
  e_.book.group(index, group);
  for (HistoryIndex member : group)
    if (touched_.insert(member).second) order_.push_back(member);
  event::SubjectKind const kind = e_.book.history(index).subject().kind;
  if (is_ticket_stage(kind)) remember_tickets(group);
  else if (kind == event::SubjectKind::customer && e_.plan->has_customer_scope()) remember_customers(group);
}

void Change::remember_tickets(const std::vector<HistoryIndex>& group) {
  bool const is_new = std::all_of(group.begin(), group.end(), [&](HistoryIndex i) { return e_.book.history(i).empty(); });
  if (is_new || e_.now == time::kBeginning) return;
  Before& before = before_[group.front()];
  if (Recent::Known known; e_.recent.take(e_.catalogue, group, known)) {
    before = {std::move(known.contributions), std::move(known.inputs)};
    return;
  }
  before.contributions.reserve(kUsual);
  e_.plan->contribute(e_.book, group, e_.now, room_, before.contributions, before.inputs);
}

void Change::remember_customers(const std::vector<HistoryIndex>& group) {
  if (e_.now == time::kBeginning) return;
  Before& before = before_[group.front()];
  each_customer(e_.book, group, e_.customer_inputs, e_.now, *e_.interner, [&](Symbol customer, const std::vector<CustomerInput>& inputs) {
    e_.plan->contribute(customer, inputs, e_.now, room_, before.contributions);
  });
}

/// What the members of a group contributed before; groups only grow, so theirs are all inside.
Change::Before Change::gather(const std::vector<HistoryIndex>& group) {
  Before all;
  for (HistoryIndex member : group) {
    auto const it = before_.find(member);
    if (it == before_.end()) continue;
    if (all.contributions.empty() && all.inputs.empty()) {
      all = std::move(it->second);
    } else {
      all.contributions.insert(all.contributions.end(), it->second.contributions.begin(), it->second.contributions.end());
      all.inputs.insert(all.inputs.end(), it->second.inputs.begin(), it->second.inputs.end());
    }
    before_.erase(it);
  }
  return all;
}

void Change::apply_difference(std::vector<Contribution>& before, std::vector<Contribution>& after) {
  contribution::sort(before);
  contribution::sort(after);
  contribution::diff(before, after, [&](const Contribution& c, std::int64_t sign) { e_.store->apply(c, sign, *e_.interner); });
}

void Change::note_inputs(std::vector<CustomerInput>& before, std::vector<CustomerInput>& after) {
  for (const CustomerInput& input : before) {
    auto const same = std::find(after.begin(), after.end(), input);
    if (same != after.end()) after.erase(same);
    else input_changes_.emplace_back(input, -1);
  }
  for (const CustomerInput& input : after) input_changes_.emplace_back(input, +1);
}

Instant Change::future_event(const std::vector<HistoryIndex>& group) const {
  Instant next = time::kNever;
  for (HistoryIndex member : group) {
    const timeline::History& history = e_.book.history(member);
    if (history.last_time() <= e_.now) continue;
    for (timeline::History::Cursor c(history); c.next();)
      if (c.event().time > e_.now) { next = std::min(next, c.event().time); break; }
  }
  return next;
}

void Change::note_silence(const std::vector<HistoryIndex>& group, const contribution::Silence& silence) {
  e_.latest_touch = std::max(e_.latest_touch, silence.last);
  Instant const wake = std::min(silence.wake, future_event(group));
  for (HistoryIndex member : group) e_.wakes.set(member, member == group.front() ? wake : time::kNever);
}

void Change::finish_tickets(const std::vector<HistoryIndex>& group) {
  Before before = gather(group);
  after_.clear();
  inputs_.clear();
  contribution::Silence const silence = e_.plan->contribute(e_.book, group, e_.now, room_, after_, inputs_);
  apply_difference(before.contributions, after_);
  if (order_.size() <= Recent::kMost) e_.recent.keep(e_.catalogue, group, {group.size(), after_, inputs_});
  note_inputs(before.inputs, inputs_);
  note_silence(group, silence);
}

void Change::finish_customers(const std::vector<HistoryIndex>& group) {
  Before before = gather(group);
  after_.clear();
  contribution::Silence silence;
  each_customer(e_.book, group, e_.customer_inputs, e_.now, *e_.interner, [&](Symbol customer, const std::vector<CustomerInput>& inputs) {
    silence.note(e_.plan->contribute(customer, inputs, e_.now, room_, after_));
  });
  apply_difference(before.contributions, after_);
  note_silence(group, silence);
}

void Change::finish(Instant now) {
  Instant const before_now = e_.now;
  base::FlatSet<HistoryIndex> done;
  auto const each_group = [&](bool customers, auto finish_one) {
    for (std::size_t i = 0; i < order_.size(); ++i) {
      event::SubjectKind const kind = e_.book.history(order_[i]).subject().kind;
      if (customers ? kind != event::SubjectKind::customer : !is_ticket_stage(kind)) continue;
      if (done.contains(order_[i])) continue;
      e_.book.group(order_[i], group_);
      done.insert(group_.begin(), group_.end());
      finish_one(group_);
    }
  };
  e_.now = std::max(e_.now, now);
  each_group(false, [&](const std::vector<HistoryIndex>& group) { finish_tickets(group); });
  if (e_.plan->has_customer_scope()) {
    // second stage: customers are remembered at the old present, with the old inputs; only then do the inputs change
    Instant const after_now = e_.now;
    e_.now = before_now;
    for (auto const& [input, sign] : input_changes_) touch(e_.book.find_or_add({event::SubjectKind::customer, input.customer}));
    e_.now = after_now;
    for (auto const& [input, sign] : input_changes_) {
      auto& list = e_.customer_inputs[e_.book.find({event::SubjectKind::customer, input.customer})];
      if (sign > 0) list.push_back(input);
      else if (auto const it = std::find(list.begin(), list.end(), input); it != list.end()) list.erase(it);
    }
    each_group(true, [&](const std::vector<HistoryIndex>& group) { finish_customers(group); });
  }
  ++e_.revision;
}

}  // namespace deskgauge::engine
