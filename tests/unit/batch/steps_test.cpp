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
