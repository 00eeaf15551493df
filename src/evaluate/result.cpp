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

}  // namespace jiangbu
