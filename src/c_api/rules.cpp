// Rules of jiangbu.h.
#include <map>

#include "c_api/handles.hpp"

using namespace jiangbu;
using namespace jiangbu::c_api;

namespace {

jb_status give(Rules rules, jb_rules** out, jb_error** error) {
  *out = new jb_rules{std::move(rules)};
  const Rules& given = (*out)->rules;
  return status_of(given.ok(), JB_RULES_FAULTY, given.problems(), error);
}

std::vector<std::string> strings_of(const jb_text* texts, std::size_t count) {
  std::vector<std::string> strings;
  if (count > 0) given(texts, "texts");
  for (std::size_t i = 0; i < count; ++i) strings.push_back(string_of(texts[i]));
  return strings;
}

}  // namespace

jb_status jb_rules_load(const jb_text* paths, size_t count, jb_rules** rules,
                        jb_error** error) {
  return guarded(error, [&] {
    given(rules, "rules");
    return give(Rules::load(strings_of(paths, count)), rules, error);
  });
}

jb_status jb_rules_from_memory(const jb_named_text* texts, size_t count, jb_rules** rules,
                               jb_error** error) {
  return guarded(error, [&] {
    given(rules, "rules");
    if (count > 0) given(texts, "texts");
    std::map<std::string, std::string> named;
    for (std::size_t i = 0; i < count; ++i) {
      const std::string name = string_of(texts[i].name);
      if (!named.emplace(name, string_of(texts[i].text)).second) {
        refuse("名称“" + name + "”给了两次", "the name '" + name + "' is given twice");
      }
    }
    return give(Rules::from_memory(named), rules, error);
  });
}

jb_status jb_rules_read(const jb_text* names, size_t count, jb_read_function read,
                        void* context, jb_rules** rules, jb_error** error) {
  return guarded(error, [&] {
    given(rules, "rules");
    if (read == nullptr) refuse("read 为 NULL", "read is NULL");
    const auto text_of = [&](const std::string& name) -> std::optional<std::string> {
      jb_text text{nullptr, 0};
      if (read(context, borrowed(name), &text) != 0) return std::nullopt;
      return string_of(text);
    };
    return give(Rules::read(strings_of(names, count), text_of), rules, error);
  });
}

jb_status jb_rules_image(const jb_rules* rules, jb_string** image, jb_error** error) {
  return guarded(error, [&] {
    const Rules& from = given(rules, "rules").rules;
    given(image, "image");
    if (!from.ok()) fail_with(from.problems(), JB_RULES_FAULTY);
    *image = new jb_string{from.image()};
    return JB_OK;
  });
}

jb_status jb_rules_from_image(jb_text image, jb_rules** rules, jb_error** error) {
  return guarded(error, [&] {
    given(rules, "rules");
    return give(Rules::from_image(view_of(image)), rules, error);
  });
}

void jb_rules_free(jb_rules* rules) { delete rules; }

size_t jb_rules_problem_count(const jb_rules* rules) {
  return rules == nullptr ? 0 : rules->rules.problems().size();
}

jb_status jb_rules_problem(const jb_rules* rules, size_t index, jb_problem* problem) {
  if (rules == nullptr) return JB_INVALID_ARGUMENT;
  return write_problem(rules->rules.problems(), index, problem);
}

size_t jb_rules_policy_count(const jb_rules* rules) {
  return rules == nullptr ? 0 : rules->rules.policies().size();
}

jb_status jb_rules_policy(const jb_rules* rules, size_t index, jb_policy* policy) {
  if (rules == nullptr || index >= rules->rules.policies().size()) {
    return JB_INVALID_ARGUMENT;
  }
  const Rules::Policy& from = rules->rules.policies()[index];
  jb_policy to{};
  to.id = borrowed(from.id);
  to.version = borrowed(from.version);
  to.title_zh = borrowed(from.title.zh);
  to.title_en = borrowed(from.title.en);
  to.file = borrowed(from.file);
  to.hash = borrowed(from.hash);
  to.is_draft = from.draft ? 1 : 0;
  return write_struct(policy, to) ? JB_OK : JB_INVALID_ARGUMENT;
}

jb_status jb_rules_description(const jb_rules* rules, jb_string** json,
                               jb_error** error) {
  return guarded(error, [&] {
    given(json, "json");
    *json = new jb_string{given(rules, "rules").rules.description()};
    return JB_OK;
  });
}
