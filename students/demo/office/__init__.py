"""The demo's office: a training institute, and fees, trainers and channels of all three."""
