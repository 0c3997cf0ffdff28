#!/usr/bin/python3
"""The peer of sampling_cases.cpp, one case per line of standard input: the matrix product that all distances need, and semi-hard
negatives (the nearest beyond the positive, the pair dropped where none is) as one writes them in torch. One thread."""
import sys
import time

folder = sys.argv[1]
try:
    import numpy as np
    import torch
except ImportError as error:
    print(f"python3 has no {error.name}")
    sys.exit(0)
torch.set_num_threads(1)
per_class = 4


def load(count):
    numbers = np.fromfile(f"{folder}/embeddings{count}.f32", dtype=np.float32)
    return torch.from_numpy(numbers).reshape(count, -1), torch.arange(count) // per_class


def product():
    x, _ = load(512)
    return lambda: x @ x.t(), lambda s: float((s.double() ** 2).sum())


def semihard():
    x, labels = load(1024)
    same = labels[:, None] == labels[None, :]
    anchors, positives = (same & ~torch.eye(len(x), dtype=torch.bool)).nonzero(as_tuple=True)

    def run():
        distances = (2 - 2 * x @ x.t()).clamp(min=0).sqrt()
        rows = distances[anchors]
        rows = rows.masked_fill(same[anchors] | (rows <= distances[anchors, positives][:, None]), float("inf"))
        nearest, negatives = rows.min(1)
        kept = nearest.isfinite()
        return anchors[kept], positives[kept], negatives[kept], nearest[kept]
    return run, lambda triplets: float(triplets[3].double().sum())


cases = {"distance_weighted_512": product(), "semihard_1024": semihard()}
print("ready", flush=True)
for line in sys.stdin:
    run, digest = cases[line.strip()]
    start = time.perf_counter()
    result = run()
    ms = 1e3 * (time.perf_counter() - start)
    print(ms, round(digest(result)), flush=True)
