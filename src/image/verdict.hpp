// What a verifier has found.
// In: requirements. Out: whether all hold, and the first that does not. Never: stops.
#pragma once

#include <cstdint>
#include <optional>

#include "diagnostics/language.hpp"

namespace jiangbu {

/// What can be wrong with a program that nobody compiled.
enum class Flaw : std::uint8_t { place, count, type, order, depth, work, name, value };

class Verdict {
 public:
  /// Returns `holds`; the first flaw is kept.
  bool require(bool holds, Flaw flaw) {
    if (!holds && !flaw_) flaw_ = flaw;
    return holds;
  }
  bool holds() const { return !flaw_; }
  std::optional<Flaw> flaw() const { return flaw_; }

  Bilingual text() const {
    switch (flaw_.value_or(Flaw::place)) {
      case Flaw::place:
        return {"引用的东西不存在", "something is named that is not there"};
      case Flaw::count:
        return {"个数不对", "a count is wrong"};
      case Flaw::type:
        return {"类型不对", "a type is wrong"};
      case Flaw::order:
        return {"顺序不对，或循环引用", "an order is wrong, or something needs itself"};
      case Flaw::depth:
        return {"嵌套过深", "it is nested too deep"};
      case Flaw::work:
        return {"一条公式的步数过多", "a formula takes too many steps"};
      case Flaw::name:
        return {"名称不对", "a name is none"};
      case Flaw::value:
        return {"数值不对", "a value is out of bounds"};
    }
    return {};
  }

 private:
  std::optional<Flaw> flaw_;
};

}  // namespace jiangbu
