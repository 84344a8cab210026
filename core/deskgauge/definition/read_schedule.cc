#include <algorithm>

#include "deskgauge/definition/keys.h"
#include "deskgauge/definition/read.h"

namespace deskgauge::definition {
namespace {

using time::DayRange;

constexpr std::int32_t kDay = 86'400'000;

bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// "09:00", "24:00" as ms since midnight.
std::optional<std::int32_t> read_clock_time(const Field& field, Report& report) {
  const std::string& text = field.node.scalar;
  bool const shaped = field.node.type == Node::Type::scalar && text.size() == 5 && text[2] == ':' && is_digit(text[0]) &&
                      is_digit(text[1]) && is_digit(text[3]) && is_digit(text[4]);
  int const hour = shaped ? std::stoi(text.substr(0, 2)) : 99, minute = shaped ? std::stoi(text.substr(3)) : 99;
  if (minute <= 59 && (hour <= 23 || (hour == 24 && minute == 0))) return hour * 3'600'000 + minute * 60'000;
  std::string const shown = field.node.type == Node::Type::scalar ? quote(text) : "that";
  report.add(RuleId::malformed_value, field.node.at, field.path + " must be a time of day, not " + shown,
             "write it quoted, from \"00:00\" to \"24:00\"");
  return std::nullopt;
}

/// ["09:00", "17:00"]; an end before the start is past midnight.
std::optional<DayRange> read_range(const Field& field, Report& report) {
  if (field.node.type != Node::Type::sequence || field.node.items.size() != 2) {
    report.add(RuleId::wrong_type, field.node.at, field.path + " must be a pair of times", "write [\"09:00\", \"17:00\"]");
    return std::nullopt;
  }
  auto const from = read_clock_time({field.node.items[0], field.path + "[0]"}, report);
  auto const to = read_clock_time({field.node.items[1], field.path + "[1]"}, report);
  if (!from || !to) return std::nullopt;
  if (*from == *to) {
    report.add(RuleId::malformed_value, field.node.at, field.path + " starts and ends at the same time",
               "leave it out, or write [\"00:00\", \"24:00\"] for the whole day");
    return std::nullopt;
  }
  return DayRange{*from, *to < *from ? *to + kDay : *to};
}

std::vector<DayRange> read_ranges(const Field& field, Report& report) {
  std::vector<DayRange> ranges;
  for (const Field& item : read_items(field, report))
    if (auto const range = read_range(item, report)) ranges.push_back(*range);
  return ranges;
}

void read_week(const std::optional<Field>& field, std::array<std::vector<DayRange>, 7>& week, Report& report) {
  if (!field) return;
  Fields const days(field->node, field->node.at, field->path, known_keys("Schedule", "spec.hours"), report);
  for (std::size_t i = 0; i < week.size(); ++i)
    if (auto const day = days.optional(kShortWeekdays[i])) week[i] = read_ranges(*day, report);
}

std::vector<time::DateOverride> read_overrides(const std::optional<Field>& field, Report& report) {
  std::vector<time::DateOverride> overrides;
  if (!field) return overrides;
  for (const Field& item : read_items(*field, report)) {
    Fields const fields(item.node, item.node.at, item.path, known_keys("Schedule", "spec.overrides[]"), report);
    time::DateOverride row;
    bool const dated = fields.take(fields.required("date", "date: 2026-12-24"), row.date, read_date);
    if (auto const hours = fields.required("hours", "hours: [[\"09:00\", \"12:00\"]], or [] for closed"))
      row.hours = read_ranges(*hours, report);
    auto const same = std::find_if(overrides.begin(), overrides.end(), [&](const time::DateOverride& o) { return o.date == row.date; });
    if (dated && same != overrides.end())
      report.add(RuleId::malformed_value, item.node.at, item.path + " names the date " + to_text(row.date) + " a second time",
                 "write all its hours in one place");
    else if (dated) overrides.push_back(std::move(row));
  }
  std::sort(overrides.begin(), overrides.end(), [](const auto& a, const auto& b) { return a.date < b.date; });
  return overrides;
}

std::vector<time::Date> read_holidays(const std::optional<Field>& field, Report& report) {
  std::vector<time::Date> dates;
  if (!field) return dates;
  for (const Field& item : read_items(*field, report))
    if (auto const date = read_date(item, report)) dates.push_back(*date);
  std::sort(dates.begin(), dates.end());
  return dates;
}

time::ScheduleVersion read_hours(const Fields& fields, Report& report) {
  time::ScheduleVersion version;
  read_week(fields.required("hours", "hours: {mon: [[\"09:00\", \"17:00\"]], …}, or always: true"), version.hours, report);
  read_week(fields.optional("breaks"), version.breaks, report);
  version.overrides = read_overrides(fields.optional("overrides"), report);
  version.date_breaks = read_overrides(fields.optional("date_breaks"), report);
  version.holidays = read_holidays(fields.optional("holidays"), report);
  return version;
}

void read_versions(const Field& field, ScheduleSpec& out, Report& report) {
  for (const Field& item : read_items(field, report)) {
    Fields const fields(item.node, item.node.at, item.path, known_keys("Schedule", "spec.versions[]"), report);
    time::ScheduleVersion version = read_hours(fields, report);
    fields.take(fields.optional("from"), version.valid_from, read_date);
    fields.take(fields.optional("to"), version.valid_to, read_date);
    if (version.valid_to <= version.valid_from)
      report.add(RuleId::empty_period, item.node.at,
                 item.path + " ends on " + to_text(version.valid_to) + ", not after it starts on " + to_text(version.valid_from),
                 "to is the first day it is no longer in force");
    out.versions.push_back(std::move(version));
  }
  if (out.versions.empty())
    report.add(RuleId::malformed_value, field.node.at, field.path + " holds no version", "write at least one, or hours");
}

}  // namespace

void read_schedule(const Node& spec, Position at, const Metadata&, ScheduleSpec& out, Report& report) {
  Fields const fields(spec, std::move(at), "spec", known_keys("Schedule", "spec"), report);
  time::Zone zone = time::Zone::utc();
  if (fields.take(fields.optional("zone"), zone, read_zone)) out.zone = zone;
  fields.take(fields.optional("always"), out.always, read_boolean);
  constexpr std::string_view kHoursKeys[] = {"hours", "breaks", "overrides", "date_breaks", "holidays"};
  if (out.always) {
    for (std::string_view key : kHoursKeys)
      fields.refuse(key, "has no place in a schedule that is always open", "leave out always or the hours");
    fields.refuse("versions", "has no place in a schedule that is always open", "leave out always or the versions");
  } else if (auto const versions = fields.optional("versions")) {
    for (std::string_view key : kHoursKeys) fields.refuse(key, "has no place beside versions", "write it in a version");
    read_versions(*versions, out, report);
  } else {
    out.versions.push_back(read_hours(fields, report));
  }
}

}  // namespace deskgauge::definition
