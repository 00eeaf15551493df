#include "evaluate/clauses.hpp"

#include <algorithm>
#include <map>
#include <span>

#include "evaluate/awards.hpp"
#include "evaluate/calculation.hpp"
#include "evaluate/conditions.hpp"
#include "evaluate/identity.hpp"
#include "evaluate/names.hpp"
#include "evaluate/step_terms.hpp"

namespace jiangbu {

namespace {

/// One item (or combination of items and sub-items) a clause is asked for.
struct Instance {
  std::vector<std::pair<Slot, Value>> locals;
  Truth present = Truth::yes;
  Causes causes = 0;
  std::string item;
  std::string label;
  bool many = false;  // stands for any number of items not known of
};

std::string path_of(const Value& value) {
  return value.kind == Value::Kind::record ? value.record->path : std::string();
}

/// The value of the key field of a record item.
std::string label_of(const Value& value, const PolicyModel& model) {
  if (value.kind != Value::Kind::record || value.record->facts == nullptr) return "";
  const Entity& entity = model.vocabulary.entities[value.record->entity];
  return key_text(*value.record->facts, entity, model.vocabulary);
}

ConditionOutcome negated(ConditionOutcome outcome) {
  outcome.truth = not_(outcome.truth);
  return outcome;
}

class ClauseEvaluation {
 public:
  ClauseEvaluation(std::uint32_t index, const Eligibility& eligibility,
                   FormulaEvaluator& evaluator, bool explain)
      : index_(index),
        clause_(evaluator.model().clauses[index]),
        eligibility_(eligibility),
        evaluator_(evaluator),
        model_(evaluator.model()),
        proofs_(evaluator.program().proofs->clauses[index]),
        explain_(explain) {}

  /// Evaluates the lines of this item only.
  void restrict_to(const std::string* item) { only_item_ = item; }

  /// Appends the lines of the clause.
  void run(std::vector<Line>& lines) {
    std::vector<Instance> instances;
    enumerate(0, {}, instances);
    if (clause_.group_by != no_formula) instances = grouped(instances);
    const size_t first = lines.size();
    if (lines.capacity() < first + instances.size()) {
      lines.reserve(std::max(2 * lines.capacity(), first + instances.size()));
    }
    for (Instance& instance : instances) {
      const bool wanted = only_item_ == nullptr || instance.item == *only_item_;
      if (wanted) evaluate(instance, lines.emplace_back());
    }
    set_awarded(std::span(lines).subspan(first));
  }

 private:
  void enumerate(size_t depth, Instance outer, std::vector<Instance>& instances) {
    if (depth == clause_.for_each.size()) {
      instances.push_back(std::move(outer));
      return;
    }
    const Binding& binding = clause_.for_each[depth];
    const Value list = evaluator_.formula(binding.formula);
    const auto visit = [&](const Value& value, Truth present, Causes causes,
                           std::string item, bool many) {
      Instance inner;
      inner.locals.reserve(outer.locals.size() + 1 + clause_.let.size());
      inner.locals = outer.locals;
      // Inner bindings may use it; the line binds it again.
      if (depth + 1 < clause_.for_each.size()) evaluator_.bind(binding.slot, value);
      inner.locals.emplace_back(binding.slot, value);
      inner.present = and_(outer.present, present);
      inner.causes = evaluator_.causes().join(outer.causes, causes);
      inner.item = std::move(item);
      inner.label = label_of(value, model_);
      inner.many = outer.many || many;
      enumerate(depth + 1, std::move(inner), instances);
    };
    if (list.kind == Value::Kind::list) {
      if (instances.empty()) instances.reserve(list.list->elements.size());
      for (size_t i = 0; i < list.list->elements.size(); ++i) {
        const ListElement& element = list.list->elements[i];
        std::string item = path_of(element.value);
        if (item.empty()) item = binding.name + "[" + std::to_string(i + 1) + "]";
        visit(element.value, element.present, element.causes, std::move(item), false);
      }
    }
    const bool open = list.kind != Value::Kind::list || list.list->open;
    if (!open) return;
    const Causes causes =
        list.kind == Value::Kind::list ? list.list->open_causes : list.causes;
    visit(unknown_value(causes), Truth::unknown, causes, binding.name + "[?]", true);
  }

