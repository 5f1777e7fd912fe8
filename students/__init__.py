"""The register: facts, and what follows from one student's facts."""
