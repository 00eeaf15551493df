/* malloc and its kin, counted; each may be told to fail. For programs without sanitizers,
 * which have such functions of their own. */
#ifndef JIANGBU_TESTS_COUNTING_MALLOC_H
#define JIANGBU_TESTS_COUNTING_MALLOC_H

#include <malloc.h>
#include <stdlib.h>

/* glibc's own functions, under which the ones below stand. */
extern void* __libc_malloc(size_t size);
extern void* __libc_calloc(size_t count, size_t size);
extern void* __libc_realloc(void* memory, size_t size);
extern void __libc_free(void* memory);

static long until_failure = -1; /* allocations still granted; negative: all */
static long live = 0;           /* granted and not freed */
static long live_bytes = 0;

static int grants(void) {
  if (until_failure < 0) return 1;
  if (until_failure == 0) return 0;
  --until_failure;
  return 1;
}

static void* counted(void* memory) {
  if (memory == NULL) return NULL;
  ++live;
  live_bytes += (long)malloc_usable_size(memory);
  return memory;
}

void* malloc(size_t size) { return counted(grants() ? __libc_malloc(size) : NULL); }

void* calloc(size_t count, size_t size) {
  return counted(grants() ? __libc_calloc(count, size) : NULL);
}

void* realloc(void* memory, size_t size) {
  const long before = memory == NULL ? 0 : (long)malloc_usable_size(memory);
  void* moved = grants() ? __libc_realloc(memory, size) : NULL;
  if (moved == NULL) return NULL;
  if (memory == NULL) ++live;
  live_bytes += (long)malloc_usable_size(moved) - before;
  return moved;
}

void free(void* memory) {
  if (memory != NULL) {
    --live;
    live_bytes -= (long)malloc_usable_size(memory);
  }
  __libc_free(memory);
}

#endif
