#include "budget/grouping.hpp"

#include <algorithm>
#include <limits>
#include <map>
#include <numeric>

namespace jiangbu {

namespace {

const std::string unknown_key = "?";

// The key of a group and its title, for one value of a column.
std::pair<std::string, Bilingual> name_value(const Population& population,
                                             const PopulationFact& fact,
                                             std::int64_t value) {
  if (fact.type.base == BaseType::enumeration) {
    const Enumeration& values = fact.vocabulary->enums[fact.type.id];
    const EnumerationValue& one = values.values[static_cast<std::size_t>(value)];
    return {one.name, one.title};
  }
  const std::string& text = population.texts().text_of(static_cast<std::int32_t>(value));
  if (fact.type.base == BaseType::region) return {text, region_title(population, text)};
  return {text, {text, text}};
}

bool can_group(const PopulationFact& fact) {
  return fact.type.base == BaseType::enumeration || fact.type.base == BaseType::region ||
         fact.type.base == BaseType::text;
}

// "140400" is 1404: pairs of zeros at the end mean all of it.
std::string without_zero_pairs(std::string code) {
  while (code.size() > 2 && code.size() <= 6 && code.ends_with("00")) {
    code.resize(code.size() - 2);
  }
  return code;
}

}  // namespace

std::optional<Grouping> group_by_fact(const Population& population,
                                      const std::string& name) {
  const auto place = population.layout().find(0, name, FactPart::whole);
  if (!place) return std::nullopt;
  const PopulationFact& fact = population.layout().facts[*place];
  if (!can_group(fact)) return std::nullopt;
  const PopulationColumn& column = population.column(*place);
  Grouping grouping;
  grouping.fact = name;
  if (fact.field != nullptr) grouping.title = fact.field->title;
  std::map<std::int64_t, std::uint32_t> seen;
  constexpr std::int64_t unknown = -1;
  std::vector<std::pair<std::string, Bilingual>> found;
  grouping.of_applicant.reserve(population.applicants());
  for (std::uint32_t row = 0; row < population.applicants(); ++row) {
    const bool known = column.state(row) == FactState::known;
    const std::int64_t value = known ? column.value(row) : unknown;
    const auto [group, fresh] =
        seen.emplace(value, static_cast<std::uint32_t>(found.size()));
    if (fresh) {
      found.push_back(
          known ? name_value(population, fact, value)
                : std::pair<std::string, Bilingual>{unknown_key, {"不详", "not known"}});
    }
    grouping.of_applicant.push_back(group->second);
  }
  std::vector<std::uint32_t> order(found.size());
  std::iota(order.begin(), order.end(), 0);
  std::sort(order.begin(), order.end(),
            [&](auto a, auto b) { return found[a].first < found[b].first; });
  std::vector<std::uint32_t> place_of(found.size());
  for (std::uint32_t i = 0; i < order.size(); ++i) {
    place_of[order[i]] = i;
    grouping.keys.push_back(found[order[i]].first);
    grouping.titles.push_back(found[order[i]].second);
  }
  for (std::uint32_t& group : grouping.of_applicant) group = place_of[group];
  return grouping;
}

std::optional<ServingOrder> serving_order(const Population& population,
                                          const std::string& name, bool highest_first) {
  const auto place = population.layout().find(0, name, FactPart::whole);
  if (!place) return std::nullopt;
  const PopulationFact& fact = population.layout().facts[*place];
  if (fact.kind == ColumnKind::code && fact.type.base != BaseType::enumeration) {
    return std::nullopt;
  }
  const PopulationColumn& column = population.column(*place);
  ServingOrder order;
  order.is_date = fact.kind == ColumnKind::date;
  constexpr auto last = std::numeric_limits<std::int64_t>::max();
  for (std::uint32_t row = 0; row < population.applicants(); ++row) {
    const bool known = column.state(row) == FactState::known;
    order.values.push_back(known ? column.value(row) : last);
  }
  order.applicants.resize(population.applicants());
  std::iota(order.applicants.begin(), order.applicants.end(), 0);
  std::stable_sort(order.applicants.begin(), order.applicants.end(), [&](auto a, auto b) {
    const std::int64_t x = order.values[a];
    const std::int64_t y = order.values[b];
    if (x == last || y == last) return x != last && y == last;
    return highest_first ? y < x : x < y;
  });
  return order;
}

Bilingual region_title(const Population& population, const std::string& code) {
  for (const PopulationFact& fact : population.layout().facts) {
    if (fact.vocabulary == nullptr) continue;
    for (const auto& [region, title] : fact.vocabulary->regions) {
      if (without_zero_pairs(region) == without_zero_pairs(code)) return title;
    }
  }
  return {};
}

std::vector<std::string> regions_around(const std::string& code) {
  std::vector<std::string> codes;
  const std::string own = without_zero_pairs(code);
  for (const std::size_t digits : {2U, 4U, 6U, 9U}) {
    if (digits < own.size()) codes.push_back(own.substr(0, digits));
  }
  codes.push_back(own);
  return codes;
}

}  // namespace jiangbu
