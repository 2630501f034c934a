#include "PlainFirmDynamics.h"

#include <gsl/gsl_randist.h>
#include <gsl/gsl_rng.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

typedef struct {
  uint32_t words[4];
  uint64_t key, entity;
  uint32_t tick, block, position;
} philox;

static void refill(philox *p) {
  uint32_t x0 = p->block, x1 = p->tick, x2 = (uint32_t)p->entity, x3 = (uint32_t)(p->entity >> 32);
  uint32_t k0 = (uint32_t)p->key, k1 = (uint32_t)(p->key >> 32);
  for (int round = 0; round < 10; round++) {
    uint64_t even = (uint64_t)x0 * 0xd2511f53u, odd = (uint64_t)x2 * 0xcd9e8d57u;
    uint32_t y0 = (uint32_t)(odd >> 32) ^ x1 ^ k0, y2 = (uint32_t)(even >> 32) ^ x3 ^ k1;
    x0 = y0, x1 = (uint32_t)odd, x2 = y2, x3 = (uint32_t)even;
    k0 += 0x9e3779b9u, k1 += 0xbb67ae85u;
  }
  p->words[0] = x0, p->words[1] = x1, p->words[2] = x2, p->words[3] = x3;
  p->block++;
  p->position = 0;
}

static void reset(philox *p, uint64_t key, uint64_t entity, uint32_t tick) {
  p->key = key, p->entity = entity, p->tick = tick, p->block = 0, p->position = 4;
}

static void set(void *state, unsigned long seed) { reset(state, seed, 0, 0); }

static unsigned long get(void *state) {
  philox *p = state;
  if (p->position == 4) refill(p);
  return p->words[p->position++];
}

static double get_double(void *state) { return get(state) * 0x1p-32; }

static const gsl_rng_type type = {
    "philox4x32-10 (C)", 0xffffffffUL, 0, sizeof(philox), set, get, get_double,
};

plain_firms *plain_firms_create(long count, uint64_t seed) {
  plain_firms *f = calloc(1, sizeof *f);
  f->count = count;
  f->seed = seed;
  f->productivity = malloc(count * sizeof(double));
  f->capital = malloc(count * sizeof(double));
  f->liquidity = malloc(count * sizeof(double));
  f->share = malloc(count * sizeof(double));
  f->step = malloc(count * sizeof(double));
  f->next_share = malloc(count * sizeof(double));
  f->region = malloc(count);
  f->sector = malloc(count);
  f->phase = malloc(count);
  f->age = malloc(count * sizeof(int32_t));
  f->generator = gsl_rng_alloc(&type);
  for (long i = 0; i < count; i++) {
    f->region[i] = i % 16;
    f->sector[i] = i / 16 % 8;
    f->productivity[i] = f->capital[i] = 1;
    f->liquidity[i] = 0.3;
    f->step[i] = f->next_share[i] = 0;
    f->phase[i] = 0;
    f->age[i] = 0;
    f->market_size[f->sector[i]]++;
  }
  for (long i = 0; i < count; i++) f->share[i] = 1 / f->market_size[f->sector[i]];
  for (int r = 0; r < 16; r++) f->regional_productivity[r] = 1;
  return f;
}

void plain_firms_free(plain_firms *f) {
  free(f->productivity), free(f->capital), free(f->liquidity), free(f->share), free(f->step);
  free(f->next_share), free(f->region), free(f->sector), free(f->phase), free(f->age);
  gsl_rng_free(f->generator);
  free(f);
}

void plain_firms_tick(plain_firms *f) {
  static const double innovation[4] = {0.02, 0.05, 0.10, 0.03};
  double fitness[8] = {0}, total[8] = {0};
  const gsl_rng *rng = f->generator;
  const long count = f->count;

  for (long i = 0; i < count; i++) {
    int region = f->region[i], sector = f->sector[i], phase = f->phase[i];
    double average = f->regional_productivity[region];
    double A = f->productivity[i], K = f->capital[i], s = f->share[i];

    reset(rng->state, f->seed, i, f->ticks);
    double d = exp(-0.02 + gsl_ran_gaussian_ziggurat(rng, 0.2));
    double g = gsl_ran_gamma(rng, 2, 0.5);
    int b = gsl_rng_uniform(rng) < innovation[phase];
    double z = gsl_ran_gaussian_ziggurat(rng, 0.25);
    double u = gsl_rng_uniform(rng);
    double x = gsl_ran_pareto(rng, 1.5, 1);

    if (b) A += 0.02 * fmin(x, 20) * g;
    if (average > A) A += 0.02 * (average - A);
    double profit = f->market_size[sector] * s * d * (A / (A + average) - 0.45 * (1 + z)) - 0.06 * K;
    double gain = profit > 0 ? profit : 0;
    f->productivity[i] = A;
    f->capital[i] = K + (0.1 * gain - 0.02 * K);
    f->liquidity[i] += profit - 0.1 * gain;
    f->age[i]++;
    f->step[i] = x;
    switch (phase) {
    case 0: phase = profit >= 0 ? (u < 0.30 ? 1 : 0) : (u < 0.10 ? 3 : 0); break;
    case 1: phase = u < 0.05 ? 2 : (profit < 0 && u < 0.20 ? 3 : 1); break;
    case 2: phase = profit < 0 && u < 0.15 ? 3 : 2; break;
    default: phase = profit >= 0 && u < 0.20 ? 1 : 3;
    }
    f->phase[i] = phase;
    fitness[sector] += s * A;
  }

  for (long i = 0; i < count; i++) {
    int sector = f->sector[i];
    double next;
    if (f->liquidity[i] < 0) {
      double size = 0.5 * fmin(f->step[i], 50);
      f->capital[i] = size;
      f->liquidity[i] = 0.3 * size;
      f->productivity[i] = 0.95 * f->regional_productivity[f->region[i]];
      f->phase[i] = 0;
      f->age[i] = 0;
      f->exits++;
      next = 0.5 * size / f->market_size[sector];
    } else {
      next = f->share[i] * (1 + 0.1 * (f->productivity[i] / fitness[sector] - 1));
    }
    f->next_share[i] = next;
    total[sector] += next;
  }

  memset(f->regions, 0, sizeof f->regions);
  memset(f->phases, 0, sizeof f->phases);
  for (long i = 0; i < count; i++) {
    int sector = f->sector[i];
    double *row = f->regions[f->region[i]];
    double s = f->next_share[i] / total[sector];
    f->share[i] = s;
    row[0] += 1;
    row[1] += f->productivity[i];
    row[2] += f->capital[i];
    row[3] += f->liquidity[i];
    row[4] += s * f->market_size[sector];
    f->phases[f->phase[i]]++;
  }
  for (int r = 0; r < 16; r++)
    if (f->regions[r][0] > 0) f->regional_productivity[r] = f->regions[r][1] / f->regions[r][0];
  f->ticks++;
}
