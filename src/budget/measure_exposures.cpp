// Many questions about one population, answered in one pass.
#include <algorithm>
#include <map>

#include "budget/applicant_tally.hpp"
#include "budget/policy_tally.hpp"
#include "evaluate/readings.hpp"
#include "model/dump_model.hpp"

namespace jiangbu {

namespace {

/// So many at once have their working memory.
constexpr std::size_t programs_in_a_pass = 32;

/// One program under one choice of readings, and the questions it is part of.
struct Unit {
  const Program* program = nullptr;
  std::vector<std::uint32_t> readings;
  struct Place {
    std::size_t question = 0;
    std::size_t policy = 0;
  };
  std::vector<Place> places;
  bool looks_at_applicants = false;
  std::size_t group = 0;
  std::vector<std::vector<PolicyTally>> tallies;  // by thread, then place; of details
  PopulationTotals totals;
};

bool asks_for_details(const ExposureQuestion& question) {
  return question.groups || question.claims;
}

// The same clauses on the same facts, whatever file they come from.
bool same_meaning(const Program& a, const Program& b) {
  return &a == &b || (a.hash == b.hash && dump(*a.model) == dump(*b.model));
}

// Sums do not tell how many applicants have no upper end: one at least.
ExposureCell cell_of(const ClauseTotals& totals) {
  ExposureCell cell;
  cell.low = totals.low;
  cell.high = totals.high.value_or(totals.low);
  cell.unbounded = totals.high ? 0 : 1;
  cell.applicants = totals.applicants;
  return cell;
}

class ExposureRun {
 public:
  ExposureRun(const std::vector<ExposureQuestion>& questions, Ground& ground)
      : questions_(questions), ground_(ground), held_(questions.size()) {
    number_clauses();
    for (std::size_t q = 0; q < questions.size(); ++q) {
      for (std::size_t p = 0; p < questions[q].programs.size(); ++p) {
        if (questions[q].skipped.empty() || !questions[q].skipped[p]) add_unit(q, p);
      }
    }
    prepare_applicants();
  }

  std::vector<Exposure> run() {
    for (Unit& unit : units_) prepare(unit);
    find_groups();
    std::stable_sort(units_.begin(), units_.end(),
                     [](const Unit& a, const Unit& b) { return a.group < b.group; });
    for (std::size_t first = 0; first < units_.size();) first = run_pass(first);
    std::vector<Exposure> result;
    for (std::size_t q = 0; q < questions_.size(); ++q) result.push_back(shaped(q));
    for (Unit& unit : units_) {
      for (std::size_t k = 0; k < unit.places.size(); ++k) write(unit, k, result);
    }
    for (std::size_t q = 0; q < result.size(); ++q) finish(q, result[q]);
    return result;
  }

 private:
  void number_clauses() {
    for (const ExposureQuestion& question : questions_) {
      if (!question.sums) continue;
      for (std::size_t p = 0; p < question.programs.size(); ++p) {
        for (const Clause& clause : question.programs[p]->model->clauses) {
          ground_.clauses.number_of(p, clause.id);
        }
      }
    }
  }

  void add_unit(std::size_t question, std::size_t policy) {
    const Program& program = *questions_[question].programs[policy];
    const auto readings = chosen_readings(*program.model, questions_[question].readings);
    auto known = std::find_if(units_.begin(), units_.end(), [&](const Unit& unit) {
      return unit.readings == readings && same_meaning(*unit.program, program);
    });
    if (known == units_.end()) {
      units_.push_back({&program, readings, {}, false, 0, {}, {}});
      known = units_.end() - 1;
    }
    known->places.push_back({question, policy});
    if (questions_[question].applicants) known->looks_at_applicants = true;
  }

