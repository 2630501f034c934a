#ifndef MACHINE_WORK_H
#define MACHINE_WORK_H

// What a command took: seconds, and the most bytes that it had in memory.
typedef struct {
  double wall, processor;
  long peak_bytes;
  // Exit status, or -1 where it did not run or was killed.
  int status;
} command_cost;

// Runs a command, looked up on the path, without its output; `arguments` end with a null pointer.
command_cost run_command(char *const arguments[]);

// Seconds that all threads of this process have computed.
double processor_seconds(void);

// Mean number of running processes in the last minute, or -1 where the system does not say.
double load_average(void);

#endif
