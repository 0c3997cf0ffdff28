#!/usr/bin/python3
"""The peer of annotation_cases.cpp: Python's standard library reads the same files, one case per line of standard input.

VOC files are read by as many processes as there are cores, kept between the runs: ours takes all cores too. The COCO file is only
loaded; what pycocotools does with it afterwards is not counted.
"""
import gc
import json
import multiprocessing
import os
import sys
import time
import xml.etree.ElementTree as ElementTree

folder = sys.argv[1]


def read_voc(part):
    total = 0
    for name in part:
        for thing in ElementTree.parse(name).getroot().findall("object"):
            box = thing.find("bndbox")
            corners = [float(box.find(side).text) for side in ("xmin", "ymin", "xmax", "ymax")]
            (thing.find("name").text, thing.find("difficult").text)
            total += corners[0]
    return total


def voc(pool):
    names = [f"{folder}/voc/{i}.xml" for i in range(5000)]
    return lambda: sum(pool.map(read_voc, [names[i:i + 100] for i in range(0, 5000, 100)])), round


def coco():
    def load():
        with open(f"{folder}/coco.json", encoding="utf-8") as file:
            return json.load(file)
    return load, lambda data: round(sum(a["bbox"][0] for a in data["annotations"]) / 1000)


with multiprocessing.Pool(os.cpu_count()) as workers:
    cases = {"annotations_voc_5000": voc(workers), "annotations_coco_118000": coco()}
    print("ready", flush=True)
    for line in sys.stdin:
        run, digest = cases[line.strip()]
        start = time.perf_counter()
        result = run()
        ms = 1e3 * (time.perf_counter() - start)
        print(ms, digest(result), flush=True)
        del result
        gc.collect()
