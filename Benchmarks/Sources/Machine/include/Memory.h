#ifndef MACHINE_MEMORY_H
#define MACHINE_MEMORY_H

// Makes every array of 64 KiB or more come from the system and go back to it when freed, so that
// what one run leaves behind is not another's memory. Without effect where malloc has no such knob.
void keep_arrays_apart(void);

// Bytes of this process in memory, or 0 where the system does not say.
long resident_bytes(void);

// The most that it has had in memory so far.
long peak_bytes(void);

#endif
