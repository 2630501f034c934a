"""Writes sobol.json and quantiles.json beside it, by SciPy 1.17.1 and NumPy 2.4.6."""

import json
import pathlib

import numpy as np
from scipy import stats
from scipy.stats.qmc import Sobol

HERE = pathlib.Path(__file__).parent
DIMENSIONS = 2048

# Every direction number of every dimension, 30 bits each, in one hash: FNV-1a over the numbers in the
# order bit by bit, dimension by dimension.
sequence = Sobol(DIMENSIONS, scramble=False)
hash_value = 0xCBF29CE484222325
for bit in range(30):
    for number in sequence._sv[:, bit]:
        hash_value = ((hash_value ^ int(number)) * 0x100000001B3) % 2**64

few = Sobol(5, scramble=False).random(8).tolist()
wide = Sobol(DIMENSIONS, scramble=False)
wide.fast_forward(2730)
point = (wide.random(1)[0] * 2**30).astype(int)
(HERE / "sobol.json").write_text(
    json.dumps(
        {
            "directions": str(hash_value),
            "first_points": few,
            # Of point 2730 the first 12 direction numbers are all summed.
            "point_2730": point[::97].tolist(),
        }
    )
    + "\n"
)

p = [1e-12, 1e-6, 0.001, 0.025, 0.3, 0.5, 0.77, 0.975, 0.9999, 1 - 1e-9]


def truncated(mean, sd, low, high):
    return stats.truncnorm((low - mean) / sd, (high - mean) / sd, loc=mean, scale=sd)


CASES = [
    ("normal", [0, 1], None, stats.norm(0, 1)),
    ("normal", [-3.5, 0.02], None, stats.norm(-3.5, 0.02)),
    ("normal", [0.5, 0.1], [0.0, 1.0], truncated(0.5, 0.1, 0, 1)),
    ("normal", [0.5, 0.4], [0.45, 0.5], truncated(0.5, 0.4, 0.45, 0.5)),
    ("normal", [0, 1], [4, 6], truncated(0, 1, 4, 6)),
    ("normal", [0, 1], [-6, -4], truncated(0, 1, -6, -4)),
    ("lognormal", [0, 1], None, stats.lognorm(1, scale=1)),
    ("lognormal", [-7, 0.3], None, stats.lognorm(0.3, scale=np.exp(-7))),
    ("triangular", [0, 0.3, 1], None, stats.triang(0.3)),
    ("triangular", [-2, -2, 5], None, stats.triang(0, loc=-2, scale=7)),
    ("triangular", [1, 4, 4], None, stats.triang(1, loc=1, scale=3)),
    ("beta", [2, 5], None, stats.beta(2, 5)),
    ("beta", [0.5, 0.5], [10, 30], stats.beta(0.5, 0.5, loc=10, scale=20)),
    ("beta", [0.05, 3], None, stats.beta(0.05, 3)),
    ("beta", [800, 3000], None, stats.beta(800, 3000)),
    ("beta", [1, 1], None, stats.beta(1, 1)),
]
(HERE / "quantiles.json").write_text(
    json.dumps(
        [
            {
                "shape": shape,
                "parameters": parameters,
                "limits": limits,
                "probabilities": p,
                "quantiles": [float(q) for q in distribution.ppf(p)],
            }
            for shape, parameters, limits, distribution in CASES
        ],
        indent=1,
    )
    + "\n"
)
