#!/usr/bin/env python3
"""Samplers and losses of an embedding over whole trainings, beside Table 1 of the paper: about an hour of one core, so each
run is kept and done only once.

  embedding_runs.py --pace      measures how many steps a second one core does
  embedding_runs.py SUITE ...   does what is missing of these suites (default: all), then prints their tables
  embedding_runs.py --tables    prints the tables of what is there

Suites: collapse, contrastive, grocery, table_1. Each run has one thread, and --jobs of them go side by side: so they repeat
bit for bit, whatever else the machine does. Paper: Wu et al., Sampling Matters in Deep Embedding Learning, arXiv 1706.07567.
"""
import argparse
import concurrent.futures
import itertools
import os
import pathlib
import statistics
import sys

from kept_runs import KeptRuns

ROOT = pathlib.Path(__file__).resolve().parents[2]
DATA = pathlib.Path(os.environ.get("HARDLENS_DATA", ROOT / "../shared/data"))
SEEDS = (0, 1, 2)
SECONDS = 40  # that a run of table_1 takes

OMNIGLOT = {"data.path": DATA / "class_omniglot_small1", "data.classes.split": "halves"}
# Without random crops the 1360 pictures are learned by heart: recall falls after some hundred steps.
CROPPED = {**OMNIGLOT, "embedding.size": 32, "embedding.shift": 0.25}
# So are these 280, and mirror images help.
GROCERY = {"data.path": DATA / "class_grocery_fruit", "embedding.shift": 0.25, "embedding.flip": "true", "embedding.P": 14,
           "embedding.K": 6}

# By the program's names: R@1 in percent on Stanford Online Products, trained from scratch. It has no other rows.
TABLE_1 = {
    ("uniform", "contrastive"): 30.1, ("uniform", "margin"): 37.5,
    ("semi-hard-paper", "contrastive"): 49.4, ("semi-hard-paper", "triplet-squared"): 49.7,
    ("semi-hard-paper", "triplet"): 47.4, ("semi-hard-paper", "margin"): 61.0,
    ("distance-weighted", "contrastive"): 39.2, ("distance-weighted", "triplet-squared"): 53.4,
    ("distance-weighted", "triplet"): 54.5, ("distance-weighted", "margin"): 61.7,
}
SAMPLERS = ("uniform", "hardest", "semi-hard-paper", "distance-weighted")
LOSSES = ("contrastive", "triplet-squared", "triplet", "margin")
ALPHA = 0.2  # the default of loss.margin


class Bench:
    """Runs of one program, kept in one folder."""

    def __init__(self, cli, kept, jobs, steps):
        self.cli, self.kept, self.jobs, self.given_steps = cli, kept, jobs, steps

    def train(self, runs):
        """runs: settings by name. Those that are missing are done, some of them side by side."""
        with concurrent.futures.ThreadPoolExecutor(self.jobs) as pool:
            for done in [pool.submit(self.kept.run, name, self.command(settings)) for name, settings in runs.items()]:
                try:
                    done.result()
                except BaseException:
                    pool.shutdown(cancel_futures=True)  # what has not begun would fail alike
                    raise

    def command(self, settings):
        command = [self.cli, "train", "--no-run", "--bench", "embedding", "--log", "/dev/stdout"]
        # No probe: it is for looking on, and changes nothing.
        for key, value in {"threads": 1, "embedding.probeItems": 0, "training.evaluateEverySteps": 0, **settings}.items():
            command += ["--set", f"{key}={value}"]
        return command

    def pace(self):
        """Steps per second of one core. From processor time, which other work changes less than the time that passes; what
        a run takes beside its steps is in a short one too. The best of three, because caches are shared all the same."""
        seconds = {}
        for steps in (20, 120):
            runs = {f"pace-{steps}-{attempt}": {**CROPPED, "training.steps": steps} for attempt in range(3)}
            self.train(runs)
            seconds[steps] = min(self.kept.lines(name, "processor_time")[0]["seconds"] for name in runs)
        return (120 - 20) / (seconds[120] - seconds[20])

    def steps(self):
        return self.given_steps or round(SECONDS * self.pace())

    def rows(self, name):
        return [{"step": line["step"], **line["embedding"]} for line in self.kept.lines(name, "step")]

    def evaluations(self, name):
        return {line["step"]: line["retrieval"] for line in self.kept.lines(name, "evaluation")}

    def final(self, name):
        """The last evaluation; None where the run was not done."""
        evaluations = self.evaluations(name)
        return evaluations[max(evaluations)] if evaluations else None


