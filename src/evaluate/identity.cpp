#include "evaluate/identity.hpp"

#include <functional>

#include "evaluate/conditions.hpp"

namespace jiangbu {

namespace {

using Write = std::function<std::string(const Value&, const Type&)>;

std::string join(const std::vector<std::string>& parts, const char* between) {
  std::string text;
  for (const std::string& part : parts) {
    if (!text.empty()) text += between;
    text += part;
  }
  return text;
}

/// The parts of a list, of a record made by a formula, the ends of a range.
std::vector<std::string> parts_of(const Value& value, const Type& type,
                                  const PolicyModel& model, const Write& write) {
  std::vector<std::string> parts;
  if (value.kind == Value::Kind::list) {
    for (const ListElement& element : value.list->elements) {
      parts.push_back(write(element.value, *type.element));
    }
  } else if (value.kind == Value::Kind::record) {
    const Entity& entity = model.vocabulary.entities[value.record->entity];
    for (std::size_t i = 0; i < value.record->made.size(); ++i) {
      parts.push_back(write(value.record->made[i], entity.fields[i].type));
    }
  } else {
    parts = {write(value.range->low, *type.element),
             write(value.range->high, *type.element)};
  }
  return parts;
}

bool has_parts(const Value& value) {
  return value.kind == Value::Kind::list || value.kind == Value::Kind::range ||
         (value.kind == Value::Kind::record && value.record->facts == nullptr);
}

}  // namespace

// Each part with its length, so that no text can look like two parts.
std::string identity_of(const Value& value, const Type& type, const PolicyModel& model) {
  if (!has_parts(value)) return value_text(value, type, model);
  const auto write = [&](const Value& part, const Type& of) {
    const std::string text = identity_of(part, of, model);
    return std::to_string(text.size()) + ":" + text;
  };
  std::string text = join(parts_of(value, type, model, write), "");
  if (value.kind == Value::Kind::range) {
    text += value.range->low_open ? "(" : "[";
    text += value.range->high_open ? ")" : "]";
  }
  return text;
}

std::string label_of_key(const Value& value, const Type& type, const PolicyModel& model) {
  if (const std::string* text = text_in(value)) return *text;
  if (!value.is_exact() || !has_parts(value)) return value_text(value, type, model);
  const auto write = [&](const Value& part, const Type& of) {
    return label_of_key(part, of, model);
  };
  const bool range = value.kind == Value::Kind::range;
  return join(parts_of(value, type, model, write), range ? ".." : ", ");
}

}  // namespace jiangbu
