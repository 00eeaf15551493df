#include "read/table_template.hpp"

namespace jiangbu {

namespace {

using Role = ExpectedColumn::Role;

const Type* type_of(const ExpectedColumn& column) {
  if (column.field == nullptr) return nullptr;
  const Type& type = column.field->type;
  const bool inside = type.base == BaseType::range || type.base == BaseType::list;
  return inside && column.part != FactPart::presence ? type.element.get() : &type;
}

std::string number_within(const Field& field, const std::string& usual) {
  const auto number = Decimal::parse(usual);
  if (field.max && number && *field.max < *number) return field.max->to_string();
  if (field.min && number && *number < *field.min) return field.min->to_string();
  return usual;
}

std::string example(const ExpectedColumn& column) {
  const Type& type = *type_of(column);
  const Field& field = *column.field;
  switch (type.base) {
    case BaseType::boolean:
      return "false";
    case BaseType::number:
      return number_within(field, "1");
    case BaseType::money:
      if (currency_code(type.id) != "CNY") {
        return number_within(field, "10000") + " " + currency_code(type.id);
      }
      return number_within(field, "10000") + "元";
    case BaseType::date:
      return column.part == FactPart::to ? "2024-12-31" : "2024-01-31";
    case BaseType::months:
      return "P1Y";
    case BaseType::days:
      return "P90D";
    case BaseType::region:
      return "140400";
    case BaseType::enumeration:
      return column.vocabulary->enums[type.id].values.front().name;
    default:
      return "example";
  }
}

std::string quoted_cell(const std::string& text) {
  if (text.find_first_of(",\"\n") == std::string::npos) return text;
  std::string result = "\"";
  for (const char letter : text) {
    if (letter == '"') result += '"';
    result += letter;
  }
  return result + '"';
}

/// The example of the key of the enclosing list's row, or its place.
std::string reference_example(const ExpectedColumn& column,
                              const std::vector<ExpectedTable>& tables) {
  if (!column.is_key) return "1";
  for (const ExpectedColumn& other : tables[*column.list].columns) {
    if (other.is_key) return example(other);
  }
  return "1";
}

}  // namespace

Bilingual column_type(const ExpectedColumn& column) {
  if (column.role == Role::applicant) return {"编号", "id"};
  if (column.role == Role::parent) return {"上级行", "row of the enclosing list"};
  return type_title(type_of(column)->without_optional(), *column.vocabulary);
}

bool is_required(const ExpectedColumn& column) {
  if (column.role != Role::fact) return true;
  if (column.part != FactPart::whole) return false;
  return !column.field->assume && !type_of(column)->optional;
}

std::string table_template(const ExpectedTable& table,
                           const std::vector<ExpectedTable>& tables) {
  std::string header;
  std::string row;
  for (const ExpectedColumn& column : table.columns) {
    const bool key = column.is_key && column.role != Role::parent;
    if (!column.is_read() && !key) continue;
    if (column.part == FactPart::presence) continue;
    std::string cell;
    if (column.role == Role::applicant) {
      cell = "1";
    } else if (column.role == Role::parent) {
      cell = reference_example(column, tables);
    } else {
      cell = example(column);
      // Their own number is the applicants' id.
      if (table.domain == 0 && column.name == "id") continue;
    }
    header += (header.empty() ? "" : ",") + quoted_cell(column.name);
    row += (row.empty() ? "" : ",") + quoted_cell(cell);
  }
  return "\xEF\xBB\xBF" + header + "\n" + row + "\n";
}

}  // namespace jiangbu
