// The rules most tests share. In: nothing. Out: texts, rules. Never: files.
package io.jiangbu;

import java.time.LocalDate;
import java.util.Map;

final class Policies {
  static final LocalDate DATE = LocalDate.of(2024, 6, 1);

  /** Three clauses: over a list, over amounts of a list, and one with a division. */
  static final String TEXT =
      """
      policy: p
      title: {zh: "政策", en: policy}
      status: draft
      enums:
        kind:
          title: {zh: "种类", en: kind}
          values: {gi: {zh: "地标", en: indication}, tm: {zh: "商标", en: mark}}
      entities:
        mark:
          title: {zh: "商标", en: mark}
          fields:
            kind: {type: kind, title: {zh: "种类", en: kind}}
            fee: {type: money, title: {zh: "费用", en: fee}}
      facts:
        staff: {type: integer, title: {zh: "职工", en: staff}}
        ok: {type: boolean, title: {zh: "合格", en: fit}}
        rate: {type: number, title: {zh: "比例", en: rate}}
        name: {type: text, title: {zh: "名称", en: name}}
        closed: {type: date, optional: true, title: {zh: "注销", en: closed}}
        founded: {type: date, title: {zh: "成立", en: founded}}
        marks: {type: list of mark, title: {zh: "商标", en: marks}}
      clauses:
        A:
          title: {zh: "甲", en: first}
          cite: "1"
          for each: m in marks
          when: 'm.kind = "gi"'
          award: '3万元'
        B:
          title: {zh: "乙", en: second}
          cite: "2"
          when: 'ok and staff > 10'
          award: 'sum(marks.fee) * rate'
        C:
          title: {zh: "丙", en: third}
          cite: "3"
          when: 'name = "长治市𠮷田公司" and founded < date("2024-01-01")'
          award: '100元 / rate'
      """;

  static final String JSON =
      "{\"ok\": true, \"staff\": 11, \"rate\": 0.35, \"name\": \"长治市𠮷田公司\", "
          + "\"founded\": \"2020-02-29\", \"marks\": [{\"kind\": \"gi\", \"fee\": 100.01}, "
          + "{\"kind\": \"tm\", \"fee\": 1}]}";

  private Policies() {}

  static Rules rules() {
    return Rules.fromMemory(Map.of("p.yaml", TEXT));
  }
}
