"""Writes salib_accuracy.json beside it: how exact SALib 1.6.0 is on its own scrambled points.

The points are SALib's, which takes them from SciPy 1.17.1; its estimator is written out with NumPy, since its
loops are slow, and held to SALib itself for the first seed.

Root mean square errors of S1 and ST over all inputs and seeds, against closed forms, for three functions:
Sobol's G with a = (0, 1, 4.5, 9, 99, 99, ...), the K function of Bratley, Fox and Niederreiter (1992),
and the function of Welch and others (1992), which has 20 inputs; further ones do nothing.
"""

import json
import pathlib

import numpy as np
from scipy.stats.qmc import Sobol
from SALib.analyze import sobol
from SALib.sample import sobol as sobol_sample

SEEDS = range(1, 41)


def g(x):
    a = np.array([0, 1, 4.5, 9] + [99] * (x.shape[1] - 4), float)
    return np.prod((np.abs(4 * x - 2) + a) / (1 + a), axis=1)


def g_indices(k):
    a = np.array([0, 1, 4.5, 9] + [99] * (k - 4), float)
    own = 1 / (3 * (1 + a) ** 2)
    total = np.prod(1 + own) - 1
    return own / total, own * (total + 1) / (1 + own) / total


def bratley(x):
    return np.sum((-1.0) ** np.arange(1, x.shape[1] + 1) * np.cumprod(x, axis=1), axis=1)


def bratley_indices(k):
    def second(shared):
        """E f(x) f(x') where x and x' share some coordinates and are independent in the others."""
        both = np.cumprod(np.where(shared, 1 / 3, 1 / 4))
        return sum(
            (-1) ** (i + j) * both[min(i, j)] * 0.5 ** abs(i - j) for i in range(k) for j in range(k)
        )

    mean_square = second(np.zeros(k, bool))
    variance = second(np.ones(k, bool)) - mean_square
    one = np.eye(k, dtype=bool)
    first = np.array([second(one[i]) - mean_square for i in range(k)]) / variance
    return first, np.array([1 - (second(~one[i]) - mean_square) / variance for i in range(k)])


def welch(x):
    z = [None] + list((x[:, :20] - 0.5).T)
    linear = {2: 0.05, 3: 0.08, 5: 1, 6: -0.03, 7: 0.03, 9: -0.09, 10: -0.01, 11: -0.07, 14: -0.04,
              15: 0.06, 17: -0.01, 18: -0.03, 19: -5}
    y = sum(slope * z[i] for i, slope in linear.items())
    y = y + 5 * z[12] / (1 + z[1]) + 5 * (z[4] - z[20]) ** 2 + 40 * z[19] ** 3 + 0.25 * z[13] ** 2
    return y


def welch_indices(k):
    first = np.zeros(k)
    for i, slope in {2: 0.05, 3: 0.08, 5: 1, 6: -0.03, 7: 0.03, 9: -0.09, 10: -0.01, 11: -0.07,
                     14: -0.04, 15: 0.06, 17: -0.01, 18: -0.03}.items():
        first[i - 1] = slope**2 / 12
    square = 1 / 80 - 1 / 144
    mean, mean_square = np.log(3), 1 / 0.5 - 1 / 1.5
    first[11] = 25 / 12 * mean**2
    first[3] = first[19] = 25 * square
    first[12] = 0.25**2 * square
    first[18] = 1600 / 448 - 400 / 80 + 25 / 12
    total = first.copy()
    quotient, product = 25 / 12 * (mean_square - mean**2), 100 / 144
    total[[0, 11]] += quotient
    total[[3, 19]] += product
    variance = first.sum() + quotient + product
    return first / variance, total / variance


def estimates(function, k, n, seed):
    points = Sobol(2 * k, scramble=True, seed=seed).random(n)
    a, b = points[:, :k], points[:, k:]
    y_a, y_b, y_ab = function(a), function(b), np.empty((k, n))
    for i in range(k):
        mixed = a.copy()
        mixed[:, i] = b[:, i]
        y_ab[i] = function(mixed)
    outputs = np.concatenate([y_a, y_b, y_ab.ravel()])
    y_a, y_b, y_ab = ((y - outputs.mean()) / outputs.std() for y in (y_a, y_b, y_ab))
    variance = np.var(np.r_[y_a, y_b])
    return (y_b * (y_ab - y_a)).mean(1) / variance, ((y_a - y_ab) ** 2).mean(1) / 2 / variance


FUNCTIONS = {
    "g": (g, g_indices, [6, 22, 30, 60]),
    "bratley": (bratley, bratley_indices, [6, 22, 30, 60]),
    "welch": (welch, welch_indices, [22, 30, 60]),
}
results = []
for name, (function, indices, sizes) in FUNCTIONS.items():
    for k in sizes:
        first, total = indices(k)
        problem = {"num_vars": k, "names": [f"x{i}" for i in range(k)], "bounds": [[0, 1]] * k}
        for n in (256, 512, 1024):
            errors = []
            for seed in SEEDS:
                one, all_in = estimates(function, k, n, seed)
                if seed == SEEDS[0]:
                    x = sobol_sample.sample(problem, n, calc_second_order=False, seed=seed)
                    found = sobol.analyze(
                        problem, function(x), calc_second_order=False, num_resamples=2, seed=1
                    )
                    assert np.allclose(found["S1"], one) and np.allclose(found["ST"], all_in)
                errors.append([one - first, all_in - total])
            square = np.square(errors).mean(axis=2)
            results.append(
                {
                    "function": name, "inputs": k, "blocks": n, "seeds": len(errors),
                    "first": float(np.sqrt(square[:, 0].mean())),
                    "total": float(np.sqrt(square[:, 1].mean())),
                    "first_of_ten": float(np.sqrt(square[:10, 0].mean())),
                    "total_of_ten": float(np.sqrt(square[:10, 1].mean())),
                }
            )
path = pathlib.Path(__file__).parent / "salib_accuracy.json"
path.write_text("[\n" + ",\n".join(json.dumps(row) for row in results) + "\n]\n")
