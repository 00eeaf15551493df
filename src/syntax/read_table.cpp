// Decision tables as written.
#include "syntax/read_parts.hpp"

namespace jiangbu {

namespace {

void read_inputs(TableSyntax& table, const Node& node, bool named,
                 Diagnostics& diagnostics) {
  if (named) {
    if (!node.is_mapping()) {
      report_shape(Code::syntax_expected_mapping, node.span, "inputs", diagnostics);
      return;
    }
    for (const Entry& entry : node.entries) {
      table.inputs.push_back({read_name(entry.key, diagnostics),
                              read_word(&entry.value, diagnostics), std::nullopt});
    }
    return;
  }
  if (!node.is_sequence()) {
    report_shape(Code::syntax_expected_list, node.span, "inputs", diagnostics);
    return;
  }
  for (const Node& item : node.items) {
    table.inputs.push_back({{}, {}, read_formula(&item, diagnostics)});
  }
}

void read_outputs(TableSyntax& table, MappingReader& reader, Diagnostics& diagnostics) {
  const Node* single = reader.take("output");
  const Node* several = reader.take("outputs");
  if (single != nullptr) {
    table.outputs.emplace_back(Word{}, read_word(single, diagnostics));
  } else if (several != nullptr && several->is_mapping()) {
    for (const Entry& entry : several->entries) {
      table.outputs.emplace_back(read_name(entry.key, diagnostics),
                                 read_word(&entry.value, diagnostics));
    }
  } else if (several != nullptr) {
    report_shape(Code::syntax_expected_mapping, several->span, "outputs", diagnostics);
  }
  if (table.outputs.empty()) table.outputs.emplace_back();
}

void read_rows(TableSyntax& table, const Node& node, Diagnostics& diagnostics) {
  if (!node.is_sequence() || node.items.empty()) {
    report_shape(Code::syntax_expected_list, node.span, "rows", diagnostics);
    return;
  }
  const size_t width = table.inputs.size() + table.outputs.size();
  for (const Node& item : node.items) {
    if (!item.is_sequence() || item.items.size() != width) {
      const size_t found = item.is_sequence() ? item.items.size() : 1;
      diagnostics.error(Code::syntax_row_width, item.span,
                        {std::to_string(width), std::to_string(found)});
      table.unsound = true;
      continue;
    }
    table.rows.push_back({item.span, item.items});
  }
}

}  // namespace

TableSyntax read_table(const Node& node, bool named, Diagnostics& diagnostics) {
  TableSyntax table;
  table.span = node.span;
  MappingReader reader(node, "table", diagnostics);
  if (!reader) {
    table.unsound = true;
    table.outputs.emplace_back();
    return table;
  }
  table.title = read_title(reader.take("title"), diagnostics);
  table.hit_policy = read_word(reader.take("hit policy"), diagnostics);
  if (const Node* inputs = reader.require("inputs")) {
    read_inputs(table, *inputs, named, diagnostics);
  }
  read_outputs(table, reader, diagnostics);
  if (const Node* rows = reader.require("rows")) read_rows(table, *rows, diagnostics);
  if (const Node* priority = reader.take("priority")) {
    for (const Node& item : priority->items) {
      table.priority.push_back(read_formula(&item, diagnostics));
    }
  }
  if (const Node* otherwise = reader.take("otherwise")) table.otherwise = *otherwise;
  reader.finish();
  return table;
}

}  // namespace jiangbu
