/* jiangbu.h - the C interface of jiangbu: rules of incentive policies, compiled and
 * evaluated. C99, and C++.
 *
 * Example:
 *   const char* path = "rules/changzhi";
 *   const jb_text paths[] = {{path, strlen(path)}};
 *   jb_error* error = NULL;
 *   jb_rules* rules = NULL;
 *   if (jb_rules_load(paths, 1, &rules, &error) == JB_OK) {
 *     const char* text = "{\"kind\": \"park\"}";
 *     jb_facts* facts = NULL;
 *     jb_facts_from_json(rules, (jb_text){text, strlen(text)}, NULL, &facts, &error);
 *     jb_evaluate_options options = JB_EVALUATE_OPTIONS;
 *     options.decision_date = (jb_text){"2024-11-30", 10};
 *     jb_evaluation* evaluation = NULL;
 *     if (jb_evaluate(facts, &options, &evaluation, &error) == JB_OK) {
 *       jb_string* json = NULL;
 *       jb_evaluation_json(evaluation, &json, &error);
 *       fwrite(jb_string_get(json).data, 1, jb_string_get(json).size, stdout);
 *       jb_string_free(json);
 *     }
 *     jb_evaluation_free(evaluation);
 *     jb_facts_free(facts);
 *   }
 *   jb_error_free(error);
 *   jb_rules_free(rules);
 *
 * What holds everywhere:
 *  1. Functions are jb_NOUN_VERB, macros JB_. Every declaration says since which version
 *     there is it (Since), who owns what (Owner), and which threads may call (Threads).
 *  2. Handles are opaque. A function with an out-parameter of a handle gives it: the
 * caller frees it with the _free of its type, which takes NULL. Handles that were made
 * from others keep these alive: free them in any order.
 *  3. "Borrowed" from a handle: valid until that handle is freed. Never free it.
 *  4. Text is UTF-8 with a length, not ended by 0; {NULL, 0} is the empty text.
 *  5. Functions that can fail return a jb_status; on anything but JB_OK they write a
 *     jb_error to *error unless `error` is NULL; the caller frees it. They write neither
 *     out-parameters nor *error otherwise, except where said. There is no last error.
 *  6. Structs that grow begin with struct_size; initialise options with their macro, which
 * sets the rest to 0: the default; of structs that are filled set struct_size alone.
 * Members may be added at the end, never changed. Reserved members are not looked at.
 *  7. Numbers of enums are permanent; new ones may be added.
 *  8. NULL where something is needed, a wrong size or place are JB_INVALID_ARGUMENT, or
 * 0.
 *  9. No function throws, exits, prints, or keeps state outside handles. Memory comes
 * from malloc; when there is none, JB_OUT_OF_MEMORY.
 * 10. Money is in fen (1/100 yuan), a signed 64-bit integer.
 * 11. Hostile input ends in an error. A text of rules or facts has at most 64 MiB, 64
 *     collections within each other, and 1,000,000 values and keys; options can ask for
 *     less. Time, steps of work and cancellation: the options of each call that computes.
 */
#ifndef JIANGBU_H
#define JIANGBU_H

#include <stddef.h>
#include <stdint.h>

#if defined(_WIN32)
#define JB_API
#else
#define JB_API __attribute__((visibility("default")))
#endif

