#ifndef MARTLET_CTEXT_H
#define MARTLET_CTEXT_H

#include <errno.h>
#include <iconv.h>
#include <string.h>

/* The index of the first such byte, or count. */
static inline long text_index(const void *bytes, unsigned char byte, long count) {
  const void *found = memchr(bytes, byte, (size_t)count);
  return found ? (const char *)found - (const char *)bytes : count;
}

/* Whether iconv stopped at bytes that are no character (1), or wants more bytes or room (0). */
static inline int text_is_illegal(size_t result) {
  return result == (size_t)-1 && errno == EILSEQ;
}

static inline int text_is_open(iconv_t descriptor) { return descriptor != (iconv_t)-1; }

#endif
