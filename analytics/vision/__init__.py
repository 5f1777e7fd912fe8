"""How a room is turned: frames of a camera or a video to minutes of counts, no picture kept."""
