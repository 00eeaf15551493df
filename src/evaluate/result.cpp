// Names of what an evaluation says; see result.hpp.
#include "evaluate/result.hpp"

namespace jiangbu {

const char* name_of(LineStatus status, Language language) {
  const bool zh = language == Language::zh;
  switch (status) {
    case LineStatus::due:
      return zh ? "应付" : "due";
    case LineStatus::possible:
      return zh ? "可能" : "possible";
    case LineStatus::not_met:
      return zh ? "条件不满足" : "not met";
    case LineStatus::excluded:
      return zh ? "已排除" : "excluded";
    case LineStatus::superseded:
      return zh ? "被取代" : "superseded";
    case LineStatus::already_paid:
      return zh ? "已领取" : "already paid";
    case LineStatus::unspecified:
      return zh ? "未规定金额" : "unspecified";
    case LineStatus::delegated:
      return zh ? "见其他办法" : "delegated";
    case LineStatus::no_money:
      return zh ? "不涉及资金" : "no money";
    case LineStatus::not_in_force:
      return zh ? "未生效" : "not in force";
    case LineStatus::error:
      return zh ? "无法计算" : "error";
  }
  return zh ? "无法计算" : "error";
}

namespace {

void add_value_name(const ProofValue& value, std::vector<Name>& names) {
  if (value.title != nullptr) add_name(names, {value.text, *value.title, {}});
}

}  // namespace

std::vector<Name> names_of(const ProofNode& node) {
  std::vector<Name> names;
  for (const ProofValue& value : node.values) add_value_name(value, names);
  for (const Name& name : node.part->names) add_name(names, name);
  for (const Name& name : node.names) add_name(names, name);
  return names;
}

std::vector<Name> names_of(const Calculation& calculation) {
  std::vector<Name> names;
  for (const Calculation::Used& used : calculation.values) {
    add_value_name(used.value, names);
  }
  for (const Name& name : calculation.part->names) add_name(names, name);
  return names;
}

}  // namespace jiangbu
