/* Populations through the C interface: Arrow structs in and out. */
#include "arrow_tables.h"
#include "check.h"

static int is_valid(const struct ArrowArray* column, int64_t row) {
  const uint8_t* bits = column->buffers[0];
  return bits == NULL || (bits[row / 8] >> (row % 8) & 1) != 0;
}

/* As the Arrow C data interface allows: a column moved out of its table outlives it. */
static void a_column_may_be_moved_out(const jb_rules* rules) {
  struct table applicants;
  struct table marks;
  struct ArrowSchema kind_schema;
  struct ArrowArray kind_array;
  const struct ArrowArray* batches[2];
  jb_table tables[2];
  jb_batch_options options = JB_BATCH_OPTIONS;
  struct ArrowSchema schema;
  struct ArrowSchema id_schema;
  struct ArrowArray array;
  struct ArrowArray ids;
  make_tables(&applicants, &marks, &kind_schema, &kind_array);
  give_tables(&applicants, &marks, batches, tables);
  options.decision_date = text_of("2024-06-01");
  CHECK(jb_batch(rules, tables, 2, &options, &schema, &array, NULL, NULL) == JB_OK);
  ids = *array.children[0];
  array.children[0]->release = NULL;
  id_schema = *schema.children[0];
  schema.children[0]->release = NULL;
  array.release(&array);
  schema.release(&schema);
  CHECK(array.release == NULL && schema.release == NULL);
  CHECK(memcmp(ids.buffers[2], "123", 3) == 0 && strcmp(id_schema.name, "id") == 0);
  ids.release(&ids);
  id_schema.release(&id_schema);
  CHECK(ids.release == NULL);
}

/* What can be checked of structs that contradict themselves is. */
static void structs_at_odds_are_refused(const jb_rules* rules) {
  int fault;
  for (fault = 0; fault < 5; ++fault) {
    struct table applicants;
    struct table marks;
    struct ArrowSchema kind_schema;
    struct ArrowArray kind_array;
    const struct ArrowArray* batches[2];
    jb_table tables[2];
    jb_batch_options options = JB_BATCH_OPTIONS;
    struct ArrowSchema schema;
    struct ArrowArray array;
    make_tables(&applicants, &marks, &kind_schema, &kind_array);
    give_tables(&applicants, &marks, batches, tables);
    options.decision_date = text_of("2024-06-01");
    if (fault == 1) applicants.arrays[2].offset = INT64_MAX;
    if (fault == 2) applicants.arrays[2].release = NULL;
    if (fault == 3) applicants.arrays[2].null_count = 3;
    if (fault == 4) applicants.schema.n_children = 3;
    if (fault == 0) {
      CHECK(jb_batch(rules, tables, 2, &options, &schema, &array, NULL, NULL) == JB_OK);
      array.release(&array);
      schema.release(&schema);
    } else {
      CHECK(jb_batch(rules, tables, 2, &options, &schema, &array, NULL, NULL) ==
            JB_INVALID_ARGUMENT);
    }
  }
}

/* Which rows were set aside, by the caller's own rows: one before them takes two lines.
 */
static void rows_set_aside_are_named(const jb_rules* rules) {
  static const char kinds_text[] = "gia\nbtx";
  static const int32_t ends[] = {0, 2, 5, 7};
  struct table applicants;
  struct table marks;
  struct ArrowSchema kind_schema;
  struct ArrowArray kind_array;
  const struct ArrowArray* batches[2];
  jb_table tables[2];
  jb_batch_options options = JB_BATCH_OPTIONS;
  struct ArrowSchema schema;
  struct ArrowArray array;
  jb_string* report = NULL;
  make_tables(&applicants, &marks, &kind_schema, &kind_array);
  column(&marks, 1, "kind", "u", ends, kinds_text, 3);
  give_tables(&applicants, &marks, batches, tables);
  options.decision_date = text_of("2024-06-01");
  CHECK(jb_batch(rules, tables, 2, &options, &schema, &array, &report, NULL) == JB_OK);
  /* Marks 1 and 2 belong to applicant 1: its own row is all that is lost. */
  CHECK(array.length == 2);
  CHECK(has_text(jb_string_get(report), "\"applicants_set_aside\": 1"));
  CHECK(has_text(jb_string_get(report),
                 "\"table\": \"marks\",\n      \"row\": 1,\n      \"column\": \"kind\""));
  CHECK(has_text(jb_string_get(report),
                 "\"table\": \"marks\",\n      \"row\": 2,\n      \"column\": \"kind\""));
  array.release(&array);
  schema.release(&schema);
  jb_string_free(report);
}

