"""Runs that take minutes, each done once: what one prints is kept as a file, and tables are made of the files.

A run that was cut off leaves no file and is done again.
"""
import json
import os
import shutil
import subprocess


class KeptRuns:
    """The runs kept in one folder, by name."""

    def __init__(self, folder):
        self.folder = folder

    def has(self, name):
        return (self.folder / name).exists()

    def run(self, name, command):
        """Does a run once: its standard output is kept when it has ended well, then a line with its processor time."""
        if self.has(name):
            return
        self.folder.mkdir(parents=True, exist_ok=True)
        print(f"running {name}\n", end="", flush=True)  # at once: others run beside it
        unfinished = self.folder / f"{name}.unfinished"
        with open(unfinished, "wb") as out:
            # By a pipe: a program that opens /dev/stdout as its log would begin anew at the start of a file.
            process = subprocess.Popen(list(map(str, command)), stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
            shutil.copyfileobj(process.stdout, out)
            _, status, used = os.wait4(process.pid, 0)
            process.returncode = os.waitstatus_to_exitcode(status)
            if process.returncode != 0:
                raise subprocess.CalledProcessError(process.returncode, process.args)
            line = {"kind": "processor_time", "seconds": used.ru_utime + used.ru_stime}
            out.write((json.dumps(line) + "\n").encode())
        unfinished.rename(self.folder / name)

    def lines(self, name, kind=None):
        """The JSON objects that a run printed, or those of a kind; none where it was not done."""
        if not self.has(name):
            return []
        printed = (self.folder / name).read_text().splitlines()
        found = [json.loads(line) for line in printed if line.startswith("{")]
        return [line for line in found if kind is None or line.get("kind") == kind]
