// libidn2 as far as host names need it. What is returned is to be freed with idn2_free.

#ifndef MARTLET_CIDN_SHIM_H
#define MARTLET_CIDN_SHIM_H

#include <idn2.h>
#include <stddef.h>

/// A label as it is asked for, mapped by UTS 46, non-transitional. NULL where libidn2 refuses it.
static inline char *idn_encoded(const char *label) {
  uint8_t *result = NULL;
  const int flags = IDN2_NFC_INPUT | IDN2_NONTRANSITIONAL;
  return idn2_lookup_u8((const uint8_t *)label, &result, flags) == IDN2_OK ? (char *)result : NULL;
}

/// The letters of a label that begins with xn--. NULL where it has none.
static inline char *idn_decoded(const char *label) {
  char *result = NULL;
  return idn2_to_unicode_8z8z(label, &result, 0) == IDN2_OK ? result : NULL;
}

#endif
