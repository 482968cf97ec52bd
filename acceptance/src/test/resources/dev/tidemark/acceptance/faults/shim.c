/*
 * What a process meets that runs with LD_PRELOAD of this: a disk that is slow, full, or fails to
 * flush, and a clock that is set. It looks, at every call, into a file that is mapped: the numbers
 * below, which the spec writes. Without TIDEMARK_FAULTS in the environment it changes nothing.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <sys/uio.h>
#include <time.h>
#include <unistd.h>

struct faults {
  int64_t failing_flush; /* not 0: flushing fails with EIO */
  int64_t full;          /* not 0: writing to a file fails with ENOSPC */
  int64_t slow;          /* microseconds that writing and flushing takes longer */
  int64_t clock;         /* microseconds that the clock is ahead, negative when behind */
};

static struct faults none;
static volatile struct faults *now = &none;

__attribute__((constructor)) static void attach(void) {
  const char *path = getenv("TIDEMARK_FAULTS");
  int fd = path == NULL ? -1 : open(path, O_RDONLY | O_CLOEXEC);
  if (fd < 0) {
    return;
  }
  void *mapped = mmap(NULL, sizeof(struct faults), PROT_READ, MAP_SHARED, fd, 0);
  close(fd);
  if (mapped != MAP_FAILED) {
    now = mapped;
  }
}

static void linger(void) {
  int64_t micros = now->slow;
  if (micros > 0) {
    struct timespec pause = {micros / 1000000, micros % 1000000 * 1000};
    syscall(SYS_nanosleep, &pause, NULL);
  }
}

static int is_file(int fd) {
  struct stat found;
  return fstat(fd, &found) == 0 && S_ISREG(found.st_mode);
}

/* 0 when the write may go on. */
static int refused(int fd) {
  if ((now->full || now->slow) && is_file(fd)) {
    linger();
    if (now->full) {
      errno = ENOSPC;
      return 1;
    }
  }
  return 0;
}

static int flushed(long call, int fd) {
  linger();
  if (now->failing_flush) {
    errno = EIO;
    return -1;
  }
  return (int)syscall(call, fd);
}

int fsync(int fd) { return flushed(SYS_fsync, fd); }

int fdatasync(int fd) { return flushed(SYS_fdatasync, fd); }

ssize_t write(int fd, const void *bytes, size_t length) {
  return refused(fd) ? -1 : syscall(SYS_write, fd, bytes, length);
}

ssize_t pwrite(int fd, const void *bytes, size_t length, off_t at) {
  return refused(fd) ? -1 : syscall(SYS_pwrite64, fd, bytes, length, at);
}

ssize_t pwrite64(int fd, const void *bytes, size_t length, off64_t at) {
  return refused(fd) ? -1 : syscall(SYS_pwrite64, fd, bytes, length, at);
}

ssize_t writev(int fd, const struct iovec *parts, int count) {
  return refused(fd) ? -1 : syscall(SYS_writev, fd, parts, count);
}

int posix_fallocate(int fd, off_t at, off_t length) {
  if (refused(fd)) {
    return ENOSPC;
  }
  return syscall(SYS_fallocate, fd, 0, at, length) == 0 ? 0 : errno;
}

static void shift(struct timespec *time) {
  int64_t nanos = time->tv_nsec + now->clock % 1000000 * 1000;
  time->tv_sec += now->clock / 1000000 + (nanos < 0 ? -1 : nanos / 1000000000);
  time->tv_nsec = nanos < 0 ? nanos + 1000000000 : nanos % 1000000000;
}

int clock_gettime(clockid_t clock, struct timespec *time) {
  static int (*real)(clockid_t, struct timespec *);
  if (real == NULL) {
    real = (int (*)(clockid_t, struct timespec *))dlsym(RTLD_NEXT, "clock_gettime");
  }
  int result = real(clock, time);
  if (result == 0 && now->clock != 0
      && (clock == CLOCK_REALTIME || clock == CLOCK_REALTIME_COARSE)) {
    shift(time);
  }
  return result;
}

int gettimeofday(struct timeval *restrict time, void *restrict zone) {
  struct timespec precise;
  (void)zone;
  clock_gettime(CLOCK_REALTIME, &precise);
  time->tv_sec = precise.tv_sec;
  time->tv_usec = precise.tv_nsec / 1000;
  return 0;
}

time_t time(time_t *result) {
  struct timespec precise;
  clock_gettime(CLOCK_REALTIME, &precise);
  if (result != NULL) {
    *result = precise.tv_sec;
  }
  return precise.tv_sec;
}
