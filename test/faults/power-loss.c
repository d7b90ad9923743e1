/*
 * Preloaded into a program under test (LD_PRELOAD, Linux). It notes down, in order, all that the program does to the
 * files under one folder, and ends the program in place of one of these acts, as a power cut does. power.ts starts
 * programs with it; disk.ts reads the notes and knows what a disk may hold after them.
 *
 *   LANYARD_DISK   the folder, as its real path
 *   LANYARD_NOTES  the file the notes are added to; it lies elsewhere
 *   LANYARD_CUT    in place of which act the power is cut, counted from 1; 0: never
 *
 * A note is a line "kind inode number length", then that many bytes:
 *   W bytes written at the place `number`     T cut or grown to `number` bytes    F fsync or fdatasync
 *   C a file made (bytes: its path)           D a folder made (its path)          U a path taken away
 *   R a path renamed (from, NUL, to)
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <linux/fs.h>
#include <pthread.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/sendfile.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

/* One act at a time: the order of the notes is the order of the acts. */
static pthread_mutex_t turn = PTHREAD_MUTEX_INITIALIZER;
static const char *disk;
static int notes = -1;
static long acts, cut;

#define REAL(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

__attribute__((constructor)) static void begin(void) {
  disk = getenv("LANYARD_DISK");
  const char *file = getenv("LANYARD_NOTES");
  const char *at = getenv("LANYARD_CUT");
  cut = at ? atol(at) : 0;
  if (disk && file) notes = REAL(open)(file, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0600);
  if (disk && notes < 0) abort();
  unsetenv("LD_PRELOAD"); /* a program that this one starts is not under test */
}

static int lies_on_disk(const char *path) {
  size_t length = disk ? strlen(disk) : 0;
  return disk && path && !strncmp(path, disk, length) && (path[length] == '/' || path[length] == 0);
}

/* Gives where a file descriptor's file lies, or 0 where that is not on the disk. */
static int on_disk(int fd, char path[PATH_MAX]) {
  char link[64];
  snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
  ssize_t length = disk ? readlink(link, path, PATH_MAX - 1) : -1;
  if (length < 0) return 0;
  path[length] = 0;
  return lies_on_disk(path);
}

static void act(void) {
  pthread_mutex_lock(&turn);
  if (++acts == cut) {
    kill(getpid(), SIGKILL);
    for (;;) pause();
  }
}

static void done(void) {
  int error = errno;
  pthread_mutex_unlock(&turn);
  errno = error;
}

static void put(const char *bytes, size_t length) {
  while (length > 0) {
    ssize_t written = REAL(write)(notes, bytes, length);
    if (written < 0) abort();
    bytes += written;
    length -= written;
  }
}

static void note(char kind, unsigned long inode, long long number, const void *bytes, size_t length) {
  char line[96];
  put(line, snprintf(line, sizeof line, "%c %lu %lld %zu\n", kind, inode, number, length));
  put(bytes, length);
}

static unsigned long inode_of(int fd) {
  struct stat found;
  if (fstat(fd, &found)) abort();
  return found.st_ino;
}

/* Notes what a file holds at a place: what was written came through here in pieces, or never did. */
static void note_range(int fd, long long at, size_t length) {
  char link[64], bytes[65536];
  snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
  int same = REAL(open)(link, O_RDONLY | O_CLOEXEC);
  if (same < 0) abort();
  while (length > 0) {
    ssize_t got = pread(same, bytes, length < sizeof bytes ? length : sizeof bytes, at);
    if (got <= 0) abort();
    note('W', inode_of(fd), at, bytes, got);
    at += got;
    length -= got;
  }
  close(same);
}

static int opened(int at, const char *path, int flags, mode_t mode) {
  char found[PATH_MAX];
  int changes = flags & (O_CREAT | O_TRUNC);
  if (!lies_on_disk(path) || !changes) return REAL(openat)(at, path, flags, mode);
  int is_new = faccessat(at, path, F_OK, 0) != 0;
  int touches = is_new || (flags & O_TRUNC);
  if (touches) act();
  int fd = REAL(openat)(at, path, flags, mode);
  if (fd >= 0 && touches) {
    if (!on_disk(fd, found)) abort();
    if (is_new) note('C', inode_of(fd), 0, found, strlen(found));
    else note('T', inode_of(fd), 0, "", 0);
  }
  if (touches) done();
  return fd;
}

static mode_t mode_of(int flags, va_list rest) { return flags & (O_CREAT | O_TMPFILE) ? va_arg(rest, mode_t) : 0; }

#define OPENING(name, dirfd, ...)                   \
  int name(__VA_ARGS__, int flags, ...) {           \
    va_list rest;                                   \
    va_start(rest, flags);                          \
    mode_t mode = mode_of(flags, rest);             \
    va_end(rest);                                   \
    return opened(dirfd, path, flags, mode);        \
  }
OPENING(open, AT_FDCWD, const char *path)
OPENING(open64, AT_FDCWD, const char *path)
OPENING(openat, at, int at, const char *path)
OPENING(openat64, at, int at, const char *path)

/* Writing at the file's own place, and at a given one. */
#define WRITING(name, result, call, at, ...)                     \
  ssize_t name(int fd, __VA_ARGS__) {                            \
    char path[PATH_MAX];                                         \
    if (!on_disk(fd, path)) return REAL(name) call;              \
    act();                                                       \
    ssize_t result = REAL(name) call;                            \
    if (result > 0) note_range(fd, at, result);                  \
    done();                                                      \
    return result;                                               \
  }
