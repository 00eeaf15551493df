// A typed formula: names resolved to places, every operation with one meaning.
// In: nothing (resolve_*.cpp build it). Out: Expression. Never: YAML, FEEL spelling.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "diagnostics/source.hpp"
#include "model/type.hpp"
#include "model/vocabulary.hpp"

namespace jiangbu {

enum class Op : std::uint8_t {
#define JIANGBU_OP(name, meaning) name,
#include "model/operations.def"
#undef JIANGBU_OP
};

const char* name_of(Op op);

/// =, !=, <, <=, > or >=.
bool is_comparison(Op op);

/// The comparison with its sides exchanged; any other operation is returned as it is.
Op mirrored(Op op);

enum class Builtin : std::uint8_t {
#define JIANGBU_BUILTIN(name, feel, parameters, result) name,
#include "model/builtins.def"
#undef JIANGBU_BUILTIN
};

const char* name_of(Builtin builtin);

/// One node of a typed formula. The meaning of `a` and `b` depends on the operation: see
/// operations.def.
struct Expression {
  Op op = Op::literal;
  Type type;
  std::uint32_t a = 0;
  std::uint32_t b = 0;
  Constant constant;  // of a literal
  std::vector<Expression> operands;
  Span span;
  std::string text;  // as written, for proofs; empty where nothing was written
};

}  // namespace jiangbu
