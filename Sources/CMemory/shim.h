// How the libraries of the process keep memory.

#ifndef MARTLET_CMEMORY_SHIM_H
#define MARTLET_CMEMORY_SHIM_H

#include <malloc.h>
#include <sqlite3.h>

/// SQLite counts every allocation under one lock of the process, unless it is told before its first
/// use that nobody asks for the figures.
static inline void sqlite_keep_no_statistics(void) {
  sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
}

#endif
