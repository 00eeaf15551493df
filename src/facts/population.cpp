#include "facts/population.hpp"

#include <algorithm>

namespace jiangbu {

namespace {

constexpr std::uint32_t indexed_owners = 1024;

// A fact inside ever deeper lists of the same entity has to end somewhere.
constexpr int max_depth = 6;

ColumnKind kind_of(const Type& type) {
  switch (type.base) {
    case BaseType::boolean:
      return ColumnKind::truth;
    case BaseType::date:
      return ColumnKind::date;
    case BaseType::enumeration:
    case BaseType::text:
    case BaseType::region:
      return ColumnKind::code;
    default:
      return ColumnKind::number;
  }
}

int scale_of(const Type& type, bool integral) {
  if (type.base == BaseType::money) return 2;
  return type.base == BaseType::number && !integral ? 6 : 0;
}

bool same_values(const PopulationFact& a, const PopulationFact& b) {
  if (!same_base(a.type, b.type)) return false;
  if (a.type.base != BaseType::enumeration) return a.scale == b.scale;
  const auto names = [](const PopulationFact& fact) {
    return fact.vocabulary->enums[fact.type.id].value_names();
  };
  return names(a) == names(b);
}

class LayoutBuilder {
 public:
  LayoutBuilder(PopulationLayout& layout, const Vocabulary& vocabulary,
                const FieldSet& fields)
      : layout_(layout), vocabulary_(vocabulary), fields_(fields) {}

  std::vector<std::string> run() {
    if (layout_.lists.empty()) layout_.lists.emplace_back();
    add_fields(applicant_entity, {0, "", {}}, 0);
    return std::move(conflicts_);
  }

 private:
  struct Place {
    DomainId domain;
    std::string prefix;
    std::vector<std::uint32_t> path;
  };

  void add_fields(std::uint32_t entity, const Place& place, int depth) {
    if (depth > max_depth) return;
    const Entity& of = vocabulary_.entities[entity];
    for (std::uint32_t f = 0; f < of.fields.size(); ++f) {
      if (of.fields[f].is_derived()) continue;
      if (!fields_.contains({entity, f})) continue;
      Place inner = place;
      inner.prefix += of.fields[f].name;
      inner.path.push_back(f);
      add_field(of.fields[f], inner, depth);
    }
  }

  void add_field(const Field& field, const Place& place, int depth) {
    const Type& type = field.type;
    if (type.base == BaseType::list) {
      add_value(field, place, FactPart::presence, simple_type(BaseType::boolean));
      return add_list(field, place, depth);
    }
    if (type.base == BaseType::record) {
      add_value(field, place, FactPart::presence, simple_type(BaseType::boolean));
      return add_fields(type.id, {place.domain, place.prefix + ".", place.path},
                        depth + 1);
    }
    if (type.base == BaseType::range) {
      add_value(field, place, FactPart::presence, simple_type(BaseType::boolean));
      add_value(field, place, FactPart::from, *type.element);
      return add_value(field, place, FactPart::to, *type.element);
    }
    add_value(field, place, FactPart::whole, type);
  }

  void add_value(const Field& field, const Place& place, FactPart part,
                 const Type& type) {
    PopulationFact fact;
    fact.domain = place.domain;
    fact.name = place.prefix;
    fact.path = place.path;
    fact.part = part;
    fact.type = type;
    fact.kind = kind_of(type);
    fact.scale = scale_of(type, field.integral);
    fact.field = &field;
    fact.vocabulary = &vocabulary_;
    const auto known = layout_.find(fact.domain, fact.name, part);
    if (!known) {
      layout_.facts.push_back(std::move(fact));
    } else if (!same_values(layout_.facts[*known], fact)) {
      conflicts_.push_back(fact.name);
    } else if (type.optional) {
      layout_.facts[*known].type.optional = true;
    }
  }

  void add_list(const Field& field, const Place& place, int depth) {
    PopulationList list;
    list.parent = place.domain;
    list.name = place.prefix;
    list.path = place.path;
    list.element = *field.type.element;
    list.entity = list.element.id;
    list.scalar = list.element.base != BaseType::record;
    list.field = &field;
    auto domain = layout_.find_list(list.parent, list.name);
    if (!domain) {
      domain = static_cast<DomainId>(layout_.lists.size());
      layout_.lists.push_back(list);
    } else if (layout_.lists[*domain].scalar != list.scalar) {
      conflicts_.push_back(list.name);
      return;
    }
    if (list.scalar) {
      return add_value(field, {*domain, "", {}}, FactPart::whole, list.element);
    }
    add_fields(list.entity, {*domain, "", {}}, depth + 1);
  }

  PopulationLayout& layout_;
  const Vocabulary& vocabulary_;
  const FieldSet& fields_;
  std::vector<std::string> conflicts_;
};

}  // namespace

std::optional<std::size_t> PopulationLayout::find(DomainId domain,
                                                  const std::string& name,
                                                  FactPart part) const {
  for (std::size_t i = 0; i < facts.size(); ++i) {
    const PopulationFact& fact = facts[i];
    if (fact.domain == domain && fact.part == part && fact.name == name) return i;
  }
  return std::nullopt;
}

std::optional<DomainId> PopulationLayout::find_list(DomainId parent,
                                                    const std::string& name) const {
  for (DomainId d = 1; d < lists.size(); ++d) {
    if (lists[d].parent == parent && lists[d].name == name) return d;
  }
  return std::nullopt;
}

std::vector<std::string> add_facts(PopulationLayout& layout, const Vocabulary& vocabulary,
                                   const FieldSet& fields) {
  return LayoutBuilder(layout, vocabulary, fields).run();
}

Population::Population(PopulationLayout layout)
    : layout_(std::move(layout)),
      rows_(layout_.lists.size(), 0),
      owners_(layout_.lists.size()),
      index_(layout_.lists.size()),
      columns_(layout_.facts.size()) {
  for (IntegerColumn& owners : owners_) owners.widen(ColumnWidth::four);
}

std::uint32_t Population::first_of(DomainId domain, std::uint32_t owner) const {
  const auto* owners = owners_[domain].as<std::int32_t>();
  const auto* begin = owners;
  const auto* end = owners + rows_[domain];
  const std::vector<std::uint32_t>& index = index_[domain];
  const std::uint32_t place = owner / indexed_owners;
  if (place < index.size()) begin = owners + index[place];
  if (place + 1 < index.size()) end = owners + index[place + 1];
  if (place < index.size() && owner % indexed_owners == 0) return index[place];
  return static_cast<std::uint32_t>(
      std::lower_bound(begin, end, static_cast<std::int32_t>(owner)) - owners);
}

void Population::build_index() {
  for (DomainId d = 1; d < rows_.size(); ++d) {
    std::vector<std::uint32_t> index;
    const std::uint32_t parents = rows_[layout_.lists[d].parent];
    index_[d].clear();
    for (std::uint32_t owner = 0; owner <= parents; owner += indexed_owners) {
      index.push_back(first_of(d, owner));
    }
    index_[d] = std::move(index);
  }
}

std::string Population::name_of(std::uint32_t applicant) const {
  if (applicant < number_names_.size()) {
    return std::to_string(number_names_.at(applicant));
  }
  return applicant < text_names_.size() ? text_names_[applicant]
                                        : std::to_string(applicant + 1);
}

std::size_t Population::bytes() const {
  std::size_t bytes = number_names_.bytes();
  for (const IntegerColumn& owners : owners_) bytes += owners.bytes();
  for (const PopulationColumn& column : columns_) {
    bytes += column.values.bytes() + column.states.capacity();
  }
  return bytes;
}

}  // namespace jiangbu
