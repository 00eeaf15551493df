#include "budget/assumptions.hpp"

namespace jiangbu {

const char* name_of(Appropriation::Rule rule) {
  static const char* const names[] = {"report only", "pro rata", "first come",
                                      "priority"};
  return names[static_cast<std::size_t>(rule)];
}

namespace {

template <typename Value>
void set(ByClause<Value>& assumption, const Change& change, const Value& value) {
  if (change.clause.empty()) {
    assumption.otherwise = value;
    assumption.otherwise_place = change.place;
  } else {
    assumption.clauses[change.clause] = value;
    assumption.places[change.clause] = change.place;
  }
}

}  // namespace

Assumptions with_change(Assumptions base, const Change& change) {
  switch (change.kind) {
    case Change::Kind::rules:
      break;
    case Change::Kind::reading:
      base.readings[change.question] = change.option;
      base.reading_places[change.question] = change.place;
      break;
    case Change::Kind::uptake:
      set(base.uptake, change, change.share);
      break;
    case Change::Kind::discretion:
      set(base.discretion, change, change.discretion);
      break;
    case Change::Kind::unknown:
      set(base.unknown_facts, change, change.number);
      break;
    case Change::Kind::growth:
      set(base.growth, change, change.number);
      break;
  }
  return base;
}

}  // namespace jiangbu
