"""How far the counting of faces can be relied on, and how fast it is, on labelled stills and clips.

PYTHONPATH=. python benchmarks/vision.py FOLDER [--into analytics/vision/measured.json]

FOLDER holds stills/labels.csv (file, persons, label_by_eye: focused, looking_away, tilted, mixed or
no_face) with its pictures, and pictures or clips beside it that show nobody, named in NOBODY.
Thresholds were chosen with these pictures in view: on others it may be worse.
"""

import argparse
import csv
import datetime
import json
import math
import os
import time
from collections import Counter
from pathlib import Path

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "perfdash.settings")
os.environ.setdefault("SECRET_KEY", "only-for-this-process-nothing-is-signed-with-it-0123456789")

import cv2
import django
import numpy as np

SCALED, EACH = (640, 480), 3
EXPECTED = {"focused": "focused", "looking_away": "distracted", "tilted": "neutral"}
NOBODY = ("bottle-detection.gif", "coffee.png")
FACES = {"astronaut.png": "focused"}
ROOMS = (1, 5, 20)  # heads in a frame that is timed
MOVES, NOISE = (-8, 0, 7), 3  # pixels to a side, and shades
HEAD = (slice(0, 200), slice(140, 340))  # rows and columns of a still that hold one


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--into", type=Path)
    options = parser.parse_args()
    django.setup()
    from analytics.vision.haar import HaarDetector

    cv2.setNumThreads(1)
    detector = HaarDetector()
    rows = [*stills(options.folder, detector), *faces(options.folder, detector)]
    false = [found for found in nobody(options.folder, detector)]
    rates = {path.name: frames_per_second(path, detector) for path in clips(options.folder)}
    rate = sum(seen for seen, _ in rates.values()) / sum(spent for _, spent in rates.values())
    print(table(rows))
    print(f"\n{sum(false)} faces in {len(false)} pictures of nobody")
    for name, (seen, spent) in [*rates.items(), ("all clips", (rate, 1))]:
        print(f"{name}: {seen / spent:.1f} frames a second")
    full = {count: full_room(options.folder, count, detector) for count in ROOMS}
    for count, (found, first, still, moving) in full.items():
        print(f"{count} heads, {found} found: {first:.1f} frames a second in a first frame,")
        print(f"    {moving:.1f} in the next, where all have moved, {still:.1f} where none has")
    if options.into:
        told = summary(rows, false, rate)
        for number, name in enumerate(("first", "still", "moving"), 1):
            rates = {count: round(told_of[number], 1) for count, told_of in full.items()}
            told[f"frames_per_second_of_heads_{name}"] = rates
        if options.into.exists():  # what vision_persons.py wrote stays
            told = json.loads(options.into.read_text(encoding="utf-8")) | told
        options.into.write_text(json.dumps(told, indent=1) + "\n", encoding="utf-8")


def stills(folder: Path, detector):
    """File, what it shows, what it is to count as and counts as, and the states of its faces."""
    from students.rules.room_engagement import frame_state

    with (folder / "stills" / "labels.csv").open(newline="") as lines:
        for row in csv.DictReader(lines):
            found = alone(detector, cv2.imread(str(folder / "stills" / row["file"])))
            label = row["label_by_eye"]
            yield row["file"], label, EXPECTED.get(label), frame_state(found), found


def faces(folder: Path, detector):
    """The same of single pictures with a face."""
    from students.rules.room_engagement import frame_state

    for name, label in FACES.items():
        found = alone(detector, cv2.imread(str(folder / name)))
        yield name, label, EXPECTED[label], frame_state(found), found


def nobody(folder: Path, detector):
    """How many faces are seen in each picture or frame that shows none."""
    for name in NOBODY:
        for frame in frames(folder / name):
            yield len(alone(detector, frame))


def alone(detector, frame) -> list[str]:
    """The states of the faces of a picture that follows on no other."""
    from analytics.vision.memory import Memory

    detector.memory = Memory()
    return detector.states(frame)


def frames(path: Path):
    capture = cv2.VideoCapture(str(path))
    while True:
        read, frame = capture.read()
        if not read:
            return
        yield frame


