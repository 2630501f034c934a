"""Writes the tables of points beside it and oracles.json.

Needs SALib 1.6.0, SciPy 1.17.1, NumPy 2.4.6 and ema_workbench 2.5.3. Estimates are by SALib's own functions; where it draws at
random within an estimate (the bias of Borgonovo's delta), the part without draws is called. PAWN is
computed twice: by SALib, whose last conditioning interval leaves out the greatest input, and by SciPy's
ks_2samp with that interval closed.
"""

import csv
import json
import warnings

import numpy as np
import pandas as pd
from ema_workbench.analysis import prim
from SALib.analyze import delta, morris, pawn, sobol
from SALib.sample import latin
from SALib.sample import morris as morris_sample
from SALib.sample import sobol as sobol_sample
from SALib.test_functions import Ishigami, Sobol_G
from scipy.stats import ks_2samp

warnings.filterwarnings("ignore")


def write(name, names, structure, x, y):
    with open(f"{name}.csv", "w", newline="") as file:
        out = csv.writer(file, lineterminator="\n")
        head = ["design_block", "design_role", "design_input", "design_step"] if structure else []
        out.writerow(["point"] + head + names + ["y"])
        for i in range(len(y)):
            row = list(structure[i]) if structure else []
            out.writerow([i] + row + [repr(float(v)) for v in x[i]] + [repr(float(y[i]))])


def radial(names, n, second):
    rows = []
    for block in range(n):
        rows.append((block, "A", "", ""))
        rows += [(block, "AB", name, "") for name in names]
        if second:
            rows += [(block, "BA", name, "") for name in names]
        rows.append((block, "B", "", ""))
    return rows


def morris_function(x):
    """Morris (1991), with the coefficients that he drew at random left at fixed ones."""
    k = x.shape[1]
    w = 2 * (x - 0.5)
    for i in (2, 4, 6):
        w[:, i] = 2 * (1.1 * x[:, i] / (x[:, i] + 0.1) - 0.5)
    y = np.zeros(len(x))
    for i in range(k):
        y += (20 if i < 10 else (-1) ** (i + 1)) * w[:, i]
    for i in range(k):
        for j in range(i + 1, k):
            y += (-15 if j < 6 else (-1) ** (i + j + 2)) * w[:, i] * w[:, j]
    for i in range(5):
        for j in range(i + 1, 5):
            for l in range(j + 1, 5):
                y += -10 * w[:, i] * w[:, j] * w[:, l]
    y += 5 * w[:, 0] * w[:, 1] * w[:, 2] * w[:, 3]
    return y


oracles = {}

names = ["x1", "x2", "x3"]
problem = {"num_vars": 3, "names": names, "bounds": [[-np.pi, np.pi]] * 3}
x = sobol_sample.sample(problem, 64, calc_second_order=True, seed=1)
y = Ishigami.evaluate(x)
write("ishigami_radial", names, radial(names, 64, True), x, y)
found = sobol.analyze(problem, y, calc_second_order=True, num_resamples=10, seed=1)
oracles["ishigami_radial"] = {
    "first": found["S1"].tolist(),
    "total": found["ST"].tolist(),
    "pairs": [float(found["S2"][i, j]) for i in range(3) for j in range(i + 1, 3)],
}

names = [f"x{i + 1}" for i in range(5)]
problem = {"num_vars": 5, "names": names, "bounds": [[0, 1]] * 5}
x = sobol_sample.sample(problem, 32, calc_second_order=False, seed=2)
y = Sobol_G.evaluate(x, a=np.array([0, 1, 4.5, 9, 99]))
write("sobol_g_radial", names, radial(names, 32, False), x, y)
found = sobol.analyze(problem, y, calc_second_order=False, num_resamples=10, seed=1)
oracles["sobol_g_radial"] = {
    "first": found["S1"].tolist(), "total": found["ST"].tolist(), "pairs": []
}

names = [f"x{i + 1}" for i in range(20)]
problem = {"num_vars": 20, "names": names, "bounds": [[0, 1]] * 20}
x = morris_sample.sample(problem, 6, num_levels=4, seed=3)
y = morris_function(x)
structure = []
for i in range(len(y)):
    if i % 21 == 0:
        structure.append((i // 21, "start", "", ""))
    else:
        moved = int(np.argmax(np.abs(x[i] - x[i - 1])))
        step = float(x[i][moved] - x[i - 1][moved])
        structure.append((i // 21, "step", names[moved], repr(float(np.sign(step) * 2 / 3))))
write("morris_trajectories", names, structure, x, y)
found = morris.analyze(problem, x, y, num_levels=4, num_resamples=10, seed=1)
oracles["morris_trajectories"] = {
    "mean": np.array(found["mu"]).tolist(),
    "mean_magnitude": np.array(found["mu_star"]).tolist(),
    "standard_deviation": np.array(found["sigma"]).tolist(),
}

names = ["x1", "x2", "x3"]
problem = {"num_vars": 3, "names": names, "bounds": [[-np.pi, np.pi]] * 3}
x = latin.sample(problem, 300, seed=4)
y = Ishigami.evaluate(x)
write("ishigami_latin", names, None, x, y)
n = len(y)
classes = int(np.round(min(int(np.ceil(n ** (2 / (7 + np.tanh((1500 - n) / 500))))), 48)))
edges = np.linspace(0, n, classes + 1)
grid = np.linspace(np.min(y), np.max(y), 100)
by_salib = pawn.analyze(problem, x, y, S=10)
closed = []
for i in range(3):
    q = np.quantile(x[:, i], np.arange(11) / 10)
    inside = [
        (x[:, i] >= q[s]) & ((x[:, i] < q[s + 1]) | (s == 9)) for s in range(10)
    ]
    closed.append([float(ks_2samp(y[c], y).statistic) for c in inside])
z = (x - x.mean(0)) / x.std(0)
v = (y - y.mean()) / y.std()
coefficients, residuals, _, _ = np.linalg.lstsq(z, v, rcond=None)
oracles["ishigami_latin"] = {
    "delta_classes": classes,
    "delta_uncorrected": [float(delta.calc_delta(y, grid, x[:, i], edges)) for i in range(3)],
    "pawn_salib_median": by_salib["median"].tolist(),
    "pawn_salib_mean": by_salib["mean"].tolist(),
    "pawn_salib_maximum": by_salib["maximum"].tolist(),
    "pawn_closed": closed,
    "regression": coefficients.tolist(),
    "regression_explained": float(1 - residuals[0] / n),
}

box = prim.Prim(
    pd.DataFrame(x, columns=names), y > 6, threshold=0.1, peel_alpha=0.05, mass_min=0.05,
    obj_function=prim.PRIMObjectiveFunctions.ORIGINAL,
).find_box()
oracles["prim_trajectory"] = [
    {"coverage": float(row.coverage), "density": float(row.density), "mass": float(row.mass)}
    for row in box.peeling_trajectory.itertuples()
]

with open("oracles.json", "w") as file:
    json.dump(oracles, file, indent=1)
    file.write("\n")
