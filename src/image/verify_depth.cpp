// How deep evaluation goes, and how much it does, before loops over items.
#include <algorithm>

#include "image/verify.hpp"
#include "model/whole_records.hpp"

namespace jiangbu {

namespace {

/// What a node needs: other nodes, and how often.
struct Need {
  std::uint32_t node;
  bool once;  ///< its value is kept, so that needing it again costs nothing
};

struct Extent {
  std::uint32_t depth = 0;
  std::uint64_t work = 0;
};

/// Searches depth first; a node that needs itself, or too much, ends the search.
template <typename NeedsOf>
class ExtentFinder {
 public:
  ExtentFinder(std::size_t count, NeedsOf needs_of, Verdict& verdict)
      : needs_of_(std::move(needs_of)),
        verdict_(verdict),
        extents_(count),
        states_(count, State::new_) {}

  Extent find(std::uint32_t node) {
    if (states_[node] == State::done || !verdict_.holds()) return extents_[node];
    const bool fine = verdict_.require(states_[node] == State::new_, Flaw::order) &&
                      verdict_.require(++depth_ <= deepest_step, Flaw::depth);
    if (!fine) return {};
    states_[node] = State::under_way;
    Extent whole{0, 1};
    needs_of_(node, [&](const Need& need) {
      if (!verdict_.holds()) return;
      const Extent part = find(need.node);
      whole.depth = std::max(whole.depth, part.depth);
      whole.work += need.once ? 1 : part.work;
    });
    if (!verdict_.holds()) return {};
    ++whole.depth;
    verdict_.require(whole.depth <= deepest_step, Flaw::depth);
    verdict_.require(whole.work <= most_work, Flaw::work);
    --depth_;
    states_[node] = State::done;
    return extents_[node] = whole;
  }

 private:
  enum class State : std::uint8_t { new_, under_way, done };

  NeedsOf needs_of_;
  Verdict& verdict_;
  std::vector<Extent> extents_;
  std::vector<State> states_;
  std::uint32_t depth_ = 0;
};

std::vector<FormulaId> formulas_of(const Table& table) {
  std::vector<FormulaId> all = table.otherwise;
  all.insert(all.end(), table.priority.begin(), table.priority.end());
  for (const TableRow& row : table.rows) {
    for (const FormulaId test : row.tests) {
      if (test != no_formula) all.push_back(test);
    }
    all.insert(all.end(), row.outputs.begin(), row.outputs.end());
  }
  return all;
}

/// What evaluating a step evaluates.
class StepNeeds {
 public:
  StepNeeds(const Program& program, const std::vector<Shape>& shapes)
      : program_(program), model_(*program.model), shapes_(shapes) {}

  template <typename Each>
  void operator()(StepId id, Each each) const {
    const Step& step = program_.steps[id];
    for (std::uint32_t i = 0; i < step.operand_count; ++i) {
      const StepId operand = program_.operand(step, i);
      each(Need{operand, false});
      if (looks_into_records(step.op, step.a)) add_records(each, shapes_[operand]);
    }
    switch (step.op) {
      case Op::formula:
        return each(Need{program_.roots[step.a], true});
      case Op::field:
      case Op::project:
        return add_field(each, step.b, step.a);
      case Op::parameter:
      case Op::parameter_as_of:
        for (const DatedValue& dated : model_.parameters[step.a].values) {
          each(Need{program_.roots[dated.value], false});
        }
        return;
      case Op::table:
        for (const FormulaId formula : formulas_of(model_.tables[step.a])) {
          each(Need{program_.roots[formula], false});
        }
        return;
      default:
        return;
    }
  }

 private:
  template <typename Each>
  void add_field(Each& each, std::uint32_t entity, std::uint32_t index) const {
    const Field& field = model_.vocabulary.entities[entity].fields[index];
    if (!field.is_derived()) return;
    each(Need{program_.roots[field.formula], entity == applicant_entity});
  }

