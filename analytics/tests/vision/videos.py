"""Small videos drawn by the tests: nobody is in them."""

import numpy as np

RATE = 10


def video(path, seconds: float = 3, size=(160, 120), code: str = "MJPG"):
    """A video of a moving square, written where a test keeps its files."""
    import cv2

    writer = cv2.VideoWriter(str(path), cv2.VideoWriter_fourcc(*code), RATE, size)
    for number in range(round(seconds * RATE)):
        frame = np.full((size[1], size[0], 3), 90, np.uint8)
        frame[20:40, number % 100 : number % 100 + 20] = 200
        writer.write(frame)
    writer.release()
    return path
