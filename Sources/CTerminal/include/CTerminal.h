// What must be done in signal handlers: give the terminal back when the program crashes, and tell
// the event loop of signals.

#ifndef MARTLET_CTERMINAL_H
#define MARTLET_CTERMINAL_H

#include <stdbool.h>
#include <stddef.h>

/// Remembers the settings of a terminal, to be restored by a crash.
void ct_save_terminal(int descriptor);

/// The bytes that a crash or an exit writes to the terminal; at most 1,024.
void ct_set_reset(const unsigned char *bytes, size_t count);

/// Says whether the terminal is in use now, so that a crash or an exit must give it back.
void ct_hold_terminal(bool held);

/// Lets a trap, an abort, a bad access and exit() give the terminal back first. What dealt with the
/// signal before then does so still.
void ct_restore_on_crash(void);

/// Lets SIGTERM, SIGHUP, SIGINT, SIGQUIT and SIGWINCH be written to a pipe, one byte each with the
/// signal's number, and ignores SIGPIPE. The first call decides.
/// Returns the end to read, which never blocks, or -1.
int ct_signal_pipe(void);

/// Stops the process group as Ctrl-Z does; returns when it goes on.
void ct_stop(void);

#endif
