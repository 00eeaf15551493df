// Tables of databases, as the CSV texts they would be exported as.
// In: a file of SQLite, an address of PostgreSQL. Out: TableText. Never: writes to a
// database, knows facts.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "read/table_text.hpp"

namespace jiangbu {

/// What a database says when it cannot do what was asked.
struct DatabaseError {
  std::string text;
};

/// Whether a source is the address of a database: a file *.sqlite, *.sqlite3 or *.db, or
/// postgresql://… .
bool is_database(const std::string& source);

/// The first of the tables or views that exists, all of its rows; nothing if there is
/// none. Numbers, dates and truths come in the forms that cells have. Throws
/// DatabaseError.
std::optional<TableText> read_database_table(const std::string& source,
                                             const std::vector<std::string>& names);

/// The same of one kind.
std::optional<TableText> read_sqlite_table(const std::string& path,
                                           const std::vector<std::string>& names);
std::optional<TableText> read_postgresql_table(const std::string& address,
                                               const std::vector<std::string>& names);

/// An SQL identifier in quotes.
std::string quoted_identifier(const std::string& name);

}  // namespace jiangbu
