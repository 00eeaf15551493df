// Enums, entities and facts of a model, to text.
#include "diagnostics/json_text.hpp"
#include "model/model_dump.hpp"

namespace jiangbu {

namespace {

const char* name_of(AggregateOperation operation) {
  static const char* const names[] = {"sum", "count", "max"};
  return names[static_cast<size_t>(operation)];
}

}  // namespace

void ModelDump::field(const Field& field) {
  out_.open(field.name + " : " + type_name(field.type, model_.vocabulary) +
            (field.integral ? ", integral" : "") +
            (field.changeable ? ", changeable" : ""));
  title("title", field.title);
  title("question", field.question);
  text("unit", field.unit);
  if (field.unit_factor != Decimal(1)) number("unit factor", field.unit_factor);
  number("min", field.min);
  number("max", field.max);
  if (field.assume) {
    out_.line("assume " + constant_text(*field.assume, field.type, model_.vocabulary));
  }
  flag("assume empty list", field.assume_empty_list);
  formula("formula", field.formula);
  if (field.aggregate) {
    out_.line(std::string("aggregate ") + name_of(field.aggregate->operation));
    formula("aggregate value", field.aggregate->value);
    formula("aggregate by", field.aggregate->by);
  }
  out_.close();
}

void ModelDump::entity(const Entity& entity) {
  out_.open("entity " + entity.name +
            (entity.key ? ", key " + entity.fields[*entity.key].name : ""));
  title("title", entity.title);
  for (const Field& item : entity.fields) field(item);
  out_.close();
}

void ModelDump::vocabulary() {
  for (const Enumeration& enumeration : model_.vocabulary.enums) {
    out_.open((enumeration.ordered ? "ordered enum " : "enum ") + enumeration.name);
    title("title", enumeration.title);
    for (const EnumerationValue& value : enumeration.values) {
      out_.line(value.name + " zh " + json_string(value.title.zh) + " en " +
                json_string(value.title.en));
    }
    out_.close();
  }
  for (const auto& [code, name] : model_.vocabulary.regions) {
    title(("region " + code).c_str(), name);
  }
  for (const Entity& item : model_.vocabulary.entities) entity(item);
  const WorkingCalendar& calendar = model_.vocabulary.calendar;
  for (const Date day : calendar.idle_weekdays()) {
    out_.line("holiday " + day.to_string());
  }
  for (const Date day : calendar.worked_weekends()) {
    out_.line("workday " + day.to_string());
  }
}

}  // namespace jiangbu
