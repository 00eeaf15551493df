#include "read/expected_tables.hpp"

#include <algorithm>

namespace jiangbu {

namespace {

using Role = ExpectedColumn::Role;

// Records inside records of the same entity have to end somewhere.
constexpr int max_depth = 6;

std::string joined(const std::string& prefix, const std::string& name) {
  return prefix.empty() || name.empty() ? prefix + name : prefix + "." + name;
}

Bilingual joined(const Bilingual& prefix, const Bilingual& title) {
  return {joined(prefix.zh, title.zh), joined(prefix.en, title.en)};
}

/// The given field of an entity that a dotted name leads to, through records.
const Field* field_at(const Vocabulary& vocabulary, std::uint32_t entity,
                      const std::string& path) {
  const std::size_t point = path.find('.');
  const Entity& of = vocabulary.entities[entity];
  const auto index = of.index_of(path.substr(0, point));
  if (!index) return nullptr;
  const Field& field = of.fields[*index];
  if (point == std::string::npos) return &field;
  if (field.type.base != BaseType::record) return nullptr;
  return field_at(vocabulary, field.type.id, path.substr(point + 1));
}

class TableBuilder {
 public:
  TableBuilder(const PopulationLayout& layout,
               const std::vector<const Vocabulary*>& vocabularies)
      : layout_(layout), vocabularies_(vocabularies) {}

  std::vector<ExpectedTable> run() {
    for (DomainId d = 0; d < layout_.lists.size(); ++d) add_table(d);
    return std::move(tables_);
  }

 private:
  void add_table(DomainId domain) {
    const PopulationList& list = layout_.lists[domain];
    ExpectedTable table;
    table.domain = domain;
    if (domain == 0) {
      table.name = applicants_table;
      table.title = {"申请人", "applicants"};
    } else {
      const bool nested = list.parent != 0;
      const ExpectedTable& parent = tables_[list.parent];
      table.name = nested ? joined(parent.name, list.name) : list.name;
      table.title = nested ? joined(parent.title, list.field->title) : list.field->title;
    }
    table_ = &table;
    for (const Vocabulary* vocabulary : vocabularies_) {
      vocabulary_ = vocabulary;
      const auto entity = entity_of(*vocabulary, domain);
      if (entity) add_fields(*entity, {}, {}, 0);
    }
    if (list.scalar) add_values(domain);
    add_references(domain);
    tables_.push_back(std::move(table));
  }

  /// The entity of the domain's rows in a vocabulary, if it has such a list.
  std::optional<std::uint32_t> entity_of(const Vocabulary& vocabulary,
                                         DomainId domain) const {
    if (domain == 0) return applicant_entity;
    const PopulationList& list = layout_.lists[domain];
    const auto parent = entity_of(vocabulary, list.parent);
    if (!parent) return std::nullopt;
    const Field* field = field_at(vocabulary, *parent, list.name);
    if (field == nullptr || field->type.base != BaseType::list) return std::nullopt;
    if (field->type.element->base != BaseType::record) return std::nullopt;
    return field->type.element->id;
  }

  void add_fields(std::uint32_t entity, const std::string& prefix, const Bilingual& title,
                  int depth) {
    if (depth > max_depth) return;
    const Entity& of = vocabulary_->entities[entity];
    for (std::size_t f = 0; f < of.fields.size(); ++f) {
      const bool is_key = prefix.empty() && of.key == f;
      add_field(of.fields[f], joined(prefix, of.fields[f].name),
                joined(title, of.fields[f].title), is_key, depth);
    }
  }

  void add_field(const Field& field, const std::string& name, const Bilingual& title,
                 bool is_key, int depth) {
    if (field.is_derived() || field.aggregate) {
      return add(field, name, title, FactPart::whole, false, Role::derived);
    }
    switch (field.type.base) {
      case BaseType::list:
        return add(field, name, title, FactPart::presence, false);
      case BaseType::record:
        add(field, name, title, FactPart::presence, false);
        return add_fields(field.type.id, name, title, depth + 1);
      case BaseType::range:
        add(field, name, title, FactPart::presence, false);
        add(field, name + ".from", joined(title, {"起", "from"}), FactPart::from, false);
        return add(field, name + ".to", joined(title, {"止", "to"}), FactPart::to, false);
      default:
        return add(field, name, title, FactPart::whole, is_key);
    }
  }

