// Values of formulas as JSON.
// In: a Value with its type, and the evaluator that made it. Out: JSON.
// Never: a binary float; an unknown as null.
#pragma once

#include "evaluate/formula_evaluator.hpp"
#include "report/json_writer.hpp"

namespace jiangbu {

/// Writes one value:
///   number        a JSON number in plain decimal notation, exactly
///   text, enum    a string;  boolean, null, list: as such;  record: an object
///   date          "2024-01-31";  duration: "P1Y2M", "P10D"
///   money         {"amount": "30000", "currency": "CNY"}
///   range         {"from": 1, "to": 5, "from_open": false, "to_open": true}
///   not known     {"unknown": [paths of missing facts]}, with "low" and "high" where
///                 there are bounds, "or_null": true where it may also be null,
///                 "discretion": true where the authority decides
///   open list     {"elements": […], "open": true if there may be more, "unknown": […]};
///                 an element that may be missing is {"maybe": element}
/// With `type_hints`, dates and durations are {"date": …}, {"duration": …}, the forms
/// that a context may use.
class ValueJson {
 public:
  ValueJson(FormulaEvaluator& evaluator, JsonWriter& out, bool type_hints)
      : evaluator_(evaluator), out_(out), type_hints_(type_hints) {}

  void write(const Value& value, const Type& type);

 private:
  void write_open(const Value& value, const Type& type);
  void write_list(const Value& value, const Type& type);
  void write_record(const Value& value, const Type& type);
  void write_range(const Value& value, const Type& type);
  void write_number(const Decimal& number, const Type& type);
  void write_scalar(const Constant& scalar, const Type& type);
  void write_fact(const FactValue& fact, const Type& type, const std::string& path);
  void write_fact_record(const Value& record);
  void write_hinted(const char* hint, const std::string& text);
  void write_reasons(Causes causes);

  FormulaEvaluator& evaluator_;
  JsonWriter& out_;
  bool type_hints_;
};

}  // namespace jiangbu
