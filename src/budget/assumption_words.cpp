// Assumptions as sentences, so that every figure can name what it rests on.
#include "budget/estimate_budget.hpp"
#include "budget/percent_text.hpp"

namespace jiangbu {

namespace {

Bilingual words(const UncertainShare& share) {
  const std::string likely = percent_text(share.likely);
  if (share.is_certain()) {
    return {"有权申领者中 " + likely + " 申领", likely + " of those entitled claim"};
  }
  const std::string range = percent_text(share.low) + "–" + percent_text(share.high);
  return {"有权申领者中 " + range + " 申领，最可能 " + likely +
              "（三角分布，同一条款各申请人同升同降）",
          range + " of those entitled claim, most likely " + likely +
              " (triangular, common to all applicants of a clause)"};
}

Bilingual words(const Discretion& discretion) {
  const std::string share = percent_text(discretion.share);
  switch (discretion.shape) {
    case Discretion::Shape::uniform:
      return {"裁量结果在幅度内均匀分布", "discretion is uniform within its bounds"};
    case Discretion::Shape::triangular:
      return {"裁量结果在幅度内三角分布，最可能在 " + share + " 处",
              "discretion is triangular within its bounds, most likely at " + share};
    case Discretion::Shape::fixed:
      break;
  }
  return {"裁量结果固定在幅度的 " + share + " 处",
          "discretion always at " + share + " of its bounds"};
}

Bilingual unknown_words(const Decimal& share) {
  const std::string text = percent_text(share);
  return {"未知事实留下的幅度取其 " + text + " 处",
          "ranges left by facts not known count at " + text};
}

Bilingual growth_words(const Decimal& rate, int years) {
  const std::string text = percent_text(rate);
  const std::string count = std::to_string(years);
  return {"每年增长 " + text + "，自数据年份起 " + count + " 年",
          "growth of " + text + " a year, for " + count + " years since the facts"};
}

class Words {
 public:
  template <typename Value, typename Say>
  void each(const char* id, const ByClause<Value>& assumption, Say say) {
    list_.push_back({id, say(assumption.otherwise), assumption.otherwise_place});
    for (const auto& [clause, value] : assumption.clauses) {
      const Bilingual text = say(value);
      list_.push_back({std::string(id) + " " + clause,
                       {clause + "：" + text.zh, clause + ": " + text.en},
                       assumption.place_of(clause)});
    }
  }
  void one(UsedAssumption assumption) { list_.push_back(std::move(assumption)); }
  std::vector<UsedAssumption> take() { return std::move(list_); }

 private:
  std::vector<UsedAssumption> list_;
};

}  // namespace

std::vector<UsedAssumption> assumptions_in_words(const Assumptions& assumptions) {
  Words all;
  all.each("uptake", assumptions.uptake,
           [](const UncertainShare& share) { return words(share); });
  all.each("discretion", assumptions.discretion,
           [](const Discretion& discretion) { return words(discretion); });
  all.each("unknown facts", assumptions.unknown_facts, unknown_words);
  all.each("growth", assumptions.growth, [&](const Decimal& rate) {
    return growth_words(rate, assumptions.years_since_facts);
  });
  for (const auto& [question, option] : assumptions.readings) {
    const auto place = assumptions.reading_places.find(question);
    all.one(
        {"reading " + question,
         {"解读 " + question + " 取 " + option, "reading " + question + ": " + option},
         place == assumptions.reading_places.end() ? "" : place->second});
  }
  for (const Appropriation& appropriation : assumptions.appropriations) {
    const std::string amount = appropriation.amount.format_grouped();
    all.one({"appropriation " + appropriation.name,
             {appropriation.title.zh + " " + amount + " 元",
              appropriation.title.en + " CNY " + amount},
             appropriation.place});
  }
  for (const TargetPrice& target : assumptions.targets) {
    all.one({"target " + target.target,
             {"目标 " + target.target + " 由条款 " + target.clause + " 计价",
              "target " + target.target + " is priced by clause " + target.clause},
             target.place});
  }
  if (const auto& near = assumptions.cliffs) {
    const std::string share = percent_text(near->share);
    const std::string items = near->items.to_string();
    const std::string days = std::to_string(near->days);
    all.one({"cliffs",
             {"临界：界限移动 " + share + "、" + items + " 个、" + days + " 天、1 个月",
              "cliffs: bounds moved by " + share + ", " + items + " items, " + days +
                  " days, 1 month"},
             near->place});
  }
  return all.take();
}

}  // namespace jiangbu
