"""Alerts: what raises them, who reads them, what goes out by mail."""