  void bind(const Instance& instance) {
    for (const auto& [slot, value] : instance.locals) evaluator_.bind(slot, value);
  }

  struct Group {
    Value key;
    ListValue items;
    Truth present = Truth::no;
    Causes causes = 0;
    bool many = false;
  };

  // An item of unknown group may add to any group, or make one of its own.
  std::vector<Instance> grouped(const std::vector<Instance>& instances) {
    CauseTable& causes = evaluator_.causes();
    std::vector<Group> groups;
    std::vector<std::pair<size_t, Instance>> strangers;  // with the group of their own
    for (const Instance& instance : instances) {
      bind(instance);
      const Value key = evaluator_.formula(clause_.group_by);
      Group& group = group_of(groups, key);
      const bool known = key.is_exact();
      group.causes = causes.join(group.causes, causes.join(instance.causes, key.causes));
      group.present = or_(group.present, known ? instance.present : Truth::unknown);
      group.many = group.many || (instance.many && !known);
      add_item(group, instance);
      if (known) continue;
      Instance stranger = instance;
      stranger.present = and_(instance.present, Truth::unknown);
      stranger.causes = causes.join(instance.causes, key.causes);
      strangers.emplace_back(groups.size() - 1, std::move(stranger));
    }
    for (const auto& [own, stranger] : strangers) {
      for (size_t g = 0; g < groups.size(); ++g) {
        if (g != own) add_item(groups[g], stranger);
      }
    }
    return instances_of(groups);
  }

  void add_item(Group& group, const Instance& instance) {
    if (!instance.many) {
      group.items.elements.push_back(
          {instance.locals.back().second, instance.present, instance.causes});
      return;
    }
    group.items.open = true;
    group.items.open_causes =
        evaluator_.causes().join(group.items.open_causes, instance.causes);
  }

  Group& group_of(std::vector<Group>& groups, const Value& key) {
    if (!key.is_exact()) {
      groups.emplace_back().key = key;
      return groups.back();
    }
    const auto [place, fresh] = group_places_.emplace(
        identity_of(key, model_.formulas.type(clause_.group_by), model_), groups.size());
    if (fresh) groups.emplace_back().key = key;
    return groups[place->second];
  }

  bool is_constant(FormulaId formula) const {
    const Program& program = evaluator_.program();
    StepId id = program.roots[formula];
    while (program.steps[id].op == Op::by_reading) {
      const Step& step = program.steps[id];
      id = program.operand(step, evaluator_.reading(step.a));
    }
    return program.steps[id].op == Op::literal;
  }

  std::vector<Instance> instances_of(std::vector<Group>& groups) {
    const Type& type = model_.formulas.type(clause_.group_by);
    std::vector<Instance> instances;
    for (Group& group : groups) {
      Instance& instance = instances.emplace_back();
      instance.present = group.present;
      instance.causes = group.present == Truth::yes ? 0 : group.causes;
      instance.item = label_of_key(group.key, type, model_);
      // A key that is the same for everyone makes one line, the applicant's.
      if (is_constant(clause_.group_by)) instance.item.clear();
      instance.many = group.many;
      instance.locals.emplace_back(clause_.group_slot, group.key);
      instance.locals.emplace_back(clause_.items_slot,
                                   list_value(std::move(group.items)));
    }
    return instances;
  }

  void evaluate(Instance& instance, Line& line) {
    line.clause = index_;
    line.item = std::move(instance.item);
    line.item_label = std::move(instance.label);
    line.many = instance.many;
    bind(instance);
    line.locals = std::move(instance.locals);
    for (const Binding& binding : clause_.let) {
      Value value = evaluator_.formula(binding.formula);
      evaluator_.bind(binding.slot, value);
      line.locals.emplace_back(binding.slot, std::move(value));
    }
    line.met = instance.present;
    line.met_causes = instance.causes;
    take(line, {eligibility_.truth, eligibility_.causes},
         eligibility_.excluded ? LineStatus::excluded : LineStatus::not_met);
    check_conditions(line);
    if (line.met == Truth::no) return;
    line.award = evaluate_award(clause_.award, evaluator_);
    if (explain_) line.calculations = calculations_of(line.award.formulas, evaluator_);
    set_amount(line, instance.many);
    set_status(line);
  }

