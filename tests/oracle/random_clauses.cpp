#include "oracle/random_clauses.hpp"

namespace jiangbu::oracle {

namespace {

const std::string title = "title: {zh: 甲, en: a}";

std::string quoted(const std::string& formula) { return "'" + formula + "'"; }

class RandomClause {
 public:
  RandomClause(Chance& chance, RandomFormulas& formulas, size_t place)
      : chance_(chance), formulas_(formulas), place_(place) {
    for (size_t i = 0; i < place; ++i) scope_.earlier.push_back(id(i));
  }

  std::string write() {
    text_ = "  " + id(place_) + ":\n";
    line(title);
    write_items();
    if (chance_.one_in(3))
      line("payer: " + chance_.word({"city", "{city: 60%, county: 40%}",
                                     "{a: 1/3, b: 1/3, c: 1/3}"}));
    if (chance_.one_in(8)) line("only under: {q: [wide]}");
    if (chance_.one_in(6)) {
      line("exclude: [{when: " + quoted(formulas_.truth(scope_, 1)) + ", " + title +
           "}]");
    }
    if (chance_.one_in(8)) write_window();
    if (!chance_.one_in(4)) line("when:\n" + condition(3, "      - "));
    if (chance_.one_in(6)) line("once: " + chance_.word({"ever", "each year"}));
    if (chance_.one_in(10)) {
      line("mode: competitive");
      if (chance_.one_in(2)) line("selected: b2");
    }
    line("award: " + award(2));
    if (chance_.one_in(4)) {
      line("rounding: {mode: " + chance_.word({"down", "half up", "half even", "up"}) +
           ", to: " + chance_.word({"1000元", "1元", "0.1元"}) + "}");
    }
    line("keys: {k: " + key() + "}");
    if (chance_.one_in(6)) write_own_step();
    if (chance_.one_in(5)) write_instalments();
    return text_;
  }

 private:
  std::string key() {
    if (scope_.item.empty() || grouped_) return "k1";
    if (chance_.one_in(2)) return scope_.item + ".id";
    return (scope_.sub.empty() ? scope_.item : scope_.sub) + ".kind";
  }

  static std::string id(size_t place) { return "C" + std::to_string(place + 1); }

  void line(const std::string& content) { text_ += "    " + content + "\n"; }

  void write_items() {
    const size_t shape = chance_.below(6);
    if (shape <= 2) return;
    std::string items = "i in " + formulas_.items({}, 2);
    scope_.item = "i";
    if (shape == 4) {
      items += ", s in i.subs";
      scope_.sub = "s";
    }
    line("for each: " + quoted(items));
    if (shape != 5) return;
    line("group by: i." + chance_.word({"kind", "grade", "day.year", "id", "done"}));
    scope_.item.clear();
    scope_.items = "items";
    grouped_ = true;
    if (chance_.one_in(2)) line("let: {n: count(items)}");
  }

  void write_window() {
    std::string ends = "from: '" + formulas_.date_literal() + "'";
    if (chance_.one_in(2)) ends = "to: '" + formulas_.date(scope_, 1) + "'";
    if (chance_.one_in(2)) ends += ", of: '" + formulas_.date(scope_, 0) + "'";
    line("window: {" + ends + "}");
  }

  // A list of conditions, nested at most `depth` deep, as YAML.
  std::string condition(int depth, const std::string& bullet) {
    std::string text;
    const size_t count = 1 + chance_.below(2);
    for (size_t i = 0; i < count; ++i) {
      if (i > 0) text += "\n";
      const std::string formula = quoted(formulas_.truth(scope_, 2));
      switch (depth > 0 ? chance_.below(6) : 0) {
        case 1:
          text += bullet + "any: [" + formula + ", " +
                  quoted(formulas_.truth(scope_, 1)) + "]";
          break;
        case 2:
          text += bullet + "not: " + formula;
          break;
        case 3:
          text += bullet + "{by reading: q, wide: " + formula +
                  ", narrow: " + quoted(formulas_.truth(scope_, 1)) + "}";
          break;
        case 4:
          text += bullet + "any: [{all: [" + formula + ", b1]}, {not: b2}]";
          break;
        default:
          text += bullet + formula;
      }
    }
    return text;
  }

  std::string bounds() {
    std::string text;
    if (chance_.one_in(3)) text += ", at least: " + chance_.word({"500元", "1000元"});
    if (chance_.one_in(2))
      text += ", at most: " + chance_.word({"1.2万元", "5万元", "4321.05元"});
    return text;
  }

  std::string award(int depth) {
    const std::string money = quoted(formulas_.money(scope_, 2));
    switch (depth > 0 ? chance_.below(17) : chance_.below(4)) {
      case 0:
      case 1:
        return formulas_.amount_literal();
      case 2:
        return money;
      case 3:
        return "{percent: " + chance_.word({"70%", "12.5%", "1/3"}) + ", of: " + money +
               bounds() + "}";
      case 4:
        return "5-10万元";
      case 5:
        return "最高50万元";
      case 6:
        return "'discretion(" + formulas_.amount_literal() + ", 10万元)'";
      case 7:
        return "{amount: " + money + bounds() + "}";
      case 8:
        return "{by: " + formulas_.kind(scope_) + ", amounts: {a: " + award(0) +
               ", b: " + award(depth - 1) +
               "}, otherwise: " + chance_.word({"none", "0元", "unspecified"}) + "}";
      case 9:
        return chance_.word({"unspecified", "none", "{delegated: {zh: 甲, en: a}}"});
      case 10:
        return marginal();
      case 11:
      case 12:
        return step(depth);
      case 13:
        return "{by reading: q, wide: " + award(0) + ", narrow: " + award(depth - 1) +
               "}";
      case 14:
        return table_in_place();
      default:
        return "'" + chance_.word({"t_unique", "t_first", "t_sum", "t_best"}) + "(" +
               formulas_.grade(scope_) + ", " + formulas_.number(scope_, 1) + ")'";
    }
  }

