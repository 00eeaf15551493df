#include "read/table_plan.hpp"

#include <algorithm>

#include "diagnostics/suggest.hpp"
#include "read/csv_record.hpp"

namespace jiangbu {

namespace {

using Role = ExpectedColumn::Role;

class HeaderReader {
 public:
  HeaderReader(const ExpectedTable& expected, const PopulationLayout& layout,
               const TableNames& names, bool closed_world, Diagnostics& diagnostics)
      : expected_(expected),
        layout_(layout),
        names_(names),
        closed_world_(closed_world),
        diagnostics_(diagnostics) {}

  std::optional<TablePlan> run(const CsvRecord& header, FileId file) {
    file_ = file;
    plan_.domain = expected_.domain;
    plan_.name = expected_.name;
    plan_.cells = static_cast<std::uint32_t>(header.cells.size());
    cell_of_.resize(expected_.columns.size());
    const std::size_t before = diagnostics_.error_count();
    for (std::uint32_t c = 0; c < plan_.cells; ++c) match(header.cells[c], c);
    for (std::size_t c = 0; c < expected_.columns.size(); ++c) use(c);
    plan_presences();
    if (diagnostics_.error_count() > before) return std::nullopt;
    return std::move(plan_);
  }

 private:
  Span span_of(const CsvCell& cell) const { return {file_, cell.begin, cell.end}; }

  std::string renamed(const std::string& header) const {
    for (const std::string& table : {expected_.name, std::string()}) {
      const auto names = names_.columns.find(table);
      if (names == names_.columns.end()) continue;
      const auto name = names->second.find(header);
      if (name != names->second.end()) return name->second;
    }
    return header;
  }

  void match(const CsvCell& cell, std::uint32_t at) {
    std::string header(cell.text);
    while (header.ends_with(' ')) header.pop_back();
    header.erase(0, header.find_first_not_of(' '));
    if (header.empty()) return;  // spreadsheets leave such columns behind
    const auto column = find_column(expected_, renamed(header));
    if (!column) return report_unknown(header, cell);
    const ExpectedColumn& known = expected_.columns[*column];
    if (known.role == Role::derived) {
      diagnostics_.warning(Code::facts_derived_given, span_of(cell), {known.name});
      return;
    }
    if (cell_of_[*column]) {
      diagnostics_.error(Code::facts_column_twice, span_of(cell), {known.name});
      return;
    }
    cell_of_[*column] = at;
  }

  void report_unknown(const std::string& header, const CsvCell& cell) {
    Diagnostic& warning = diagnostics_.warning(Code::facts_unknown_column, span_of(cell),
                                               {header, expected_.name});
    std::vector<std::string> known;
    for (const ExpectedColumn& column : expected_.columns) {
      if (column.role != Role::derived) known.push_back(column.name);
    }
    suggest(warning, header, known);
  }

  void use(std::size_t index) {
    const ExpectedColumn& column = expected_.columns[index];
    const auto cell = cell_of_[index];
    if (column.role == Role::applicant || column.role == Role::parent) {
      if (!cell) {
        diagnostics_.error(Code::facts_no_reference, {file_, 0, 0},
                           {expected_.name, column.name});
      } else if (column.role == Role::applicant) {
        plan_.applicant = *cell;
        // Their id may be a fact too.
        if (expected_.domain == 0) use_id_fact(*cell);
      } else {
        plan_.parents.push_back(*cell);
        plan_.parents_by_key.push_back(column.is_key);
      }
      return;
    }
    if (!cell) return;
    if (column.is_key) {
      plan_.key = *cell;
      plan_.key_name = column.name;
    }
    if (column.fact && column.part != FactPart::presence) add_fact(*column.fact, *cell);
  }

  void use_id_fact(std::uint32_t cell) {
    for (std::size_t c = 0; c < expected_.columns.size(); ++c) {
      const ExpectedColumn& column = expected_.columns[c];
      if (column.role == Role::fact && column.name == "id" && !cell_of_[c] &&
          column.part == FactPart::whole) {
        cell_of_[c] = cell;
      }
    }
  }

  void add_fact(std::size_t fact, std::uint32_t cell) {
    plan_.columns.push_back({cell, plan_cells(layout_, fact, closed_world_)});
  }

  void plan_presences() {
    for (std::size_t c = 0; c < expected_.columns.size(); ++c) {
      const ExpectedColumn& column = expected_.columns[c];
      if (column.part != FactPart::presence || !column.fact) continue;
      PresencePlan presence;
      presence.fact = *column.fact;
      presence.cell = cell_of_[c];
      presence.field = column.field;
      presence.vocabulary = column.vocabulary;
      const Type& type = column.field->type;
      presence.optional = type.optional;
      if (closed_world_ && type.optional) presence.not_given = FactState::null_;
      if (type.base != BaseType::list) {
        presence.members = members_of(column.name);
        if (presence.members.empty() && !presence.cell) continue;
        presence.always =
            type.base == BaseType::record && !type.optional && !presence.members.empty();
      } else {
        // Whether there is a list is the matter of its own table.
        if (!presence.cell) continue;
        presence.always = true;
      }
      plan_.presences.push_back(std::move(presence));
    }
  }

