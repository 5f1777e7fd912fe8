"""What the demo shows of this app beside the register's part of it."""
