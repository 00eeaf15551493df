// What is left of lines after steps and instalments, over columns; each figure is held
// against the evaluator of single cases.
#include "over_columns.hpp"

using namespace jiangbu;
using namespace jiangbu::test;

namespace {

const std::string facts = R"(facts:
  done: {type: boolean}
  fee: {type: money}
)";

std::string amount(const std::string& clauses, const std::string& given) {
  return over_columns(facts + clauses, given);
}

}  // namespace

TEST_CASE("instalments: a part whose condition fails is not paid") {
  const std::string clause =
      "clauses: {A: {award: 99.99元, instalments: [{share: 60%}, {share: 40%, when: "
      "done}]}}\n";
  CHECK(amount(clause, "done: true\nfee: 0元\n") == "99.99");
  CHECK(amount(clause, "done: false\nfee: 0元\n") == "59.99");
}

TEST_CASE("instalments: the last of the shares that make up the whole takes the rest") {
  const std::string clause =
      "clauses: {A: {award: 100元, instalments: [{share: 1/3, when: done}, {share: 1/3}, "
      "{share: 1/3}]}}\n";
  CHECK(amount(clause, "done: false\nfee: 0元\n") == "66.67");
}

TEST_CASE("instalments: an amount first, then a share of the whole") {
  const std::string clause =
      "clauses: {A: {award: 1000元, instalments: [{amount: fee, when: done}, {share: "
      "50%}]}}\n";
  CHECK(amount(clause, "done: true\nfee: 300.5元\n") == "800.5");
  CHECK(amount(clause, "done: true\nfee: 2000元\n") == "1000");
  CHECK(amount(clause, "done: false\nfee: 2000元\n") == "0");
}

TEST_CASE("instalments: steps see the whole amounts") {
  const std::string clauses =
      "clauses: {A: {award: 100元, instalments: [{share: 50%}, {share: 50%, when: "
      "done}]}, B: {award: 60元}}\nstacking: [{highest only: {}}]\n";
  CHECK(amount(clauses, "done: false\nfee: 0元\n") == "50");
}

TEST_CASE("instalments: parts of a range under a step are left to single cases") {
  const std::string clauses =
      "clauses: {A: {award: 100-200元, instalments: [{share: 50%}, {share: 50%, when: "
      "done}]}, B: {award: 60元}}\nstacking: [{cap: {at most: 150元}}]\n";
  CHECK(amount(clauses, "done: false\nfee: 0元\n") == "refused");
}

TEST_CASE("steps: a limit that is a part of what the lines come to") {
  const std::string clauses = "clauses: {A: {award: 100元}, B: {award: fee}}\n";
  CHECK(amount(clauses + "stacking: [{cap: {at most: '50% * total'}}]\n",
               "done: true\nfee: 50.01元\n") == "75.01");
  CHECK(amount(clauses + "stacking: [{deduct: {minus: 'total * 10%'}}]\n",
               "done: true\nfee: 50元\n") == "135");
  const std::string range = "clauses: {A: {award: 100-200元}}\n";
  CHECK(amount(range + "stacking: [{cap: {at most: '50% * total'}}]\n",
               "done: true\nfee: 0元\n") == "50..100");
}

TEST_CASE("steps: a limit of part of the total and of a fact is left to single cases") {
  CHECK(amount("clauses: {A: {award: 100元}}\nstacking: [{cap: {at most: 'min(total, "
               "fee)'}}]\n",
               "done: true\nfee: 50元\n") ==
        "a step whose limit depends on the total, but is no part of it");
}

TEST_CASE(
    "steps: lines share a limit if all parts of their keys are equal, null or not") {
  const std::string policy = R"(entities:
  grant:
    fields: {place: {type: text, optional: true}, year: {type: integer}, fee: {type: money}}
facts: {grants: {type: list of grant}, limit: {type: money}}
clauses:
  A: {for each: g in grants, award: g.fee, keys: {place: g.place, year: g.year}}
stacking: [{cap: {per: [place, year], at most: limit}}]
)";
  const std::string given = R"(limit: 100元