def recall(evaluation):
    return evaluation["recall"]["1"]


def collapsed_since(rows, alpha):
    """The step since which the rows show a collapse without a break, by the rule of core/analysis/collapse.h, or None.
    alpha: of the loss; 0: the loss is not looked at."""
    def without_distance(row):
        return row["negative_distance"] is not None and row["negative_distance"] < 0.05

    def at_margin(row):
        return (alpha > 0 and row["draws"] > 0 and min(row["active_positives"], row["active_negatives"]) >= row["draws"]
                and abs(row["loss"] - alpha) <= 0.01 * alpha)

    for shows, fewest in ((without_distance, 1), (at_margin, 20)):
        count = next((k for k, row in enumerate(reversed(rows)) if not shows(row)), len(rows))
        if count >= fewest:
            return rows[len(rows) - count]["step"]
    return None


# --- hard negatives under the squared triplet loss ------------------------------------------------------------------------


def collapse_runs():
    return {f"collapse-{seed}": {**OMNIGLOT, "seed": seed, "training.steps": 100, "loss.kind": "triplet-squared",
                                 "sampling.negatives": "hardest"} for seed in SEEDS}


def table_collapse(bench):
    print("\n| triplet d², hardest negatives, seed | collapsed since step | loss, d⁻ at step 10 | at 75 | at 100 | R@1 |")
    print("|---|---|---|---|---|---|")
    for name, settings in collapse_runs().items():
        if rows := bench.rows(name):
            at = [f"{rows[step - 1]['loss']:.3f}, {rows[step - 1]['negative_distance']:.3f}" for step in (10, 75, 100)]
            print(f"| {settings['seed']} | {collapsed_since(rows, ALPHA) or '–'} | {' | '.join(at)} "
                  f"| {recall(bench.final(name)):.3f} |")


# --- the contrastive loss -------------------------------------------------------------------------------------------------


def contrastive_runs():
    return {f"contrastive-{sampler}-{seed}": {
        **OMNIGLOT, "seed": seed, "training.steps": 300, "training.evaluateEverySteps": 100, "loss.kind": "contrastive",
        "sampling.negatives": sampler} for seed in SEEDS for sampler in ("uniform", "distance-weighted")}


def table_contrastive(bench):
    print("\n| seed | step | uniform | distance-weighted | gain |\n|---|---|---|---|---|")
    for seed in SEEDS:
        uniform, weighted = (bench.evaluations(f"contrastive-{s}-{seed}") for s in ("uniform", "distance-weighted"))
        for step in sorted(uniform.keys() & weighted.keys()):
            a, b = recall(uniform[step]), recall(weighted[step])
            print(f"| {seed} | {step} | {a:.3f} | {b:.3f} | {b - a:+.3f} |")


# --- pictures of groceries ------------------------------------------------------------------------------------------------


def grocery_runs():
    return {f"grocery-{seed}": {**GROCERY, "seed": seed, "training.steps": 300} for seed in SEEDS}


def table_grocery(bench):
    print("\n| class_grocery_fruit, seed | raw pixels | untrained | R@1 after 300 steps |\n|---|---|---|---|")
    for name, settings in grocery_runs().items():
        if e := bench.final(name):
            print(f"| {settings['seed']} | {e['raw_pixels']:.3f} | {e['untrained']:.3f} | {recall(e):.3f} |")


# --- Table 1 --------------------------------------------------------------------------------------------------------------


def table_1_name(steps, sampler, loss, seed):
    return f"table_1-{steps}-{sampler}-{loss}-{seed}"


def table_1_runs(steps):
    # As in long_runs.py, the rate falls tenfold after three quarters.
    return {table_1_name(steps, sampler, loss, seed): {
        **CROPPED, "seed": seed, "training.steps": steps, "solver.dropEverySteps": round(0.75 * steps), "loss.kind": loss,
        "sampling.negatives": sampler} for seed in SEEDS for loss in LOSSES for sampler in SAMPLERS}


