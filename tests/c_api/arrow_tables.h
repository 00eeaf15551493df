/* Arrow structs of two tables: applicants, and the marks of two of them. */
#ifndef JIANGBU_TESTS_ARROW_TABLES_H
#define JIANGBU_TESTS_ARROW_TABLES_H

#include <stdint.h>

#include "check.h"

/* The structs are the caller's: nobody else releases them. */
static void keep_schema(struct ArrowSchema* schema) {
  (void)schema;
  CHECK(!"a schema is released");
}
static void keep_array(struct ArrowArray* array) {
  (void)array;
  CHECK(!"an array is released");
}

/* Columns id, ok, staff of three applicants, and marks of two of them. */
static const int32_t id_ends[] = {0, 1, 2, 3};
static const uint8_t oks[] = {0x05};
static const int32_t staffs[] = {11, 50, 9};
static const double rates[] = {0.5, 1.0, 1.0};
static const int32_t owner_ends[] = {0, 1, 2, 3};
static const int8_t kinds[] = {1, 0, 0};
static const int32_t kind_ends[] = {0, 2, 4};
static const int64_t fees[] = {301, 0, 100, 0, 200, 0};

struct table {
  struct ArrowSchema schema;
  struct ArrowArray array;
  struct ArrowSchema columns[4];
  struct ArrowArray arrays[4];
  struct ArrowSchema* schemas[4];
  struct ArrowArray* children[4];
  const void* buffers[4][3];
  const void* none[1];
};

static void column(struct table* table, int place, const char* name, const char* format,
                   const void* values, const void* bytes, int64_t rows) {
  struct ArrowSchema* schema = &table->columns[place];
  struct ArrowArray* array = &table->arrays[place];
  memset(schema, 0, sizeof *schema);
  memset(array, 0, sizeof *array);
  schema->format = format;
  schema->name = name;
  schema->release = keep_schema;
  table->buffers[place][0] = NULL;
  table->buffers[place][1] = values;
  table->buffers[place][2] = bytes;
  array->length = rows;
  array->n_buffers = bytes == NULL ? 2 : 3;
  array->buffers = table->buffers[place];
  array->release = keep_array;
  table->schemas[place] = schema;
  table->children[place] = array;
}

static void finish(struct table* table, int columns, int64_t rows) {
  memset(&table->schema, 0, sizeof table->schema);
  memset(&table->array, 0, sizeof table->array);
  table->none[0] = NULL;
  table->schema.format = "+s";
  table->schema.name = "";
  table->schema.n_children = columns;
  table->schema.children = table->schemas;
  table->schema.release = keep_schema;
  table->array.length = rows;
  table->array.n_buffers = 1;
  table->array.buffers = table->none;
  table->array.n_children = columns;
  table->array.children = table->children;
  table->array.release = keep_array;
}

static void make_tables(struct table* applicants, struct table* marks,
                        struct ArrowSchema* kind_schema, struct ArrowArray* kind_array) {
  static const void* kind_buffers[3];
  column(applicants, 0, "id", "u", id_ends, "123", 3);
  column(applicants, 1, "ok", "b", oks, NULL, 3);
  column(applicants, 2, "staff", "i", staffs, NULL, 3);
  column(applicants, 3, "rate", "g", rates, NULL, 3);
  finish(applicants, 4, 3);
  column(marks, 0, "applicant", "u", owner_ends, "311", 3);
  column(marks, 1, "kind", "c", kinds, NULL, 3);
  column(marks, 2, "fee", "d:20,2", fees, NULL, 3);
  finish(marks, 3, 3);
  memset(kind_schema, 0, sizeof *kind_schema);
  memset(kind_array, 0, sizeof *kind_array);
  kind_schema->format = "u";
  kind_schema->release = keep_schema;
  kind_buffers[0] = NULL;
  kind_buffers[1] = kind_ends;
  kind_buffers[2] = "gitm";
  kind_array->length = 2;
  kind_array->n_buffers = 3;
  kind_array->buffers = kind_buffers;
  kind_array->release = keep_array;
  marks->columns[1].dictionary = kind_schema;
  marks->arrays[1].dictionary = kind_array;
}

/* Both as tables of one batch each, which `batches` holds. */
static void give_tables(const struct table* applicants, const struct table* marks,
                        const struct ArrowArray** batches, jb_table* tables) {
  batches[0] = &applicants->array;
  batches[1] = &marks->array;
  tables[0].name = text_of("applicants");
  tables[0].schema = &applicants->schema;
  tables[0].batches = &batches[0];
  tables[0].batch_count = 1;
  tables[1].name = text_of("marks");
  tables[1].schema = &marks->schema;
  tables[1].batches = &batches[1];
  tables[1].batch_count = 1;
}

#endif