#ifdef __cplusplus
extern "C" {
#endif

/* ---- Texts, statuses, errors ------------------------------------------------------- */

/* UTF-8 bytes. Since 0.1. */
typedef struct jb_text {
  const char* data;
  size_t size;
} jb_text;

/* The language of texts for people. Since 0.1. */
typedef enum jb_language { JB_CHINESE = 0, JB_ENGLISH = 1 } jb_language;

/* How a call ended. Since 0.1. */
typedef enum jb_status {
  JB_OK = 0,
  JB_INVALID_ARGUMENT = 1, /* the call makes no sense */
  JB_RULES_FAULTY = 2,     /* the rules have errors: see their problems */
  JB_FACTS_FAULTY = 3,     /* the facts have errors: see their problems */
  JB_NOT_COMPUTED = 4,     /* something could not be computed: see the problems */
  JB_OUT_OF_MEMORY = 5,
  JB_INTERNAL = 6,  /* a fault of the library */
  JB_CANCELLED = 7, /* the progress function said so */
  JB_LIMIT = 8      /* a limit of the options is exceeded */
} jb_status;

/* Why a call failed. Immutable. Since 0.1. */
typedef struct jb_error jb_error;

/* Since 0.1. Threads: any. */
JB_API jb_status jb_error_status(const jb_error* error);
/* One line, or several of problems. Since 0.1. Owner: borrowed. Threads: any. */
JB_API jb_text jb_error_message(const jb_error* error, jb_language language);
/* Since 0.1. Threads: any, once. */
JB_API void jb_error_free(jb_error* error);

/* A text of the caller's. Immutable. Since 0.1. */
typedef struct jb_string jb_string;

/* Since 0.1. Owner: borrowed. Threads: any. */
JB_API jb_text jb_string_get(const jb_string* string);
/* Since 0.1. Threads: any, once. */
JB_API void jb_string_free(jb_string* string);

/* What a call is at. Since 0.1. */
typedef enum jb_phase {
  JB_READING = 0,  /* bytes of text; of tables in memory rows */
  JB_COMPUTING = 1 /* jb_evaluate(): steps; populations: applicants times policies */
} jb_phase;

/* How far a call is. Since 0.1. */
typedef struct jb_progress {
  size_t struct_size;
  uint32_t phase; /* jb_phase */
  uint32_t reserved;
  uint64_t done;
  uint64_t all; /* 0: not known */
} jb_progress;

/* Nonzero ends the call with JB_CANCELLED. Called from the thread of the call, never from
 * others: at the beginning, and then about every 10 ms while that thread works. What it
 * is given holds until it returns. A call that is cancelled or exceeds a limit gives
 * nothing; one that is not gives what it would give without. Since 0.1. */
typedef int (*jb_progress_function)(void* context, const jb_progress* progress);

/* "0.1.0". Since 0.1. Owner: static. Threads: any. */
JB_API jb_text jb_version(void);
/* Whether this library can do something: "rules.yaml" (reads rule files), "rules.image"
 * (compiled images), "batch" (whole populations), "budget" (what they cost). 0 for names
 * it does not know. Since 0.1. Threads: any. */
JB_API int jb_has_feature(jb_text name);

/* ---- What is wrong with rules, facts, an evaluation -------------------------------- */

typedef enum jb_severity {
  JB_SEVERITY_ERROR = 0,
  JB_SEVERITY_WARNING = 1,
  JB_SEVERITY_NOTE = 2
} jb_severity;

/* One finding. Texts are borrowed from the handle that was asked. Since 0.1. */
typedef struct jb_problem {
  size_t struct_size;
  jb_text code;      /* "JB2003", permanent; empty: the call is wrong, not a text */
  jb_text file;      /* as it was named; empty: no place */
  uint32_t line;     /* from 1; 0: no place */
  uint32_t column;   /* from 1, in characters; 0: no place */
  uint32_t severity; /* jb_severity */
  uint32_t reserved;
  jb_text message_zh;
  jb_text message_en;
  jb_text rendered_zh; /* with place, line and caret; several lines */
  jb_text rendered_en;
} jb_problem;

/* What an error's message tells, one by one: of faulty rules or facts, of dates and names
 * of readings, of amounts that could not be computed. 0 where the call itself is wrong,
 * or without memory. Since 0.1. Threads: any. */
JB_API size_t jb_error_problem_count(const jb_error* error);
/* Since 0.1. Owner: borrowed from `error`. Threads: any. */
JB_API jb_status jb_error_problem(const jb_error* error, size_t index,
                                  jb_problem* problem);

/* ---- Rules ------------------------------------------------------------------------- */

/* A set of compiled policies. Immutable; evaluate with one from any number of threads.
 * Since 0.1. */
typedef struct jb_rules jb_rules;

/* A text with a name that relates to others as paths do. Since 0.1. */
typedef struct jb_named_text {
  jb_text name;
  jb_text text;
} jb_named_text;

/* Writes the text of a file to *text; nonzero: there is no such file. Called from the
 * thread that loads, while it loads. The text must stay until the load returns. Since
 * 0.1. */
typedef int (*jb_read_function)(void* context, jb_text name, jb_text* text);

/* Loads files and folders (every .yaml file below them). On JB_RULES_FAULTY *rules is
 * given too, for its problems. Since 0.1. Owner: gives *rules. Threads: any. */
JB_API jb_status jb_rules_load(const jb_text* paths, size_t count, jb_rules** rules,
                               jb_error** error);
/* The same from texts; no file is opened. Since 0.1. Owner: gives *rules. Threads: any.
 */
JB_API jb_status jb_rules_from_memory(const jb_named_text* texts, size_t count,
                                      jb_rules** rules, jb_error** error);
/* The same from a function, asked for the names given and for every name these use.
 * Since 0.1. Owner: gives *rules. Threads: any. */
JB_API jb_status jb_rules_read(const jb_text* names, size_t count, jb_read_function read,
                               void* context, jb_rules** rules, jb_error** error);
/* A compiled image of rules without errors: bytes that jb_rules_from_image of the same
 * version takes on any machine. Since 0.1. Owner: gives *image. Threads: any. */
JB_API jb_status jb_rules_image(const jb_rules* rules, jb_string** image,
                                jb_error** error);
/* Rules from a compiled image, whose bytes may go afterwards. On JB_RULES_FAULTY (cut,
 * damaged, of another version) *rules is given too, for its problems. Since 0.1. Owner:
 * gives *rules. Threads: any. */
JB_API jb_status jb_rules_from_image(jb_text image, jb_rules** rules, jb_error** error);
/* Since 0.1. Threads: any, once. */
JB_API void jb_rules_free(jb_rules* rules);

/* Since 0.1. Threads: any. */
JB_API size_t jb_rules_problem_count(const jb_rules* rules);
/* Since 0.1. Owner: borrowed from `rules`. Threads: any. */
JB_API jb_status jb_rules_problem(const jb_rules* rules, size_t index,
                                  jb_problem* problem);

/* One policy. Texts are borrowed from the rules. Since 0.1. */
typedef struct jb_policy {
  size_t struct_size;
  jb_text id;
  jb_text version;
  jb_text title_zh;
  jb_text title_en;
  jb_text file;
  jb_text hash;      /* of its meaning; empty if it has errors */
  uint32_t is_draft; /* pays nothing yet: its amounts are indicative */
  uint32_t reserved;
} jb_policy;

/* Since 0.1. Threads: any. */
JB_API size_t jb_rules_policy_count(const jb_rules* rules);
/* Since 0.1. Owner: borrowed from `rules`. Threads: any. */
JB_API jb_status jb_rules_policy(const jb_rules* rules, size_t index, jb_policy* policy);

/* What a user interface needs of the policies without errors, as JSON by
 * src/report/description_schema.json: clauses, readings, the facts asked for with
 * questions, types and bounds, and the records, enums and regions these speak of. The
 * same rules give the same bytes. Since 0.1. Owner: gives *json. Threads: any. */
JB_API jb_status jb_rules_description(const jb_rules* rules, jb_string** json,
                                      jb_error** error);

/* ---- Facts ------------------------------------------------------------------------- */

/* What is known of one applicant, or of a set. Immutable. Since 0.1. */
typedef struct jb_facts jb_facts;

typedef struct jb_facts_options {
  size_t struct_size;
  uint32_t closed_world;        /* lists not given are empty instead of unknown */
  uint32_t allow_unknown_names; /* facts no policy knows are warnings, not errors */
  /* What a text may have at most; more is JB_FACTS_FAULTY with a problem that says so. */
  size_t max_bytes;  /* 0: 64 MiB */
  size_t max_depth;  /* collections within each other; 0, or more than 64: 64 */
  size_t max_values; /* values and keys; 0: 1,000,000 */
} jb_facts_options;
#define JB_FACTS_OPTIONS \
  { sizeof(jb_facts_options), 0, 0, 0, 0, 0 }

/* Facts as a JSON object, a YAML mapping; {"unknown": true} (in YAML also the word
 * unknown) states a fact to be unknown. `options` may be NULL. On JB_FACTS_FAULTY
 * *facts is given too, for its problems. Since 0.1. Owner: gives *facts. Threads: any. */
JB_API jb_status jb_facts_from_json(const jb_rules* rules, jb_text text,
                                    const jb_facts_options* options, jb_facts** facts,
                                    jb_error** error);
JB_API jb_status jb_facts_from_yaml(const jb_rules* rules, jb_text text,
                                    const jb_facts_options* options, jb_facts** facts,
                                    jb_error** error);
/* Since 0.1. Threads: any, once. */
JB_API void jb_facts_free(jb_facts* facts);
/* Since 0.1. Threads: any. */
JB_API size_t jb_facts_problem_count(const jb_facts* facts);
/* Since 0.1. Owner: borrowed from `facts`. Threads: any. */
JB_API jb_status jb_facts_problem(const jb_facts* facts, size_t index,
                                  jb_problem* problem);

/* Facts of one applicant, set one by one. Names are paths: "staff", "flags.dishonest",
 * "marks[0].registered" (items count from 0 and are made when they are named; none may be
 * left out). Setting a fact again replaces it; a list or record with parts is replaced by
 * none of these calls: JB_INVALID_ARGUMENT. Since 0.1. */
typedef struct jb_fact_builder jb_fact_builder;

/* Since 0.1. Owner: gives *builder. Threads: any. */
JB_API jb_status jb_fact_builder_create(jb_fact_builder** builder, jb_error** error);
/* Since 0.1. Threads: any, once. */
JB_API void jb_fact_builder_free(jb_fact_builder* builder);
/* Since 0.1. Threads: one at a time for a builder. */
JB_API jb_status jb_fact_builder_set_truth(jb_fact_builder* builder, jb_text path,
                                           int value, jb_error** error);
JB_API jb_status jb_fact_builder_set_integer(jb_fact_builder* builder, jb_text path,
                                             int64_t value, jb_error** error);
/* A decimal number such as "0.35": exact, unlike a double. */
JB_API jb_status jb_fact_builder_set_decimal(jb_fact_builder* builder, jb_text path,
                                             jb_text number, jb_error** error);
JB_API jb_status jb_fact_builder_set_money(jb_fact_builder* builder, jb_text path,
                                           int64_t fen, jb_error** error);
/* Texts, names of enum values, region codes, dates "2024-11-30", durations, periods, as
 * they stand in files of facts. */
JB_API jb_status jb_fact_builder_set_text(jb_fact_builder* builder, jb_text path,
                                          jb_text value, jb_error** error);
/* Known not to be: null. */
JB_API jb_status jb_fact_builder_set_null(jb_fact_builder* builder, jb_text path,
                                          jb_error** error);
/* Stated to be unknown, also where the closed world or the vocabulary assumes something;
 * a list: whatever it holds; a record: all of its fields. JSON texts write
 * {"unknown": true}. Since 0.1. Threads: one at a time for a builder. */
JB_API jb_status jb_fact_builder_set_unknown(jb_fact_builder* builder, jb_text path,
                                             jb_error** error);
/* There is this record, also where none of its fields is known: "marks[0]". Keeps the
 * fields already set. Since 0.1. Threads: one at a time for a builder. */
JB_API jb_status jb_fact_builder_set_record(jb_fact_builder* builder, jb_text path,
                                            jb_error** error);
/* A list known to have no items. */
JB_API jb_status jb_fact_builder_set_empty_list(jb_fact_builder* builder, jb_text path,
                                                jb_error** error);
/* As jb_facts_from_json(); the builder may be used further. Since 0.1. Owner: gives
 * *facts. Threads: one at a time for a builder. */
JB_API jb_status jb_fact_builder_build(const jb_fact_builder* builder,
                                       const jb_rules* rules,
                                       const jb_facts_options* options, jb_facts** facts,
                                       jb_error** error);

/* ---- Evaluation -------------------------------------------------------------------- */

/* A question on how a text is read, and the option taken. Since 0.1. */
typedef struct jb_reading {
  jb_text question;
  jb_text option;
} jb_reading;

typedef struct jb_evaluate_options {
  size_t struct_size;
  jb_text decision_date;      /* "2024-11-30"; always needed: there is no today */
  const jb_reading* readings; /* questions not named take their default */
  size_t reading_count;
  uint32_t all_readings;   /* text and JSON show all readings side by side */
  uint32_t amounts_only;   /* no proofs, missing facts and near misses; faster */
  uint32_t no_near_misses; /* of these, what is slowest */
  uint32_t reserved;
  uint64_t time_limit; /* milliseconds of a steady clock from the call on; 0: none */
  /* Steps of formulas: one for each operation and fact looked at, one more for each item
   * of a list it gives; those for missing facts, near misses and other readings too. The
   * same inputs take the same number, so unlike the time this limit is exceeded always or
   * never. It bounds the work and with it the memory an evaluation takes, some hundred
   * bytes a step; facts and results come on top. 0: none */
  uint64_t step_limit;
  jb_progress_function progress; /* may be NULL */
  void* progress_context;
} jb_evaluate_options;
#define JB_EVALUATE_OPTIONS \
  { sizeof(jb_evaluate_options), {NULL, 0}, NULL, 0, 0, 0, 0, 0, 0, 0, NULL, NULL }

/* What applicants qualify for. Immutable. Since 0.1. */
typedef struct jb_evaluation jb_evaluation;

/* Evaluates facts under all policies they were read for. On JB_NOT_COMPUTED *evaluation
 * is given too: single clauses have the status "error", the problems say why, and the
 * totals are without them. JB_CANCELLED, JB_LIMIT: nothing is given. Since 0.1. Owner:
 * gives *evaluation. Threads: any, with the same facts too. */
JB_API jb_status jb_evaluate(const jb_facts* facts, const jb_evaluate_options* options,
                             jb_evaluation** evaluation, jb_error** error);
/* Since 0.1. Threads: any, once. */
JB_API void jb_evaluation_free(jb_evaluation* evaluation);
/* Since 0.1. Threads: any. */
JB_API size_t jb_evaluation_problem_count(const jb_evaluation* evaluation);
/* Since 0.1. Owner: borrowed from `evaluation`. Threads: any. */
JB_API jb_status jb_evaluation_problem(const jb_evaluation* evaluation, size_t index,
                                       jb_problem* problem);

/* Everything, as `jiangbu check --format json` writes it; the report for people. The same
 * inputs give the same bytes. Since 0.1. Owner: gives *json, *text. Threads: any. */
JB_API jb_status jb_evaluation_json(const jb_evaluation* evaluation, jb_string** json,
                                    jb_error** error);
JB_API jb_status jb_evaluation_text(const jb_evaluation* evaluation, jb_language language,
                                    jb_string** text, jb_error** error);

/* A sum of money in fen, known up to a range. Since 0.1. */
typedef struct jb_amount {
  int64_t low;
  int64_t high;
  uint32_t
      is_stated; /* 0: the text states no amount, or it was not computed; not 0 yuan */
  uint32_t is_bounded; /* 0: no upper bound, `high` means nothing */
} jb_amount;

/* One applicant under all policies. Texts are borrowed. Since 0.1. */
typedef struct jb_applicant {
  size_t struct_size;
  jb_text name; /* in a set; else empty */
  jb_amount payable;
  jb_amount indicative;     /* of drafts; never part of `payable` */
  size_t unspecified_count; /* clauses beside the totals: no amount is stated */
  size_t delegated_count;   /* the same: the amount stands in another measure */
} jb_applicant;

typedef enum jb_clause_status {
  JB_DUE = 0,      /* conditions met, amount exact or within the authority's bounds */
  JB_POSSIBLE = 1, /* undecided: unknown facts, the authority's choice, others */
  JB_NOT_MET = 2,
  JB_EXCLUDED = 3,
  JB_SUPERSEDED = 4, /* another clause is paid instead */
  JB_ALREADY_PAID = 5,
  JB_UNSPECIFIED = 6, /* met or possible, but the text states no amount */
  JB_DELEGATED = 7,   /* met or possible, the amount stands in another measure */
  JB_NO_MONEY = 8,
  JB_NOT_IN_FORCE = 9,
  JB_CLAUSE_ERROR = 10 /* could not be computed */
} jb_clause_status;

/* One clause for one applicant. Texts are borrowed. Since 0.1. */
typedef struct jb_clause {
  size_t struct_size;
  jb_text policy;
  jb_text id;
  jb_text title_zh;
  jb_text title_en;
  jb_text cite;
  jb_amount amount;
  uint32_t status; /* jb_clause_status */
  uint32_t reserved;
} jb_clause;

/* In the order of the facts. Since 0.1. Threads: any. */
JB_API size_t jb_evaluation_applicant_count(const jb_evaluation* evaluation);
/* Since 0.1. Owner: borrowed from `evaluation`. Threads: any. */
JB_API jb_status jb_evaluation_applicant(const jb_evaluation* evaluation,
                                         size_t applicant, jb_applicant* result);
/* Since 0.1. Threads: any. */
JB_API size_t jb_evaluation_clause_count(const jb_evaluation* evaluation,
                                         size_t applicant);
/* Since 0.1. Owner: borrowed from `evaluation`. Threads: any. */
JB_API jb_status jb_evaluation_clause(const jb_evaluation* evaluation, size_t applicant,
                                      size_t clause, jb_clause* result);
/* "due", "条件不满足"; empty for a number that is no status. Since 0.1. Owner: static.
 * Threads: any. */
JB_API jb_text jb_clause_status_name(uint32_t status, jb_language language);

#ifdef __cplusplus
}
#endif

#include "jiangbu/jiangbu_explanation.h"
#include "jiangbu/jiangbu_population.h"

#endif
