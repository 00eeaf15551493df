#include "author/rule_schema.hpp"

#include "author/embedded_rule_schema.hpp"

namespace jiangbu {

std::string_view rule_schema() { return embedded_rule_schema; }

}  // namespace jiangbu
