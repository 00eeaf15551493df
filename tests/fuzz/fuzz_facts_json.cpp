// Facts in JSON.
#include "every_type.hpp"

namespace jiangbu::fuzz {

void fuzz_facts_json(std::string_view bytes) {
  evaluate_and_write(Facts::from_json(every_type_rules(), bytes));
}

}  // namespace jiangbu::fuzz
