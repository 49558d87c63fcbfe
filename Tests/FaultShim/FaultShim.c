#define _GNU_SOURCE
#include "FaultShim.h"

#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <signal.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/types.h>
#include <time.h>
#include <unistd.h>

// The next definition of a function: that of the C library.
#define NEXT(name) ((__typeof__(&name))next_function(#name))

enum deed { PASS, FAIL, SHORT, HALFWAY, AFTER, DROP };

struct verdict {
  enum deed deed;
  int code;
};

static const char *under, *calls, *deed;
static unsigned long first, count, chance;
static _Atomic uint64_t seed;
static _Atomic unsigned long met_calls;
static int log_file = -1, trace_file = -1;
static int64_t clock_error;

static void *next_function(const char *name) {
  void *function = dlsym(RTLD_NEXT, name);
  if (!function) abort();
  return function;
}

static unsigned long number(const char *name, unsigned long otherwise) {
  const char *text = getenv(name);
  return text && *text ? strtoul(text, NULL, 10) : otherwise;
}

// The shim's own files, opened past its own wrappers.
static int lines_of(const char *name) {
  const char *path = getenv(name);
  if (!path || !*path) return -1;
  return (int)syscall(
      SYS_openat, AT_FDCWD, path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
}

static void read_environment(void) {
  under = getenv("FAULT_UNDER");
  calls = getenv("FAULT_CALLS");
  deed = getenv("FAULT_DO");
  first = number("FAULT_AT", 0);
  count = number("FAULT_FOR", 1);
  chance = number("FAULT_CHANCE", 0);
  seed = number("FAULT_SEED", 1);
  const char *error = getenv("FAULT_CLOCK");
  clock_error = error ? strtoll(error, NULL, 10) : 0;
  log_file = lines_of("FAULT_LOG");
  trace_file = lines_of("FAULT_TRACE");
}

// Calls may come before any constructor runs, from those of other libraries.
static void start(void) {
  static pthread_once_t once = PTHREAD_ONCE_INIT;
  pthread_once(&once, read_environment);
}

static void say(int file, const char *call, const char *path, const char *what) {
  if (file < 0) return;
  char line[PATH_MAX + 64];
  int length = snprintf(line, sizeof line, "%s %s %s\n", call, what, path);
  if (length >= (int)sizeof line) length = sizeof line - 1;
  syscall(SYS_write, file, line, length);
}

static int has_word(const char *words, const char *word) {
  size_t length = strlen(word);
  for (const char *at = words; at && (at = strstr(at, word)); at += length) {
    int begins = at == words || at[-1] == ',';
    if (begins && (at[length] == ',' || !at[length])) return 1;
  }
  return 0;
}

// What SQLite keeps in `-shm` is memory that processes share: no copy of anything.
static int is_under(const char *path) {
  size_t size = strlen(path);
  if (size >= 4 && !strcmp(path + size - 4, "-shm")) return 0;
  for (const char *folder = under; folder && *folder;) {
    size_t length = strcspn(folder, ":");
    if (!strncmp(path, folder, length) && (path[length] == '/' || !path[length])) return 1;
    folder += length + (folder[length] == ':');
  }
  return 0;
}

// SplitMix64 by Sebastiano Vigna, as in the tests.
static uint64_t draw(void) {
  uint64_t mixed = atomic_fetch_add(&seed, 0x9E3779B97F4A7C15) + 0x9E3779B97F4A7C15;
  mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9;
  mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
  return mixed ^ (mixed >> 31);
}

static void end_here(void) {
  syscall(SYS_kill, getpid(), SIGKILL);
  for (;;) pause();
}

// Waits until the test makes a file.
static void hold(void) {
  char go[PATH_MAX];
  const char *path = getenv("FAULT_LOG");
  if (!path || snprintf(go, sizeof go, "%s.go", path) >= (int)sizeof go) return;
  while (syscall(SYS_faccessat, AT_FDCWD, go, F_OK)) usleep(2000);
}

static struct verdict judge(const char *call, const char *path) {
  start();
  struct verdict pass = {PASS, 0};
  if (!under || !calls || !has_word(calls, call) || !is_under(path)) return pass;
  say(trace_file, call, path, "-");
  if (!deed) return pass;
  unsigned long turn = atomic_fetch_add(&met_calls, 1) + 1;
  int is_met = first && turn >= first && (!count || turn < first + count);
  if (!is_met && !(chance && draw() % 10000 < chance)) return pass;
  say(log_file, call, path, deed);
  if (!strcmp(deed, "kill-before")) end_here();
  if (!strcmp(deed, "kill-after")) return (struct verdict){AFTER, 0};
  if (!strcmp(deed, "kill-halfway")) return (struct verdict){HALFWAY, 0};
  if (!strcmp(deed, "short")) return (struct verdict){SHORT, 0};
  if (!strcmp(deed, "drop")) return (struct verdict){DROP, 0};
  if (!strcmp(deed, "hold")) {
    hold();
    return pass;
  }
  return (struct verdict){FAIL, atoi(deed)};
}

static struct verdict judge_file(const char *call, int file) {
  char link[32], path[PATH_MAX];
  snprintf(link, sizeof link, "/proc/self/fd/%d", file);
  ssize_t length = syscall(SYS_readlinkat, AT_FDCWD, link, path, sizeof path - 1);
  if (length < 0) return (struct verdict){PASS, 0};
  path[length] = 0;
  return judge(call, path);
}

static int failed(int code) {
  errno = code;
  return -1;
}

// A call that gives 0 or -1, under a verdict. Half of such a call is none.
#define GIVE(ruling, call)                             \
  do {                                                 \
    struct verdict given = (ruling);                   \
    if (given.deed == FAIL) return failed(given.code); \
    if (given.deed == DROP) return 0;                  \
    if (given.deed == HALFWAY) end_here();             \
    int result = (call);                               \
    if (given.deed == AFTER) end_here();               \
    return result;                                     \
  } while (0)

// A call that takes `size` bytes, under a verdict.
#define TAKE(ruling, size, call)                                            \
  do {                                                                      \
    struct verdict given = (ruling);                                        \
    if (given.deed == FAIL) return failed(given.code);                      \
    if (given.deed == DROP) return size;                                    \
    if ((given.deed == SHORT && size > 1) || given.deed == HALFWAY) size /= 2; \
    ssize_t result = (call);                                                \
    if (given.deed == AFTER || given.deed == HALFWAY) end_here();           \
    return result;                                                          \
  } while (0)

ssize_t write(int file, const void *bytes, size_t size) {
  TAKE(judge_file("write", file), size, NEXT(write)(file, bytes, size));
}

ssize_t pwrite(int file, const void *bytes, size_t size, off_t offset) {
  TAKE(judge_file("write", file), size, NEXT(pwrite)(file, bytes, size, offset));
}

ssize_t pwrite64(int file, const void *bytes, size_t size, off64_t offset) {
  TAKE(judge_file("write", file), size, NEXT(pwrite64)(file, bytes, size, offset));
}

ssize_t read(int file, void *bytes, size_t size) {
  TAKE(judge_file("read", file), size, NEXT(read)(file, bytes, size));
}

ssize_t pread(int file, void *bytes, size_t size, off_t offset) {
  TAKE(judge_file("read", file), size, NEXT(pread)(file, bytes, size, offset));
}

ssize_t pread64(int file, void *bytes, size_t size, off64_t offset) {
  TAKE(judge_file("read", file), size, NEXT(pread64)(file, bytes, size, offset));
}

int fsync(int file) { GIVE(judge_file("fsync", file), NEXT(fsync)(file)); }

int fdatasync(int file) { GIVE(judge_file("fsync", file), NEXT(fdatasync)(file)); }

int ftruncate(int file, off_t size) {
  GIVE(judge_file("truncate", file), NEXT(ftruncate)(file, size));
}

int ftruncate64(int file, off64_t size) {
  GIVE(judge_file("truncate", file), NEXT(ftruncate64)(file, size));
}

int flock(int file, int operation) {
  GIVE(judge_file("lock", file), NEXT(flock)(file, operation));
}

int rename(const char *old, const char *new) {
  GIVE(judge("rename", new), NEXT(rename)(old, new));
}

int renameat2(int from, const char *old, int to, const char *new, unsigned int flags) {
  GIVE(judge("rename", new), NEXT(renameat2)(from, old, to, new, flags));
}

int unlink(const char *path) { GIVE(judge("unlink", path), NEXT(unlink)(path)); }

int mkdir(const char *path, mode_t mode) { GIVE(judge("mkdir", path), NEXT(mkdir)(path, mode)); }

static int judge_open(const char *path, int flags, int *code) {
  int changes = (flags & (O_WRONLY | O_RDWR | O_CREAT | O_TRUNC)) != 0;
  if (!changes) return 0;
  struct verdict verdict = judge("open", path);
  *code = verdict.code;
  if (verdict.deed == HALFWAY) end_here();
  return verdict.deed;
}

#define OPEN(path, flags, call)                          \
  do {                                                   \
    va_list arguments;                                   \
    va_start(arguments, flags);                          \
    mode_t mode = va_arg(arguments, mode_t);             \
    va_end(arguments);                                   \
    int code = 0, verdict = judge_open(path, flags, &code); \
    if (verdict == FAIL) return failed(code);            \
    int result = (call);                                 \
    if (verdict == AFTER) end_here();                    \
    return result;                                       \
  } while (0)

int open(const char *path, int flags, ...) { OPEN(path, flags, NEXT(open)(path, flags, mode)); }

int open64(const char *path, int flags, ...) { OPEN(path, flags, NEXT(open64)(path, flags, mode)); }

int openat(int folder, const char *path, int flags, ...) {
  OPEN(path, flags, NEXT(openat)(folder, path, flags, mode));
}

int openat64(int folder, const char *path, int flags, ...) {
  OPEN(path, flags, NEXT(openat64)(folder, path, flags, mode));
}

int clock_gettime(clockid_t clock, struct timespec *time) {
  start();
  int result = NEXT(clock_gettime)(clock, time);
  if (result == 0 && clock_error && clock == CLOCK_REALTIME) {
    int64_t nanoseconds = time->tv_nsec + clock_error % 1000 * 1000000;
    time->tv_sec += clock_error / 1000 + (nanoseconds >= 1000000000) - (nanoseconds < 0);
    time->tv_nsec = (nanoseconds + 1000000000) % 1000000000;
  }
  return result;
}
