#ifndef MARTLET_CIMAGES_H
#define MARTLET_CIMAGES_H

#include <chafa.h>
#include <gif_lib.h>
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

typedef struct {
  const unsigned char *bytes;
  size_t left;
} ci_source;

static inline int ci_take(GifFileType *file, GifByteType *out, int count) {
  ci_source *source = (ci_source *)file->UserData;
  if (count < 0 || (size_t)count > source->left) count = (int)source->left;
  memcpy(out, source->bytes, (size_t)count);
  source->bytes += count;
  source->left -= (size_t)count;
  return count;
}

/// The rows of an image at its place of the screen, as far as they come.
static inline int ci_gif_rows(GifFileType *file, ci_picture *picture, int hidden) {
  static const int starts[] = {0, 4, 2, 1}, steps[] = {8, 8, 4, 2};
  GifImageDesc *place = &file->Image;
  ColorMapObject *map = place->ColorMap ? place->ColorMap : file->SColorMap;
  unsigned char *line = place->Width > 0 ? malloc((size_t)place->Width) : NULL;
  if (!map || !line) return 0;
  int rows = 0;
  for (int pass = place->Interlace ? 0 : 3; pass < 4; pass++) {
    int first = place->Interlace ? starts[pass] : 0, step = place->Interlace ? steps[pass] : 1;
    for (int row = first; row < place->Height; row += step) {
      // What is cut off shows what came.
      if (DGifGetLine(file, line, place->Width) == GIF_ERROR) return rows > 0;
      rows++;
      if (row + place->Top >= picture->height) continue;
      for (int column = 0; column < place->Width; column++) {
        int color = line[column];
        if (column + place->Left >= picture->width || color == hidden || color >= map->ColorCount)
          continue;
        unsigned char *pixel = picture->pixels + ((size_t)(row + place->Top) * (size_t)picture->width +
                                                     (size_t)(column + place->Left)) * 4;
        pixel[0] = map->Colors[color].Red;
        pixel[1] = map->Colors[color].Green;
        pixel[2] = map->Colors[color].Blue;
        pixel[3] = 255;
      }
    }
  }
  return rows > 0;
}

/// The first image of a film; what comes after it is not looked at.
static inline int ci_gif(const unsigned char *bytes, size_t count, long most, ci_picture *picture) {
  ci_source source = {bytes, count};
  int error, hidden = NO_TRANSPARENT_COLOR, code;
  GifRecordType type;
  GifByteType *data;
  GifFileType *file = DGifOpen(&source, ci_take, &error);
  if (!file) return 0;
  picture->width = file->SWidth;
  picture->height = file->SHeight;
  if (!ci_fits(picture->width, picture->height, most)) return 0;
  while (DGifGetRecordType(file, &type) != GIF_ERROR) {
    if (type == IMAGE_DESC_RECORD_TYPE) {
      if (DGifGetImageDesc(file) == GIF_ERROR) return 0;
      picture->pixels = calloc((size_t)picture->width * (size_t)picture->height, 4);
      return picture->pixels && ci_gif_rows(file, picture, hidden);
    }
    if (type != EXTENSION_RECORD_TYPE) return 0;
    if (DGifGetExtension(file, &code, &data) == GIF_ERROR) return 0;
    while (data) {
      GraphicsControlBlock control;
      if (code == GRAPHICS_EXT_FUNC_CODE && data[0] >= 4 &&
          DGifExtensionToGCB(data[0], data + 1, &control) == GIF_OK)
        hidden = control.TransparentColor;
      if (DGifGetExtensionNext(file, &data) == GIF_ERROR) return 0;
    }
  }
  return 0;
}

/// The picture in so many pixels, red, green and blue, each the mean of those it stands for; what can be
/// seen through is white behind.
static inline void ci_scale(const ci_picture *picture, int width, int height, unsigned char *out) {
  for (int row = 0; row < height; row++) {
    long top = (long)row * picture->height / height;
    long bottom = ((long)row + 1) * picture->height / height;
    if (bottom <= top) bottom = top + 1;
    for (int column = 0; column < width; column++) {
      long left = (long)column * picture->width / width;
      long right = ((long)column + 1) * picture->width / width;
      if (right <= left) right = left + 1;
      uint64_t sums[3] = {0, 0, 0};
      for (long y = top; y < bottom; y++) {
        const unsigned char *pixel = picture->pixels + (y * picture->width + left) * 4;
        for (long x = left; x < right; x++, pixel += 4)
          for (int part = 0; part < 3; part++)
            sums[part] += (unsigned)(pixel[part] * pixel[3] + 255 * (255 - pixel[3]));
      }
      uint64_t count = (uint64_t)((bottom - top) * (right - left)) * 255;
      for (int part = 0; part < 3; part++) *out++ = (unsigned char)(sums[part] / count);
    }
  }
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