  void prepare_applicants() {
    for (std::size_t q = 0; q < questions_.size(); ++q) {
      if (!questions_[q].applicants) continue;
      std::array<bool, 2> has_standing{};
      for (const auto& program : questions_[q].programs) {
        const std::size_t standing = standing_of(*program->model);
        has_standing[standing] = true;
        if (!depends_on_others(*program->model)) continue;
        held_[q].low[standing].resize(ground_.population->applicants());
        held_[q].high[standing].resize(ground_.population->applicants());
      }
      for (unsigned thread = 0; thread < threads(); ++thread) {
        applicants_[q].emplace_back(ground_, held_[q], has_standing);
      }
    }
  }

  // What must be computed chunk by chunk together: the programs of a question about
  // applicants, and of those it is compared with. The rest is a group by itself.
  void find_groups() {
    for (std::size_t q = 0; q < questions_.size(); ++q) groups_.push_back(q);
    const auto join = [&](std::size_t a, std::size_t b) {
      const std::size_t from = std::max(groups_[a], groups_[b]);
      const std::size_t to = std::min(groups_[a], groups_[b]);
      std::replace(groups_.begin(), groups_.end(), from, to);
    };
    for (std::size_t q = 0; q < questions_.size(); ++q) {
      if (questions_[q].compared_with) join(q, *questions_[q].compared_with);
    }
    for (Unit& unit : units_) {
      unit.group = questions_.size();
      for (const Unit::Place& place : unit.places) {
        if (!questions_[place.question].applicants) continue;
        if (unit.group < questions_.size()) join(unit.group, place.question);
        unit.group = place.question;
      }
    }
    for (Unit& unit : units_) {
      if (unit.group < questions_.size()) unit.group = groups_[unit.group];
    }
  }

  unsigned threads() const { return std::max(1U, ground_.threads); }

  void prepare(Unit& unit) const {
    const PolicyModel& model = *unit.program->model;
    unit.tallies.resize(threads());
    for (const Unit::Place& place : unit.places) {
      std::vector<std::uint32_t> numbers;
      for (const Clause& clause : model.clauses) {
        if (!questions_[place.question].sums) break;
        numbers.push_back(ground_.clauses.number_of(place.policy, clause.id));
      }
      for (auto& tallies : unit.tallies) {
        tallies.emplace_back(model, unit.readings, numbers, questions_[place.question],
                             ground_.groupings);
      }
    }
  }

  // As many of the programs as go together; returns the first of the next pass.
  std::size_t run_pass(std::size_t first) {
    std::size_t end = first;
    const auto belongs = [&] {
      return units_[end].looks_at_applicants && end > first &&
             units_[end].group == units_[end - 1].group;
    };
    while (end < units_.size() && (end - first < programs_in_a_pass || belongs())) ++end;
    std::vector<ProgramRun> runs;
    for (std::size_t u = first; u < end; ++u) runs.push_back(run_of(units_[u]));
    PopulationOptions options;
    options.decision_date = ground_.decision_date;
    options.threads = threads();
    const std::uint64_t applicants = ground_.population->applicants();
    if (ground_.progress) {
      options.progress = [&](std::uint64_t done, std::uint64_t) {
        ground_.progress(done + first * applicants, units_.size() * applicants);
      };
    }
    options.chunk_done = [&, from = units_[first].group, to = units_[end - 1].group](
                             unsigned thread, std::uint32_t begin, std::uint32_t rows) {
      close({from, to}, thread, begin, rows);
    };
    auto totals = evaluate_programs(runs, *ground_.population, options);
    for (std::size_t u = first; u < end; ++u) {
      units_[u].totals = std::move(totals[u - first]);
    }
    return end;
  }

  ProgramRun run_of(Unit& unit) {
    ProgramRun run;
    run.program = unit.program;
    run.readings = unit.readings;
    run.by_clause = std::any_of(unit.places.begin(), unit.places.end(),
                                [&](const Unit::Place& place) {
                                  return asks_for_details(questions_[place.question]);
                                });
    if (!run.by_clause && !unit.looks_at_applicants) return run;
    run.receiver = [this, &unit](unsigned thread, const ChunkAmounts& chunk) {
      take(unit, thread, chunk);
    };
    return run;
  }

