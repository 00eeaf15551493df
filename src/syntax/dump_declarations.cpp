// Enums, entities, facts as written, to text.
#include "syntax/syntax_dump.hpp"

namespace jiangbu {

void SyntaxDump::enumeration(const EnumSyntax& enumeration) {
  const char* kind = enumeration.ordered ? "ordered enum " : "enum ";
  out_.open(at(enumeration.name.span, kind + enumeration.name.text));
  title("title", enumeration.title);
  for (const EnumValueSyntax& value : enumeration.values) {
    out_.open(at(value.name.span, "value " + value.name.text));
    title("title", value.title);
    out_.close();
  }
  out_.close();
}

void SyntaxDump::field(const FieldSyntax& field) {
  const std::string type = field.type.text + (field.optional ? " optional" : "");
  out_.open(at(field.name.span, "field " + field.name.text + ": " + type));
  title("title", field.title);
  title("question", field.question);
  flag("changeable", field.changeable);
  word("unit", field.unit);
  formula("min", field.min);
  formula("max", field.max);
  if (field.assume) node("assume", *field.assume);
  formula("formula", field.formula);
  if (field.aggregate) {
    formula("aggregate " + field.aggregate->operation.text, field.aggregate->value);
    word("aggregate by", field.aggregate->by);
  }
  out_.close();
}

void SyntaxDump::declarations(const VocabularySyntax& vocabulary) {
  for (const EnumSyntax& item : vocabulary.enums) enumeration(item);
  for (const RegionSyntax& region : vocabulary.regions) {
    out_.open(at(region.code.span, "region " + region.code.text));
    title("title", region.title);
    out_.close();
  }
  for (const EntitySyntax& entity : vocabulary.entities) {
    out_.open(at(entity.name.span, "entity " + entity.name.text));
    title("title", entity.title);
    word("key", entity.key);
    for (const FieldSyntax& item : entity.fields) field(item);
    out_.close();
  }
  if (!vocabulary.facts.empty()) {
    out_.open("facts");
    for (const FieldSyntax& item : vocabulary.facts) field(item);
    out_.close();
  }
  words("holiday", vocabulary.holidays);
  words("workday", vocabulary.workdays);
}

void SyntaxDump::write(const VocabularySyntax& vocabulary) {
  out_.open(at(vocabulary.name.span, "vocabulary " + vocabulary.name.text));
  declarations(vocabulary);
  out_.close();
}

}  // namespace jiangbu
