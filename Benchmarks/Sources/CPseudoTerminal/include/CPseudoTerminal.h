#ifndef MARTLET_PSEUDO_TERMINAL_H
#define MARTLET_PSEUDO_TERMINAL_H

#include <sys/types.h>

/* Opens a pseudo-terminal of this size; returns the descriptor of its controlling side and stores
   the path of the other, or returns -1 with errno. */
int pseudo_terminal_open(int columns, int rows, char *path, size_t capacity);

/* Starts a program, found in PATH, as the leader of a session whose terminal, and whose standard
   input, output and error, is the one at `path`. Returns 0 and stores its process id, or returns
   an error number. */
int pseudo_terminal_spawn(const char *path, char *const arguments[], char *const environment[],
                          pid_t *process);

#endif
