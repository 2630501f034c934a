#define _DEFAULT_SOURCE
#include "Work.h"

#include <fcntl.h>
#include <spawn.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

extern char **environ;

static double now(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return time.tv_sec + 1e-9 * time.tv_nsec;
}

static double seconds(const struct rusage *usage) {
  return usage->ru_utime.tv_sec + usage->ru_stime.tv_sec
         + 1e-6 * (usage->ru_utime.tv_usec + usage->ru_stime.tv_usec);
}

command_cost run_command(char *const arguments[]) {
  command_cost cost = {0, 0, 0, -1};
  posix_spawn_file_actions_t actions;
  if (posix_spawn_file_actions_init(&actions)) return cost;
  posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
  posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
  pid_t child;
  double start = now();
  int failure = posix_spawnp(&child, arguments[0], &actions, NULL, arguments, environ);
  posix_spawn_file_actions_destroy(&actions);
  if (failure) return cost;
  int status;
  struct rusage usage;
  if (wait4(child, &status, 0, &usage) != child) return cost;
  cost.wall = now() - start;
  cost.processor = seconds(&usage);
#ifdef __APPLE__
  cost.peak_bytes = usage.ru_maxrss;
#else
  cost.peak_bytes = usage.ru_maxrss * 1024;
#endif
  if (WIFEXITED(status)) cost.status = WEXITSTATUS(status);
  return cost;
}

double processor_seconds(void) {
  struct rusage usage;
  return getrusage(RUSAGE_SELF, &usage) ? 0 : seconds(&usage);
}

double load_average(void) {
  double load;
  return getloadavg(&load, 1) == 1 ? load : -1;
}
