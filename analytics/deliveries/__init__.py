"""Reports made for somebody: on demand, by command and on a schedule, kept for a while."""
