"""Words with students, and who waits for one."""
