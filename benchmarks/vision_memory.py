"""How far noise, compression and drifting light move what the memory of heads compares.

PYTHONPATH=. python benchmarks/vision_memory.py FOLDER

FOLDER is that of benchmarks/vision.py. Each labelled head is shown again with what a camera does to
a picture in which nobody moves, and beside it the clip of one head that turns, frame after frame:
between the two lie the lines of analytics/vision/memory.py, ALIKE and SAME_SCENE.
"""

import argparse
import os
from pathlib import Path

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "perfdash.settings")
os.environ.setdefault("SECRET_KEY", "only-for-this-process-nothing-is-signed-with-it-0123456789")

import cv2
import django
import numpy as np
import vision
import vision_stress

CHANGES = {
    **{f"noise of {spread}": vision_stress.noisy(spread) for spread in (2, 4, 8)},
    **{f"JPEG {quality}": vision_stress.compressed(quality) for quality in (50, 20)},
    **{f"light × {times}": vision_stress.lit(times) for times in (0.9, 0.8)},
    "8 pixels aside": lambda frame: np.roll(frame, 8, 1),
}
CLIP = "head-pose-face-detection-female.gif"


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    folder = parser.parse_args().folder
    django.setup()
    from analytics.vision.haar import HaarDetector

    cv2.setNumThreads(1)
    detector = HaarDetector()
    stills = [frame for _label, frame in vision_stress.stills(folder)]
    print("| change | shades of a head: median, most | of the frame: most | heads known again |")
    print("|---|---|---|---|")
    for name, change in CHANGES.items():
        print(line(name, [told(detector, one, change(one)) for one in stills]))
    shown = list(vision.frames(folder / CLIP))
    for apart in (1, 2, 4):
        pairs = zip(shown, shown[apart:], strict=False)
        print(line(f"{80 * apart} ms of turning", [told(detector, *pair) for pair in pairs]))


def told(detector, frame, later) -> tuple[float, float, bool]:
    """By how many shades a head of the frame, and all of it, differ later; whether it is known."""
    from analytics.vision import haar, memory

    vision.alone(detector, frame)
    before, after = (haar._clear(cv2.cvtColor(one, cv2.COLOR_BGR2GRAY)) for one in (frame, later))
    known = memory.Memory()
    known._is_new(before)
    whole = known._whole
    known._is_new(after)
    heads = detector.memory._heads
    apart = max(
        (memory._apart(one.patch, memory._patch(after, one.place)) for one in heads), default=0
    )
    return (
        apart,
        memory._apart(whole, known._whole),
        all(one.followed(after) is not None for one in heads),
    )


def line(name: str, pairs: list[tuple[float, float, bool]]) -> str:
    heads, frames, known = zip(*pairs, strict=True)
    return (
        f"| {name} | {np.median(heads):.1f}, {max(heads):.1f} | {max(frames):.1f} |"
        f" {sum(known)} of {len(known)} |"
    )


if __name__ == "__main__":
    main()