def with_spread(values):
    spread = f" ± {statistics.stdev(values):.3f}" if len(values) > 1 else ""
    return f"{statistics.mean(values):.3f}{spread}"


def tables_1(bench):
    """One for each number of steps that there are runs of, from the seeds of which no run is missing."""
    for steps in sorted({int(path.name.split("-")[1]) for path in bench.kept.folder.glob("table_1-*")}):
        all_cells = [(sampler, loss) for sampler in SAMPLERS for loss in LOSSES]
        seeds = [seed for seed in SEEDS if all(bench.kept.has(table_1_name(steps, *cell, seed)) for cell in all_cells)]
        if seeds:
            table_1(bench, steps, {cell: [table_1_name(steps, *cell, seed) for seed in seeds] for cell in all_cells})


def table_1(bench, steps, cells):
    finals = {cell: [bench.final(name) for name in names] for cell, names in cells.items()}
    recalls = {cell: [recall(e) for e in evaluations] for cell, evaluations in finals.items()}
    means = {cell: statistics.mean(values) for cell, values in recalls.items()}
    papers = sorted(TABLE_1, key=lambda cell: -TABLE_1[cell])
    ours = sorted(TABLE_1, key=lambda cell: -means[cell])
    floors = finals[SAMPLERS[0], LOSSES[0]][0]
    print(f"\n{steps} steps; R@1 of raw pixels {floors['raw_pixels']:.3f}, of one untrained network "
          f"{floors['untrained']:.3f}\n")
    print("| negatives | loss | R@1 of each seed | R@1 ± spread | MAP@R | d⁻ | collapsed | place | the paper's | its R@1 |")
    print("|---" * 10 + "|")
    for cell, names in cells.items():
        # Under the contrastive loss the margin says nothing of a collapse.
        alpha = 0 if cell[1] == "contrastive" else ALPHA
        collapsed = sum(collapsed_since(bench.rows(name), alpha) is not None for name in names)
        beside = "– | – | –"
        if cell in TABLE_1:
            beside = f"{ours.index(cell) + 1} | {papers.index(cell) + 1} | {TABLE_1[cell]}"
        print(f"| {cell[0]} | {cell[1]} | {', '.join(f'{r:.3f}' for r in recalls[cell])} "
              f"| {with_spread(recalls[cell])} "
              f"| {statistics.mean(e['map_at_r'] for e in finals[cell]):.3f} "
              f"| {statistics.mean(e['negative_distance'] for e in finals[cell]):.2f} "
              f"| {collapsed} of {len(names)} | {beside} |")
    pairs = list(itertools.combinations(papers, 2))
    print(f"\nOf {len(pairs)} pairs of the paper's rows {sum(means[a] > means[b] for a, b in pairs)} are in its order.")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("suites", nargs="*")
    parser.add_argument("--tables", action="store_true")
    parser.add_argument("--pace", action="store_true")
    parser.add_argument("--cli", type=pathlib.Path, default=ROOT / "build/release/bin/hardlens-cli")
    parser.add_argument("--logs", type=pathlib.Path, default=ROOT / "build/long", help="where runs are kept")
    parser.add_argument("--jobs", type=int, default=os.cpu_count(), help="runs side by side (default: one a core)")
    parser.add_argument("--steps", type=int, help=f"of a run of table_1, in place of what {SECONDS} seconds hold at the pace")
    a = parser.parse_args()
    bench = Bench(a.cli, KeptRuns(a.logs), a.jobs, a.steps)
    if a.pace:
        print(f"{bench.pace():.2f} steps/s")
        return
    suites = {
        "collapse": (collapse_runs, table_collapse),
        "contrastive": (contrastive_runs, table_contrastive),
        "grocery": (grocery_runs, table_grocery),
        "table_1": (lambda: table_1_runs(bench.steps()), tables_1),
    }
    unknown = [s for s in a.suites if s not in suites]
    if unknown:
        sys.exit(f"unknown: {', '.join(unknown)}; there are {', '.join(suites)}")
    for name in a.suites or suites:
        if not a.tables:
            bench.train(suites[name][0]())
        suites[name][1](bench)


if __name__ == "__main__":
    main()