  std::vector<std::uint32_t> members_of(const std::string& name) const {
    std::vector<std::uint32_t> cells;
    for (std::size_t c = 0; c < expected_.columns.size(); ++c) {
      if (!expected_.columns[c].name.starts_with(name + ".")) continue;
      if (cell_of_[c]) cells.push_back(*cell_of_[c]);
    }
    return cells;
  }

  const ExpectedTable& expected_;
  const PopulationLayout& layout_;
  const TableNames& names_;
  bool closed_world_;
  Diagnostics& diagnostics_;
  FileId file_ = no_file;
  TablePlan plan_;
  std::vector<std::optional<std::uint32_t>> cell_of_;  // by expected column
};

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

void read_column_names(const Node& node, const std::string& table, TableNames& names,
                       Diagnostics& diagnostics) {
  for (const Entry& entry : node.entries) {
    if (entry.value.is_scalar()) {
      names.columns[table][entry.key.text] = entry.value.text;
    } else if (entry.value.is_mapping() && table.empty()) {
      read_column_names(entry.value, entry.key.text, names, diagnostics);
    } else {
      diagnostics.error(Code::facts_wrong_names, entry.key.span, {entry.key.text});
    }
  }
}

}  // namespace

TableNames read_table_names(const Node& document, Diagnostics& diagnostics) {
  TableNames names;
  if (!document.is_mapping()) {
    diagnostics.error(Code::facts_wrong_names, document.span, {"files, columns"});
    return names;
  }
  for (const Entry& entry : document.entries) {
    const bool files = entry.key.text == "files";
    if ((!files && entry.key.text != "columns") || !entry.value.is_mapping()) {
      diagnostics.error(Code::facts_wrong_names, entry.key.span, {entry.key.text});
      continue;
    }
    if (!files) {
      read_column_names(entry.value, "", names, diagnostics);
      continue;
    }
    for (const Entry& file : entry.value.entries) {
      if (file.value.is_scalar()) {
        names.files[file.key.text] = file.value.text;
      } else {
        diagnostics.error(Code::facts_wrong_names, file.key.span, {file.key.text});
      }
    }
  }
  return names;
}

std::optional<TablePlan> plan_table(const ExpectedTable& expected,
                                    const PopulationLayout& layout, const TableText& text,
                                    const TableNames& names, bool closed_world,
                                    SourceMap& sources, Diagnostics& diagnostics) {
  std::string head(std::min(text.size(), longest_record), '\0');
  head.resize(text.read(0, head.size(), head.data()));
  const std::size_t mark = head.starts_with(byte_order_mark) ? byte_order_mark.size() : 0;
  if (head.size() == mark) {
    diagnostics.error(Code::facts_table_empty, {}, {text.name()});
    return std::nullopt;
  }
  CsvRecord record;
  read_record(std::string_view(head).substr(mark), true, record);
  const std::string line = head.substr(mark, record.length);
  const FileId file = sources.add(text.name(), line);
  if (record.fault != CsvRecord::Fault::none) {
    diagnostics.error(record.fault == CsvRecord::Fault::stray_quote
                          ? Code::facts_stray_quote
                          : Code::facts_open_quote,
                      {file, record.fault_at, record.fault_at + 1});
    return std::nullopt;
  }
  auto plan =
      HeaderReader(expected, layout, names, closed_world, diagnostics).run(record, file);
  if (!plan) return std::nullopt;
  plan->body = mark + record.length;
  plan->header_lines = text.columns() != nullptr ? 1 : record.newlines;
  return plan;
}

Cell absent_fact(const PopulationLayout& layout, std::size_t fact, bool closed_world,
                 bool table_given, TextDictionary& texts) {
  const PopulationFact& of = layout.facts[fact];
  if (of.part == FactPart::presence) {
    const Type& type = of.field->type;
    const bool is_list = type.base == BaseType::list;
    if (is_list && table_given) return {FactState::known, 1};
    if (!closed_world) return {FactState::unknown, 0};
    if (type.optional) return {FactState::null_, 0};
    return {is_list ? FactState::known : FactState::unknown, is_list ? 1 : 0};
  }
  const CellPlan plan = plan_cells(layout, fact, closed_world);
  const CellParser parser(plan);
  Cell cell = parser.not_given();
  if (plan.assumed && std::holds_alternative<std::string>(*plan.assumed)) {
    cell.value = texts.code_of(std::get<std::string>(*plan.assumed));
  }
  return cell;
}

}  // namespace jiangbu