  // The first condition that fails gives the status.
  void take(Line& line, const ConditionOutcome& outcome, LineStatus status) {
    if (outcome.truth == Truth::no && line.met != Truth::no) line.status = status;
    line.met = and_(line.met, outcome.truth);
    if (outcome.truth == Truth::unknown) {
      line.met_causes = evaluator_.causes().join(line.met_causes, outcome.causes);
    }
  }

  void check_conditions(Line& line) {
    for (size_t i = 0; i < clause_.exclude.size(); ++i) {
      const ConditionOutcome applies =
          explain_ ? prove(proofs_.exclude[i], evaluator_, line.proof)
                   : evaluate_condition(clause_.exclude[i].when, evaluator_);
      take(line, negated(applies), LineStatus::excluded);
    }
    check_window(line);
    if (clause_.when) {
      take(line,
           explain_ ? prove(*proofs_.when, evaluator_, line.proof)
                    : evaluate_condition(*clause_.when, evaluator_),
           LineStatus::not_met);
    }
    const auto test = [&](FormulaId formula, const std::optional<ProofPart>& part) {
      if (explain_) return prove(*part, evaluator_, line.proof);
      const Value value = evaluator_.formula(formula);
      return ConditionOutcome{value.truth, value.causes};
    };
    if (clause_.already_paid != no_formula) {
      take(line, negated(test(clause_.already_paid, proofs_.already_paid)),
           LineStatus::already_paid);
    }
    if (clause_.selected != no_formula) {
      take(line, test(clause_.selected, proofs_.selected), LineStatus::not_met);
    }
  }

  void check_window(Line& line) {
    const auto check = [&](FormulaId id, const std::optional<ProofPart>& part) {
      const bool opens = &part == &proofs_.window_from;
      if (id == no_formula) return;
      const Value end = evaluator_.formula(id);
      ConditionOutcome outcome{Truth::unknown, end.causes};
      const Date* date = date_in(end);
      const Value of = clause_.window_of == no_formula
                           ? scalar_value(evaluator_.decision_date())
                           : evaluator_.formula(clause_.window_of);
      const Date* day = date_in(of);
      outcome.causes = evaluator_.causes().join(outcome.causes, of.causes);
      if (date != nullptr && day != nullptr) {
        outcome = {truth_from(opens ? *date <= *day : *day <= *date), 0};
      }
      if (explain_) {
        ProofNode& node = line.proof.emplace_back();
        node.part = &*part;
        node.truth = outcome.truth;
        for (const Date* shown : {day, date}) {
          node.values.push_back({shown == nullptr ? "?" : shown->to_string(), nullptr});
        }
        node.missing_more =
            evaluator_.causes().add_facts(outcome.causes, 0, node.missing);
      }
      take(line, outcome, LineStatus::not_met);
    };
    check(clause_.window_from, proofs_.window_from);
    check(clause_.window_to, proofs_.window_to);
  }

  std::int64_t rounded_fen(const std::optional<Decimal>& yuan) const {
    if (!yuan) return unbounded_fen;
    return to_fen(round_to_multiple(*yuan, clause_.rounding_unit, clause_.rounding),
                  RoundingMode::half_up);
  }

  void set_amount(Line& line, bool many) {
    AwardOutcome& award = line.award;
    line.causes = evaluator_.causes().join(line.met_causes, award.causes);
    if (!award.amount) return;
    if (!award.amount->is_valid()) {
      award.failed = true;
      award.amount = NumberRange::unbounded();
    }
    line.computed.high = rounded_fen(award.amount->high);
    line.computed.low = award.amount->low ? rounded_fen(award.amount->low) : 0;
    if (line.met != Truth::yes || award.met != Truth::yes) line.computed.low = 0;
    if (clause_.mode == ClauseMode::competitive && clause_.selected == no_formula &&
        !is_ranked(model_, index_)) {
      line.computed.low = 0;
      line.met = and_(line.met, Truth::unknown);
      line.causes = evaluator_.causes().join(
          line.causes, evaluator_.causes().of(CauseTable::discretion));
    }
    if (many && line.computed.high > 0) line.computed.high = unbounded_fen;
    line.amount = line.computed;
    if (line.computed.is_exact()) line.causes = line.met == Truth::yes ? 0 : line.causes;
  }

