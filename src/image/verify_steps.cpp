// Steps: places, the order of operands, and the shape of what each gives.
#include <algorithm>
#include <utility>

#include "image/members.hpp"
#include "image/verify.hpp"
#include "image/verify_shapes.hpp"
#include "model/date_part.hpp"

namespace jiangbu {

namespace {

/// Finds shapes from operands to steps. A local has the shape of what is bound to it,
/// which may be a step found only later.
class ShapeFinder {
 public:
  ShapeFinder(const Program& program, Verdict& verdict)
      : program_(program),
        model_(*program.model),
        verdict_(verdict),
        shapes_(program.steps.size()),
        states_(program.steps.size(), State::new_),
        latest_(model_.slot_count, none) {}

  std::vector<Shape> run() {
    collect_binders();
    for (StepId id = 0; id < program_.steps.size() && verdict_.holds(); ++id) find(id);
    return std::move(shapes_);
  }

 private:
  enum class State : std::uint8_t { new_, under_way, done };
  // Locals bound to what other locals give: as deep as iterations are nested.
  static constexpr int deepest = 200;

  static constexpr std::uint32_t none = 0xFFFFFFFF;

  /// What gives a local its value.
  struct Binder {
    enum class Kind : std::uint8_t { step, element_of_step, fixed };
    Kind kind = Kind::fixed;
    StepId step = no_step;
    Shape shape;
    std::uint32_t next = none;  ///< of the same local
  };

  void add(Slot slot, Binder binder) {
    binder.next =
        std::exchange(latest_[slot], static_cast<std::uint32_t>(binders_.size()));
    binders_.push_back(std::move(binder));
  }
  void bind(Slot slot, Binder::Kind kind, StepId step) { add(slot, {kind, step, {}}); }
  void bind(Slot slot, const Shape& shape) {
    add(slot, {Binder::Kind::fixed, no_step, shape});
  }
  void bind_formula(Slot slot, FormulaId formula) {
    bind(slot, Binder::Kind::step, program_.roots[formula]);
  }
  void bind_element(Slot slot, FormulaId list) {
    bind(slot, Binder::Kind::element_of_step, program_.roots[list]);
  }

  void collect_binders() {
    for (const Step& step : program_.steps) {
      if (step.op == Op::let) bind(step.a, Binder::Kind::step, program_.operand(step, 0));
      const bool iterates = step.op == Op::for_ || step.op == Op::some ||
                            step.op == Op::every || step.op == Op::filter;
      if (!iterates) continue;
      bind(step.a, Binder::Kind::element_of_step, program_.operand(step, 0));
    }
    const auto& entities = model_.vocabulary.entities;
    for (std::uint32_t e = 0; e < entities.size(); ++e) {
      if (entities[e].self != no_slot) bind(entities[e].self, record_type(e));
    }
    for (const Table& table : model_.tables) {
      for (std::size_t i = 0; i < table.inputs.size(); ++i) {
        bind(table.inputs[i], shape_of(table.input_types[i]));
      }
    }
    for (const Binding& binding : model_.let) {
      if (binding.slot != no_slot) bind_formula(binding.slot, binding.formula);
    }
    for (const Clause& clause : model_.clauses) bind_in(clause);
    for (const StackingStep& step : model_.stacking) bind_in(step);
  }

  void bind_in(const Clause& clause) {
    for (const Binding& binding : clause.for_each) {
      bind_element(binding.slot, binding.formula);
    }
    if (clause.group_by != no_formula) {
      bind_formula(clause.group_slot, clause.group_by);
      // The items of a group have the shape of the list they were taken from.
      bind_formula(clause.items_slot, clause.for_each.back().formula);
    }
    for (const Binding& binding : clause.let) bind_formula(binding.slot, binding.formula);
    bind_in(clause.award);
    for (const StackingStep& step : clause.stacking) bind_in(step);
  }

  void bind_in(const Award& award) {
    for (const auto& [slot, formula] : award.bindings) bind_formula(slot, formula);
    for (const Award& alternative : award.alternatives) bind_in(alternative);
  }

  void bind_in(const StackingStep& step) {
    bind(step.total_slot, simple_type(BaseType::number));
    for (std::size_t k = 0; k < step.keys.size(); ++k) {
      for (const std::uint32_t clause : step.of) {
        for (const Binding& key : model_.clauses[clause].keys) {
          if (key.name == step.keys[k]) bind_formula(step.key_slots[k], key.formula);
        }
      }
    }
  }

  const Shape& find(StepId id) {
    if (states_[id] == State::done) return shapes_[id];
    const bool fine = verdict_.require(states_[id] == State::new_, Flaw::order) &&
                      verdict_.require(++depth_ <= deepest, Flaw::depth);
    if (!fine) return shapes_[id];
    states_[id] = State::under_way;
    const Step& step = program_.steps[id];
    for (std::uint32_t i = 0; i < step.operand_count && verdict_.holds(); ++i) {
      find(program_.operand(step, i));
    }
    operands_.clear();
    for (std::uint32_t i = 0; i < step.operand_count; ++i) {
      operands_.push_back(&shapes_[program_.operand(step, i)]);
    }
    if (verdict_.holds()) shapes_[id] = shape_of_step(step);
    declare(step, shapes_[id]);
    states_[id] = State::done;
    --depth_;
    return shapes_[id];
  }

  // What the step says it gives must be what it gives.
  void declare(const Step& step, const Shape& found) {
    if (found.is_error()) return;
    const bool has_element = step.base == BaseType::list || step.base == BaseType::range;
    if (has_element) return void(verdict_.require(found.base == step.base, Flaw::type));
    const Shape declared = shape_of(type_of(step));
    verdict_.require(found.base == declared.base && found.id == declared.id, Flaw::type);
  }

