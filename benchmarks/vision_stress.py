"""What becomes of the counting where pictures are small, dim, noisy, tilted, cut off or compressed.

PYTHONPATH=. python benchmarks/vision_stress.py FOLDER [--into analytics/vision/measured.json]

FOLDER is that of benchmarks/vision.py: its labelled pictures of one head that turns are changed in
one way at a time, and put together into clips in several formats, a state for each second. These
pictures were in view when the lines were chosen; what is measured is how much each change costs.
"""

import argparse
import csv
import json
import os
import tempfile
from collections import Counter
from pathlib import Path

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "perfdash.settings")
os.environ.setdefault("SECRET_KEY", "only-for-this-process-nothing-is-signed-with-it-0123456789")

import cv2
import django
import numpy as np

EXPECTED = {"focused": "focused", "looking_away": "distracted"}
FACE = 80  # pixels of the head in a still, as cascades see it
FORMATS = {"mp4v": "clip.mp4", "MJPG": "clip.avi", "XVID": "clip.avi", "VP80": "clip.webm"}
RATE = 10


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--into", type=Path)
    options = parser.parse_args()
    django.setup()
    from analytics.vision.haar import HaarDetector

    cv2.setNumThreads(1)
    detector, shown = HaarDetector(), list(stills(options.folder))
    told = {name: counted(detector, shown, change) for name, change in CHANGES.items()}
    for code, name in FORMATS.items():
        told[f"clip, {code}"] = of_clip(detector, shown, code, name)
    for name, counts in told.items():
        print(f"| {name} | {counts['focused']} | {counts['looking_away']} |")
    if options.into:
        kept = json.loads(options.into.read_text(encoding="utf-8")) | {"stress": told}
        options.into.write_text(json.dumps(kept, indent=1) + "\n", encoding="utf-8")


def stills(folder: Path):
    """Label and picture of the heads that are turned to the camera or away."""
    with (folder / "stills" / "labels.csv").open(newline="") as lines:
        for row in csv.DictReader(lines):
            if row["label_by_eye"] in EXPECTED:
                yield row["label_by_eye"], cv2.imread(str(folder / "stills" / row["file"]))


def counted(detector, shown, change) -> dict:
    """How many of each label count as what after the change."""
    from analytics.vision.memory import Memory

    counts = {label: Counter() for label in EXPECTED}
    for label, frame in shown:
        detector.memory = Memory()
        counts[label][state(detector, change(frame))] += 1
    return {label: dict(sorted(found.items())) for label, found in counts.items()}


def state(detector, frame) -> str:
    from students.rules.room_engagement import frame_state

    return frame_state(detector.states(frame)) or "no face"


def of_clip(detector, shown, code: str, name: str) -> dict:
    """The same of a clip in which each picture is shown for a second, read as any file is."""
    from analytics.vision.sources import Source

    counts = {label: Counter() for label in EXPECTED}
    with tempfile.TemporaryDirectory() as folder:
        path = str(Path(folder) / name)
        height, width = shown[0][1].shape[:2]
        writer = cv2.VideoWriter(path, cv2.VideoWriter_fourcc(*code), RATE, (width, height))
        for _label, frame in shown:
            for _ in range(RATE):
                writer.write(frame)
        writer.release()
        with Source(path) as source:
            for seen in source.frames(500):
                label = shown[min(seen.at // 1000, len(shown) - 1)][0]
                counts[label][state(detector, seen.frame)] += 1
    return {label: dict(sorted(found.items())) for label, found in counts.items()}


def scaled(pixels: int):
    """The head so many pixels wide, in a frame as large as before at least."""

    def change(frame):
        times = pixels / FACE
        small = cv2.resize(frame, None, fx=times, fy=times, interpolation=cv2.INTER_AREA)
        below, aside = (
            max(whole - part, 0)
            for whole, part in zip(frame.shape[:2], small.shape[:2], strict=True)
        )
        edges = (0, below, aside // 2, aside - aside // 2)
        return cv2.copyMakeBorder(small, *edges, cv2.BORDER_REPLICATE)

    return change


def lit(times: float):
    return lambda frame: cv2.convertScaleAbs(frame, alpha=times)


def gamma(power: float):
    shades = (255 * (np.arange(256) / 255) ** power).astype(np.uint8)
    return lambda frame: cv2.LUT(frame, shades)


def noisy(spread: float):
    def change(frame):
        noise = np.random.default_rng(1).normal(0, spread, frame.shape)
        return (frame + noise).clip(0, 255).astype(np.uint8)

    return change


def compressed(quality: int):
    def change(frame):
        _fine, packed = cv2.imencode(".jpg", frame, (cv2.IMWRITE_JPEG_QUALITY, quality))
        return cv2.imdecode(packed, cv2.IMREAD_COLOR)

    return change


def leaning(angle: float):
    def change(frame):
        height, width = frame.shape[:2]
        matrix = cv2.getRotationMatrix2D((width / 2, height / 2), angle, 1)
        return cv2.warpAffine(frame, matrix, (width, height), borderMode=cv2.BORDER_REPLICATE)

    return change


def cut_off(frame):
    """The top of every head in the clip left out."""
    return frame[45:]


def sized(width: int, height: int):
    return lambda frame: cv2.resize(frame, (width, height))


CHANGES = {
    "as it is": lambda frame: frame,
    **{f"head of {pixels} pixels": scaled(pixels) for pixels in (24, 36, 54, 160, 300)},
    **{f"light × {times}": lit(times) for times in (0.3, 0.6, 1.4, 1.8)},
    **{f"gamma {power}": gamma(power) for power in (0.5, 2.0)},
    "blurred": lambda frame: cv2.GaussianBlur(frame, (0, 0), 2),
    **{f"noise of {spread}": noisy(spread) for spread in (8, 20)},
    **{f"JPEG {quality}": compressed(quality) for quality in (20, 50)},
    **{f"leaning {angle}°": leaning(angle) for angle in (-25, -15, -8, 8, 15, 25)},
    "mirrored": lambda frame: cv2.flip(frame, 1),
    "cut off above": cut_off,
    "320 × 240, squeezed": sized(320, 240),
    "1280 × 720": sized(1280, 720),
}

if __name__ == "__main__":
    main()