  // Records within records are looked into as well, each kind once.
  template <typename Each>
  void add_records(Each& each, const Shape& shape) const {
    const Shape* inner = &shape;
    while (inner->element) inner = inner->element.get();
    if (inner->base != BaseType::record) return;
    std::vector<bool> seen(model_.vocabulary.entities.size(), false);
    std::vector<Shape> open{shape};
    while (!open.empty()) {
      const Shape next = std::move(open.back());
      open.pop_back();
      if (next.element) open.push_back(*next.element);
      if (next.base != BaseType::record || seen[next.id]) continue;
      seen[next.id] = true;
      const Entity& entity = model_.vocabulary.entities[next.id];
      for (std::uint32_t f = 0; f < entity.fields.size(); ++f) {
        add_field(each, next.id, f);
        open.push_back(shape_of(entity.fields[f].type));
      }
    }
  }

  const Program& program_;
  const PolicyModel& model_;
  const std::vector<Shape>& shapes_;
};

template <typename Each>
void add_references(const TreeNode& expression, const PolicyModel& model, Each& each) {
  const auto add = [&](FormulaId id) {
    if (id != no_formula) each(Need{id, true});
  };
  switch (expression.op) {
    case Op::formula:
      add(expression.a);
      break;
    case Op::field:
    case Op::project: {
      const Field& field = model.vocabulary.entities[expression.b].fields[expression.a];
      add(field.formula);
      break;
    }
    case Op::parameter:
    case Op::parameter_as_of:
      for (const DatedValue& dated : model.parameters[expression.a].values) {
        add(dated.value);
      }
      break;
    case Op::table:
      for (const FormulaId id : formulas_of(model.tables[expression.a])) add(id);
      break;
    default:
      break;
  }
}

/// The trees that tell which facts are read refer to one another as well.
auto search_trees(const PolicyModel& model, const TreeNodes& trees, Verdict& verdict) {
  const auto references = [&](FormulaId id, auto each) {
    for (std::size_t n = id == 0 ? 0 : trees.ends[id - 1]; n < trees.ends[id]; ++n) {
      add_references(trees.nodes[n], model, each);
    }
  };
  return ExtentFinder(model.formulas.size(), references, verdict);
}

void add_nodes(const Expression& tree, std::vector<TreeNode>& nodes) {
  nodes.push_back({tree.op, tree.type, tree.a, tree.b, tree.constant.index(), {}});
  for (const Expression& operand : tree.operands) add_nodes(operand, nodes);
}

}  // namespace

void verify_depth(const Program& program, const TreeNodes& trees,
                  const std::vector<Shape>& shapes, Verdict& verdict) {
  ExtentFinder steps(program.steps.size(), StepNeeds(program, shapes), verdict);
  for (StepId id = 0; id < program.steps.size() && verdict.holds(); ++id) steps.find(id);
  const PolicyModel& model = *program.model;
  auto formulas = search_trees(model, trees, verdict);
  for (FormulaId id = 0; id < model.formulas.size() && verdict.holds(); ++id) {
    formulas.find(id);
  }
}

std::optional<Excess> find_excess(const Program& program) {
  const PolicyModel& model = *program.model;
  TreeNodes trees;
  for (const Expression& tree : model.formulas) {
    add_nodes(tree, trees.nodes);
    trees.ends.push_back(trees.nodes.size());
  }
  Verdict verdict;
  const std::vector<Shape> shapes = verify_steps(program, verdict);
  ExtentFinder steps(program.steps.size(), StepNeeds(program, shapes), verdict);
  auto formulas = search_trees(model, trees, verdict);
  for (FormulaId id = 0; id < model.formulas.size(); ++id) {
    steps.find(program.roots[id]);
    formulas.find(id);
    if (const auto flaw = verdict.flaw()) return Excess{id, *flaw == Flaw::work};
  }
  return std::nullopt;
}

}  // namespace jiangbu
