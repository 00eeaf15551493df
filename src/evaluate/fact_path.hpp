// Paths of facts such as "marks[2].registered": to their field, to their value.
// In: a path, a vocabulary, facts. Out: the field, the value. Never: evaluates.
#pragma once

#include <string>
#include <vector>

#include "facts/case_facts.hpp"

namespace jiangbu {

/// One part of a path: a name, and a 1-based position where it is a list's.
struct PathPart {
  std::string name;
  std::size_t position = 0;  // 0: none
};

std::vector<PathPart> split_path(const std::string& path);

/// The field a path ends in; null if there is none.
const Field* field_at(const std::string& path, const Vocabulary& vocabulary);

/// The value a path names, to be changed; null if there is none.
FactValue* fact_at(const std::string& path, FactValue& record,
                   const Vocabulary& vocabulary);

}  // namespace jiangbu