WRITING(write, n, (fd, bytes, length), lseek(fd, 0, SEEK_CUR) - n, const void *bytes, size_t length)
WRITING(writev, n, (fd, pieces, count), lseek(fd, 0, SEEK_CUR) - n, const struct iovec *pieces, int count)
WRITING(pwrite, n, (fd, bytes, length, at), at, const void *bytes, size_t length, off_t at)
WRITING(pwrite64, n, (fd, bytes, length, at), at, const void *bytes, size_t length, off64_t at)
WRITING(pwritev, n, (fd, pieces, count, at), at, const struct iovec *pieces, int count, off_t at)
WRITING(pwritev64, n, (fd, pieces, count, at), at, const struct iovec *pieces, int count, off64_t at)
WRITING(sendfile, n, (fd, from, at, length), lseek(fd, 0, SEEK_CUR) - n, int from, off_t *at, size_t length)
WRITING(sendfile64, n, (fd, from, at, length), lseek(fd, 0, SEEK_CUR) - n, int from, off64_t *at, size_t length)

#define CUTTING(name, type)                                     \
  int name(int fd, type size) {                                 \
    char path[PATH_MAX];                                        \
    if (!on_disk(fd, path)) return REAL(name)(fd, size);        \
    act();                                                      \
    int result = REAL(name)(fd, size);                          \
    if (result == 0) note('T', inode_of(fd), size, "", 0);      \
    done();                                                     \
    return result;                                              \
  }
CUTTING(ftruncate, off_t)
CUTTING(ftruncate64, off64_t)

#define SYNCING(name)                                           \
  int name(int fd) {                                            \
    char path[PATH_MAX];                                        \
    if (!on_disk(fd, path)) return REAL(name)(fd);              \
    act();                                                      \
    int result = REAL(name)(fd);                                \
    if (result == 0) note('F', inode_of(fd), 0, "", 0);         \
    done();                                                     \
    return result;                                              \
  }
SYNCING(fsync)
SYNCING(fdatasync)

#define TAKING_AWAY(name)                                       \
  int name(const char *path) {                                  \
    if (!lies_on_disk(path)) return REAL(name)(path);           \
    act();                                                      \
    int result = REAL(name)(path);                              \
    if (result == 0) note('U', 0, 0, path, strlen(path));       \
    done();                                                     \
    return result;                                              \
  }
TAKING_AWAY(unlink)
TAKING_AWAY(rmdir)
TAKING_AWAY(remove) /* what C++ calls for one file */

/* What C++ calls to take away a whole folder: the name is that of something in `at`. */
int unlinkat(int at, const char *name, int flags) {
  char path[2 * PATH_MAX];
  if (name[0] == '/') snprintf(path, sizeof path, "%s", name);
  else if (at != AT_FDCWD && on_disk(at, path)) snprintf(path + strlen(path), PATH_MAX, "/%s", name);
  else path[0] = 0;
  if (!lies_on_disk(path)) return REAL(unlinkat)(at, name, flags);
  act();
  int result = REAL(unlinkat)(at, name, flags);
  if (result == 0) note('U', 0, 0, path, strlen(path));
  done();
  return result;
}

int mkdir(const char *path, mode_t mode) {
  struct stat made;
  if (!lies_on_disk(path)) return REAL(mkdir)(path, mode);
  act();
  int result = REAL(mkdir)(path, mode);
  if (result == 0 && stat(path, &made) == 0) note('D', made.st_ino, 0, path, strlen(path));
  done();
  return result;
}

char *mkdtemp(char *template) {
  struct stat made;
  if (!lies_on_disk(template)) return REAL(mkdtemp)(template);
  act();
  char *result = REAL(mkdtemp)(template);
  if (result && stat(result, &made) == 0) note('D', made.st_ino, 0, result, strlen(result));
  done();
  return result;
}

int rename(const char *from, const char *to) {
  char both[2 * PATH_MAX];
  if (!lies_on_disk(from) && !lies_on_disk(to)) return REAL(rename)(from, to);
  if (!lies_on_disk(from) || !lies_on_disk(to)) abort(); /* a disk knows nothing of another */
  act();
  int result = REAL(rename)(from, to);
  int length = snprintf(both, sizeof both, "%s%c%s", from, 0, to);
  if (result == 0) note('R', 0, 0, both, length);
  done();
  return result;
}

/* Ways of writing that could not be noted are refused, so that the program takes one that is. */
long syscall(long number, ...) {
  va_list rest;
  long a[6];
  va_start(rest, number);
  for (int i = 0; i < 6; i++) a[i] = va_arg(rest, long);
  va_end(rest);
  if (disk && number == SYS_copy_file_range) return errno = ENOSYS, -1;
  return REAL(syscall)(number, a[0], a[1], a[2], a[3], a[4], a[5]);
}

int ioctl(int fd, unsigned long request, ...) {
  va_list rest;
  va_start(rest, request);
  void *value = va_arg(rest, void *);
  va_end(rest);
  if (disk && request == FICLONE) return errno = EOPNOTSUPP, -1;
  return REAL(ioctl)(fd, request, value);
}
