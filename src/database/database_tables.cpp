#include "database/database_tables.hpp"

namespace jiangbu {

namespace {

bool is_postgresql(const std::string& source) {
  return source.starts_with("postgresql://") || source.starts_with("postgres://");
}

}  // namespace

bool is_database(const std::string& source) {
  return is_postgresql(source) || source.ends_with(".sqlite") ||
         source.ends_with(".sqlite3") || source.ends_with(".db");
}

std::optional<TableText> read_database_table(const std::string& source,
                                             const std::vector<std::string>& names) {
  return is_postgresql(source) ? read_postgresql_table(source, names)
                               : read_sqlite_table(source, names);
}

std::string quoted_identifier(const std::string& name) {
  std::string quoted = "\"";
  for (const char letter : name) {
    if (letter == '"') quoted += '"';
    quoted += letter;
  }
  return quoted + '"';
}

}  // namespace jiangbu
