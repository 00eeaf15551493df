/* Part of jiangbu.h, which includes it: whole populations, and what they cost. */
#ifndef JIANGBU_POPULATION_H
#define JIANGBU_POPULATION_H

#include "jiangbu/jiangbu.h"

#ifdef __cplusplus
extern "C" {
#endif

/* ---- Whole populations ------------------------------------------------------------- */

/* The structs of Arrow's C data interface, for whoever does not have them yet
 * (https://arrow.apache.org/docs/format/CDataInterface.html). */
#ifndef ARROW_C_DATA_INTERFACE
#define ARROW_C_DATA_INTERFACE

#define ARROW_FLAG_DICTIONARY_ORDERED 1
#define ARROW_FLAG_NULLABLE 2
#define ARROW_FLAG_MAP_KEYS_SORTED 4

struct ArrowSchema {
  const char* format;
  const char* name;
  const char* metadata;
  int64_t flags;
  int64_t n_children;
  struct ArrowSchema** children;
  struct ArrowSchema* dictionary;
  void (*release)(struct ArrowSchema*);
  void* private_data;
};

struct ArrowArray {
  int64_t length;
  int64_t null_count;
  int64_t offset;
  int64_t n_buffers;
  int64_t n_children;
  const void** buffers;
  struct ArrowArray** children;
  struct ArrowArray* dictionary;
  void (*release)(struct ArrowArray*);
  void* private_data;
};

#endif

/* A table of a population, in these structs: the applicants, or a list, named as `jiangbu
 * columns` names tables. Columns are integers, floating point (read as its shortest
 * decimal), decimals of 32, 64 and 128 bits, truths, texts and bytes (u, z, large ones
 * and views; in UTF-8), dates, timestamps, dictionaries of these, all-null columns,
 * structs of them (columns "struct.member"), any of these with an offset; a null is not
 * given; anything else is JB_INVALID_ARGUMENT. Money is in the unit of its fact, yuan if
 * it has none; a value means what its text means in tables of the program. The structs
 * and their buffers must stay as they are until the call returns; nothing is released or
 * kept. Columns are read where they lie, without a copy, if they are aligned, in one
 * piece over all batches, in the order of the applicants, and laid out so: whole numbers
 * as integers of any width; money as decimals of 32 or 64 bits with two digits behind the
 * point (six if its unit is 万元); dates as days (tdD); enums as codes of a dictionary
 * with the enum's values in their order; ids as integers. Others are converted. Since
 * 0.1.
 */
typedef struct jb_table {
  jb_text name;
  const struct ArrowSchema* schema;
  const struct ArrowArray* const* batches;
  size_t batch_count;
} jb_table;

typedef struct jb_batch_options {
  size_t struct_size;
  jb_text policy; /* an id; may be empty where the rules have one policy */
  jb_text decision_date;
  const jb_reading* readings;
  size_t reading_count;
  uint32_t open_world; /* what is not given is unknown instead of assumed or none */
  uint32_t threads;    /* 0: one; at most 256 */
  uint64_t time_limit; /* milliseconds of a steady clock from the call on; 0: none */
  jb_progress_function progress; /* may be NULL */
  void* progress_context;
  /* What the tables may have in all: rows, and bytes of values, texts and dictionaries.
   * More is JB_LIMIT, before any of it is read. 0: 2^31 - 2 rows of a table, any bytes.
   * They bound the memory a call takes, though they do not count it: it is at most in
   * proportion to them (a row of the result takes 20 bytes and the id; a value that is
   * converted up to 9, an owner 4, a text is kept once), and some MB for each thread. */
  uint64_t max_rows;
  uint64_t max_bytes;
} jb_batch_options;
#define JB_BATCH_OPTIONS \
  { sizeof(jb_batch_options), {NULL, 0}, {NULL, 0}, NULL, 0, 0, 0, 0, NULL, NULL, 0, 0 }

/* What each applicant of a population gets from a policy: a struct array with the columns
 * `id` (text), `low` and `high` (64-bit fen; a null `high` has no upper bound; both null:
 * could not be computed), one row for each applicant that could be read, in the order of
 * the table of applicants. *report (may be NULL) is JSON: "policy", "date", "draft",
 * "closed_world"; counts of applicants: "population" (with a row in the array),
 * "applicants_set_aside" (not in the array: a row of theirs could not be read),
 * "not_computed", "one_by_one"; "rows_set_aside": rows by code of their first fault;
 * "total" and "clauses": "low" and "high" (yuan; null: no upper bound) and "applicants"
 * (that get anything), each clause with its "id"; and, where there are any, "problems":
 * the first 200 findings, each with "table" and "column" as the caller named them, "row"
 * (from 0 over all batches of the table; null: of the whole table), "code", "message"
 * {"zh", "en"}. Since 0.1. Owner: the caller releases *schema and *array, and frees
 * *report. Threads: any. */
JB_API jb_status jb_batch(const jb_rules* rules, const jb_table* tables,
                          size_t table_count, const jb_batch_options* options,
                          struct ArrowSchema* schema, struct ArrowArray* array,
                          jb_string** report, jb_error** error);

typedef struct jb_budget_options {
  size_t struct_size;
  jb_text decision_date;
  /* A document of assumptions, YAML or JSON: uptake, discretion, growth, ceilings
   * (src/budget/README.md); empty: everything due is claimed. */
  jb_text assumptions;
  const jb_named_text* scenarios; /* documents of changes; names stand in messages */
  size_t scenario_count;
  jb_text facts_name; /* stand in the result as the source of the facts */
  jb_text facts_hash;
  uint32_t open_world; /* what is not given is unknown instead of assumed or none */
  uint32_t threads;    /* 0: one; at most 256. The result is the same */
  uint32_t listed;     /* winners and losers named for each scenario; 0: 10 */
  uint32_t reserved;
  /* Looked at while applicants are read and computed, and between pieces of work; not
   * within simulations. Milliseconds of a steady clock from the call on; 0: none. */
  uint64_t time_limit;
  jb_progress_function progress; /* may be NULL */
  void* progress_context;
  uint64_t max_rows; /* as of jb_batch_options */
  uint64_t max_bytes;
} jb_budget_options;
#define JB_BUDGET_OPTIONS                                                              \
  {                                                                                    \
    sizeof(jb_budget_options), {NULL, 0}, {NULL, 0}, NULL, 0, {NULL, 0}, {NULL, 0}, 0, \
        0, 0, 0, 0, NULL, NULL, 0, 0                                                   \
  }

/* What all policies of the rules cost over a population, as `jiangbu budget --format
 * json` writes it (format "jiangbu-budget/1"; amounts in fen, chances and shares as
 * decimals). Tables as for jb_batch(). JB_RULES_FAULTY also for what is wrong with
 * assumptions and scenarios; those that name clauses, parameters or readings need rules
 * from texts, not from a compiled image. Pages and spreadsheets are made by the program
 * only: this library has no charts in it. Since 0.1. Owner: gives *json. Threads: any. */
JB_API jb_status jb_budget(const jb_rules* rules, const jb_table* tables,
                           size_t table_count, const jb_budget_options* options,
                           jb_string** json, jb_error** error);

#ifdef __cplusplus
}
#endif

#endif
