// Tables of SQLite files; see database_tables.hpp.
#include <sqlite3.h>

#include <memory>

#include "database/database_tables.hpp"
#include "read/csv_record.hpp"

namespace jiangbu {

namespace {

struct Close {
  void operator()(sqlite3* database) const { sqlite3_close(database); }
  void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
};
using Database = std::unique_ptr<sqlite3, Close>;
using Statement = std::unique_ptr<sqlite3_stmt, Close>;

[[noreturn]] void fail(sqlite3* database) {
  throw DatabaseError{sqlite3_errmsg(database)};
}

Statement prepare(const Database& database, const std::string& sql) {
  sqlite3_stmt* statement = nullptr;
  const int outcome = sqlite3_prepare_v2(
      database.get(), sql.data(), static_cast<int>(sql.size()), &statement, nullptr);
  Statement prepared(statement);
  if (outcome != SQLITE_OK) fail(database.get());
  return prepared;
}

bool has_table(const Database& database, const std::string& name) {
  const Statement statement =
      prepare(database,
              "SELECT 1 FROM sqlite_master WHERE type IN ('table', 'view') AND name = ?");
  sqlite3_bind_text(statement.get(), 1, name.data(), static_cast<int>(name.size()),
                    SQLITE_TRANSIENT);
  return sqlite3_step(statement.get()) == SQLITE_ROW;
}

std::string read_rows(const Database& database, const std::string& name) {
  const Statement statement =
      prepare(database, "SELECT * FROM " + quoted_identifier(name));
  const int columns = sqlite3_column_count(statement.get());
  std::string text;
  for (int c = 0; c < columns; ++c) {
    if (c > 0) text += ',';
    append_cell(text, sqlite3_column_name(statement.get(), c));
  }
  text += '\n';
  int outcome = SQLITE_OK;
  while ((outcome = sqlite3_step(statement.get())) == SQLITE_ROW) {
    for (int c = 0; c < columns; ++c) {
      if (c > 0) text += ',';
      const unsigned char* cell = sqlite3_column_text(statement.get(), c);
      if (cell == nullptr) continue;  // NULL: not given
      const auto size =
          static_cast<std::size_t>(sqlite3_column_bytes(statement.get(), c));
      append_cell(text, {reinterpret_cast<const char*>(cell), size});
    }
    text += '\n';
  }
  if (outcome != SQLITE_DONE) fail(database.get());
  return text;
}

}  // namespace

std::optional<TableText> read_sqlite_table(const std::string& path,
                                           const std::vector<std::string>& names) {
  sqlite3* opened = nullptr;
  const int outcome =
      sqlite3_open_v2(path.c_str(), &opened, SQLITE_OPEN_READONLY, nullptr);
  const Database database(opened);
  if (outcome != SQLITE_OK) throw DatabaseError{path + ": " + sqlite3_errmsg(opened)};
  for (const std::string& name : names) {
    if (!has_table(database, name)) continue;
    return TableText::in_memory(name, read_rows(database, name));
  }
  return std::nullopt;
}

}  // namespace jiangbu