/* 130 bytes: 52 of applicants (ids with their ends, truths, counts, rates), 78 of marks.
 */
static void tables_beyond_a_limit_are_refused(const jb_rules* rules) {
  struct table applicants;
  struct table marks;
  struct ArrowSchema kind_schema;
  struct ArrowArray kind_array;
  const struct ArrowArray* batches[2];
  jb_table tables[2];
  struct ArrowSchema schema;
  struct ArrowArray array;
  jb_error* error = NULL;
  const uint64_t rows[] = {5, 6, 0, 0};
  const uint64_t bytes[] = {0, 0, 129, 130};
  size_t i;
  make_tables(&applicants, &marks, &kind_schema, &kind_array);
  give_tables(&applicants, &marks, batches, tables);
  for (i = 0; i < 4; ++i) {
    jb_batch_options options = JB_BATCH_OPTIONS;
    jb_status status;
    options.decision_date = text_of("2024-06-01");
    options.max_rows = rows[i];
    options.max_bytes = bytes[i];
    status = jb_batch(rules, tables, 2, &options, &schema, &array, NULL, &error);
    CHECK(status == (i % 2 == 0 ? JB_LIMIT : JB_OK));
    if (status == JB_OK) {
      array.release(&array);
      schema.release(&schema);
      continue;
    }
    CHECK(has_text(jb_error_message(error, JB_ENGLISH),
                   i == 0 ? "the tables have 6 rows, more than 5"
                          : "the tables have 130 bytes, more than 129"));
    jb_error_free(error);
    error = NULL;
  }
}

/* More rows than anything can have, of a column without buffers. */
static void tables_without_end_are_refused(const jb_rules* rules) {
  struct table applicants;
  const struct ArrowArray* batch = &applicants.array;
  jb_table table;
  jb_batch_options options = JB_BATCH_OPTIONS;
  struct ArrowSchema schema;
  struct ArrowArray array;
  column(&applicants, 0, "id", "n", NULL, NULL, INT64_MAX);
  finish(&applicants, 1, INT64_MAX);
  table.name = text_of("applicants");
  table.schema = &applicants.schema;
  table.batches = &batch;
  table.batch_count = 1;
  options.decision_date = text_of("2024-06-01");
  CHECK(jb_batch(rules, &table, 1, &options, &schema, &array, NULL, NULL) ==
        JB_INVALID_ARGUMENT);
}

struct phases {
  int ends_in; /* the phase; -1: none */
  int seen[2];
};

static int watch(void* context, const jb_progress* progress) {
  struct phases* phases = context;
  ++phases->seen[progress->phase];
  return (int)progress->phase == phases->ends_in;
}

static void each_phase_can_be_ended(const jb_rules* rules) {
  int ends_in;
  for (ends_in = -1; ends_in <= JB_COMPUTING; ++ends_in) {
    struct table applicants;
    struct table marks;
    struct ArrowSchema kind_schema;
    struct ArrowArray kind_array;
    const struct ArrowArray* batch = &applicants.array;
    jb_table table;
    jb_batch_options options = JB_BATCH_OPTIONS;
    struct ArrowSchema schema;
    struct ArrowArray array;
    struct phases phases = {0, {0, 0}};
    jb_error* error = NULL;
    jb_status status;
    make_tables(&applicants, &marks, &kind_schema, &kind_array);
    memset(&array, 0, sizeof array);
    table.name = text_of("applicants");
    table.schema = &applicants.schema;
    table.batches = &batch;
    table.batch_count = 1;
    phases.ends_in = ends_in;
    options.decision_date = text_of("2024-06-01");
    options.threads = 2;
    options.progress = watch;
    options.progress_context = &phases;
    status = jb_batch(rules, &table, 1, &options, &schema, &array, NULL, &error);
    CHECK(status == (ends_in < 0 ? JB_OK : JB_CANCELLED));
    CHECK(phases.seen[JB_READING] >= 1);
    CHECK((phases.seen[JB_COMPUTING] >= 1) == (ends_in != JB_READING));
    CHECK((array.release != NULL) == (status == JB_OK));
    if (status == JB_OK) {
      array.release(&array);
      schema.release(&schema);
    }
    jb_error_free(error);
  }
}

