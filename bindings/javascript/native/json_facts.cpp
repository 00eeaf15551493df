// Facts straight from JSON need simdjson, which is not in this build: read_facts() reads
// them all.
// In: nothing. Out: the reader of src/read/json_facts.hpp, which accepts no text. Never:
// an error of its own.
#include "read/json_facts.hpp"

namespace jiangbu {

class JsonFactReader::Reading {};

JsonFactReader::JsonFactReader(const Vocabulary&, ReadFactsOptions) {}
JsonFactReader::~JsonFactReader() = default;
JsonFactReader::JsonFactReader(JsonFactReader&&) noexcept = default;
JsonFactReader& JsonFactReader::operator=(JsonFactReader&&) noexcept = default;

std::optional<CaseFacts> JsonFactReader::read(std::string_view) { return std::nullopt; }

}  // namespace jiangbu
