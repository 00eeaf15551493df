// The text of a policy, loaded and, if it is sound, evaluated for nobody in particular.
#include "diagnostics/language.hpp"
#include "every_type.hpp"

namespace jiangbu::fuzz {

void fuzz_rules(std::string_view bytes) {
  static const std::optional<std::string> vocabulary =
      read_file(JIANGBU_SOURCE_FOLDER "/rules/vocabulary.yaml");
  const auto read = [&](const std::string& name) -> std::optional<std::string> {
    if (name == "city/policy.yaml") return std::string(bytes);
    if (name == "vocabulary.yaml") return vocabulary;
    return std::nullopt;
  };
  const Rules rules = Rules::read({"city/policy.yaml"}, read);
  for (const TextLanguage language : {TextLanguage::zh, TextLanguage::en}) {
    require(rules.ok() || !problems_text(rules.problems(), language).empty(),
            "faulty rules say why");
  }
  if (!rules.ok() || rules.policies().empty()) return;
  evaluate_and_write(Facts::from_json(rules, "{}"));
  evaluate_and_write(Facts::from_json(rules, "{}", {.closed_world = true}));
}

}  // namespace jiangbu::fuzz