def clips(folder: Path) -> list[Path]:
    """Those whose frames are timed."""
    return sorted(folder.glob("*.gif"))


def frames_per_second(clip: Path, detector) -> tuple[int, float]:
    """Every third frame of a clip at 640 × 480: how many, and seconds of one core's time."""
    shown = [framed(frame) for frame in list(frames(clip))[::EACH]]
    detector.states(shown[0])
    began = time.process_time()
    for frame in shown:
        detector.states(frame)
    return len(shown), time.process_time() - began


def full_room(folder: Path, count: int, detector) -> tuple[int, float, float, float]:
    """A frame of so many heads side by side: how many are found, and frames a second.

    As of a first frame, as of one that follows on the same, and where all heads move and a camera
    adds its noise.
    """
    stills = sorted(folder.glob("stills/head-pose-face-detection-female_*.png"))
    heads = [cv2.imread(str(path))[HEAD] for path in stills]
    across = math.ceil(math.sqrt(count * SCALED[0] / SCALED[1]))
    side = min(SCALED[0] // across, SCALED[1] // math.ceil(count / across), 200)
    frame = np.full((SCALED[1], SCALED[0], 3), 170, np.uint8)
    for number in range(count):
        top, left = (side * place for place in divmod(number, across))
        small = cv2.resize(heads[number % len(heads)], (side, side), interpolation=cv2.INTER_AREA)
        frame[top : top + side, left : left + side] = small
    found = len(alone(detector, frame))
    return (
        found,
        per_second(alone, detector, [frame] * EACH),
        per_second(type(detector).states, detector, [frame] * EACH),
        per_second(type(detector).states, detector, list(moved(frame))),
    )


def moved(frame):
    """The frame with all that is in it some pixels aside and back again, and noise on it."""
    noise = np.random.default_rng(1)
    for number in range(EACH):
        there = np.roll(frame, (MOVES[number % 3], MOVES[(number + 1) % 3]), (0, 1))
        shades = there + noise.normal(0, NOISE, frame.shape)
        yield np.clip(shades, 0, 255).astype(np.uint8)


def per_second(look, detector, shown) -> float:
    began = time.process_time()
    for frame in shown:
        look(detector, frame)
    return len(shown) / (time.process_time() - began)


def framed(frame):
    """A frame brought to 640 × 480 undistorted, its edges drawn out above and below."""
    width, height = SCALED
    scale = min(width / frame.shape[1], height / frame.shape[0])
    small = cv2.resize(frame, None, fx=scale, fy=scale)
    above, aside = height - small.shape[0], width - small.shape[1]
    edges = (above // 2, above - above // 2, aside // 2, aside - aside // 2)
    return cv2.copyMakeBorder(small, *edges, cv2.BORDER_REPLICATE)


def table(rows) -> str:
    """Each picture in a line, then how many of each label counted as what."""
    lines = ["| picture | shows | expected | found | faces |", "|---|---|---|---|---|"]
    for name, label, wanted, state, found in rows:
        cells = (name, label, wanted or "any", state or "no face", ", ".join(found) or "–")
        lines.append(f"| {' | '.join(cells)} |")
    counts = Counter((label, state or "no face") for _, label, _, state, _ in rows)
    return "\n".join([*lines, "", *(f"{a} -> {b}: {n}" for (a, b), n in sorted(counts.items()))])


def summary(rows, false: list[int], rate: float) -> dict:
    """What the page prints: fractions as part and whole."""
    judged = [
        (wanted == "focused", state == "focused") for _, _, wanted, state, _ in rows if wanted
    ]
    hits = sum(is_so and told for is_so, told in judged)
    return {
        "measured_on": datetime.date.today().isoformat(),
        "data_set": "10 stills of one head turning, 4 of two tilted heads, 1 portrait",
        "opencv": cv2.__version__,
        "frames": len(judged),
        "focused": {
            "precision": [hits, sum(told for _, told in judged)],
            "recall": [hits, sum(is_so for is_so, _ in judged)],
        },
        "false_faces": [sum(false), len(false)],
        "frames_per_second": round(rate, 1),
    }


if __name__ == "__main__":
    main()