  Shape shape_of_step(const Step& step) {
    switch (step.op) {
      case Op::literal:
        return shape_of_literal(step);
      case Op::local:
        return shape_of_local(step.a);
      case Op::formula:
        return find(program_.roots[step.a]);
      default:
        break;
    }
    const auto shape = shape_of_operation(step, operands_, model_);
    verdict_.require(shape.has_value(), Flaw::type);
    return shape.value_or(Shape{});
  }

  Shape shape_of_local(Slot slot) {
    Shape shape;
    for (std::uint32_t at = latest_[slot]; at != none; at = binders_[at].next) {
      const Binder& binder = binders_[at];
      Shape bound = binder.shape;
      if (binder.kind != Binder::Kind::fixed) bound = find(binder.step);
      if (binder.kind == Binder::Kind::element_of_step && !bound.is_error()) {
        if (!verdict_.require(bound.base == BaseType::list, Flaw::type)) return {};
        bound = Shape(*bound.element);
      }
      const auto both = unified(shape, bound);
      if (!verdict_.require(both.has_value(), Flaw::type)) return {};
      shape = *both;
    }
    return shape;
  }

  Shape shape_of_literal(const Step& step) {
    struct Finder {
      const Step& step;
      const Vocabulary& vocabulary;
      std::optional<Shape> operator()(std::monostate) const { return Shape{}; }
      std::optional<Shape> operator()(bool) const {
        return simple_type(BaseType::boolean);
      }
      std::optional<Shape> operator()(Date) const { return simple_type(BaseType::date); }
      std::optional<Shape> operator()(const std::string&) const {
        return simple_type(BaseType::text);
      }
      std::optional<Shape> operator()(EnumValue value) const {
        const bool there = step.base == BaseType::enumeration &&
                           step.type_id < vocabulary.enums.size() &&
                           value.index < vocabulary.enums[step.type_id].values.size();
        return there ? std::optional(enum_type(step.type_id)) : std::nullopt;
      }
      std::optional<Shape> operator()(const Decimal&) const { return number(); }
      std::optional<Shape> operator()(YearsMonths) const { return number(); }
      std::optional<Shape> operator()(DaysDuration) const { return number(); }
      static std::optional<Shape> number() { return simple_type(BaseType::number); }
    };
    const auto shape =
        std::visit(Finder{step, model_.vocabulary}, program_.constants[step.a]);
    verdict_.require(shape.has_value(), Flaw::type);
    return shape.value_or(Shape{});
  }

  const Program& program_;
  const PolicyModel& model_;
  Verdict& verdict_;
  std::vector<Shape> shapes_;
  std::vector<const Shape*> operands_;  // of the step that is being looked at
  std::vector<State> states_;
  std::vector<Binder> binders_;
  std::vector<std::uint32_t> latest_;  // by slot: its binder
  int depth_ = 0;
};

/// `a` and `b` of a step, as model/operations.def says.
bool is_in_place(const Step& step, const Program& program) {
  const PolicyModel& model = *program.model;
  const auto& entities = model.vocabulary.entities;
  switch (step.op) {
    case Op::literal:
      return step.a < program.constants.size();
    case Op::field:
    case Op::project:
      return step.b < entities.size() && step.a < entities[step.b].fields.size();
    case Op::local:
    case Op::let:
    case Op::for_:
    case Op::some:
    case Op::every:
    case Op::filter:
      return step.a < model.slot_count;
    case Op::formula:
      return step.a < program.roots.size();
    case Op::parameter:
    case Op::parameter_as_of:
      return step.a < model.parameters.size();
    case Op::reading:
    case Op::by_reading:
      return step.a < model.readings.size();
    case Op::awarded:
      return step.a < model.clauses.size();
    case Op::record:
      return step.a < entities.size();
    case Op::table:
      return step.a < model.tables.size();
    case Op::call:
      return step.a < static_cast<std::uint32_t>(value_count<Builtin>) &&
             step.b <= model.written_types.size();
    case Op::part:
      return step.b < static_cast<std::uint32_t>(value_count<DatePart>);
    default:
      return true;
  }
}

bool is_sound(const Step& step, StepId id, const Program& program) {
  const PolicyModel& model = *program.model;
  if (step.text >= program.texts.size() || !is_in_place(step, program)) return false;
  const bool has_id = step.base == BaseType::enumeration || step.base == BaseType::record;
  const std::size_t ids = step.base == BaseType::enumeration
                              ? model.vocabulary.enums.size()
                              : model.vocabulary.entities.size();
  if (has_id && step.type_id >= ids) return false;
  const std::uint64_t end = std::uint64_t{step.first_operand} + step.operand_count;
  if (end > program.operands.size()) return false;
  for (std::uint32_t i = 0; i < step.operand_count; ++i) {
    if (program.operand(step, i) >= id) return false;
  }
  return true;
}

}  // namespace

std::vector<Shape> verify_steps(const Program& program, Verdict& verdict) {
  verdict.require(program.roots.size() == program.model->formulas.size(), Flaw::count);
  for (const StepId root : program.roots) {
    verdict.require(root < program.steps.size(), Flaw::place);
  }
  for (StepId id = 0; id < program.steps.size() && verdict.holds(); ++id) {
    verdict.require(is_sound(program.steps[id], id, program), Flaw::place);
  }
  if (!verdict.holds()) return {};
  return ShapeFinder(program, verdict).run();
}

}  // namespace jiangbu
