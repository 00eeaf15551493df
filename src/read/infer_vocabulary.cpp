#include "read/infer_vocabulary.hpp"

#include <algorithm>

#include "values/date.hpp"
#include "values/quantity_text.hpp"

namespace jiangbu {

namespace {

struct ShapeField;

/// What is known of the type of one value.
struct Shape {
  enum class Kind {
    open,
    scalar,
    list,
    record
  };  // open: null or an empty list's element
  Kind kind = Kind::open;
  bool optional = false;
  std::string type;                // of a scalar
  std::vector<Shape> element;      // of a list: exactly one
  std::vector<ShapeField> fields;  // of a record
  Span span;
};

struct ShapeField {
  Word name;
  Shape shape;
};

/// A mapping with this one key and a fitting value says the type of the value.
struct TypedForm {
  std::string type;
  Node value;
};

Node plain_scalar(const Node& place, std::string text) {
  Node node;
  node.kind = NodeKind::scalar;
  node.span = place.span;
  node.text = std::move(text);
  return node;
}

std::optional<TypedForm> typed_scalar(const std::string& key, const Node& value) {
  const std::string& text = value.text;
  if (key == "unknown") return TypedForm{text, plain_scalar(value, "unknown")};
  if (key == "null") {
    Node null = plain_scalar(value, "null");
    null.kind = NodeKind::null_;
    return TypedForm{text, std::move(null)};
  }
  std::string type;
  if (key == "date" && Date::parse(text)) type = "date";
  if (key == "duration" && YearsMonths::parse(text)) type = "months";
  if (key == "duration" && DaysDuration::parse(text)) type = "days";
  if (key == "region") type = "region";
  if (key == "money") {
    const size_t size = text.size();
    const bool foreign = size > 4 && text[size - 4] == ' ' && text[size - 1] <= 'Z';
    type = foreign ? "money " + text.substr(size - 3) : "money";
  }
  if (type.empty()) return std::nullopt;
  return TypedForm{std::move(type), value};
}

std::optional<TypedForm> typed_form(const Node& node) {
  if (!node.is_mapping() || node.entries.size() != 1) return std::nullopt;
  const std::string& key = node.entries.front().key.text;
  const Node& value = node.entries.front().value;
  if (value.is_scalar()) return typed_scalar(key, value);
  if (key == "period" && value.is_mapping()) return TypedForm{"period", value};
  return std::nullopt;
}

class VocabularyInference {
 public:
  explicit VocabularyInference(Diagnostics& diagnostics) : diagnostics_(diagnostics) {}

  InferredVocabulary infer(const Node& record) {
    const Shape shape = shape_of(record);
    for (const auto& [name, field] : shape.fields) {
      result_.vocabulary.facts.push_back(declare(name, field));
    }
    result_.facts = without_forms(record);
    return std::move(result_);
  }

 private:
  Shape shape_of(const Node& node) {
    Shape shape;
    shape.span = node.span;
    if (const auto form = typed_form(node)) {
      shape.kind = Shape::Kind::scalar;
      shape.type = form->type;
      shape.optional = form->value.is_null();
    } else if (node.is_null()) {
      shape.optional = true;
    } else if (node.is_mapping()) {
      shape.kind = Shape::Kind::record;
      for (const Entry& entry : node.entries) {
        shape.fields.push_back({{entry.key.text, entry.key.span}, shape_of(entry.value)});
      }
    } else if (node.is_sequence()) {
      shape.kind = Shape::Kind::list;
      Shape element;
      for (const Node& item : node.items) element = merge(element, shape_of(item));
      if (element.optional) refuse(node.span);
      element.optional = false;
      shape.element.push_back(std::move(element));
    } else {
      shape.kind = Shape::Kind::scalar;
      shape.type = scalar_type(node);
    }
    return shape;
  }

  static std::string scalar_type(const Node& node) {
    if (node.is_quoted()) return "text";
    if (node.text == "true" || node.text == "false") return "boolean";
    return parse_number(node.text) ? "number" : "text";
  }

  void refuse(Span span) { diagnostics_.error(Code::facts_mixed_list, span); }

  Shape merge(Shape a, const Shape& b) {
    const bool optional = a.optional || b.optional;
    if (a.kind == Shape::Kind::open) {
      a = b;
    } else if (b.kind != Shape::Kind::open) {
      if (a.kind != b.kind || a.type != b.type) {
        refuse(b.span);
      } else if (a.kind == Shape::Kind::list) {
        a.element.front() = merge(a.element.front(), b.element.front());
      } else {
        merge_fields(a, b);
      }
    }
    a.optional = optional;
    return a;
  }

  void merge_fields(Shape& a, const Shape& b) {
    for (const ShapeField& field : b.fields) {
      const auto known = std::find_if(
          a.fields.begin(), a.fields.end(),
          [&](const ShapeField& item) { return item.name.text == field.name.text; });
      if (known == a.fields.end()) {
        a.fields.push_back(field);
      } else {
        known->shape = merge(known->shape, field.shape);
      }
    }
  }

  FieldSyntax declare(const Word& name, const Shape& shape) {
    FieldSyntax field;
    field.name = name;
    field.type = {type_word(shape), name.span};
    field.optional = shape.optional;
    return field;
  }

  std::string type_word(const Shape& shape) {
    switch (shape.kind) {
      case Shape::Kind::open:
        return shape.optional ? "text" : "number";
      case Shape::Kind::scalar:
        return shape.type;
      case Shape::Kind::list:
        return "list of " + type_word(shape.element.front());
      case Shape::Kind::record:
        return entity_of(shape);
    }
    return {};
  }

  /// The entity for a shape, named as records written in formulas are, so that records
  /// of facts and of formulas with the same shape are of one type.
  std::string entity_of(const Shape& shape) {
    EntitySyntax entity;
    std::string names;
    for (const auto& [name, field] : shape.fields) {
      entity.fields.push_back(declare(name, field));
      names += (names.empty() ? "" : ", ") + name.text;
    }
    entity.name = {'{' + names + '}', shape.span};
    const auto same_field = [](const FieldSyntax& a, const FieldSyntax& b) {
      return a.name.text == b.name.text && a.type.text == b.type.text &&
             a.optional == b.optional;
    };
    size_t same_names = 0;
    for (const EntitySyntax& known : result_.vocabulary.entities) {
      if (!known.name.text.starts_with(entity.name.text)) continue;
      if (std::equal(known.fields.begin(), known.fields.end(), entity.fields.begin(),
                     entity.fields.end(), same_field)) {
        return known.name.text;
      }
      ++same_names;
    }
    if (same_names > 0) entity.name.text += " " + std::to_string(same_names + 1);
    result_.vocabulary.entities.push_back(entity);
    return entity.name.text;
  }

  /// The document with `{date: 2024-01-31}` and the like replaced by their values.
  Node without_forms(const Node& node) {
    if (auto form = typed_form(node)) return std::move(form->value);
    Node result = node;
    for (Node& item : result.items) item = without_forms(item);
    for (Entry& entry : result.entries) entry.value = without_forms(entry.value);
    return result;
  }

  Diagnostics& diagnostics_;
  InferredVocabulary result_;
};

}  // namespace

InferredVocabulary infer_vocabulary(const Node& record, Diagnostics& diagnostics) {
  if (!record.is_mapping()) {
    diagnostics.error(Code::facts_expected_record, record.span, {"context", "上下文"});
    InferredVocabulary nothing;
    nothing.facts.kind = NodeKind::mapping;
    nothing.facts.span = record.span;
    return nothing;
  }
  return VocabularyInference(diagnostics).infer(record);
}

}  // namespace jiangbu
