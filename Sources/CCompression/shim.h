// What Swift cannot import of zlib, and what its texts say as numbers.

#ifndef MARTLET_CCOMPRESSION_SHIM_H
#define MARTLET_CCOMPRESSION_SHIM_H

#include <brotli/decode.h>
#include <stdbool.h>
#include <string.h>
#include <zlib.h>
#include <zstd.h>

static inline bool cz_begin(z_stream *stream, int window) {
  return inflateInit2(stream, window) == Z_OK;
}

/// Whether all of the data has come out, and only the sum at its end is another.
static inline bool cz_is_wrong_sum(const z_stream *stream) {
  return stream->msg != NULL && (strcmp(stream->msg, "incorrect data check") == 0 ||
                                 strcmp(stream->msg, "incorrect length check") == 0);
}

#endif
