#!/usr/bin/python3
"""The trainings behind the tables of README.md: hours, so each run is kept and done only once.

  long_runs.py --pace      measures the pace of every kind of run: keep the machine quiet
  long_runs.py SUITE ...   does what is missing of these suites (default: all), then prints their tables
  long_runs.py --tables    prints the tables of what is there

Suites: peer_map (against a peer), samplers_scenes, samplers_voc_bccd. Runs go one after the other. Logs
lie in build/long; a run that was cut off leaves no log and is done again.
"""
import argparse
import os
import pathlib
import statistics
import sys

from kept_runs import KeptRuns

ROOT = pathlib.Path(__file__).resolve().parents[2]
KEPT = KeptRuns(ROOT / "build/long")
CLI = ROOT / "build/release/bin/hardlens-cli"
BCCD = pathlib.Path(os.environ.get("HARDLENS_DATA", ROOT / "../shared/data")) / "voc_bccd"
SEEDS = (0, 1, 2)

# The layers, widths and input of the peer.
PEER_NET = {
    "proposals.method": "selective-search-quality", "proposals.R": 1000, "input.shortSide": 320,
    "net.stage1": 32, "net.stage2": 64, "net.stage3": 128, "net.stage4": 128, "net.headWidth": 256,
}
OWN_PROPOSALS = {"proposals.method": "selective-search-quality", "proposals.R": 1000, "input.shortSide": 320}
# As Fast R-CNN draws them: background from IoU >= 0.1 under the heuristic.
SAMPLERS = {
    "OHEM": {"mining.sampler": "ohem"},
    "heuristic": {"mining.sampler": "heuristic", "mining.bgLo": 0.1},
    "all": {"mining.sampler": "all"},
}


def train(name, data, minutes, seed, settings, evaluate_every):
    """A run of as many steps as so many minutes hold at the pace measured on the quiet machine. Runs are repeatable, so what
    comes out is what that time gives, also where something else uses the machine meanwhile."""
    if KEPT.has(name):
        return
    steps = round(60 * minutes * steps_per_second(data, settings))
    # The rate falls tenfold after three quarters of the run.
    settings = {"training.steps": steps, "solver.dropEverySteps": round(0.75 * steps), **settings}
    start(name, data, seed, settings, evaluate_every)


def steps_per_second(data, settings):
    name = "pace-" + "-".join([*(pathlib.Path(d).name for d in data), *(str(v) for v in settings.values())])
    start(name, data, 99, {**settings, "training.minutes": 1}, 0)
    # The first half pays for warming up and for proposals.
    steps = [line for line in KEPT.lines(name, "step") if line["train_s"] > 30]
    return (len(steps) - 1) / (steps[-1]["wall_s"] - steps[0]["wall_s"])


def start(name, data, seed, settings, evaluate_every):
    command = [CLI, "train", "--no-run", *data, "--log", "/dev/stdout"]
    for key, value in {"seed": seed, "training.evaluateEverySteps": evaluate_every, **settings}.items():
        command += ["--set", f"{key}={value}"]
    KEPT.run(name, command)


def evaluations(name):
    return KEPT.lines(name, "evaluation")


# --- against the peer -------------------------------------------------------------------------------------------------


def pace_of_peer(peer):
    KEPT.run("pace-peer",
             ["/usr/bin/python3", peer, BCCD, "--steps", 80, "--time-only", "--threads", os.cpu_count()])
    return next(line["steps_per_s"] for line in reversed(KEPT.lines("pace-peer")) if "steps_per_s" in line)


def peer_by_steps(peer):
    """The peer evaluates when parts of its minutes have gone by; here, when parts of its steps have."""
    by_time = "now = (time.time() - start - evalt) / budget"
    script = pathlib.Path(peer).read_text()
    if script.count(by_time) != 1:
        sys.exit(f"{peer}: is not the peer that is expected: it has no line {by_time!r}")
    return script.replace(by_time, "now = i / a.steps")


def do_peer_map(peer):
    if not pathlib.Path(peer).exists():
        print(f"peer_map: no peer at {peer}; skipped")
        return
    steps = round(600 * pace_of_peer(peer))
    for seed in SEEDS:
        train(f"peer_map-ours-{seed}", [BCCD], 10, seed, PEER_NET, 1000)
        KEPT.run(f"peer_map-peer-{seed}",
                 ["/usr/bin/python3", "-c", peer_by_steps(peer), BCCD, "--minutes", 10000, "--steps", steps, "--seed", seed,
                  "--threads", os.cpu_count()])


