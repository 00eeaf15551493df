#include "budget/estimate_budget.hpp"

#include <algorithm>
#include <set>

#include "budget/appropriations.hpp"
#include "budget/books.hpp"
#include "budget/cliffs.hpp"
#include "budget/expectation.hpp"
#include "budget/sharing.hpp"
#include "evaluate/readings.hpp"

namespace jiangbu {

namespace {

constexpr std::size_t failures_named = 20;
constexpr int years_looked_at = 6;  // of instalments

class BudgetEstimator {
 public:
  explicit BudgetEstimator(const BudgetRequest& request) : request_(request) {
    ground_.population = request.population;
    ground_.decision_date = request.decision_date;
    ground_.threads = std::max(1U, request.threads);
    ground_.listed = request.listed;
    ground_.progress = request.measured;
    const auto group = [&](const std::string& fact, std::optional<std::size_t>& place) {
      if (auto grouping = group_by_fact(*request.population, fact)) {
        place = ground_.groupings.size();
        ground_.groupings.push_back(std::move(*grouping));
      }
    };
    group(request.assumptions.region_fact, ground_.region);
    group(request.assumptions.kind_fact, ground_.kind);
  }

  BudgetEstimate run() {
    measure_everything();
    BudgetEstimate estimate;
    estimate.decision_date = request_.decision_date;
    estimate.assumptions = assumptions_in_words(assumptions());
    if (!uptake_is_certain()) add_sharing(estimate.assumptions);
    estimate.policies = policies_used();
    for (const std::size_t standing : {0U, 1U}) {
      if (!has_standing(base_.programs, standing)) continue;
      estimate.books.push_back(book(standing));
      estimate.forward.emplace_back(
          standing == 1, forward_years(base_, ground_, assumptions(), standing));
    }
    for (std::size_t i = 0; i < request_.scenarios.size(); ++i) {
      const ScenarioRules& rules = request_.scenarios[i];
      tell({"情景 " + rules.scenario.name, "scenario " + rules.scenario.name});
      estimate.scenarios.push_back(
          estimate_scenario(rules, base_, scenarios_[i], ground_, assumptions()));
    }
    estimate.targets = price_targets(base_, ground_, assumptions());
    estimate.facts = quality();
    return estimate;
  }

 private:
  const Assumptions& assumptions() const { return request_.assumptions; }

  void tell(const Bilingual& what) const {
    if (request_.progress) request_.progress(what);
  }

  // The base, what falls due by year, compared readings and all scenarios in one pass.
  void measure_everything() {
    tell({"计算应享金额", "what is due"});
    const MeasurementQuestion base{
        request_.programs, assumptions().readings, Detail::full, {}};
    std::vector<MeasurementQuestion> questions = {base};
    const auto ask = [&](MeasurementQuestion question) {
      questions.push_back(std::move(question));
      return questions.size() - 1;
    };
    std::vector<std::pair<int, std::size_t>> years;
    for (auto& [year, question] :
         questions_by_year(base, ground_.decision_date, years_looked_at)) {
      years.emplace_back(year, ask(std::move(question)));
    }
    std::map<std::pair<std::string, std::string>, std::size_t> readings;
    for (const auto& [question, option] : compared_options()) {
      MeasurementQuestion other{base.programs, base.readings, Detail::totals, {}};
      other.readings[question] = option;
      readings[{question, option}] = ask(std::move(other));
    }
    std::vector<std::map<std::vector<bool>, std::size_t>> scenarios;
    for (const ScenarioRules& rules : request_.scenarios) {
      auto& places = scenarios.emplace_back();
      for (auto& [subset, question] : scenario_questions(rules, assumptions())) {
        places[subset] = ask(std::move(question));
      }
    }
    if (assumptions().cliffs) {
      cliffs_.emplace(base, *assumptions().cliffs, ground_.decision_date,
                      questions.size());
      const auto& more = cliffs_->questions();
      questions.insert(questions.end(), more.begin(), more.end());
    }
    for (MeasurementQuestion& question : questions) {
      question.uptake_is_certain = uptake_is_certain();
    }
    std::vector<Measurement> found = measure(ground_, questions);
    keep_cliffs(found);
    base_ = std::move(found.front());
    for (const auto& [year, place] : years) {
      by_year_.emplace_back(year, std::move(found[place]));
    }
    for (const auto& [option, place] : readings) {
      by_option_.emplace(option, std::move(found[place]));
    }
    for (const auto& places : scenarios) {
      auto& measured = scenarios_.emplace_back();
      for (const auto& [subset, place] : places) {
        measured.emplace(subset, std::move(found[place]));
      }
    }
  }

