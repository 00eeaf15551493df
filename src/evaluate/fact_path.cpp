#include "evaluate/fact_path.hpp"

#include <cstdlib>

namespace jiangbu {

std::vector<PathPart> split_path(const std::string& path) {
  std::vector<PathPart> parts;
  size_t begin = 0;
  while (begin <= path.size()) {
    size_t end = path.find('.', begin);
    if (end == std::string::npos) end = path.size();
    std::string piece = path.substr(begin, end - begin);
    PathPart part;
    const size_t bracket = piece.find('[');
    if (bracket != std::string::npos) {
      part.position =
          static_cast<size_t>(std::strtoull(piece.c_str() + bracket + 1, nullptr, 10));
      piece.resize(bracket);
    }
    part.name = std::move(piece);
    parts.push_back(std::move(part));
    begin = end + 1;
  }
  return parts;
}

const Field* field_at(const std::string& path, const Vocabulary& vocabulary) {
  const Entity* entity = &vocabulary.applicant();
  const Field* field = nullptr;
  for (const PathPart& part : split_path(path)) {
    if (entity == nullptr) return field;
    const auto index = entity->index_of(part.name);
    if (!index) return field;
    field = &entity->fields[*index];
    const Type& type = field->type.is_list() ? *field->type.element : field->type;
    entity = type.base == BaseType::record ? &vocabulary.entities[type.id] : nullptr;
  }
  return field;
}

FactValue* fact_at(const std::string& path, FactValue& record,
                   const Vocabulary& vocabulary) {
  const Entity* entity = &vocabulary.applicant();
  FactValue* value = &record;
  for (const PathPart& part : split_path(path)) {
    if (entity == nullptr || !value->is_known()) return nullptr;
    const auto index = entity->index_of(part.name);
    if (!index) return nullptr;
    const Type& declared = entity->fields[*index].type;
    value = &value->items[*index];
    const Type& type = declared.is_list() ? *declared.element : declared;
    if (part.position > 0) {
      if (part.position > value->items.size()) return nullptr;
      value = &value->items[part.position - 1];
    }
    entity = type.base == BaseType::record ? &vocabulary.entities[type.id] : nullptr;
  }
  return value;
}

}  // namespace jiangbu