  // What could not be computed is an error, unless facts are open beside it: then it may
  // not be needed in the end, and the line keeps a range.
  bool has_failed(const Line& line) const {
    const CauseTable& causes = evaluator_.causes();
    const auto certainly = [&](Causes why, bool failed) {
      return (failed || causes.contains(why, CauseTable::failure)) &&
             !causes.has_facts(why);
    };
    return certainly(line.met_causes, false) ||
           certainly(line.award.causes, line.award.failed);
  }

  void set_status(Line& line) {
    const AwardOutcome& award = line.award;
    if (has_failed(line)) {
      line.status = LineStatus::error;
    } else if (award.met == Truth::no) {
      line.met = Truth::no;
      line.status = LineStatus::not_met;
    } else if (award.delegated) {
      line.status = LineStatus::delegated;
    } else if (award.unspecified) {
      line.status = LineStatus::unspecified;
    } else if (award.no_money && !award.amount) {
      line.status = LineStatus::no_money;
    } else {
      const bool open = line.met != Truth::yes || award.met != Truth::yes ||
                        evaluator_.causes().has_facts(line.causes);
      line.status = open ? LineStatus::possible : LineStatus::due;
    }
  }

  void set_awarded(std::span<const Line> lines) {
    FenRange total;
    Causes causes = 0;
    for (const Line& line : lines) {
      if (line.status == LineStatus::error) {
        total.high = unbounded_fen;
        causes =
            evaluator_.causes().join(causes, evaluator_.causes().of(CauseTable::failure));
      }
      if (!line.has_amount()) continue;
      total.low = add_fen(total.low, line.computed.low);
      total.high = add_fen(total.high, line.computed.high);
      causes = evaluator_.causes().join(causes, line.causes);
    }
    NumberRange range = NumberRange::exact(Money{total.low}.to_yuan());
    range.high = total.high >= unbounded_fen ? std::nullopt
                                             : std::optional(Money{total.high}.to_yuan());
    evaluator_.awarded[index_] = range;
    evaluator_.awarded_causes[index_] = total.is_exact() ? 0 : causes;
  }

  std::uint32_t index_;
  const Clause& clause_;
  const Eligibility& eligibility_;
  FormulaEvaluator& evaluator_;
  const PolicyModel& model_;
  const ClauseProofs& proofs_;
  bool explain_;
  const std::string* only_item_ = nullptr;
  std::map<std::string, size_t> group_places_;  // by the text of an exact key
};

}  // namespace

bool is_ranked(const PolicyModel& model, std::uint32_t clause) {
  return std::any_of(
      model.across.begin(), model.across.end(), [&](const AcrossStep& step) {
        return step.kind == AcrossKind::rank &&
               std::find(step.of.begin(), step.of.end(), clause) != step.of.end();
      });
}

Eligibility evaluate_eligibility(FormulaEvaluator& evaluator, bool explain) {
  Eligibility result;
  const PolicyModel& model = evaluator.model();
  const ProofPlan& proofs = *evaluator.program().proofs;
  const auto take = [&](const ConditionOutcome& outcome) {
    result.truth = and_(result.truth, outcome.truth);
    if (outcome.truth == Truth::unknown) {
      result.causes = evaluator.causes().join(result.causes, outcome.causes);
    }
  };
  if (model.eligible) {
    take(explain ? prove(*proofs.eligible, evaluator, result.proof)
                 : evaluate_condition(*model.eligible, evaluator));
  }
  const bool eligible = result.truth != Truth::no;
  for (size_t i = 0; i < model.exclude.size(); ++i) {
    const ConditionOutcome outcome =
        explain ? prove(proofs.exclude[i], evaluator, result.proof)
                : evaluate_condition(model.exclude[i].when, evaluator);
    if (outcome.truth == Truth::yes && eligible) result.excluded = true;
    take(negated(outcome));
  }
  return result;
}

void evaluate_clause(std::uint32_t clause, const Eligibility& eligibility,
                     FormulaEvaluator& evaluator, bool explain,
                     std::vector<Line>& lines) {
  ClauseEvaluation(clause, eligibility, evaluator, explain).run(lines);
}

void evaluate_item(std::uint32_t clause, const std::string& item,
                   const Eligibility& eligibility, FormulaEvaluator& evaluator,
                   std::vector<Line>& lines) {
  ClauseEvaluation evaluation(clause, eligibility, evaluator, false);
  evaluation.restrict_to(&item);
  evaluation.run(lines);
}

}  // namespace jiangbu