  void take(Unit& unit, unsigned thread, const ChunkAmounts& chunk) {
    const PolicyModel& model = *unit.program->model;
    for (std::size_t k = 0; k < unit.places.size(); ++k) {
      const std::size_t q = unit.places[k].question;
      if (asks_for_details(questions_[q])) unit.tallies[thread][k].take(chunk);
      if (!questions_[q].applicants) continue;
      if (depends_on_others(model)) {
        held_[q].add(standing_of(model), chunk);
      } else {
        applicants_[q][thread].add(standing_of(model), chunk);
      }
    }
  }

  // The questions about applicants of the groups of one pass.
  void close(const std::pair<std::size_t, std::size_t>& groups, unsigned thread,
             std::uint32_t first, std::uint32_t rows) {
    for (auto& [q, tallies] : applicants_) {
      if (groups_[q] < groups.first || groups.second < groups_[q]) continue;
      const auto& with = questions_[q].compared_with;
      tallies[thread].close(first, rows, with ? &applicants_[*with][thread] : nullptr);
    }
  }

  // Room for every clause and group.
  Exposure shaped(std::size_t question) const {
    Exposure all;
    const std::size_t clauses = ground_.clauses.all().size();
    all.policies.resize(questions_[question].programs.size());
    all.obstacles.resize(all.policies.size());
    all.clauses.resize(clauses);
    if (!questions_[question].groups) return all;
    all.payers.resize(clauses);
    for (const Grouping& grouping : ground_.groupings) {
      all.groups.emplace_back(clauses * grouping.keys.size());
    }
    return all;
  }

  void write(Unit& unit, std::size_t place, std::vector<Exposure>& result) const {
    const auto& [question, policy] = unit.places[place];
    Exposure& all = result[question];
    if (!questions_[question].sums) return;
    if (asks_for_details(questions_[question])) {
      for (auto& tallies : unit.tallies) tallies[place].join_into(policy, all);
    } else {
      const auto& clauses = unit.program->model->clauses;
      all.policies[policy] = cell_of(unit.totals.all);
      for (std::size_t c = 0; c < clauses.size(); ++c) {
        all.clauses[ground_.clauses.number_of(policy, clauses[c].id)] =
            cell_of(unit.totals.clauses[c]);
      }
    }
    all.one_by_one += unit.totals.one_by_one;
    all.obstacles[policy] = unit.totals.obstacle;
    for (const auto& [applicant, reason] : unit.totals.failed) {
      all.failed.push_back({policy, applicant, reason});
    }
  }

  void finish(std::size_t question, Exposure& all) const {
    std::sort(all.claims.begin(), all.claims.end(), [](const Claim& a, const Claim& b) {
      return std::pair(a.applicant, a.clause) < std::pair(b.applicant, b.clause);
    });
    std::sort(all.failed.begin(), all.failed.end(),
              [](const Exposure::Failure& a, const Exposure::Failure& b) {
                return std::pair(a.policy, a.applicant) <
                       std::pair(b.policy, b.applicant);
              });
    if (!questions_[question].applicants) return;
    for (const ApplicantTally& tally : applicants_.at(question)) tally.join_into(all);
  }

  const std::vector<ExposureQuestion>& questions_;
  Ground& ground_;
  std::vector<Unit> units_;
  std::vector<std::size_t> groups_;                                // by question
  std::vector<HeldAmounts> held_;                                  // by question
  std::map<std::size_t, std::vector<ApplicantTally>> applicants_;  // by question, thread
};

}  // namespace

std::vector<Exposure> measure_exposures(const std::vector<ExposureQuestion>& questions,
                                        Ground& ground) {
  return ExposureRun(questions, ground).run();
}

}  // namespace jiangbu
