"""Computes the trees and indices that the tests of WardClustering are held against.

Run from this directory with Python 3, NumPy, SciPy, and R with its package cluster on the path:

    python3 make_oracles.py /path/to/regions.csv /path/to/paper_clusters.csv

The two paths are the Kazakhstan table and the clusters of the paper; without them, kazakhstan.csv
is left as it is. Writes oracles.json and kazakhstan.csv.
"""

import csv
import json
import subprocess
import sys
import tempfile

import numpy as np
from scipy.cluster import hierarchy
from scipy.spatial.distance import pdist, squareform

R_SCRIPT = """
args <- commandArgs(TRUE)
x <- as.matrix(read.csv(args[1], header = FALSE))
h <- hclust(dist(x), "ward.D2")
cat(format(h$height, digits = 17), "\n")
for (k in 2:4) {
  labels <- cutree(h, k)
  s <- cluster::silhouette(labels, dist(x))
  cat(labels, "\n")
  cat(format(s[, "sil_width"], digits = 17), "\n")
}
"""

GAP_SCRIPT = """
args <- commandArgs(TRUE)
x <- as.matrix(read.csv(args[1], header = FALSE))
ward <- function(x, k) list(cluster = cutree(hclust(dist(x), "ward.D2"), k))
set.seed(1)
g <- cluster::clusGap(x, ward, K.max = 6, B = 1000, d.power = 2, spaceH0 = "original",
                      verbose = FALSE)
cat(format(g$Tab[, "gap"], digits = 17), "\n")
cat(format(g$Tab[, "SE.sim"], digits = 17), "\n")
cat(cluster::maxSE(g$Tab[, "gap"], g$Tab[, "SE.sim"], "Tibs2001SEmax"), "\n")
"""


def run_r(script, x):
    with tempfile.NamedTemporaryFile("w", suffix=".csv") as table, tempfile.NamedTemporaryFile(
        "w", suffix=".R"
    ) as source:
        np.savetxt(table, x, delimiter=",", fmt="%.17g")
        table.flush()
        source.write(script)
        source.flush()
        output = subprocess.run(
            ["Rscript", source.name, table.name], check=True, capture_output=True, text=True
        ).stdout
    return [[float(word) for word in line.split()] for line in output.splitlines()]


def calinski_harabasz(x, labels):
    """By traces of scatter matrices, unlike the sums in the library."""
    labels = np.asarray(labels)
    n, k = len(x), labels.max()
    total = np.cov(x.T, bias=True) * n
    within = sum(np.cov(x[labels == g].T, bias=True) * (labels == g).sum() for g in set(labels))
    between = np.trace(np.atleast_2d(total - within))
    return between / (k - 1) / (np.trace(np.atleast_2d(within)) / (n - k))


def shortest_order(tree, distances):
    """Length of the best of all orders without crossing lines.

    SciPy's optimal_leaf_ordering is not always optimal (scipy issue 11227), so this is worked out
    here: for every cluster the shortest order between each pair of end leaves.
    """
    square = squareform(distances)
    count = len(square)
    best = {leaf: {(leaf, leaf): 0.0} for leaf in range(count)}
    for index, (a, b) in enumerate(tree[:, :2].astype(int)):
        ends = {}
        for (i, m), left in best[a].items():
            for (k, j), right in best[b].items():
                length = left + square[m, k] + right
                if length < ends.get((i, j), np.inf):
                    ends[i, j] = ends[j, i] = length
        best[count + index] = ends
    return min(best[2 * count - 2].values())


def first_appearance(labels):
    numbers = {}
    return [numbers.setdefault(label, len(numbers) + 1) for label in labels]


def case(name, x):
    tree = hierarchy.linkage(x, "ward")
    distances = pdist(x)
    correlation, cophenetic = hierarchy.cophenet(tree, distances)
    ordered = hierarchy.leaves_list(hierarchy.optimal_leaf_ordering(tree, distances))
    adjacent = np.linalg.norm(np.diff(np.asarray(x)[ordered], axis=0), axis=1).sum()
    r = run_r(R_SCRIPT, x)
    cuts = []
    for index, k in enumerate(range(2, 5)):
        labels = hierarchy.fcluster(tree, k, "maxclust")
        cuts.append({
            "scipy_labels": first_appearance(labels.tolist()),
            "r_labels": [int(label) for label in r[1 + 2 * index]],
            "r_silhouette": r[2 + 2 * index],
            "calinski_harabasz": calinski_harabasz(x, first_appearance(labels.tolist())),
        })
    return {
        "name": name,
        "rows": np.asarray(x).tolist(),
        "scipy_merges": tree.tolist(),
        "scipy_order": hierarchy.leaves_list(tree).tolist(),
        "r_heights": r[0],
        "cuts": cuts,
        "cophenetic_correlation": correlation,
        "cophenetic": cophenetic.tolist(),
        "optimal_order_length": shortest_order(tree, distances),
        "scipy_order_length": adjacent,
    }


def write_kazakhstan(regions, clusters):
    with open(regions) as file:
        rows = list(csv.DictReader(file))
    with open(clusters) as file:
        paper = {row["region_id"]: row["paper_cluster"] for row in csv.DictReader(file)}
    columns = [name for name in rows[0] if name.startswith("p") and name[1].isdigit()]
    with open("kazakhstan.csv", "w", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["region_id", "paper_cluster"] + columns)
        for row in rows:
            writer.writerow(
                [row["region_id"], paper[row["region_id"]]] + [row[name] for name in columns]
            )


def main():
    if len(sys.argv) == 3:
        write_kazakhstan(*sys.argv[1:])
    with open("kazakhstan.csv") as file:
        table = np.array([[float(cell) for cell in row[2:]] for row in list(csv.reader(file))[1:]])
    zscores = (table - table.mean(axis=0)) / table.std(axis=0)
    random = np.random.default_rng(20130101)
    groups = np.repeat([[0, 0], [4, 0], [0, 5]], [12, 9, 14], axis=0)
    clustered = (groups + random.normal(scale=0.6, size=groups.shape)).round(6)
    cases = [
        case("kazakhstan", zscores),
        case("normal in 3", random.normal(size=(40, 3)).round(6)),
        case("uniform in 14", random.uniform(size=(60, 14)).round(6)),
        case("one column", random.normal(size=(25, 1)).round(6)),
        case("three groups", clustered),
        case("far from the origin", (1e6 + random.normal(size=(30, 4))).round(6)),
    ]
    # Ties: a grid of integers with neighbours at equal distances, and rows that are repeated.
    grid = np.array([[i, j] for i in range(4) for j in range(4)], dtype=float)
    repeated = np.repeat(np.array([[0, 0], [1, 0], [5, 5], [5, 7]], dtype=float), [3, 2, 1, 2], 0)
    ties = [
        {"name": name, "rows": x.tolist(), "scipy_merges": hierarchy.linkage(x, "ward").tolist()}
        for name, x in [("grid", grid), ("repeated rows", repeated)]
    ]
    gap, error, preferred = run_r(GAP_SCRIPT, clustered)
    result = {
        "cases": cases,
        "ties": ties,
        "gap": {"rows": clustered.tolist(), "gaps": gap, "errors": error,
                "preferred": int(preferred[0])},
    }
    with open("oracles.json", "w") as file:
        json.dump(result, file, indent=None, separators=(",", ":"))
        file.write("\n")


main()