  // How claims that are not made count in pools, rankings and group caps.
  void add_sharing(std::vector<UsedAssumption>& used) const {
    for (const auto& program : request_.programs) {
      if (program->model->across.empty()) continue;
      const std::string id = program->model->id;
      const std::string obstacle = sharing_obstacle(*program->model);
      if (obstacle.empty()) {
        used.push_back({"sharing " + id,
                        {id + "：未申领者不占资金池、名次和集团上限；预期为抽样均值",
                         id + ": claims not made take no part in pools, rankings and "
                              "group caps; expectations are means of draws"},
                        ""});
      } else {
        used.push_back(
            {"sharing " + id,
             {id + "：资金池、名次和集团上限按全部申领分配，未申领者的份额不转给他人（" +
                  obstacle + "）",
              id +
                  ": pools, rankings and group caps are shared as if all "
                  "claimed, what is not claimed goes to nobody (" +
                  obstacle + ")"},
             ""});
      }
    }
  }

  // Whether everybody claims, in the base and in all scenarios.
  bool uptake_is_certain() const {
    const auto sure = [](const UncertainShare& share) { return share.low == 1; };
    bool certain = sure(assumptions().uptake.otherwise);
    for (const auto& [clause, share] : assumptions().uptake.clauses) {
      certain = certain && sure(share);
    }
    for (const ScenarioRules& rules : request_.scenarios) {
      for (const Change& change : rules.scenario.changes) {
        if (change.kind == Change::Kind::uptake) certain = certain && sure(change.share);
      }
    }
    return certain;
  }

  void keep_cliffs(const std::vector<Measurement>& found) {
    for (const std::size_t standing : {0U, 1U}) {
      if (cliffs_) cliffs_->write(found, standing, cliff_books_[standing]);
    }
  }

  // Questions to compare, with the options that are not chosen.
  std::set<std::pair<std::string, std::string>> compared_options() const {
    std::set<std::pair<std::string, std::string>> options;
    for (const auto& program : request_.programs) {
      const PolicyModel& model = *program->model;
      const auto chosen = chosen_readings(model, assumptions().readings);
      for (std::size_t q = 0; q < model.readings.size(); ++q) {
        const Reading& reading = model.readings[q];
        if (!is_compared(reading.name)) continue;
        for (std::size_t o = 0; o < reading.options.size(); ++o) {
          if (o != chosen[q]) options.emplace(reading.name, reading.options[o].name);
        }
      }
    }
    return options;
  }

  std::vector<PolicyUsed> policies_used() const {
    std::vector<PolicyUsed> used;
    for (std::size_t p = 0; p < base_.programs.size(); ++p) {
      const PolicyModel& model = *base_.programs[p]->model;
      PolicyUsed policy;
      policy.id = model.id;
      policy.version = model.version;
      policy.title = model.title;
      policy.hash = base_.programs[p]->hash;
      policy.indicative = standing_of(model) == 1;
      policy.applies = model.applies_on(ground_.decision_date);
      policy.obstacle = base_.all.obstacles[p];
      const auto readings = chosen_readings(model, base_.readings);
      for (std::size_t q = 0; q < model.readings.size(); ++q) {
        policy.readings.emplace_back(model.readings[q].name,
                                     model.readings[q].options[readings[q]].name);
      }
      used.push_back(std::move(policy));
    }
    return used;
  }

  Book book(std::size_t standing) {
    Book result = tables_of(base_, by_year_, ground_, assumptions(), standing);
    compare_readings(standing, result);
    tell({"分布", "distribution"});
    const std::vector<PossibleAward> awards =
        possible_awards(base_, ground_, assumptions(), standing);
    const std::vector<ChanceTerms> terms = chance_terms(ground_, assumptions());
    std::optional<Sharing> sharing;
    if (base_.before) sharing.emplace(base_, ground_, awards);
    AmountChange change;
    if (sharing) change = [&](std::vector<double>& amounts) { sharing->apply(amounts); };
    const bool certain =
        !change &&
        std::all_of(awards.begin(), awards.end(), [&](const PossibleAward& award) {
          return terms[award.clause].uptake.is_certain();
        });
    if (!awards.empty() && certain) {
      result.distribution = summarise(convolve(awards, terms));
    } else if (!awards.empty()) {
      result.distribution =
          summarise(simulate(awards, terms, assumptions().seed, assumptions().draws,
                             ground_.threads, change),
                    assumptions().seed);
      result.distribution->reason = change ? "sharing" : "uptake";
    }
    cut_by_appropriations(standing, awards, change, result);
    result.swings = swings_of(base_, ground_, assumptions(), result);
    result.cliffs = std::move(cliff_books_[standing].cliffs);
    result.quiet_bounds = cliff_books_[standing].quiet_bounds;
    return result;
  }