  void add(const Field& field, const std::string& name, const Bilingual& title,
           FactPart part, bool is_key, Role role = Role::fact) {
    for (const ExpectedColumn& known : table_->columns) {
      if (known.name == name && known.part == part) return;
    }
    ExpectedColumn column;
    column.role = role;
    column.name = name;
    column.title = title;
    column.part = part;
    column.field = &field;
    column.vocabulary = vocabulary_;
    column.is_key = is_key;
    const bool end = part == FactPart::from || part == FactPart::to;
    const std::string fact_name = end ? name.substr(0, name.rfind('.')) : name;
    if (role == Role::fact) {
      column.fact = layout_.find(table_->domain, fact_name, part);
      if (!column.fact) column.role = Role::other;
    }
    table_->columns.push_back(std::move(column));
  }

  void add_values(DomainId domain) {
    ExpectedColumn column;
    column.name = "value";
    column.title = {"值", "value"};
    column.fact = layout_.find(domain, "", FactPart::whole);
    if (!column.fact) column.role = Role::other;
    column.field = layout_.lists[domain].field;
    if (column.fact) column.vocabulary = layout_.facts[*column.fact].vocabulary;
    table_->columns.push_back(std::move(column));
  }

  // Who a row belongs to stands first: the applicant, then the enclosing rows.
  void add_references(DomainId domain) {
    std::vector<ExpectedColumn> references(1);
    references[0].role = Role::applicant;
    references[0].title = {"申请人编号", "applicant id"};
    const bool own_id = std::any_of(table_->columns.begin(), table_->columns.end(),
                                    [](const auto& one) { return one.name == "id"; });
    // In the table of applicants a fact `id` is their id too.
    references[0].name = own_id && domain != 0 ? "applicant" : "id";
    references[0].aliases = {"applicant", "申请人"};
    for (DomainId d = layout_.lists[domain].parent; domain != 0 && d != 0;
         d = layout_.lists[d].parent) {
      references.insert(references.begin() + 1, reference_to(d));
    }
    table_->columns.insert(table_->columns.begin(),
                           std::make_move_iterator(references.begin()),
                           std::make_move_iterator(references.end()));
  }

  ExpectedColumn reference_to(DomainId parent) const {
    const ExpectedTable& table = tables_[parent];
    ExpectedColumn reference;
    reference.role = Role::parent;
    reference.list = parent;
    const auto key = std::find_if(table.columns.begin(), table.columns.end(),
                                  [](const auto& one) { return one.is_key; });
    const bool by_key = key != table.columns.end();
    reference.name = joined(table.name, by_key ? key->name : "row");
    reference.title = joined(table.title, by_key ? key->title : Bilingual{"序号", "row"});
    reference.is_key = by_key;
    return reference;
  }

  const PopulationLayout& layout_;
  const std::vector<const Vocabulary*>& vocabularies_;
  std::vector<ExpectedTable> tables_;
  ExpectedTable* table_ = nullptr;
  const Vocabulary* vocabulary_ = nullptr;
};

std::string last_part(const std::string& name) {
  const std::size_t point = name.rfind('.');
  return point == std::string::npos ? name : name.substr(point + 1);
}

template <typename Matches>
std::optional<std::size_t> find_only(const ExpectedTable& table, const Matches& matches) {
  std::optional<std::size_t> found;
  for (std::size_t c = 0; c < table.columns.size(); ++c) {
    if (!matches(table.columns[c])) continue;
    if (found) return std::nullopt;
    found = c;
  }
  return found;
}

}  // namespace

std::vector<ExpectedTable> expected_tables(
    const PopulationLayout& layout, const std::vector<const Vocabulary*>& vocabularies) {
  return TableBuilder(layout, vocabularies).run();
}

std::optional<std::size_t> find_column(const ExpectedTable& table,
                                       const std::string& header) {
  if (header.empty()) return std::nullopt;
  for (std::size_t c = 0; c < table.columns.size(); ++c) {
    if (table.columns[c].name == header) return c;
  }
  const auto title = find_only(table, [&](const ExpectedColumn& column) {
    return column.title.zh == header || column.title.en == header;
  });
  if (title) return title;
  for (std::size_t c = 0; c < table.columns.size(); ++c) {
    const auto& aliases = table.columns[c].aliases;
    if (std::find(aliases.begin(), aliases.end(), header) != aliases.end()) return c;
  }
  const auto name = find_only(table, [&](const ExpectedColumn& column) {
    return last_part(column.name) == header;
  });
  if (name) return name;
  return find_only(table, [&](const ExpectedColumn& column) {
    return last_part(column.title.zh) == header || last_part(column.title.en) == header;
  });
}

}  // namespace jiangbu
