// What Swift cannot import of curses: macros, and everything that names its windows.

#ifndef MARTLET_CNCURSES_SHIM_H
#define MARTLET_CNCURSES_SHIM_H

#define _XOPEN_SOURCE_EXTENDED 1
#define NCURSES_WIDECHAR 1

#if __has_include(<ncursesw/curses.h>)
#include <ncursesw/curses.h>
#else
#include <curses.h>
#endif

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

static const uint32_t cn_bold = A_BOLD;
static const uint32_t cn_dim = A_DIM;
static const uint32_t cn_italic = A_ITALIC;
static const uint32_t cn_underline = A_UNDERLINE;
static const uint32_t cn_reverse = A_REVERSE;

/// Takes the terminal; NULL where its type is not known.
static inline SCREEN *cn_open(const char *type, int output, int input) {
  FILE *out = output == STDOUT_FILENO ? stdout : fdopen(output, "w");
  FILE *in = input == STDIN_FILENO ? stdin : fdopen(input, "r");
  if (out == NULL || in == NULL) return NULL;
  fflush(stdout);
  SCREEN *screen = newterm(type, out, in);
  if (screen == NULL) return NULL;
  raw();
  noecho();
  nonl();
  intrflush(stdscr, FALSE);
  typeahead(-1);
  set_escdelay(25);
  return screen;
}

/// A window that only reads keys, so that reading never draws; NULL without memory.
static inline void *cn_open_input(void) {
  WINDOW *pad = newpad(1, 1);
  if (pad == NULL) return NULL;
  keypad(pad, TRUE);
  nodelay(pad, TRUE);
  return pad;
}

static inline void cn_close_input(void *window) { delwin(window); }

typedef enum { cn_nothing, cn_character, cn_code } cn_reading;

/// Reads a key: a character or a KEY_ number.
static inline cn_reading cn_read(void *window, uint32_t *value) {
  wint_t key = 0;
  int kind = wget_wch(window, &key);
  *value = (uint32_t)key;
  return kind == KEY_CODE_YES ? cn_code : kind == OK ? cn_character : cn_nothing;
}

static inline int cn_rows(void) { return LINES; }
static inline int cn_columns(void) { return COLS; }
static inline int cn_colors(void) { return COLORS; }
static inline int cn_pairs(void) { return COLOR_PAIRS; }

/// The columns that curses counts for a character: those of the C library, -1 for none it knows.
static inline int cn_width(wchar_t character) {
  extern int wcwidth(wchar_t);
  return wcwidth(character);
}

/// A blank of that style, for cn_cell.
static inline cchar_t cn_style(uint32_t attributes, int pair) {
  cchar_t cell;
  memset(&cell, 0, sizeof cell);
  setcchar(&cell, L" ", attributes, 0, &pair);
  return cell;
}

/// A cell of that style: a spacing character and, up to the first 0, four others.
static inline cchar_t cn_cell(
    cchar_t style, wchar_t base, wchar_t mark0, wchar_t mark1, wchar_t mark2, wchar_t mark3) {
  style.chars[0] = base;
  style.chars[1] = mark0;
  style.chars[2] = mark1;
  style.chars[3] = mark2;
  style.chars[4] = mark3;
  return style;
}

/// Cells side by side, without the second halves of wide characters.
static inline void cn_put(int row, int column, const cchar_t *cells, int count) {
  mvwadd_wchnstr(stdscr, row, column, cells, count);
}

/// What curses holds at a place: five characters, attributes, colour pair.
static inline bool cn_held(int row, int column, wchar_t *text, uint32_t *attributes, int *pair) {
  cchar_t cell;
  wchar_t characters[CCHARW_MAX + 1] = {0};
  attr_t held = 0;
  short narrow_pair = 0;
  if (mvwin_wch(stdscr, row, column, &cell) == ERR) return false;
  if (getcchar(&cell, characters, &held, &narrow_pair, pair) == ERR) return false;
  memcpy(text, characters, CCHARW_MAX * sizeof(wchar_t));
  *attributes = held & (A_BOLD | A_DIM | A_ITALIC | A_UNDERLINE | A_REVERSE);
  return true;
}

static inline void cn_held_cursor(int *row, int *column) {
  *row = getcury(stdscr);
  *column = getcurx(stdscr);
}

static inline void cn_move(int row, int column) { wmove(stdscr, row, column); }
static inline void cn_erase(void) { werase(stdscr); }
/// Draws all cells of a row anew, also those that did not change.
static inline void cn_repaint_row(int row) { wredrawln(stdscr, row, 1); }
static inline void cn_repaint_everything(void) { clearok(curscr, TRUE); }

/// Sends to the terminal what changed.
static inline void cn_flush(void) {
  wnoutrefresh(stdscr);
  doupdate();
}

#endif
