#define _GNU_SOURCE 1

#include "CTerminal.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

static const int crash_signals[] = {SIGILL, SIGTRAP, SIGABRT, SIGSEGV, SIGBUS, SIGFPE};
static const int loop_signals[] = {SIGTERM, SIGHUP, SIGINT, SIGQUIT, SIGWINCH};

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

static struct sigaction previous_actions[COUNT(crash_signals)];
static int terminal = -1;
static struct termios settings;
static bool has_settings;
static unsigned char reset_bytes[1024];
static size_t reset_count;
static volatile sig_atomic_t is_held;
static int pipe_ends[2] = {-1, -1};

void ct_save_terminal(int descriptor) {
  terminal = descriptor;
  has_settings = tcgetattr(descriptor, &settings) == 0;
}

void ct_set_reset(const unsigned char *bytes, size_t count) {
  reset_count = count <= sizeof reset_bytes ? count : 0;
  memcpy(reset_bytes, bytes, reset_count);
}

void ct_hold_terminal(bool held) { is_held = held; }

static void write_all(int descriptor, const unsigned char *bytes, size_t count) {
  while (count > 0) {
    ssize_t written = write(descriptor, bytes, count);
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) return;
    bytes += written;
    count -= (size_t)written;
  }
}

static void give_back(void) {
  if (!is_held) return;
  is_held = false;
  write_all(terminal, reset_bytes, reset_count);
  if (has_settings) tcsetattr(terminal, TCSANOW, &settings);
}

// Raised again here, the signal waits until the handler returns and then meets what was installed
// before, at the instruction that crashed.
static void crashed(int signal_number) {
  int saved_errno = errno;
  give_back();
  for (size_t index = 0; index < COUNT(crash_signals); index++) {
    if (crash_signals[index] != signal_number) continue;
    sigaction(signal_number, &previous_actions[index], NULL);
  }
  raise(signal_number);
  errno = saved_errno;
}

void ct_restore_on_crash(void) {
  static bool is_installed;
  if (is_installed) return;
  is_installed = true;
  atexit(give_back);

  static unsigned char stack[65536];
  stack_t current;
  if (sigaltstack(NULL, &current) == 0 && (current.ss_flags & SS_DISABLE) != 0) {
    stack_t alternate = {.ss_sp = stack, .ss_size = sizeof stack};
    sigaltstack(&alternate, NULL);
  }
  struct sigaction action = {.sa_handler = crashed, .sa_flags = SA_ONSTACK};
  sigfillset(&action.sa_mask);
  for (size_t index = 0; index < COUNT(crash_signals); index++) {
    sigaction(crash_signals[index], &action, &previous_actions[index]);
  }
}

static void tell_loop(int signal_number) {
  int saved_errno = errno;
  unsigned char byte = (unsigned char)signal_number;
  write_all(pipe_ends[1], &byte, 1);
  errno = saved_errno;
}

int ct_signal_pipe(void) {
  if (pipe_ends[0] >= 0) return pipe_ends[0];
  if (pipe(pipe_ends) != 0) return -1;
  for (int end = 0; end < 2; end++) {
    fcntl(pipe_ends[end], F_SETFL, O_NONBLOCK);
    fcntl(pipe_ends[end], F_SETFD, FD_CLOEXEC);
  }
  struct sigaction action = {.sa_handler = tell_loop, .sa_flags = SA_RESTART};
  sigemptyset(&action.sa_mask);
  // Who started the program may have left them blocked.
  sigset_t unblocked;
  sigemptyset(&unblocked);
  for (size_t index = 0; index < COUNT(loop_signals); index++) {
    sigaction(loop_signals[index], &action, NULL);
    sigaddset(&unblocked, loop_signals[index]);
  }
  pthread_sigmask(SIG_UNBLOCK, &unblocked, NULL);
  signal(SIGPIPE, SIG_IGN);
  return pipe_ends[0];
}

void ct_stop(void) {
  struct sigaction standard = {.sa_handler = SIG_DFL}, previous;
  sigemptyset(&standard.sa_mask);
  sigaction(SIGTSTP, &standard, &previous);
  sigset_t unblocked;
  sigemptyset(&unblocked);
  sigaddset(&unblocked, SIGTSTP);
  pthread_sigmask(SIG_UNBLOCK, &unblocked, NULL);
  kill(0, SIGTSTP);
  sigaction(SIGTSTP, &previous, NULL);
}
