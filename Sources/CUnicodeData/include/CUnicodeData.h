#ifndef MARTLET_UNICODE_DATA_H
#define MARTLET_UNICODE_DATA_H

/// Nothing to call: see UnicodeData.c.

#endif
