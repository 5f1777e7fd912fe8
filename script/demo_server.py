"""How script/server runs gunicorn: one process with four threads, as SQLite has one writer."""

import os
import signal
import subprocess

host, port = os.environ["HOST"], os.environ["PORT"]
address = f"[{host}]:{port}" if ":" in host else f"{host}:{port}"

bind = address
worker_class = "gthread"
threads = 4
timeout = 120
keepalive = 5  # longer than an open page waits before it asks again
loglevel = "warning"
control_socket_disable = True
learning: list[subprocess.Popen] = []


def when_ready(server):
    """Say where PerfDash is, once it answers there."""
    print(f"\nPerfDash: http://{address}/  (Ctrl-C stops it)", flush=True)
    if command := os.environ.get("PERFDASH_LEARN"):
        learning.append(subprocess.Popen([command], start_new_session=True))


def on_exit(server):
    """What is still learning stops with the server, and begins anew with the next one."""
    for process in learning:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGTERM)
