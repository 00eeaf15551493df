#include "oracle/random_formulas.hpp"

namespace jiangbu::oracle {

namespace {

const std::string title = "title: {zh: 甲, en: a}";

std::string fact(const std::string& name, const std::string& type,
                 const std::string& more = "") {
  return name + ": {type: " + type + ", " + more + title + "}\n";
}

std::string bounds(Chance& chance, const std::string& low, const std::string& high) {
  std::string text;
  if (!chance.one_in(3)) text += "min: " + low + ", ";
  if (chance.one_in(3)) text += "max: " + high + ", ";
  return text;
}

}  // namespace

std::string random_vocabulary(Chance& chance) {
  const auto money = [&] { return bounds(chance, "0元", "20万元"); };
  std::string text = "enums:\n";
  text += "  kind: {" + title + ", values: {a: {zh: 甲, en: a}, b: {zh: 乙, en: b}, " +
          "c: {zh: 丙, en: c}}}\n";
  text += "  grade: {" + title + ", ordered: true, values: {low: {zh: 低, en: low}, " +
          "mid: {zh: 中, en: mid}, high: {zh: 高, en: high}}}\n";
  text += "entities:\n  sub:\n    " + title + "\n    key: id\n    fields:\n";
  text += "      " + fact("id", "text") + "      " + fact("cost", "money", money());
  text += "      " + fact("kind", "kind");
  text += "  item:\n    " + title + "\n    key: id\n    fields:\n";
  text += "      " + fact("id", "text") + "      " + fact("kind", "kind");
  text += "      " + fact("grade", "grade") + "      " + fact("fee", "money", money());
  text += "      " + fact("size", "integer", bounds(chance, "0", "50"));
  text += "      " + fact("day", "date") + "      " + fact("flag", "boolean");
  text += "      " + fact("rebate", "money", "optional: true, " + money());
  text += "      " + fact("done", "date", "optional: true, ");
  text += "      " + fact("subs", "list of sub");
  text +=
      "      " + fact("net", "money", "formula: 'fee * 2 - get or else(rebate, 0元)', ");
  text += "  payment:\n    " + title + "\n    fields:\n";
  text += "      " + fact("policy", "text") + "      " + fact("clause", "text");
  text += "      " + fact("object", "text", "optional: true, ");
  text +=
      "      " + fact("date", "date") + "      " + fact("amount", "money", "min: 0元, ");
  text += "facts:\n  " + fact("n1", "integer", bounds(chance, "0", "60"));
  text += "  " + fact("n2", "number") + "  " + fact("m1", "money", money());
  text += "  " + fact("m2", "money", money()) + "  " + fact("d1", "date");
  text += "  " + fact("d2", "date", "optional: true, ");
  text += "  " + fact("o1", "number", "optional: true, " + bounds(chance, "0", "30"));
  text += "  " + fact("b1", "boolean") + "  " + fact("b2", "boolean");
  text += "  " + fact("k1", "kind") + "  " + fact("g1", "grade");
  text += "  " + fact("place", "region");
  text += "  " + fact("numbers", "list of number");
  text += "  " + fact("items", "list of item");
  text += "  " + fact("payments", "list of payment");
  text += "  " + fact("fees", "money", "formula: sum(items.fee), ");
  return text;
}

std::string RandomFormulas::amount_literal() {
  return chance_.word({"1000元", "333.33元", "5000元", "1万元", "1.5万元", "2万元",
                       "3万元", "5万元", "10万元"});
}

std::string RandomFormulas::number_literal() {
  return chance_.word({"1", "2", "3", "5", "10", "12", "0.5", "20"});
}

std::string RandomFormulas::date_literal() {
  return chance_.word({"@\"2023-01-31\"", "@\"2023-12-31\"", "@\"2024-02-29\"",
                       "@\"2024-06-01\"", "@\"2024-07-15\""});
}

std::string RandomFormulas::kind(const FormulaScope& scope) {
  if (!scope.sub.empty() && chance_.one_in(2)) return scope.sub + ".kind";
  if (!scope.item.empty() && !chance_.one_in(3)) return scope.item + ".kind";
  return "k1";
}

std::string RandomFormulas::grade(const FormulaScope& scope) {
  if (!scope.item.empty() && !chance_.one_in(3)) return scope.item + ".grade";
  return "g1";
}

std::string RandomFormulas::items(const FormulaScope& scope, int depth) {
  const std::string source =
      !scope.items.empty() && !chance_.one_in(3) ? scope.items : "items";
  switch (depth > 0 ? chance_.below(5) : 0) {
    case 1:
      return source + "[item.kind = \"" + chance_.word({"a", "b"}) + "\"]";
    case 2:
      return source + "[fee >= " + amount_literal() + "]";
    case 3: {
      FormulaScope inner = scope;
      inner.item = "item";
      inner.sub.clear();
      return source + "[" + truth(inner, depth - 1) + "]";
    }
    default:
      return source;
  }
}

std::string RandomFormulas::list_number(const FormulaScope& scope, int depth) {
  switch (chance_.below(9)) {
    case 0:
      return "count(" + items(scope, depth) + ")";
    case 1:
      return "sum(numbers)";
    case 2:
      return "sum(" + items(scope, depth) + ".size)";
    case 3:
      return "get or else(max(numbers), 0)";
    case 4:
      return "count distinct(" + items(scope, depth) + ".kind)";
    case 5:
      return "get or else(min(" + items(scope, depth) + ".size), " + number_literal() +
             ")";
    case 6:
      return "count(numbers[item > " + number_literal() + "])";
    case 7:
      return "get or else(mean(numbers), 1)";
    default:
      return "count(" + items(scope, depth) + ".subs)";
  }
}

std::string RandomFormulas::number(const FormulaScope& scope, int depth) {
  if (!scope.item.empty() && chance_.one_in(3)) return scope.item + ".size";
  if (depth <= 0) return chance_.word({"n1", "n2", "get or else(o1, 2)"});
  const auto one = [&] { return number(scope, depth - 1); };
  switch (chance_.below(12)) {
    case 0:
      return "(" + one() + " + " + one() + ")";
    case 1:
      return "(" + one() + " - " + number_literal() + ")";
    case 2:
      return "(" + one() + " * " + number_literal() + ")";
    case 3:
      return "(if " + truth(scope, depth - 1) + " then " + one() + " else " + one() + ")";
    case 4:
      return "(" + date(scope, depth - 1) + ".year - 2000)";
    case 5:
      return "floor(" + one() + " / 3)";
    case 6:
      return "abs(" + one() + ")";
    case 7:
      return chance_.word({"min", "max"}) + "(" + one() + ", " + one() + ")";
    case 8:
      return "(" + money(scope, depth - 1) + " / 1万元)";
    case 9:
      return scope.parameters ? "(rate * 10)" : "n2";
    default:
      return list_number(scope, depth - 1);
  }
}

std::string RandomFormulas::item_money(const FormulaScope& scope) {
  if (!scope.sub.empty() && chance_.one_in(2)) return scope.sub + ".cost";
  return scope.item + chance_.word({".fee", ".net"});
}

std::string RandomFormulas::list_money(const FormulaScope& scope, int depth) {
  switch (chance_.below(7)) {
    case 0:
      return "sum(" + items(scope, depth) + ".fee)";
    case 1:
      return "sum(" + items(scope, depth) + ".subs.cost)";
    case 2:
      return "get or else(" + chance_.word({"min", "max"}) + "(" + items(scope, depth) +
             ".fee), 0元)";
    case 3: {
      FormulaScope inner = scope;
      inner.item = new_variable();
      inner.sub.clear();
      return "sum(for " + inner.item + " in " + items(scope, depth) + " return " +
             money(inner, 1) + ")";
    }
    case 4:
      return "sum(payments[date.year = decision_date.year].amount)";
    case 5:
      return "sum(" + items(scope, depth) + ".net)";
    default:
      return "fees";
  }
}

std::string RandomFormulas::money(const FormulaScope& scope, int depth) {
  const bool in_item = !scope.item.empty();
  if (in_item && chance_.one_in(2)) return item_money(scope);
  if (depth <= 0) return chance_.word({"m1", "m2"});
  const auto one = [&] { return money(scope, depth - 1); };
  switch (chance_.below(11)) {
    case 0:
      return "(" + one() + " + " + one() + ")";
    case 1:
      return "(" + one() + " - " + amount_literal() + ")";
    case 2:
      return chance_.word({"10% * ", "1/3 * ", "70% * ", "0.5 * "}) + one();
    case 3:
      return "(if " + truth(scope, depth - 1) + " then " + one() + " else " +
             (chance_.one_in(2) ? one() : amount_literal()) + ")";
    case 4:
      return chance_.word({"min", "max"}) + "(" + one() + ", " + amount_literal() + ")";
    case 5:
      return amount_literal() + " * " + number(scope, depth - 1);
    case 6:
      return scope.parameters ? "rate * " + one() : one();
    case 7:
      return scope.parameters ? "(rate as of " + date(scope, depth - 1) + ") * " + one()
                              : one();
    case 8:
      if (!scope.earlier.empty()) return "awarded(\"" + chance_.of(scope.earlier) + "\")";
      return list_money(scope, depth - 1);
    default:
      return list_money(scope, depth - 1);
  }
}

std::string RandomFormulas::date(const FormulaScope& scope, int depth) {
  if (!scope.item.empty() && chance_.one_in(2)) return scope.item + ".day";
  switch (depth > 0 ? chance_.below(6) : 0) {
    case 1:
      return "(" + date(scope, depth - 1) + " + @\"P" + chance_.word({"1M", "1Y", "6M"}) +
             "\")";
    case 2:
      return "(" + date(scope, depth - 1) + " - @\"P30D\")";
    case 3:
      return "get or else(d2, " + date_literal() + ")";
    case 4:
      return "last day of month(" + date(scope, depth - 1) + ")";
    default:
      return "d1";
  }
}

std::string RandomFormulas::null_truth(const FormulaScope& scope, int depth) {
  if (!scope.item.empty() && chance_.one_in(2)) {
    const std::string& i = scope.item;
    return chance_.word(
        {i + ".done != null",
         "(" + i + ".done != null and " + i + ".done >= " + date_literal() + ")",
         "(" + i + ".rebate = null or " + i + ".rebate < " + amount_literal() + ")"});
  }
  switch (chance_.below(4)) {
    case 0:
      return "d2 != null";
    case 1:
      return "(d2 != null and d2 <= " + date(scope, depth) + ")";
    case 2:
      return "(o1 = null or o1 >= " + number_literal() + ")";
    default:
      return "(if o1 = null then b1 else o1 > " + number_literal() + ")";
  }
}

std::string RandomFormulas::item_truth(const FormulaScope& scope, int depth) {
  const std::string& i = scope.item;
  switch (chance_.below(8)) {
    case 5:
    case 6: {
      // An item beside the others of its list.
      const std::string other = new_variable();
      return "(" + chance_.word({"some ", "every "}) + other + " in " + items(scope, 0) +
             " satisfies " + other +
             chance_.word({".kind = " + i + ".kind and " + other + ".fee > " + i + ".fee",
                           ".size >= " + i + ".size", ".day = " + i + ".day"}) +
             ")";
    }
    case 7: {
      const std::string payment = new_variable();
      return "(some " + payment + " in payments satisfies " + payment + ".object = " + i +
             ".id or " + payment + ".amount > " + i + ".fee)";
    }
    case 0:
      return i + ".flag";
    case 1:
      return i + ".fee >= " + amount_literal();
    case 2:
      return i + ".day.year = decision_date.year";
    case 3:
      return "count(" + i + ".subs) > " + chance_.word({"0", "1"});
    default: {
      const std::string sub = new_variable();
      return "(some " + sub + " in " + i + ".subs satisfies " + sub + ".cost > " +
             money(scope, depth - 1) + ")";
    }
  }
}

std::string RandomFormulas::quantified(const FormulaScope& scope, int depth) {
  FormulaScope inner = scope;
  inner.item = new_variable();
  inner.sub.clear();
  const std::string source = items(scope, depth - 1);
  return "(" + chance_.word({"some ", "every "}) + inner.item + " in " + source +
         " satisfies " + truth(inner, depth - 1) + ")";
}

std::string RandomFormulas::simple_truth(const FormulaScope& scope, int depth) {
  const std::string order = chance_.word({" < ", " <= ", " > ", " >= ", " = "});
  switch (chance_.below(14)) {
    case 0:
      return chance_.word({"b1", "b2"});
    case 1:
      return "(" + number(scope, depth) + order + number_literal() + ")";
    case 2:
      return "(" + money(scope, depth) + order + amount_literal() + ")";
    case 3:
      return "(" + money(scope, depth) + order + money(scope, depth) + ")";
    case 4:
      return "(" + date(scope, depth) + order + date_literal() + ")";
    case 5:
      return "(" + date(scope, depth) + order + "decision_date)";
    case 6:
      return "(" + kind(scope) + " = \"" + chance_.word({"a", "b"}) + "\")";
    case 7:
      return "(" + kind(scope) + " in (\"a\", \"c\"))";
    case 8:
      return "(" + grade(scope) + chance_.word({" >= ", " < ", " != "}) + "\"mid\")";
    case 9:
      return "(" + number(scope, depth) + " between 2 and 10)";
    case 10:
      return "(" + money(scope, depth) + " in [1万元..5万元))";
    case 11:
      return "(years and months duration(" + date(scope, depth) +
             ", decision_date) >= @\"P1Y\")";
    case 12:
      return "within(place, \"" + chance_.word({"14", "1404"}) + "\")";
    default:
      return "list contains(numbers, " + number_literal() + ")";
  }
}

std::string RandomFormulas::truth(const FormulaScope& scope, int depth) {
  if (!scope.item.empty() && chance_.one_in(3)) return item_truth(scope, depth);
  if (depth <= 0 || chance_.one_in(3)) return simple_truth(scope, depth);
  const auto one = [&] { return truth(scope, depth - 1); };
  switch (chance_.below(8)) {
    case 0:
      return "(" + one() + " and " + one() + ")";
    case 1:
      return "(" + one() + " or " + one() + ")";
    case 2:
      return "not(" + one() + ")";
    case 3:
      return "(if " + one() + " then " + one() + " else " + one() + ")";
    case 4:
      return null_truth(scope, depth - 1);
    case 5:
      return quantified(scope, depth);
    default:
      return simple_truth(scope, depth);
  }
}

}  // namespace jiangbu::oracle
