#!/usr/bin/python3
"""The peer of kernel_cases.cpp: torchvision's operators on the same inputs, one case per line of standard input."""
import sys
import time

folder = sys.argv[1]
try:
    import numpy as np
    import torch
    from torchvision.ops import nms, roi_pool
except ImportError as error:
    print(f"python3 has no {error.name}")
    sys.exit(0)
torch.set_num_threads(2)


def load(name, *shape):
    return torch.from_numpy(np.fromfile(f"{folder}/{name}.f32", dtype=np.float32)).reshape(*shape)


def checksum(values):
    """Order matters, and so does every value: a polynomial modulo 2^31 - 1."""
    total = 0
    for value in values:
        total = (total * 1000003 + int(value) + 7) % ((1 << 31) - 1)
    return total


def nms_case(count, threshold):
    boxes, scores = load(f"boxes{count}", -1, 4), load(f"scores{count}", -1)
    return lambda: nms(boxes, scores, threshold), checksum


def pool_forward():
    features, rois = load("features", 1, 512, 38, 50), load("rois2000", -1, 5)
    return lambda: roi_pool(features, rois, 7, 1 / 16), lambda out: checksum(
        out.permute(0, 2, 3, 1).contiguous().view(torch.int32).flatten()[:100000].tolist())


def pool_backward():
    features, rois = load("features", 1, 512, 38, 50).requires_grad_(), load("rois2000", -1, 5)[:128]
    out = roi_pool(features, rois, 7, 1 / 16)
    gradient = torch.ones_like(out)

    def run():
        return torch.autograd.grad(out, features, gradient, retain_graph=True)[0]
    return run, lambda g: checksum([round(float(g.double().sum()))])


cases = {
    "nms_2000_0.3": nms_case(2000, .3), "nms_2000_0.7": nms_case(2000, .7), "nms_12000_0.7": nms_case(12000, .7),
    "roi_pool_forward": pool_forward(), "roi_pool_backward": pool_backward(),
}
print("ready", flush=True)
for line in sys.stdin:
    run, digest = cases[line.strip()]
    start = time.perf_counter()
    result = run()
    ms = 1e3 * (time.perf_counter() - start)
    print(ms, digest(result), flush=True)
