"""Servers that are measured and the measuring of them: gunicorn as it is deployed, nginx as it is deployed, wrk."""

from __future__ import annotations

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
WORKERS, THREADS = 2, 4
CONNECTIONS = 8
CLOCK_TICKS = os.sysconf("SC_CLK_TCK")


class MissingTool(SystemExit):
    """A program that the benchmark needs is not installed."""


def need(program: str) -> str:
    """The path of a program; ends the benchmark with the way to install it where it is missing."""
    found = shutil.which(program) or shutil.which(program, path="/usr/sbin:/sbin")
    if found is None:
        raise MissingTool(f"{program} is not installed: apt install {program}")
    return found


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


@dataclass
class Server:
    """A server of this benchmark, with the CPU that it and its children have used."""

    process: subprocess.Popen[bytes]
    port: int

    def url(self, path: str) -> str:
        return f"http://127.0.0.1:{self.port}{path}"

    def cpu_seconds(self) -> float:
        """Of the parent and its children, as the kernel counts."""
        return sum(_cpu_of(pid) for pid in (self.process.pid, *_children(self.process.pid)))

    def stop(self) -> None:
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(timeout=20)


@dataclass(frozen=True, slots=True)
class Measured:
    """Requests a second, and microseconds of the server's CPU a request."""

    rate: float
    cpu: float


def gunicorn(application: str, *, python: str = sys.executable, cwd: Path = ROOT, **environment: str) -> Server:
    """The application under the deployed configuration (deploy/portal.service), but for the number of workers."""
    port = free_port()
    command = [
        *(python, "-m", "gunicorn", application, "--bind", f"127.0.0.1:{port}"),
        *("--workers", str(WORKERS), "--threads", str(THREADS), "--log-level", "error"),
    ]
    process = subprocess.Popen(command, cwd=cwd, env=os.environ | environment)
    server = Server(process, port)
    _wait(server)
    return server


def nginx(folder: Path, *, application: Server, served: Path) -> Server:
    """nginx as shipped, but without TLS, in front of `application`; `/file.html` is a file beside it."""
    port = free_port()
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copy(served, folder / "file.html")
    # Workers run as another user where the benchmark runs as root.
    for part in (folder, folder / "file.html"):
        part.chmod(0o755)
    text = (ROOT / "deploy" / "nginx.conf").read_text()
    head, _redirecting, portal = re.split(r"^server \{\n", text, flags=re.MULTILINE)
    portal = re.sub(r"^ *(ssl_|listen ).*\n", "", portal, flags=re.MULTILINE)
    head = head.replace("unix:/run/portal/gunicorn.sock", f"127.0.0.1:{application.port}")
    head = head.replace("/var/cache/nginx/portal", str(folder / "cache"))
    static = f"    location = /file.html {{ root {folder}; default_type text/html; }}\n"
    (folder / "nginx.conf").write_text(
        f"daemon off; worker_processes {WORKERS}; pid {folder}/pid; error_log {folder}/error.log;\n"
        "events { worker_connections 1024; }\n"
        "http {\n include /etc/nginx/mime.types; access_log off; sendfile on; tcp_nopush on;\n"
        " keepalive_requests 100000;\n"
        + "".join(
            f" {name}_temp_path {folder}/{name};\n" for name in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
        )
        + f"{head}server {{\n    listen 127.0.0.1:{port};\n{static}{portal}}}\n"
    )
    process = subprocess.Popen([need("nginx"), "-p", str(folder), "-c", str(folder / "nginx.conf")])
    server = Server(process, port)
    _wait(server, "/file.html")
    return server


def fetched(url: str, **headers: str) -> tuple[int, Mapping[str, str], bytes]:
    """Status, headers and content of an answer."""
    request = urllib.request.Request(url, headers=headers)
    with urllib.request.urlopen(request) as response:
        return response.status, response.headers, response.read()


def measured(
    server: Server,
    url: str,
    *,
    headers: Iterable[str] = (),
    seconds: float,
    status: int = 200,
    is_many_readers: bool = False,
) -> Measured:
    """One round of wrk; ends the benchmark where the server answers with another status."""
    _check(url, headers, status)
    script = ["-s", str(ROOT / "bench" / "many_readers.lua")] if is_many_readers else []
    before, begun = server.cpu_seconds(), time.monotonic()
    output = _wrk(url, headers, seconds, script)
    elapsed, used = time.monotonic() - begun, server.cpu_seconds() - before
    found = re.search(r"(\d+) requests in", output)
    if found is None or found[1] == "0" or ("Non-2xx" in output and status == 200):
        raise SystemExit(f"wrk could not measure {url}:\n{output}")
    count = int(found[1])
    return Measured(count / elapsed, 1e6 * used / count)


def best(rounds: Sequence[Measured]) -> Measured:
    """The round in which the machine disturbed least."""
    return Measured(max(each.rate for each in rounds), min(each.cpu for each in rounds))


def _check(url: str, headers: Iterable[str], status: int) -> None:
    arguments = [part for header in headers for part in ("-H", header)]
    command = ["curl", "-s", "-o", "/dev/null", "-w", "%{http_code}", *arguments, url]
    answered = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    if answered != str(status):
        raise SystemExit(f"{url} answers {answered} and not {status}")


def _wrk(url: str, headers: Iterable[str], seconds: float, script: Sequence[str]) -> str:
    arguments = [part for header in headers for part in ("-H", header)]
    command = [need("wrk"), "-t1", f"-c{CONNECTIONS}", f"-d{seconds:.0f}s", *script, *arguments, url]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def _wait(server: Server, path: str = "/") -> None:
    for _attempt in range(300):
        if server.process.poll() is not None:
            raise SystemExit(f"The server ended: {server.process.args}")
        with socket.socket() as one:
            if one.connect_ex(("127.0.0.1", server.port)) == 0:
                return
        time.sleep(0.1)
    raise SystemExit(f"The server does not answer: {server.process.args}")


def _children(pid: int) -> list[int]:
    found = []
    for path in Path(f"/proc/{pid}/task").glob("*/children"):
        found += [int(child) for child in path.read_text().split()]
    return found


def _cpu_of(pid: int) -> float:
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except FileNotFoundError:
        return 0.0
    return (int(fields[11]) + int(fields[12])) / CLOCK_TICKS
