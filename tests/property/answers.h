#pragma once
#include <string>
#include <vector>

#include "tests/property/delivery.h"

namespace deskgauge::property {

/// Questions over the metrics of the desk: windows of every kind with edges at events, groupings, filters, series, comparisons.
std::vector<engine::Query> random_questions(Random& random, const Stream& stream, Instant at, int count);
/// A moment at or around what happened, or when something falls due.
Instant random_moment(Random& random, const Stream& stream);

/// Every row with everything a value says, one line each; the path is left out.
std::string answer_text(const Engine& engine, const engine::Query& query);
std::string to_text(const engine::Query& query);
/// Where two engines give different answers; "" where they agree in all. `other` asks the second engine's questions otherwise.
std::string difference(const Engine& a, const Engine& b, const std::vector<engine::Query>& questions);
std::string difference(const std::string& what, const std::string& a, const std::string& b);
/// Whether both have the same canonical bytes.
std::string difference_in_bytes(const Engine& a, const Engine& b);

}  // namespace deskgauge::property
