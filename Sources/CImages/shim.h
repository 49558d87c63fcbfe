#ifndef MARTLET_CIMAGES_H
#define MARTLET_CIMAGES_H

#include <chafa.h>
#include <png.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <turbojpeg.h>
#include <webp/decode.h>

/// Red, green, blue and opacity, a byte each, row after row.
typedef struct {
  unsigned char *pixels;
  int width;
  int height;
} ci_picture;

static inline int ci_fits(long width, long height, long most) {
  return width > 0 && height > 0 && width <= 65535 && height <= 65535 && width * height <= most;
}

static inline int ci_png(const unsigned char *bytes, size_t count, long most, ci_picture *picture) {
  png_image image;
  memset(&image, 0, sizeof image);
  image.version = PNG_IMAGE_VERSION;
  if (!png_image_begin_read_from_memory(&image, bytes, count)) return 0;
  if (ci_fits(image.width, image.height, most)) {
    image.format = PNG_FORMAT_RGBA;
    picture->pixels = malloc(PNG_IMAGE_SIZE(image));
    picture->width = (int)image.width;
    picture->height = (int)image.height;
    if (picture->pixels && png_image_finish_read(&image, NULL, picture->pixels, 0, NULL)) return 1;
  }
  png_image_free(&image);
  return 0;
}

/// Large ones are read at a part of their size, as far as `columns` pixels allow.
static inline int ci_jpeg(
    const unsigned char *bytes, size_t count, long most, int columns, ci_picture *picture) {
  int width, height, sampling, space, scales;
  tjhandle reader = tjInitDecompress();
  if (!reader) return 0;
  // What is only odd is a warning.
  if ((tjDecompressHeader3(reader, bytes, count, &width, &height, &sampling, &space) != 0 &&
          tjGetErrorCode(reader) != TJERR_WARNING) ||
      !ci_fits(width, height, most * 4)) {
    tjDestroy(reader);
    return 0;
  }
  tjscalingfactor *factors = tjGetScalingFactors(&scales);
  tjscalingfactor best = {1, 1};
  for (int place = 0; factors && place < scales; place++) {
    int scaled = TJSCALED(width, factors[place]);
    if (factors[place].num <= factors[place].denom && scaled >= columns &&
        scaled < TJSCALED(width, best))
      best = factors[place];
  }
  picture->width = TJSCALED(width, best);
  picture->height = TJSCALED(height, best);
  int read = 0;
  if (ci_fits(picture->width, picture->height, most)) {
    picture->pixels = calloc((size_t)picture->width * (size_t)picture->height, 4);
    read = picture->pixels &&
           (tjDecompress2(reader, bytes, count, picture->pixels, picture->width, 0, picture->height,
                TJPF_RGBA, 0) == 0 ||
               tjGetErrorCode(reader) == TJERR_WARNING);
  }
  tjDestroy(reader);
  return read;
}

static inline int ci_webp(const unsigned char *bytes, size_t count, long most, ci_picture *picture) {
  if (!WebPGetInfo(bytes, count, &picture->width, &picture->height)) return 0;
  if (!ci_fits(picture->width, picture->height, most)) return 0;
  picture->pixels = WebPDecodeRGBA(bytes, count, &picture->width, &picture->height);
  return picture->pixels != NULL;
}

/// Nothing is gained by what takes over this process, and nothing of it is written to a disk.
static inline void ci_give_up_rights(void) {
  prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
  prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
}

static inline ChafaCanvas *ci_canvas(const ci_picture *picture, int columns, int rows) {
  ChafaSymbolMap *symbols = chafa_symbol_map_new();
  chafa_symbol_map_add_by_tags(symbols,
      CHAFA_SYMBOL_TAG_SPACE | CHAFA_SYMBOL_TAG_SOLID | CHAFA_SYMBOL_TAG_HALF |
          CHAFA_SYMBOL_TAG_QUAD | CHAFA_SYMBOL_TAG_BLOCK);
  chafa_symbol_map_remove_by_tags(symbols, CHAFA_SYMBOL_TAG_STIPPLE);
  ChafaCanvasConfig *config = chafa_canvas_config_new();
  chafa_canvas_config_set_geometry(config, columns, rows);
  chafa_canvas_config_set_canvas_mode(config, CHAFA_CANVAS_MODE_INDEXED_240);
  chafa_canvas_config_set_pixel_mode(config, CHAFA_PIXEL_MODE_SYMBOLS);
  chafa_canvas_config_set_symbol_map(config, symbols);
  ChafaCanvas *canvas = chafa_canvas_new(config);
  chafa_canvas_draw_all_pixels(canvas, CHAFA_PIXEL_RGBA8_UNASSOCIATED, picture->pixels,
      picture->width, picture->height, picture->width * 4);
  return canvas;
}

#endif