  void cut_by_appropriations(std::size_t standing,
                             const std::vector<PossibleAward>& awards,
                             const AmountChange& change, Book& result) {
    std::vector<std::set<std::uint32_t>> covered;
    std::set<std::uint32_t> taken;
    bool cuts = false;
    for (const Appropriation& appropriation : assumptions().appropriations) {
      std::set<std::uint32_t> own = covered_by(appropriation, base_, ground_, standing);
      std::erase_if(own, [&](std::uint32_t clause) { return taken.contains(clause); });
      taken.insert(own.begin(), own.end());
      covered.push_back(own);
      if (own.empty()) continue;
      cuts = cuts || appropriation.rule != Appropriation::Rule::report_only;
      tell({"预算额度 " + appropriation.name, "appropriation " + appropriation.name});
      AppropriationOutcome outcome = apply_appropriation(
          appropriation, own, base_, ground_, assumptions(), awards, change);
      for (const UnstatedClause& unstated : result.unstated) {
        const auto& clauses = outcome.clauses;
        if (std::find(clauses.begin(), clauses.end(), unstated.clause) != clauses.end()) {
          outcome.unstated.push_back(unstated.policy + " " + unstated.clause);
        }
      }
      result.appropriations.push_back(std::move(outcome));
    }
    if (!cuts || awards.empty()) return;
    result.paid_distribution =
        summarise(simulate_paid(covered, ground_, assumptions(), awards, change),
                  assumptions().seed);
    result.paid_distribution->reason = "ceiling";
  }

  bool is_compared(const std::string& question) const {
    const auto& asked = assumptions().compared_readings;
    return std::any_of(asked.begin(), asked.end(), [&](const std::string& one) {
      return one == "all" || one == question;
    });
  }

  // Each option of a compared question, the other questions as chosen.
  void compare_readings(std::size_t standing, Book& result) {
    for (std::size_t p = 0; p < base_.programs.size(); ++p) {
      const PolicyModel& model = *base_.programs[p]->model;
      if (standing_of(model) != standing) continue;
      const auto chosen = chosen_readings(model, base_.readings);
      for (std::size_t q = 0; q < model.readings.size(); ++q) {
        const Reading& reading = model.readings[q];
        if (!is_compared(reading.name)) continue;
        for (std::size_t o = 0; o < reading.options.size(); ++o) {
          ReadingSpread spread;
          spread.policy = model.id;
          spread.question = reading.name;
          spread.option = reading.options[o].name;
          spread.question_title = reading.title;
          spread.option_title = reading.options[o].title;
          spread.chosen = chosen[q] == o;
          spread.amount = spread.chosen
                              ? result.total
                              : total_of(by_option_.at({spread.question, spread.option}),
                                         ground_, assumptions(), standing);
          result.readings.push_back(std::move(spread));
        }
      }
    }
  }

  FactQuality quality() const {
    FactQuality facts;
    facts.applicants = request_.population->applicants();
    facts.one_by_one = base_.all.one_by_one;
    std::set<std::uint32_t> failed;
    for (const Exposure::Failure& failure : base_.all.failed) {
      failed.insert(failure.applicant);
      if (facts.failures.size() >= failures_named) continue;
      facts.failures.emplace_back(request_.population->name_of(failure.applicant),
                                  failure.reason);
    }
    facts.failed = failed.size();
    return facts;
  }

  const BudgetRequest& request_;
  Ground ground_;
  Measurement base_;
  std::vector<std::pair<int, Measurement>> by_year_;
  std::map<std::pair<std::string, std::string>, Measurement> by_option_;
  std::optional<CliffSearch> cliffs_;
  Book cliff_books_[2];                     // their cliffs only
  std::vector<MeasuredSubsets> scenarios_;  // in the request's order
};

}  // namespace

BudgetEstimate estimate_budget(const BudgetRequest& request) {
  return BudgetEstimator(request).run();
}

}  // namespace jiangbu
