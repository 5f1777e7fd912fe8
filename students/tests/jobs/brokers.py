"""Brokers of a test's own: their folder, their socket or port, gone when the test is."""

import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

RABBIT = Path("/usr/lib/rabbitmq/bin/rabbitmq-server")  # without the wrapper that changes the user
START_SECONDS = 90


@contextmanager
def redis(folder: Path) -> Iterator[str]:
    """The address of a Redis that keeps nothing and listens on a socket of this folder."""
    server = shutil.which("redis-server")
    if not server:
        pytest.skip("Redis is not installed: apt-get install redis-server")
    place = folder / "redis.sock"
    said = [server, "--port", "0", "--unixsocket", str(place), "--save", "", "--dir", str(folder)]
    with _running(said, folder / "redis.log", os.environ):
        _wait_until(place.exists, folder / "redis.log")
        yield f"redis+socket://{place}"


@contextmanager
def rabbitmq(folder: Path) -> Iterator[str]:
    """The address of a RabbitMQ on free ports, with its own folder and mapper of ports."""
    if not (RABBIT.exists() and shutil.which("epmd")):
        pytest.skip("RabbitMQ is not installed: apt-get install rabbitmq-server")
    port, dist, mapper = free_ports(3)
    place = {
        "HOME": folder,
        "RABBITMQ_NODENAME": f"perfdash{port}@localhost",
        "RABBITMQ_NODE_IP_ADDRESS": "127.0.0.1",
        "RABBITMQ_NODE_PORT": port,
        "RABBITMQ_DIST_PORT": dist,
        "ERL_EPMD_PORT": mapper,
        "ERL_EPMD_ADDRESS": "127.0.0.1",
        "RABBITMQ_MNESIA_BASE": folder / "mnesia",
        "RABBITMQ_LOG_BASE": folder / "log",
        "RABBITMQ_ENABLED_PLUGINS_FILE": folder / "plugins",
        "RABBITMQ_CONF_ENV_FILE": folder / "none",
        "RABBITMQ_CONFIG_FILE": folder / "none",
        "RABBITMQ_PID_FILE": folder / "pid",
        "RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS": "-sbwt none -sbwtdcpu none -sbwtdio none",
    }
    environment = os.environ | {name: str(value) for name, value in place.items()}
    names = ["epmd", "-port", str(mapper), "-address", "127.0.0.1"]
    log = folder / "rabbit.log"
    with (
        _running(names, folder / "epmd.log", environment),
        _running([str(RABBIT)], log, environment),
    ):
        _wait_until(lambda: _answers(port), log)
        yield f"amqp://guest:guest@127.0.0.1:{port}//"


def free_ports(count: int) -> list[int]:
    """So many ports of this machine that nobody listens on."""
    held = [socket.create_server(("127.0.0.1", 0)) for _ in range(count)]
    ports = [one.getsockname()[1] for one in held]
    for one in held:
        one.close()
    return ports


@contextmanager
def _running(command: list[str], log: Path, environment) -> Iterator[None]:
    """A process that is told to stop at the end, with all that it started."""
    with log.open("w") as said:
        named = {"stdout": said, "stderr": said, "env": environment, "start_new_session": True}
        process = subprocess.Popen(command, **named)
    try:
        yield
    finally:
        process.terminate()
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, 9)
            process.wait()


def _answers(port: int) -> bool:
    """Whether RabbitMQ answers who does not speak its language, as it does once it is up."""
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=2) as one:
            one.sendall(b"HELLO\r\n\r\n")
            return one.recv(4) == b"AMQP"
    except OSError:
        return False


def _wait_until(ready, log: Path):
    deadline = time.monotonic() + START_SECONDS
    while not ready():
        assert time.monotonic() < deadline, log.read_text()
        time.sleep(0.1)
