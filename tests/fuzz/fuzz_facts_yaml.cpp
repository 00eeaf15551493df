// Facts in YAML, in a closed world.
#include "every_type.hpp"

namespace jiangbu::fuzz {

void fuzz_facts_yaml(std::string_view bytes) {
  const FactOptions options = {.closed_world = true, .allow_unknown_names = true};
  evaluate_and_write(Facts::from_yaml(every_type_rules(), bytes, options));
}

}  // namespace jiangbu::fuzz