/* Texts of which one stands in its view and one in a buffer behind. */
static void views_of_texts_are_read(const jb_rules* rules) {
  static const char far[] = "..a-longer-identifier";
  static const int64_t far_sizes[] = {21};
  int32_t views[8];
  const void* buffers[4];
  struct table applicants;
  const struct ArrowArray* batch = &applicants.array;
  jb_table table;
  jb_batch_options options = JB_BATCH_OPTIONS;
  struct ArrowSchema schema;
  struct ArrowArray array;
  memset(views, 0, sizeof views);
  views[0] = 1;
  memcpy(&views[1], "7", 1);
  views[4] = 19; /* bytes, their beginning, buffer 0, from byte 2 on */
  memcpy(&views[5], "a-lo", 4);
  views[7] = 2;
  column(&applicants, 0, "id", "vu", views, far, 2);
  column(&applicants, 1, "staff", "i", staffs, NULL, 2);
  finish(&applicants, 2, 2);
  buffers[0] = NULL;
  buffers[1] = views;
  buffers[2] = far;
  buffers[3] = far_sizes;
  applicants.arrays[0].buffers = buffers;
  applicants.arrays[0].n_buffers = 4;
  table.name = text_of("applicants");
  table.schema = &applicants.schema;
  table.batches = &batch;
  table.batch_count = 1;
  options.decision_date = text_of("2024-06-01");
  CHECK(jb_batch(rules, &table, 1, &options, &schema, &array, NULL, NULL) == JB_OK);
  CHECK(array.length == 2);
  CHECK(memcmp(array.children[0]->buffers[2], "7a-longer-identifier", 20) == 0);
  array.release(&array);
  schema.release(&schema);
  views[7] = 3; /* one byte too far */
  CHECK(jb_batch(rules, &table, 1, &options, &schema, &array, NULL, NULL) ==
        JB_INVALID_ARGUMENT);
}

static void budgets_are_as_the_program_writes_them(const jb_rules* rules) {
  struct table applicants;
  struct table marks;
  struct ArrowSchema kind_schema;
  struct ArrowArray kind_array;
  const struct ArrowArray* batches[2];
  jb_table tables[2];
  jb_budget_options options = JB_BUDGET_OPTIONS;
  jb_string* json = NULL;
  jb_error* error = NULL;
  struct phases phases = {-1, {0, 0}};
  make_tables(&applicants, &marks, &kind_schema, &kind_array);
  give_tables(&applicants, &marks, batches, tables);
  options.decision_date = text_of("2024-06-01");
  options.progress = watch;
  options.progress_context = &phases;
  options.facts_name = text_of("three firms");
  CHECK(jb_budget(rules, tables, 2, &options, &json, &error) == JB_OK);
  CHECK(has_text(jb_string_get(json), "\"jiangbu-budget/1\""));
  CHECK(has_text(jb_string_get(json), "three firms"));
  CHECK(has_text(jb_string_get(json), "6000150")); /* of applicant 1, in fen */
  CHECK(phases.seen[JB_COMPUTING] > 1);
  jb_string_free(json);
  json = NULL;
  options.assumptions = text_of("uptake: 150%\n");
  CHECK(jb_budget(rules, tables, 2, &options, &json, &error) == JB_RULES_FAULTY);
  CHECK(json == NULL && jb_error_problem_count(error) > 0);
  jb_error_free(error);
  options.assumptions = text_of("");
  phases.ends_in = JB_COMPUTING;
  CHECK(jb_budget(rules, tables, 2, &options, &json, NULL) == JB_CANCELLED);
  CHECK(jb_budget(NULL, tables, 2, &options, &json, NULL) == JB_INVALID_ARGUMENT);
  CHECK(jb_budget(rules, tables, 2, NULL, &json, NULL) == JB_INVALID_ARGUMENT);
}

