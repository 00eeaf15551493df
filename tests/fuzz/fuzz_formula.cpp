// A formula over values of several types.
#include "cli/evaluate_expression.hpp"
#include "diagnostics/render.hpp"
#include "document/read_document.hpp"
#include "entrances.hpp"

namespace jiangbu::fuzz {

namespace {

constexpr const char* values = R"({
  "n": 3, "m": -0.5, "big": 9999999999999999999999999999999999, "t": "长治", "yes": true,
  "list": [3, 1, 2], "texts": ["a", "b", "a"], "none": [],
  "marks": [{"kind": "a", "fee": 100, "designations": ["US", "JP"]},
            {"kind": "b", "fee": 0.35, "designations": []}]
})";

}  // namespace

void fuzz_formula(std::string_view bytes) {
  SourceMap sources;
  Diagnostics diagnostics;
  const FileId file = sources.add("values.json", values);
  const auto context = read_json(sources, file, diagnostics);
  require(context.has_value(), "the values can be read");
  ExpressionRequest request;
  request.expression = std::string(bytes);
  request.context = &*context;
  request.decision_date = Date::parse("2024-11-30");
  request.type_hints = true;
  const auto value = evaluate_expression(request, sources, diagnostics);
  require(value.has_value() || diagnostics.has_errors(),
          "a formula has a value or an error");
  static_cast<void>(render(diagnostics, sources, Language::zh));
  static_cast<void>(render(diagnostics, sources, Language::en));
}

}  // namespace jiangbu::fuzz