  std::string marginal() {
    if (chance_.one_in(2)) {
      return "{marginal: {of: " + quoted(formulas_.money(scope_, 1)) +
             ", bands: [{以下: 1万元, rate: 10%}, {超过: 1万元, 不超过: 5万元, rate: "
             "7.5%}, "
             "{超过: 5万元, rate: 3%}]}}";
    }
    return "{marginal: {of: " + quoted(formulas_.number(scope_, 1)) +
           ", bands: [{at least: 0, at most: 3, rate: 1000元}, {over: 3, rate: "
           "250.5元}]}}";
  }

  std::string step(int depth) {
    return "{step: {of: " + quoted(formulas_.number(scope_, 2)) +
           ", bands: [{at least: 1, below: 3, give: " + award(0) +
           "}, {at least: 3, below: 10, give: " + award(depth - 1) +
           "}, {at least: 10, give: " + formulas_.amount_literal() + "}]" +
           (chance_.one_in(2) ? ", otherwise: " + chance_.word({"0元", "none", "100元"})
                              : std::string()) +
           "}}";
  }

  std::string table_in_place() {
    return "{table: {inputs: [" + formulas_.grade(scope_) + ", " +
           quoted(formulas_.number(scope_, 1)) + "], rows: [[high, '>= 3', " +
           formulas_.amount_literal() + "], ['mid, low', '>= 5', " +
           formulas_.amount_literal() +
           "]], otherwise: " + chance_.word({"none", "0元", "200元"}) + "}}";
  }

  void write_own_step() {
    line("stacking:");
    line("  - " +
         chance_.word(
             {"cap: {at most: 5万元}", "cap: {per: item, at most: 1.5万元}",
              "highest only: {}", "limit: {take: 2}", "limit: {take: 1, keep: first}",
              "scale: {by: 50%}", "cap: {per: k, at most: 2万元, cut: last first}",
              "round: {to: 100元, mode: down}", "deduct: {minus: m1}",
              "cap: {per: item, at most: '" + formulas_.money(scope_, 1) + "'}"}));
  }

  void write_instalments() {
    line("instalments:");
    if (chance_.one_in(3)) {
      line("  - {amount: 1万元, when: b1}");
      line("  - {share: 30%, due: 'decision_date + @\"P1Y\"'}");
      return;
    }
    const bool thirds = chance_.one_in(2);
    line(thirds ? "  - {share: 1/3}" : "  - {share: 60%}");
    if (thirds) line("  - {share: 1/3, due: 'decision_date + @\"P1Y\"'}");
    line(std::string("  - {share: ") + (thirds ? "1/3" : "40%") +
         ", when: " + quoted(formulas_.truth(scope_, 1)) + "}");
  }

  Chance& chance_;
  RandomFormulas& formulas_;
  size_t place_;
  FormulaScope scope_;
  bool grouped_ = false;
  std::string text_;
};

}  // namespace

std::string random_clause(Chance& chance, RandomFormulas& formulas, size_t place) {
  return RandomClause(chance, formulas, place).write();
}

std::string random_step(Chance& chance, size_t clauses) {
  std::vector<std::string> ids;
  for (size_t i = 0; i < clauses; ++i) {
    if (chance.one_in(2)) ids.push_back("C" + std::to_string(i + 1));
  }
  if (chance.one_in(3)) {
    for (size_t i = 1; i < ids.size(); ++i) {
      std::swap(ids[i], ids[chance.below(i + 1)]);
    }
  }
  std::string of;
  for (const std::string& id : ids) of += (of.empty() ? "" : ", ") + id;
  if (!of.empty()) of = "of: [" + of + "], ";
  const std::string per =
      chance.word({"", "", "", "per: k, ", "per: clause, ", "per: item, "});
  const std::string cut =
      chance.word({"", "", ", cut: last first", ", cut: smallest first"});
  const std::string scope = of + per;
  const std::string used =
      chance.word({"", ", used: m2",
                   ", used: 'sum(payments[date.year = decision_date.year].amount)'"});
  const std::string bare = scope.empty() ? "" : scope.substr(0, scope.size() - 2);
  return chance.word({
      "highest only: {" + bare + "}",
      "first only: {" + bare + "}",
      "top up: {" + scope + "received: " + chance.word({"5000元", "m1", "'10% * m2'"}) +
          "}",
      "deduct: {" + scope + "minus: " + chance.word({"333.33元", "m1"}) + "}",
      "cap: {" + scope + "at most: " +
          chance.word({"3万元", "7777.77元", "m1", "12万元"}) + used + cut + "}",
      "cap: {" + scope + "at most: 5万元" + cut + "}",
      "cap: {" + scope + "at most: '50% * total'}",
      "aid ceiling: {" + scope + "at most: 4万元, other aid: m2" + cut + "}",
      "matching: {" + scope + "ratio: " + chance.word({"2", "30%", "n1"}) + ", base: m2" +
          cut + "}",
      "limit: {" + scope + "take: " + chance.word({"1", "2", "n1"}) +
          chance.word({"", ", keep: first"}) + "}",
      "no double funding: {" + scope + "when: b2}",
      "scale: {" + scope + "by: " + chance.word({"50%", "1/3", "rate"}) + "}",
      "round: {" + (of.empty() ? "" : of) +
          "to: " + chance.word({"1元", "100元", "1000元"}) +
          ", mode: " + chance.word({"down", "half up", "half even"}) + "}",
  });
}

}  // namespace jiangbu::oracle
