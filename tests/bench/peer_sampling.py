#!/usr/bin/python3
"""The peer of sampling_cases.cpp, one case per line of standard input: the matrix product that all distances need, and semi-hard
negatives (the nearest beyond the positive, the pair dropped where none is) as one writes them in torch, on one thread. Where
pytorch-metric-learning is on PYTHONPATH also its DistanceWeightedMiner and its TripletMarginMiner, on both cores; a case that
cannot be run is answered "missing"."""
import sys
import time

folder = sys.argv[1]
try:
    import numpy as np
    import torch
except ImportError as error:
    print(f"python3 has no {error.name}")
    sys.exit(0)
try:
    from pytorch_metric_learning import miners
    from pytorch_metric_learning.utils import loss_and_miner_utils
except ImportError:
    miners = None
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


def distance_weighted_miner():
    x, labels = load(512)
    miner = miners.DistanceWeightedMiner(cutoff=0.5, nonzero_loss_cutoff=1.4)

    def expected_distances(_):
        """The sum over anchors of the mean distance that they draw, from the weights that the miner draws with."""
        drawing, seen = loss_and_miner_utils.get_random_triplet_indices, []
        loss_and_miner_utils.get_random_triplet_indices = lambda *_, weights, **__: seen.append(weights) or drawing(labels)
        miner(x, labels)
        loss_and_miner_utils.get_random_triplet_indices = drawing
        distances = (2 - 2 * x.double() @ x.double().t()).clamp(min=0).sqrt()
        return float((seen[0].double().nan_to_num() * distances).sum())
    return lambda: miner(x, labels), expected_distances


def triplet_margin_miner():
    x, labels = load(1024)
    miner = miners.TripletMarginMiner(margin=0.2, type_of_triplets="semihard")
    # Slacks at the margin's ends fall on either side by rounding: thousands of triplets are one.
    return lambda: miner(x, labels), lambda triplets: len(triplets[0]) / 1000


cases = {"distance_weighted_product_512": (1, product()), "semihard_1024": (1, semihard())}
if miners:
    cases |= {"distance_weighted_512": (2, distance_weighted_miner()), "semihard_all_1024": (2, triplet_margin_miner())}
print("ready", flush=True)
for line in sys.stdin:
    if line.strip() not in cases:
        print("missing", flush=True)
        continue
    threads, (run, digest) = cases[line.strip()]
    torch.set_num_threads(threads)
    start = time.perf_counter()
    result = run()
    ms = 1e3 * (time.perf_counter() - start)
    print(ms, round(digest(result)), flush=True)