grants:
  - {place: a, year: 1, fee: 60元}
  - {place: null, year: 1, fee: 60元}
  - {place: a, year: 1, fee: 60元}
  - {place: null, year: 1, fee: 70元}
  - {place: a, year: 2, fee: 60元}
)";
  CHECK(over_columns(policy, given) == "260");
}

TEST_CASE("steps: a cap that ranges do not reach leaves them, one they may reach cuts") {
  const std::string clauses =
      "clauses: {A: {award: 100-200元}, B: {award: fee}, C: {award: 1元}}\n"
      "stacking: [{cap: {of: [A, B], at most: 250元}}]\n";
  CHECK(amount(clauses, "done: true\nfee: 50元\n") == "151..251");
  CHECK(amount(clauses, "done: true\nfee: 100元\n") == "201..251");
}

namespace {

const std::string nested = R"(entities:
  entry:
    fields: {fee: {type: money, min: 0元}, more: {type: money}}
  patent:
    key: id
    fields: {id: {type: text}, entries: {type: list of entry}}
facts: {patents: {type: list of patent}}
)";

std::string entry(const std::string& fee, const std::string& more = "0元") {
  return "{fee: " + fee + ", more: " + more + "}";
}

std::string patent(const std::string& id, const std::string& entries) {
  return "  - {id: " + id + ", entries: [" + entries + "]}\n";
}

std::string by_patent(const std::string& award, const std::string& step) {
  return nested + "clauses:\n  A: {for each: 'p in patents, e in p.entries', award: '" +
         award + "', keys: {patent: p.id}, stacking: [" + step + "]}\n";
}

const std::string two = "patents:\n" + patent("X", entry("80元") + ", " + entry("70元")) +
                        patent("Y", entry("30.01元"));

}  // namespace

TEST_CASE("steps: a cap by the key of a list's items holds each of them to it") {
  CHECK(over_columns(by_patent("e.fee", "{cap: {per: patent, at most: 100元}}"), two) ==
        "130.01");
  const std::string by_key = "at most: 'if patent = \"X\" then 90元 else 200元'";
  CHECK(over_columns(by_patent("e.fee", "{cap: {per: patent, " + by_key + "}}"), two) ==
        "120.01");
  CHECK(over_columns(
            by_patent("e.fee", "{cap: {per: patent, " + by_key + ", used: 20.01元}}"),
            two) == "100");
}

TEST_CASE("steps: a cap by the key of a list's items holds both ends of ranges to it") {
  const std::string award = "discretion(e.fee, e.fee + 50元)";
  CHECK(over_columns(by_patent(award, "{cap: {per: patent, at most: 160元}}"), two) ==
        "180.01..240.01");
}

TEST_CASE("steps: a cap of each item holds it alone") {
  CHECK(over_columns(by_patent("e.fee", "{cap: {per: item, at most: 75元}}"), two) ==
        "175.01");
  CHECK(over_columns(by_patent("e.fee", "{cap: {per: item, at most: e.more + 50元}}"),
                     two) == "130.01");
}

TEST_CASE(
    "steps: who has a key twice, which files cannot give, is left to single cases") {
  const Program program =
      program_of(by_patent("e.fee", "{cap: {per: patent, at most: 100元}}"));
  std::string many = "patents:\n";
  for (int i = 0; i < 40; ++i) many += patent("P" + std::to_string(i), entry("60元"));
  CaseFacts given = facts_of(program, many);
  CHECK(over_columns(program, given) == "2400");
  std::vector<FactValue>& patents = given.record.items[0].items;
  patents[1].items[0] = patents[0].items[0];
  CHECK(over_columns(program, given) == "refused");
  patents[1].items[0] = FactValue::known("P0.5");
  patents[39].items[0] = patents[5].items[0];  // far from its twin
  CHECK(over_columns(program, given) == "refused");
}
