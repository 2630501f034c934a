#ifndef PLAIN_FIRM_DYNAMICS_H
#define PLAIN_FIRM_DYNAMICS_H

#include <stdint.h>

// The firm dynamics workload as plain loops over arrays in one thread, one loop a pass, with GSL's
// samplers over a re-keyed Philox: what the engine is held against.
typedef struct {
  long count, exits;
  uint32_t ticks;
  uint64_t seed;
  double *productivity, *capital, *liquidity, *share, *step, *next_share;
  uint8_t *region, *sector, *phase;
  int32_t *age;
  double market_size[8], regional_productivity[16];
  // By region: firms, and sums of productivity, capital, liquidity, output.
  double regions[16][5];
  long phases[4];
  // The generator and its state.
  void *generator;
} plain_firms;

plain_firms *plain_firms_create(long count, uint64_t seed);
void plain_firms_tick(plain_firms *firms);
void plain_firms_free(plain_firms *firms);

#endif
