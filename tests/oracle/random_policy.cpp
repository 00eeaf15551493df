#include "oracle/random_policy.hpp"

#include "oracle/random_clauses.hpp"
#include "oracle/random_formulas.hpp"

namespace jiangbu::oracle {

namespace {

const std::string title = "title: {zh: 甲, en: a}";

std::string random_head(Chance& chance) {
  std::string text = "policy: p\n" + title + "\n";
  if (chance.one_in(4)) return text + "status: draft\n";
  if (chance.one_in(12))
    return text + "status: " + chance.word({"expired", "superseded\nsuperseded by: q"}) +
           "\n";
  text += "status: in force\n";
  if (chance.one_in(3)) text += "period: {from: 2023-03-01, to: 2025-12-31}\n";
  return text;
}

std::vector<std::string> random_parameters(Chance& chance) {
  std::vector<std::string> entries = {
      "  rate:\n    " + title + "\n    values:\n" +
      "      - {to: 2023-12-31, value: 50%}\n" + "      - {from: 2024-01-01" +
      (chance.one_in(6) ? ", to: 2025-06-30" : "") +
      ", value: " + chance.word({"30%", "1.5", "12.5%"}) + "}\n"};
  return entries;
}

std::vector<std::string> random_readings() {
  const std::string reason = "reason: {zh: 甲, en: a}}";
  return {"  q:\n    " + title + "\n    default: wide\n    options:\n" + "      wide: {" +
          title + ", " + reason + "\n" + "      narrow: {" + title + ", " + reason +
          "\n"};
}

std::string table_head(const std::string& name, const std::string& policy) {
  return "  " + name + ":\n    " + title + "\n    inputs: {g: grade, n: number}\n" +
         "    output: money\n    hit policy: " + policy + "\n    rows:\n";
}

// Rows that neither leave gaps nor overlap where the hit policy forbids it.
std::vector<std::string> random_tables(Chance& chance, RandomFormulas& formulas) {
  const std::string n = formulas.number_literal();
  const auto row = [&](const std::string& grade, const std::string& number) {
    return "      - ['" + grade + "', '" + number + "', " + formulas.amount_literal() +
           "]\n";
  };
  std::vector<std::string> tables;
  tables.push_back(table_head("t_unique", "unique") + row("high", ">= " + n) +
                   row("high", "< " + n) + row("mid, low", "-"));
  tables.push_back(table_head("t_first", "first") + row("high", ">= " + n) +
                   row("high", "-") + row("-", "[" + n + "..30)") +
                   (chance.one_in(2) ? row("-", "-") : "    otherwise: 0元\n"));
  tables.push_back(table_head("t_sum", "collect sum") + row("high", "-") +
                   row("-", ">= " + n) + row("mid", "< 100") + "    otherwise: 0元\n");
  tables.push_back(table_head("t_best", "priority") + "      - [high, '-', 3万元]\n" +
                   "      - ['-', '>= " + n + "', 1万元]\n" +
                   "      - ['-', '-', 2000元]\n" +
                   "    priority: [3万元, 1万元, 2000元]\n");
  return tables;
}

std::vector<std::string> random_steps(Chance& chance, size_t clauses) {
  std::vector<std::string> steps;
  const size_t count = chance.one_in(2) ? 0 : 1 + chance.below(2) * chance.below(3);
  for (size_t i = 0; i < count; ++i) {
    steps.push_back("  - " + random_step(chance, clauses) + "\n");
  }
  return steps;
}

}  // namespace

std::string RandomPolicy::text() const {
  std::string text = head;
  for (const auto& [name, entries] : sections) {
    if (entries.empty()) continue;
    text += name + ":\n";
    for (const std::string& entry : entries) text += entry;
  }
  return text;
}

RandomPolicy random_policy(Chance& chance) {
  RandomFormulas formulas(chance);
  RandomPolicy policy;
  policy.head = random_head(chance) + random_vocabulary(chance);
  const auto add = [&](const std::string& name, std::vector<std::string> entries) {
    policy.sections.emplace_back(name, std::move(entries));
  };
  add("parameters", random_parameters(chance));
  add("readings", random_readings());
  add("tables", random_tables(chance, formulas));
  if (chance.one_in(3)) {
    add("let", {"  wealth: '" + formulas.money({}, 2) + "'\n"});
  }
  if (chance.one_in(3)) add("eligible", {"  - '" + formulas.truth({}, 2) + "'\n"});
  if (chance.one_in(4)) {
    add("exclude", {"  - {when: '" + formulas.truth({}, 1) + "', " + title + "}\n"});
  }
  const size_t count = 1 + chance.below(4);
  std::vector<std::string> clauses;
  for (size_t i = 0; i < count; ++i) {
    clauses.push_back(random_clause(chance, formulas, i));
  }
  add("clauses", std::move(clauses));
  add("stacking", random_steps(chance, count));
  return policy;
}

}  // namespace jiangbu::oracle
