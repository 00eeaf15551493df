// Built-in functions: what they take and give, from the signatures of model/builtins.def.
#include <algorithm>
#include <array>
#include <string_view>

#include "image/verify_shapes.hpp"

namespace jiangbu {

namespace {

struct Signature {
  std::string_view parameters;
  std::string_view result;
};

constexpr std::array signatures = {
#define JIANGBU_BUILTIN(name, feel, parameters, result) Signature{parameters, result},
#include "model/builtins.def"
#undef JIANGBU_BUILTIN
};

/// The words of a signature, one parameter each: "list:list position:number+".
class CallShape {
 public:
  CallShape(const Signature& signature, Operands operands)
      : rest_(signature.parameters), result_(signature.result), v_(operands) {}

  std::optional<Shape> find() {
    std::string_view type;
    for (const Shape* operand : v_) {
      if (!repeated_) type = next_type();
      if (type.empty() || !take(type, *operand)) return std::nullopt;
    }
    // What is left must be parameters that may be left out.
    if (!repeated_ && !rest_.empty()) {
      next_type();
      if (!optional_) return std::nullopt;
    }
    return result();
  }

 private:
  /// The type of the next parameter, empty behind the last.
  std::string_view next_type() {
    const std::size_t end = std::min(rest_.find(' '), rest_.size());
    std::string_view word = rest_.substr(0, end);
    rest_.remove_prefix(std::min(end + 1, rest_.size()));
    word.remove_prefix(std::min(word.find(':') + 1, word.size()));
    optional_ = word.ends_with('?');
    repeated_ = word.ends_with('+');
    if (optional_ || repeated_) word.remove_suffix(1);
    return word;
  }

  static std::optional<Shape> plain(std::string_view type) {
    if (type == "text" || type == "region") return simple_type(BaseType::text);
    if (type == "boolean") return simple_type(BaseType::boolean);
    if (type == "date") return simple_type(BaseType::date);
    for (const std::string_view number :
         {"number", "months", "days", "money", "foreign", "Q"}) {
      if (type == number) return simple_type(BaseType::number);
    }
    return std::nullopt;
  }

  static bool is_ordered(const Shape& shape) {
    return shape.is_error() || shape.base == BaseType::number ||
           shape.base == BaseType::date || shape.base == BaseType::enumeration;
  }

  static bool join(Shape& variable, const Shape& shape) {
    const auto both = unified(variable, shape);
    if (both) variable = *both;
    return both.has_value();
  }

  bool take(std::string_view type, const Shape& operand) {
    if (const auto wanted = plain(type)) return fits(operand, *wanted);
    if (type == "T") return join(any_, operand);
    if (type == "O") return is_ordered(operand) && join(ordered_, operand);
    if (type == "R") {
      const bool is_range = operand.base == BaseType::range;
      const Shape& end = is_range ? *operand.element : operand;
      return is_ordered(end) && join(ordered_, end);
    }
    if (operand.is_error()) return true;
    if (operand.base != BaseType::list) return false;
    return take_list(type, *operand.element);
  }

  bool take_list(std::string_view type, const Shape& element) {
    if (type == "list") return join(any_, element);
    if (type == "lists") {
      if (element.is_error()) return true;
      return element.base == BaseType::list && join(any_, *element.element);
    }
    if (type == "Os") return is_ordered(element) && join(ordered_, element);
    if (type == "Qs" || type == "numbers") {
      return fits(element, simple_type(BaseType::number));
    }
    if (type == "booleans") {
      return fits(element, simple_type(BaseType::boolean));
    }
    return type == "texts" && fits(element, simple_type(BaseType::text));
  }

  std::optional<Shape> result() const {
    std::string_view name = result_;
    if (name.ends_with('?')) name.remove_suffix(1);
    if (const auto shape = plain(name)) return shape;
    if (name == "O") return ordered_;
    if (name == "T") return any_;
    if (name == "list") return list_of(any_);
    if (name == "numbers") return list_of(simple_type(BaseType::number));
    return std::nullopt;
  }

  std::string_view rest_;
  std::string_view result_;
  Operands v_;
  bool optional_ = false;
  bool repeated_ = false;
  Shape any_;
  Shape ordered_;
};

}  // namespace

std::optional<Shape> shape_of_call(Builtin builtin, Operands operands) {
  return CallShape(signatures[static_cast<std::size_t>(builtin)], operands).find();
}

}  // namespace jiangbu
