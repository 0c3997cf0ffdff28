#!/usr/bin/python3
"""Draws growth.svg beside this file from the growth figures in build/bench.jsonl: measured step times as dots, what arithmetic
predicts from the middle of the row as a line.

  ./dev bench --long --only growth && tests/bench/growth_plot.py
"""
import json
import math
import pathlib

HERE = pathlib.Path(__file__).resolve().parent
FIGURES = HERE.parents[1] / "build/bench.jsonl"
NAMES = {"R": "RoIs per picture, R", "B": "RoIs learned from, B", "N": "pictures, N", "side": "short side, pixels"}
WIDTH, HEIGHT, MARGIN = 220, 190, 46


def newest_points():
    """By name the newest (value, measured ms, predicted ms), rising."""
    points = {name: {} for name in NAMES}
    for line in FIGURES.read_text().splitlines():
        figure = json.loads(line)
        parts = figure["name"].split("_")
        if parts[0] == "growth":
            points[parts[1]][int(parts[2])] = (figure["value"], figure["peer"])
    return {name: sorted((x, *y) for x, y in found.items()) for name, found in points.items() if found}


def panel(name, points, left):
    """Both axes logarithmic: what grows in proportion is a straight line."""
    low, high = math.log(points[0][0]), math.log(points[-1][0])
    times = [t for p in points for t in p[1:]]
    bottom, top = math.log(min(times) / 1.15), math.log(max(times) * 1.15)
    x = lambda v: left + MARGIN + (math.log(v) - low) / (high - low) * (WIDTH - MARGIN - 14)
    y = lambda t: HEIGHT - MARGIN - (math.log(t) - bottom) / (top - bottom) * (HEIGHT - MARGIN - 24)
    out = [f'<text x="{left + WIDTH / 2:.0f}" y="{HEIGHT - 8}" text-anchor="middle">{NAMES[name]}</text>']
    line = " ".join(f"{x(v):.1f},{y(predicted):.1f}" for v, _, predicted in points)
    out.append(f'<polyline points="{line}" fill="none" stroke="#888" stroke-width="1.5" stroke-dasharray="5 3"/>')
    for v, measured, _ in points:
        out.append(f'<circle cx="{x(v):.1f}" cy="{y(measured):.1f}" r="3.5" fill="#0b6fb8"/>')
        out.append(f'<text x="{x(v):.1f}" y="{y(measured) - 8:.1f}" text-anchor="middle" font-size="10">{measured:.0f}</text>')
        out.append(f'<text x="{x(v):.1f}" y="{HEIGHT - MARGIN + 16}" text-anchor="middle" font-size="10">{v}</text>')
    out.append(f'<path d="M{left + MARGIN - 8},20V{HEIGHT - MARGIN + 2}H{left + WIDTH - 4}" fill="none" stroke="#444"/>')
    return out


def main():
    points = newest_points()
    parts = [f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH * len(points)}" height="{HEIGHT}" '
             'font-family="sans-serif" font-size="11" fill="#222">',
             '<rect width="100%" height="100%" fill="white"/>',
             '<text x="8" y="14">ms per step: measured (dots), by arithmetic (dashes)</text>']
    for i, (name, found) in enumerate(points.items()):
        parts += panel(name, found, i * WIDTH)
    (HERE / "growth.svg").write_text("\n".join([*parts, "</svg>", ""]))


main()
