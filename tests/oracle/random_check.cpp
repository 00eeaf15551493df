#include "oracle/random_check.hpp"

#include <optional>

#include "oracle/judge.hpp"
#include "oracle/policy_source.hpp"
#include "oracle/random_facts.hpp"
#include "oracle/random_policy.hpp"

namespace jiangbu::oracle {

namespace {

/// Facts, and a way to complete them, that the judge is asked about.
struct Trial {
  Question question;
  FactValue complete;
  Authority authority;
  std::optional<FactValue> learned;
};

std::string fault_of(Judge& judge, const Trial& trial) {
  std::string fault = judge.ask(trial.question);
  if (fault.empty()) fault = judge.completion_fault(trial.complete, trial.authority);
  if (fault.empty() && trial.learned) fault = judge.learning_fault(*trial.learned);
  return fault;
}

class Run {
 public:
  explicit Run(const RandomRun& run) : run_(run) {}

  RandomOutcome run() {
    for (size_t p = 0; p < run_.policies && outcome_.fault.empty(); ++p) {
      policy_seed_ = run_.seed + p;
      Chance chance(policy_seed_);
      policy_ = random_policy(chance);
      const PolicySource source = read_policy_source(policy_.text());
      if (!source.findings.empty()) {
        outcome_.fault = "a random policy does not lint (seed " +
                         std::to_string(policy_seed_) + ")\n" + source.findings +
                         policy_.text();
        return outcome_;
      }
      Judge judge(source.model);
      for (size_t i = 0; i < run_.cases_each && outcome_.fault.empty(); ++i) {
        one_case(judge, chance);
      }
    }
    return outcome_;
  }

 private:
  void one_case(Judge& judge, Chance& chance) {
    Trial trial;
    trial.question.decision_date =
        Date::parse(chance.word({"2024-06-01", "2024-02-29", "2025-12-31", "2023-03-01"}))
            .value();
    for (const Reading& reading : judge.model().readings) {
      trial.question.readings.push_back(
          static_cast<std::uint32_t>(chance.below(reading.options.size())));
    }
    RandomFacts facts(judge.model(), trial.question.decision_date, chance);
    trial.complete = facts.complete();
    trial.question.given = trial.complete;
    trial.authority = authority(chance);
    check(judge, trial);
    trial.question.given = facts.with_gaps(trial.complete);
    trial.question.explain = chance.one_in(24);
    trial.learned = trial.question.given;
    if (!facts.learn_one(*trial.learned, trial.complete)) return;
    check(judge, trial);
    for (int i = 0; i < 2 && outcome_.fault.empty(); ++i) {
      trial.complete = facts.completed(trial.question.given);
      trial.authority = authority(chance);
      trial.learned.reset();
      const std::string fault = judge.completion_fault(trial.complete, trial.authority);
      if (!fault.empty()) report(judge, trial, fault);
    }
  }

  static Authority authority(Chance& chance) {
    return {static_cast<Authority::Choice>(chance.below(3)), chance.seed()};
  }

  void check(Judge& judge, const Trial& trial) {
    if (!outcome_.fault.empty()) return;
    const std::string fault = fault_of(judge, trial);
    ++outcome_.pairs;
    outcome_.paying += judge.reference().total > 0 ? 1U : 0U;
    outcome_.failed += judge.reference().failed ? 1U : 0U;
    outcome_.ranges_not_judged += judge.judges_ranges() ? 0U : 1U;
    if (!fault.empty()) report(judge, trial, fault);
  }

  // Leaves out whatever can be left out without losing the fault.
  void report(const Judge&, Trial trial, std::string fault) {
    for (bool smaller = true; smaller;) {
      smaller = shrink_policy(trial, fault);
      smaller = shrink_facts(trial, fault) || smaller;
    }
    const PolicySource source = read_policy_source(policy_.text());
    Judge judge(source.model);
    fault = fault_of(judge, trial);
    const Vocabulary& vocabulary = judge.model().vocabulary;
    const auto yaml = [&](const FactValue& facts) {
      return facts_yaml(facts, vocabulary.applicant(), vocabulary);
    };
    outcome_.fault = fault + "\n\nseed " + std::to_string(policy_seed_) +
                     ", decision date " + trial.question.decision_date.to_string();
    for (size_t q = 0; q < trial.question.readings.size(); ++q) {
      const Reading& reading = judge.model().readings[q];
      outcome_.fault +=
          ", " + reading.name + ": " + reading.options[trial.question.readings[q]].name;
    }
    outcome_.fault +=
        "\n\n" + policy_.text() + "\nfacts given\n" + yaml(trial.question.given) + "\n";
    if (trial.learned) outcome_.fault += "one fact more\n" + yaml(*trial.learned) + "\n";
    outcome_.fault += "complete facts\n" + yaml(trial.complete) + "\n\nthe evaluator\n" +
                      judge.answer_text() + "the oracle\n" + judge.reference_text();
  }

  std::string fault_with(const RandomPolicy& policy, const Trial& trial) const {
    const PolicySource source = read_policy_source(policy.text());
    if (!source.sound || source.model.readings.size() != trial.question.readings.size()) {
      return "";
    }
    Judge judge(source.model);
    return fault_of(judge, trial);
  }

  bool shrink_policy(const Trial& trial, std::string& fault) {
    bool smaller = false;
    for (size_t s = 0; s < policy_.sections.size(); ++s) {
      for (size_t i = 0; i < policy_.sections[s].second.size();) {
        RandomPolicy candidate = policy_;
        auto& entries = candidate.sections[s].second;
        entries.erase(entries.begin() + static_cast<std::ptrdiff_t>(i));
        const std::string same = fault_with(candidate, trial);
        if (same.empty()) {
          ++i;
          continue;
        }
        policy_ = candidate;
        fault = same;
        smaller = true;
      }
    }
    return smaller;
  }

  // Tells the evaluator more; takes items out of lists that all sides know.
  bool shrink_facts(Trial& trial, std::string& fault) {
    bool smaller = false;
    const auto accept = [&](const Trial& candidate) {
      const std::string same = fault_with(policy_, candidate);
      if (same.empty()) return;
      trial = candidate;
      fault = same;
      smaller = true;
    };
    if (trial.learned) {
      Trial candidate = trial;
      candidate.learned.reset();
      accept(candidate);
    }
    for (size_t i = 0; i < trial.complete.items.size(); ++i) {
      if (trial.question.given.items[i] == trial.complete.items[i]) continue;
      Trial candidate = trial;
      candidate.question.given.items[i] = trial.complete.items[i];
      if (candidate.learned) candidate.learned->items[i] = trial.complete.items[i];
      accept(candidate);
    }
    for (size_t i = 0; i < trial.complete.items.size(); ++i) {
      for (size_t k = trial.complete.items[i].items.size(); k-- > 0;) {
        Trial candidate = trial;
        for (FactValue* facts : sides(candidate)) {
          auto& items = facts->items[i].items;
          if (k < items.size())
            items.erase(items.begin() + static_cast<std::ptrdiff_t>(k));
        }
        accept(candidate);
      }
    }
    return smaller;
  }

  static std::vector<FactValue*> sides(Trial& trial) {
    std::vector<FactValue*> all = {&trial.question.given, &trial.complete};
    if (trial.learned) all.push_back(&*trial.learned);
    return all;
  }

  RandomRun run_;
  RandomOutcome outcome_;
  RandomPolicy policy_;
  std::uint64_t policy_seed_ = 0;
};

}  // namespace

RandomOutcome run_random(const RandomRun& run) { return Run(run).run(); }

}  // namespace jiangbu::oracle
