"""How like its mirror image a face is: much where it is turned to the camera, less as it turns.

Told from edges that lie level (brows, eyes, nostrils, mouth) alone: light from one side leaves them
where they are, while it darkens one half of a face.
"""

from collections.abc import Iterator

import cv2
import numpy as np

ROLLS = (0, -5, 5, -10, 10)  # degrees a head may lean and still be looked at as upright
HALF = (18, 15)  # half the height and width, in pixels, of what is compared
ASIDE = 4  # pixels by which the middle of a face may lie off that of the picture


def symmetry(face: np.ndarray, enough: int = 100) -> int:
    """Percent, -100 to 100, at the lean and the middle where it is highest.

    `face` is the middle of a square picture; the search ends with the first that is `enough`.
    """
    best = -100
    for roll in ROLLS:
        best = max(best, *_likenesses(_level_edges(_rolled(face, roll))))
        if best >= enough:
            break
    return best


def _rolled(face: np.ndarray, degrees: int) -> np.ndarray:
    if not degrees:
        return face
    side = len(face)
    matrix = cv2.getRotationMatrix2D(((side - 1) / 2,) * 2, degrees, 1)
    return cv2.warpAffine(face, matrix, (side, side), borderMode=cv2.BORDER_REPLICATE)


def _level_edges(face: np.ndarray) -> np.ndarray:
    """Edges from dark to light downwards, alike in strength all over the face."""
    edges = cv2.Sobel(cv2.GaussianBlur(face.astype(np.float32), (0, 0), 1.5), cv2.CV_32F, 0, 1)
    return edges / (np.sqrt(cv2.GaussianBlur(edges * edges, (0, 0), 6)) + 5)


def _likenesses(edges: np.ndarray) -> Iterator[int]:
    """Of the face with its mirror image, about each middle that it may have."""
    middle, (up, out) = len(edges) // 2, HALF
    for aside in range(-ASIDE, ASIDE + 1):
        left = middle - out + aside
        part = edges[middle - up : middle + up, left : left + 2 * out]
        whole = float((part * part).sum())
        yield round(100 * float((part * part[:, ::-1]).sum()) / whole) if whole else -100
