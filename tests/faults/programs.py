"""Real programs of others, started on loopback and ended with the scene; skipped where absent."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.faults.generations import INHERITED
from tests.faults.servers import LOOPBACK, closed_port

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.faults.workshop import Workshop

USER, PASSWORD = "me", "secret"
START_LIMIT = 120.0
"""Seconds until a program has to accept connections."""
PLACES = os.pathsep.join([os.environ.get("PATH", os.defpath), "/usr/sbin", "/usr/local/sbin"])
HELPERS = ("/usr/lib/squid/basic_ncsa_auth", "/usr/lib64/squid/basic_ncsa_auth")

SQUID = """
http_port 127.0.0.1:{port}
auth_param basic program {helper} {folder}/passwords
acl known proxy_auth REQUIRED
http_access allow known
http_access deny all
cache deny all
cache_mem 8 MB
shutdown_lifetime 0 seconds
pid_filename {folder}/squid.pid
access_log none
cache_log {folder}/cache.log
coredump_dir {folder}
pinger_enable off
"""
TINYPROXY = """
Port {port}
Listen 127.0.0.1
Timeout 10
Allow 127.0.0.1
BasicAuth {user} {password}
LogFile "{folder}/tinyproxy.log"
PidFile "{folder}/tinyproxy.pid"
MaxClients 20
"""


def found(program: str) -> str:
    """Its path; skips where there is none."""
    path = shutil.which(program, path=PLACES)
    if path is None:
        pytest.skip(f"there is no {program} on this machine")
    return path


def write_passwords(path: Path) -> None:
    """A file of users as Apache's htpasswd writes it, with the one user."""
    command = [found("openssl"), "passwd", "-apr1", PASSWORD]
    hashed = subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()
    path.write_text(f"{USER}:{hashed}\n", encoding="utf-8")


@contextmanager
def squid() -> Iterator[int]:
    """A squid that asks for the password.

    Started by root it becomes another user, who may look into no folder of the tests.
    """
    program = found("squid")
    helper = next((each for each in HELPERS if Path(each).exists()), None)
    if helper is None:
        pytest.skip("squid has no helper for Basic authentication here")
    with tempfile.TemporaryDirectory(prefix="squid-", ignore_cleanup_errors=True) as place:
        folder = Path(place)
        folder.chmod(0o777)
        write_passwords(folder / "passwords")
        port = closed_port()
        config = folder / "squid.conf"
        text = SQUID.format(port=port, helper=helper, folder=folder)
        config.write_text(text, encoding="utf-8")
        with running([program, "-N", "-f", str(config)], port):
            yield port


@contextmanager
def tinyproxy(folder: Path) -> Iterator[int]:
    """A tinyproxy that asks for the password."""
    program = found("tinyproxy")
    folder.mkdir()
    port = closed_port()
    config = folder / "tinyproxy.conf"
    text = TINYPROXY.format(port=port, folder=folder, user=USER, password=PASSWORD)
    config.write_text(text, encoding="utf-8")
    with running([program, "-d", "-c", str(config)], port):
        yield port


@contextmanager
def mitmproxy(workshop: Workshop, folder: Path, *, trusted: Path) -> Iterator[tuple[int, Path]]:
    """A mitmproxy that looks into TLS; its port, and the CA that it makes up.

    `trusted` is the CA of the servers that it shall believe.
    """
    program = environment(workshop, "mitmproxy") / "bin" / "mitmdump"
    folder.mkdir()
    port = closed_port()
    options = ["--listen-host", LOOPBACK, "--listen-port", str(port), "--quiet"]
    settings = [f"confdir={folder}", f"ssl_verify_upstream_trusted_ca={trusted}"]
    with running([str(program), *options, *(w for s in settings for w in ("--set", s))], port):
        yield port, folder / "mitmproxy-ca-cert.pem"


@contextmanager
def pypiserver(workshop: Workshop, wheels: Path, *, passwords: Path | None = None) -> Iterator[int]:
    """A real index server over a folder; with a file of passwords it asks for one."""
    program = environment(workshop, "pypiserver[passlib]") / "bin" / "pypi-server"
    port = closed_port()
    options = ["--interface", LOOPBACK, "--port", str(port), "--disable-fallback"]
    asked = ["-P", str(passwords), "-a", "list,download"] if passwords else []
    with running([str(program), "run", *options, *asked, str(wheels)], port):
        yield port


CLOCK = """
#define _GNU_SOURCE
#include <dlfcn.h>
#include <sys/time.h>
#include <time.h>
#define OFFSET ({days}L * 86400L)
int clock_gettime(clockid_t id, struct timespec *now) {{
    int (*real)(clockid_t, struct timespec *) = dlsym(RTLD_NEXT, "clock_gettime");
    int answer = real(id, now);
    if (id == CLOCK_REALTIME) now->tv_sec += OFFSET;
    return answer;
}}
time_t time(time_t *where) {{
    struct timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    if (where) *where = now.tv_sec;
    return now.tv_sec;
}}
int gettimeofday(struct timeval *now, void *zone) {{
    struct timespec exact;
    clock_gettime(CLOCK_REALTIME, &exact);
    now->tv_sec = exact.tv_sec, now->tv_usec = exact.tv_nsec / 1000;
    return 0;
}}
"""


def wrong_clock(folder: Path, *, days: int) -> dict[str, str]:
    """A clock so many days ahead, or behind.

    Not with libfaketime: with it no Python since 3.11 can sleep (EINVAL from clock_nanosleep).
    """
    compiler = found("gcc")
    source, library = folder / "clock.c", folder / "clock.so"
    source.write_text(CLOCK.format(days=days), encoding="utf-8")
    words = ["-shared", "-fPIC", "-w", "-o", str(library), str(source), "-ldl"]
    done = subprocess.run([compiler, *words], capture_output=True, text=True, check=False)
    if done.returncode:
        pytest.skip(f"gcc compiles nothing here: {done.stderr.strip()[:200]}")
    return {"LD_PRELOAD": str(library)}


def environment(workshop: Workshop, name: str) -> Path:
    """An environment with that program from the configured index, made once a session."""
    folder = workshop.programs / name.partition("[")[0]
    if not folder.exists():
        subprocess.run([sys.executable, "-m", "venv", str(folder)], check=True)
        command = [str(folder / "bin" / "python"), "-m", "pip", "install", "--quiet", name]
        done = subprocess.run(command, capture_output=True, text=True, check=False, env=INHERITED)
        if done.returncode:
            shutil.rmtree(folder)
            pytest.skip(f"{name} could not be fetched: {done.stderr.strip().splitlines()[-1:]}")
    return folder


@contextmanager
def running(command: list[str], port: int) -> Iterator[None]:
    """The program, from the moment it accepts connections to the end of the block."""
    process = subprocess.Popen(
        command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        _wait(process, port, command[0])
        yield
    finally:
        process.terminate()
        try:
            process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _wait(process: subprocess.Popen[bytes], port: int, program: str) -> None:
    end = time.monotonic() + START_LIMIT
    while time.monotonic() < end:
        if process.poll() is not None:
            pytest.skip(f"{program} does not start here: exit code {process.returncode}")
        try:
            socket.create_connection((LOOPBACK, port), timeout=1).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    pytest.skip(f"{program} did not listen within {START_LIMIT:.0f} s")
