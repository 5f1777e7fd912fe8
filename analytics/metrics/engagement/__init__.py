"""Online learning across students: who stayed, who was active, and what went with being lost."""