def table_peer_map():
    print("\n| seed | ours: steps | mAP | peer: steps | mAP |\n|---|---|---|---|---|")
    both = [[], []]
    for seed in SEEDS:
        ours = evaluations(f"peer_map-ours-{seed}")
        peer = [line for line in KEPT.lines(f"peer_map-peer-{seed}") if "mAP" in line]
        if not ours or not peer:
            continue
        both[0].append(ours[-1]["mAP"])
        both[1].append(peer[-1]["mAP"])
        print(f"| {seed} | {ours[-1]['step']} | {ours[-1]['mAP']:.3f} | {peer[-1]['step']} | {peer[-1]['mAP']:.3f} |")
    if both[0]:
        print(f"| median | | {statistics.median(both[0]):.3f} | | {statistics.median(both[1]):.3f} |")


# --- samplers ---------------------------------------------------------------------------------------------------------


def do_samplers(data_name, data, settings, evaluate_every):
    for seed in SEEDS:
        for sampler, choice in SAMPLERS.items():
            train(f"{data_name}-{sampler}-{seed}", data, 3, seed, {**settings, **choice}, evaluate_every)


def table_samplers(data_name):
    names = [(s, seed, f"{data_name}-{s}-{seed}") for s in SAMPLERS for seed in SEEDS]
    done = [(s, seed, evaluations(n), KEPT.lines(n, "step")) for s, seed, n in names if evaluations(n)]
    if not done:
        return
    classes = sorted(done[0][2][0]["classes"])
    # Equal steps: the last evaluation that every run had before its rate fell.
    before = [{e["step"] for e in ev if e["step"] <= 0.75 * ev[-1]["step"]} for _, _, ev, _ in done]
    common = max(set.intersection(*before), default=None)
    for title, at in (("equal time: what 3 minutes hold", None), (f"equal steps: after step {common}", common)):
        if at is None and title.startswith("equal steps"):
            continue
        print(f"\n{data_name}, {title}\n")
        print("| sampler | seed | steps | mAP | " + " | ".join(classes) + " | mean loss of all RoIs ± spread |")
        print("|---" * (5 + len(classes)) + "|")
        for sampler, seed, evs, rows in done:
            e = evs[-1] if at is None else next(x for x in evs if x["step"] == at)
            losses = [r["loss_all"] for r in rows
                      if e["step"] - 100 < r["step"] <= e["step"] and r["loss_all"] is not None]
            spread = statistics.stdev(losses) if len(losses) > 1 else float("nan")
            aps = " | ".join(f"{e['classes'][c]['ap']:.3f}" for c in classes)
            print(f"| {sampler} | {seed} | {e['step']} | {e['mAP']:.3f} | {aps} | {statistics.mean(losses):.3f} ± {spread:.3f} |")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("suites", nargs="*")
    parser.add_argument("--tables", action="store_true")
    parser.add_argument("--peer", default=os.environ.get("HARDLENS_PEER_SCRIPT", ROOT / "../shared/peers/ohem_peer.py"),
                        help="the same job in PyTorch, to run beside (default: $HARDLENS_PEER_SCRIPT)")
    parser.add_argument("--pace", action="store_true")
    a = parser.parse_args()
    if a.pace:
        for choice in SAMPLERS.values():
            steps_per_second([], choice)
            steps_per_second([BCCD], {**OWN_PROPOSALS, **choice})
        steps_per_second([BCCD], PEER_NET)
        if pathlib.Path(a.peer).exists():
            pace_of_peer(a.peer)
        return
    suites = {
        "peer_map": (lambda: do_peer_map(a.peer), table_peer_map),
        "samplers_scenes": (lambda: do_samplers("scenes", [], {}, 300), lambda: table_samplers("scenes")),
        "samplers_voc_bccd": (lambda: do_samplers("voc_bccd", [BCCD], OWN_PROPOSALS, 300), lambda: table_samplers("voc_bccd")),
    }
    unknown = [s for s in a.suites if s not in suites]
    if unknown:
        sys.exit(f"unknown: {', '.join(unknown)}; there are {', '.join(suites)}")
    for name in a.suites or suites:
        if not a.tables:
            suites[name][0]()
        suites[name][1]()


main()
