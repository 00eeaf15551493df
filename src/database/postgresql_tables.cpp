// Tables of PostgreSQL; see database_tables.hpp.
#include <libpq-fe.h>

#include <memory>

#include "database/database_tables.hpp"

namespace jiangbu {

namespace {

struct Close {
  void operator()(PGconn* connection) const { PQfinish(connection); }
  void operator()(PGresult* result) const { PQclear(result); }
};
using Connection = std::unique_ptr<PGconn, Close>;
using Result = std::unique_ptr<PGresult, Close>;

[[noreturn]] void fail(const Connection& connection) {
  std::string text = PQerrorMessage(connection.get());
  while (text.ends_with('\n')) text.pop_back();
  throw DatabaseError{text};
}

Result run(const Connection& connection, const std::string& sql,
           ExecStatusType expected) {
  Result result(PQexec(connection.get(), sql.c_str()));
  if (PQresultStatus(result.get()) != expected) fail(connection);
  return result;
}

/// The columns as text: truths as true and false, not t and f.
std::string columns_of(const Connection& connection, const std::string& table) {
  const char* const values[] = {table.c_str()};
  const Result result(PQexecParams(
      connection.get(),
      "SELECT attname FROM pg_attribute WHERE attrelid = to_regclass($1) AND attnum > 0 "
      "AND NOT attisdropped ORDER BY attnum",
      1, nullptr, values, nullptr, nullptr, 0));
  if (PQresultStatus(result.get()) != PGRES_TUPLES_OK) fail(connection);
  std::string columns;
  for (int row = 0; row < PQntuples(result.get()); ++row) {
    const std::string name = quoted_identifier(PQgetvalue(result.get(), row, 0));
    columns += (columns.empty() ? "" : ", ") + name + "::text AS " + name;
  }
  return columns;
}

std::string copy_rows(const Connection& connection, const std::string& table,
                      const std::string& columns) {
  run(connection,
      "COPY (SELECT " + columns + " FROM " + table +
          ") TO STDOUT WITH (FORMAT csv, HEADER true, ENCODING 'UTF8')",
      PGRES_COPY_OUT);
  std::string text;
  for (;;) {
    char* piece = nullptr;
    const int size = PQgetCopyData(connection.get(), &piece, 0);
    if (size < 0) break;
    text.append(piece, static_cast<std::size_t>(size));
    PQfreemem(piece);
  }
  const Result result(PQgetResult(connection.get()));
  if (PQresultStatus(result.get()) != PGRES_COMMAND_OK) fail(connection);
  return text;
}

}  // namespace

std::optional<TableText> read_postgresql_table(const std::string& address,
                                               const std::vector<std::string>& names) {
  const Connection connection(PQconnectdb(address.c_str()));
  if (PQstatus(connection.get()) != CONNECTION_OK) fail(connection);
  run(connection, "SET datestyle = 'ISO'", PGRES_COMMAND_OK);
  run(connection, "SET client_min_messages = error", PGRES_COMMAND_OK);
  for (const std::string& name : names) {
    const std::string table = quoted_identifier(name);
    const std::string columns = columns_of(connection, table);
    if (columns.empty()) continue;
    return TableText::in_memory(name, copy_rows(connection, table, columns));
  }
  return std::nullopt;
}

}  // namespace jiangbu
