/* Checks of the C tests: each prints what failed and counts it. */
#ifndef JIANGBU_TESTS_CHECK_H
#define JIANGBU_TESTS_CHECK_H

#include <stdio.h>
#include <string.h>

#include "jiangbu/jiangbu.h"

static int failures = 0;

#define CHECK(condition)                                               \
  do {                                                                 \
    if (!(condition)) {                                                \
      ++failures;                                                      \
      fprintf(stderr, "%s:%d: %s\n", __FILE__, __LINE__, #condition); \
    }                                                                  \
  } while (0)

static jb_text text_of(const char* text) {
  jb_text result;
  result.data = text;
  result.size = strlen(text);
  return result;
}

static inline int is_text(jb_text text, const char* expected) {
  return text.size == strlen(expected) &&
         (text.size == 0 || memcmp(text.data, expected, text.size) == 0);
}

static inline int has_text(jb_text text, const char* part) {
  const size_t size = strlen(part);
  size_t i;
  for (i = 0; i + size <= text.size; ++i) {
    if (memcmp(text.data + i, part, size) == 0) return 1;
  }
  return 0;
}

static const char* const policy_text =
    "policy: p\n"
    "title: {zh: \"政策\", en: policy}\n"
    "status: draft\n"
    "enums: {kind: {title: {zh: \"种类\", en: kind}, values: {gi: {zh: \"地标\", en: indication}, "
    "tm: {zh: \"商标\", en: mark}}}}\n"
    "entities:\n"
    "  mark:\n"
    "    title: {zh: \"商标\", en: mark}\n"
    "    fields:\n"
    "      kind: {type: kind, title: {zh: \"种类\", en: kind}}\n"
    "      fee: {type: money, title: {zh: \"费用\", en: fee}}\n"
    "facts:\n"
    "  id: {type: text, title: {zh: \"编号\", en: id}}\n"
    "  staff: {type: integer, title: {zh: \"职工\", en: staff}}\n"
    "  ok: {type: boolean, title: {zh: \"合格\", en: fit}}\n"
    "  rate: {type: number, title: {zh: \"比例\", en: rate}}\n"
    "  marks: {type: list of mark, title: {zh: \"商标\", en: marks}}\n"
    "clauses:\n"
    "  A: {title: {zh: \"甲\", en: first}, cite: \"1\", for each: m in marks, "
    "when: 'm.kind = \"gi\"', award: '3万元'}\n"
    "  B: {title: {zh: \"乙\", en: second}, cite: \"2\", when: 'ok and staff > 10', "
    "award: 'sum(marks.fee) * rate'}\n";

static inline jb_rules* rules_of(const char* text) {
  jb_named_text named;
  jb_rules* rules = NULL;
  jb_error* error = NULL;
  named.name = text_of("p.yaml");
  named.text = text_of(text);
  if (jb_rules_from_memory(&named, 1, &rules, &error) != JB_OK) {
    const jb_text message = jb_error_message(error, JB_ENGLISH);
    fprintf(stderr, "%.*s\n", (int)message.size, message.data);
    ++failures;
  }
  jb_error_free(error);
  return rules;
}

#endif
