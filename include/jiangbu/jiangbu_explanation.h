/* Part of jiangbu.h, which includes it: why an evaluation came out as it did. */
#ifndef JIANGBU_EXPLANATION_H
#define JIANGBU_EXPLANATION_H

#include "jiangbu/jiangbu.h"

#ifdef __cplusplus
extern "C" {
#endif

/* ---- Why --------------------------------------------------------------------------- */

/* All below is borrowed from the evaluation. Where it was asked for amounts only there are
 * no proofs, missing facts and near misses, but lines with their amounts. Numbers count
 * from 0; a number behind the last is JB_INVALID_ARGUMENT, or NULL. The first call makes
 * the values, so it may fail with JB_OUT_OF_MEMORY (or give 0, NULL). */

/* A clause for the applicant, for one item, or for one group. Since 0.1. */
typedef struct jb_line {
  size_t struct_size;
  jb_text item;       /* path, "marks[2]" for the second; empty: the applicant */
  jb_text item_label; /* its key, if it has one */
  jb_amount computed; /* before caps and the like; not stated: no amount */
  jb_amount amount;   /* after them */
  uint32_t status;    /* jb_clause_status */
  uint32_t reserved;
  size_t condition_count; /* all must hold */
  size_t calculation_count;
  size_t reduction_count;
  size_t instalment_count;
  size_t missing_count; /* paths of facts that can still decide the line: 20 at
                            most, its own first; JSON has "missing_more" */
} jb_line;

/* Since 0.1. Threads: any. */
JB_API size_t jb_evaluation_line_count(const jb_evaluation* evaluation, size_t applicant,
                                       size_t clause);
/* Since 0.1. Owner: borrowed from `evaluation`. Threads: any. */
JB_API jb_status jb_evaluation_line(const jb_evaluation* evaluation, size_t applicant,
                                    size_t clause, size_t line, jb_line* result);
/* Since 0.1. Owner: borrowed from `evaluation`. Threads: any. */
JB_API jb_text jb_evaluation_line_missing(const jb_evaluation* evaluation,
                                          size_t applicant, size_t clause, size_t line,
                                          size_t index);

/* How a condition came out. Since 0.1. */
typedef enum jb_answer { JB_NO = 0, JB_UNKNOWN = 1, JB_YES = 2 } jb_answer;

typedef enum jb_step_kind {
  JB_STEP_ALL = 0, /* its parts all hold */
  JB_STEP_ANY = 1, /* one of its parts holds */
  JB_STEP_NOT = 2, /* its part does not hold */
  JB_STEP_CONDITION = 3,
  JB_STEP_EXCLUSION = 4, /* holds: excluded */
  JB_STEP_WINDOW = 5,    /* a time within which to apply */
  JB_STEP_HISTORY = 6,   /* what was received before */
  JB_STEP_AMOUNT = 7     /* no condition: the formula of an amount */
} jb_step_kind;

/* One condition or calculation, with what it came to; a tree. Lives as long as its
 * evaluation; never freed. Since 0.1. */
typedef struct jb_step jb_step;

typedef struct jb_step_outcome {
  size_t struct_size;
  uint32_t kind;    /* jb_step_kind */
  uint32_t answer;  /* jb_answer, of a condition; JB_UNKNOWN for an amount */
  jb_text title_zh; /* may be empty: then `text` describes it */
  jb_text title_en;
  jb_text text; /* the formula as written */
  jb_text cite; /* where the policy says so */
  size_t value_count;
  size_t missing_count; /* paths of unknown facts that keep it open: 20 at most */
  size_t part_count;
} jb_step_outcome;

/* A value that was looked at, as people read it. Since 0.1. */
typedef struct jb_shown_value {
  size_t struct_size;
  jb_text source;   /* as written: "count(marks)" */
  jb_text text;     /* 3, 2024-01-31, "first"; empty: not known */
  jb_text title_zh; /* of an enum value or a region; else empty */
  jb_text title_en;
} jb_shown_value;

/* Conditions of a line, its calculations; why a clause has no line, or all of its lines
 * fail on the applicant itself. NULL behind the last. Since 0.1. Owner: borrowed from
 * `evaluation`. Threads: any. */
JB_API const jb_step* jb_evaluation_condition(const jb_evaluation* evaluation,
                                              size_t applicant, size_t clause,
                                              size_t line, size_t index);
JB_API const jb_step* jb_evaluation_calculation(const jb_evaluation* evaluation,
                                                size_t applicant, size_t clause,
                                                size_t line, size_t index);
JB_API const jb_step* jb_evaluation_refusal(const jb_evaluation* evaluation,
                                            size_t applicant, size_t clause,
                                            size_t index);
/* Since 0.1. Owner: borrowed from the evaluation. Threads: any. */
JB_API jb_status jb_step_get(const jb_step* step, jb_step_outcome* outcome);
JB_API const jb_step* jb_step_part(const jb_step* step, size_t index);
JB_API jb_status jb_step_value(const jb_step* step, size_t index, jb_shown_value* value);
JB_API jb_text jb_step_missing(const jb_step* step, size_t index);

/* What another clause, a cap or a share took from a line. Since 0.1. */
typedef struct jb_reduction {
  size_t struct_size;
  jb_text step; /* "cap", "highest only" */
  jb_text title_zh;
  jb_text title_en;
  int64_t lost; /* fen, at the upper end */
} jb_reduction;

/* One payment of several. Since 0.1. */
typedef struct jb_instalment {
  size_t struct_size;
  jb_text title_zh;
  jb_text title_en;
  jb_text due; /* "2025-06-30"; empty: not known */
  jb_amount amount;
  uint32_t condition; /* jb_answer */
  uint32_t reserved;
} jb_instalment;

/* Since 0.1. Owner: borrowed from `evaluation`. Threads: any. */
JB_API jb_status jb_evaluation_reduction(const jb_evaluation* evaluation,
                                         size_t applicant, size_t clause, size_t line,
                                         size_t index, jb_reduction* result);
JB_API jb_status jb_evaluation_instalment(const jb_evaluation* evaluation,
                                          size_t applicant, size_t clause, size_t line,
                                          size_t index, jb_instalment* result);
/* A proof to hand in; empty behind the last. Since 0.1. Owner: borrowed from
 * `evaluation`. Threads: any. */
JB_API jb_text jb_evaluation_document(const jb_evaluation* evaluation, size_t applicant,
                                      size_t clause, size_t index, jb_language language);

/* An unknown fact that can still decide money. Since 0.1. */
typedef struct jb_missing_fact {
  size_t struct_size;
  jb_text policy;
  jb_text path; /* "marks[2].registered"; items count from 1, as in all results */
  jb_text title_zh;
  jb_text title_en;
  jb_text question_zh;
  jb_text question_en;
  jb_text item;       /* key of the item it belongs to */
  jb_amount at_stake; /* how much of the policy's total hangs on it; `low` is 0 */
  size_t clause_count;
} jb_missing_fact;

/* By policy, those with most at stake first. Since 0.1. Owner: borrowed from
 * `evaluation`. Threads: any. */
JB_API jb_status jb_evaluation_missing(const jb_evaluation* evaluation, size_t applicant,
                                       size_t index, jb_missing_fact* result);
/* The id of a clause that the fact decides. Since 0.1. Owner: borrowed from `evaluation`.
 * Threads: any. */
JB_API jb_text jb_evaluation_missing_clause(const jb_evaluation* evaluation,
                                            size_t applicant, size_t index,
                                            size_t clause);

/* A small change of facts that would turn a clause, priced by evaluating the changed
 * case. Since 0.1. */
typedef struct jb_near_miss {
  size_t struct_size;
  jb_text policy;
  jb_text clause;
  jb_text item;
  jb_text item_label;
  jb_amount gain; /* of the policy's total */
  size_t change_count;
} jb_near_miss;

typedef struct jb_fact_change {
  size_t struct_size;
  jb_text path; /* "marks" where items are added */
  jb_text title_zh;
  jb_text title_en;
  jb_text from; /* of a list: how many items it has */
  jb_text to;
  int64_t added; /* items added to the list */
} jb_fact_change;

/* By policy. Since 0.1. Owner: borrowed from `evaluation`. Threads: any. */
JB_API jb_status jb_evaluation_near_miss(const jb_evaluation* evaluation,
                                         size_t applicant, size_t index,
                                         jb_near_miss* result);
JB_API jb_status jb_evaluation_change(const jb_evaluation* evaluation, size_t applicant,
                                      size_t near_miss, size_t index,
                                      jb_fact_change* result);

/* One option of one question on how a text is read. Since 0.1. */
typedef struct jb_reading_outcome {
  size_t struct_size;
  jb_text policy;
  jb_text question;
  jb_text option;
  jb_text question_zh;
  jb_text question_en;
  jb_text option_zh;
  jb_text option_en;
  jb_amount total; /* of the policy; not stated unless all readings were asked for */
  uint32_t is_default;
  uint32_t is_used; /* the evaluation is under this one */
} jb_reading_outcome;

/* Options that were used; all of them if all readings were asked for. Since 0.1. Owner:
 * borrowed from `evaluation`. Threads: any. */
JB_API jb_status jb_evaluation_reading(const jb_evaluation* evaluation, size_t applicant,
                                       size_t index, jb_reading_outcome* result);

#ifdef __cplusplus
}
#endif

#endif