int main(void) {
  jb_rules* rules = rules_of(policy_text);
  struct table applicants;
  struct table marks;
  struct ArrowSchema kind_schema;
  struct ArrowArray kind_array;
  const struct ArrowArray* batches[2];
  jb_table tables[3];
  jb_batch_options options = JB_BATCH_OPTIONS;
  struct ArrowSchema schema;
  struct ArrowArray array;
  jb_string* report = NULL;
  jb_error* error = NULL;
  make_tables(&applicants, &marks, &kind_schema, &kind_array);
  give_tables(&applicants, &marks, batches, tables);
  options.policy = text_of("p");
  options.decision_date = text_of("2024-06-01");
  CHECK(jb_batch(rules, tables, 2, &options, &schema, &array, &report, &error) == JB_OK);
  if (error != NULL) {
    const jb_text message = jb_error_message(error, JB_ENGLISH);
    fprintf(stderr, "%.*s\n", (int)message.size, message.data);
    jb_error_free(error);
    return 1;
  }
  CHECK(strcmp(schema.format, "+s") == 0 && schema.n_children == 3);
  CHECK(strcmp(schema.children[2]->name, "high") == 0);
  CHECK(array.length == 3 && array.n_children == 3);
  {
    const int64_t* low = array.children[1]->buffers[1];
    const int64_t* high = array.children[2]->buffers[1];
    CHECK(memcmp(array.children[0]->buffers[2], "123", 3) == 0);
    /* 1: fit, 11 staff, fees of 3 yuan at 0.5, and two marks, both indications. */
    CHECK(is_valid(array.children[1], 0) && low[0] == 6000150 && high[0] == 6000150);
    /* 2 has no marks, and is not fit; 3 has too few staff, and its mark is no indication.
     */
    CHECK(low[1] == 0 && low[2] == 0 && is_valid(array.children[2], 2));
  }
  CHECK(has_text(jb_string_get(report), "\"population\": 3"));
  array.release(&array);
  schema.release(&schema);
  CHECK(array.release == NULL && schema.release == NULL);
  jb_string_free(report);

  /* Nothing is written where it is refused. */
  memset(&array, 0, sizeof array);
  tables[2] = tables[1];
  tables[2].name = text_of("patents");
  CHECK(jb_batch(rules, tables, 3, &options, &schema, &array, NULL, &error) ==
        JB_INVALID_ARGUMENT);
  CHECK(has_text(jb_error_message(error, JB_ENGLISH), "'patents'"));
  CHECK(array.release == NULL);
  jb_error_free(error);
  error = NULL;
  applicants.columns[2].format = "+l";
  CHECK(jb_batch(rules, tables, 2, &options, &schema, &array, NULL, &error) ==
        JB_INVALID_ARGUMENT);
  CHECK(has_text(jb_error_message(error, JB_ENGLISH), "column staff"));
  jb_error_free(error);
  a_column_may_be_moved_out(rules);
  structs_at_odds_are_refused(rules);
  rows_set_aside_are_named(rules);
  tables_beyond_a_limit_are_refused(rules);
  tables_without_end_are_refused(rules);
  each_phase_can_be_ended(rules);
  views_of_texts_are_read(rules);
  budgets_are_as_the_program_writes_them(rules);
  options.policy = text_of("q");
  CHECK(jb_batch(rules, tables, 2, &options, &schema, &array, NULL, NULL) ==
        JB_INVALID_ARGUMENT);
  jb_rules_free(rules);
  if (failures == 0) puts("c_api batch: all checks hold");
  return failures == 0 ? 0 : 1;
}
