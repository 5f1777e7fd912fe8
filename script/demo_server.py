"""How script/server runs gunicorn: one process with four threads, as SQLite has one writer."""

import os

host, port = os.environ["HOST"], os.environ["PORT"]
address = f"[{host}]:{port}" if ":" in host else f"{host}:{port}"

bind = address
worker_class = "gthread"
threads = 4
timeout = 120
keepalive = 5  # longer than an open page waits before it asks again
loglevel = "warning"
control_socket_disable = True


def when_ready(server):
    """Say where PerfDash is, once it answers there."""
    print(f"\nPerfDash: http://{address}/  (Ctrl-C stops it)", flush=True)
