// Foundation brings ICU along, and with it 30 MB of calendars, locales, collations and names of languages.
// Nothing in this program asks for them: dates, numbers, orders of words and languages are its own. Where
// Foundation is linked statically, this empty package of data takes the place of the full one, as ICU's own
// stub of it does. With another version of ICU the name does not fit, and the full one is linked.

#include <stdint.h>

#if defined(MARTLET_STATIC_FOUNDATION)

struct Package {
  uint16_t headerSize;
  uint8_t magic[2];
  // What ICU calls UDataInfo.
  uint16_t infoSize;
  uint16_t reserved;
  uint8_t isBigEndian;
  uint8_t charset;
  uint8_t sizeOfUnit;
  uint8_t reservedByte;
  uint8_t format[4];
  uint8_t formatVersion[4];
  uint8_t dataVersion[4];
  uint8_t padding[8];
  uint32_t count;
};

const struct Package icudt76_dat = {
    .headerSize = 32,
    .magic = {0xDA, 0x27},
    .infoSize = 20,
    .isBigEndian = __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__,
    .sizeOfUnit = 2,
    .format = {'C', 'm', 'n', 'D'},
    .formatVersion = {1, 0, 0, 0},
    .count = 0,
};

#endif
