"""Which parts run, and with which command."""

import sys
from collections.abc import Mapping

from factcheck.launcher.parts import Part

# The arithmetic libraries of a part must not start threads of their own: two cores, and children that fork.
ONE_THREAD = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "OMP_WAIT_POLICY": "passive"}


def parts(*, host: str, port: int, environment: Mapping[str, str]) -> list[Part]:
    """Worker, clock, sweeper and web server; WEB_WORKERS and WORKERS say how many processes."""
    python = sys.executable
    celery = [python, "-m", "celery", "--app", "factcheck"]
    level = environment.get("LOG_LEVEL", "INFO")
    return [
        Part(
            "worker",
            [
                *celery,
                *("worker", "--pool", "prefork", "--concurrency", environment.get("WORKERS", "2")),
                *("--queues", "celery,pulse,print", "--loglevel", level, "--hostname", "worker@factcheck"),
                *("--without-gossip", "--without-mingle", "--without-heartbeat"),
            ],
            patience=30,
            env=ONE_THREAD,
        ),
        Part("sweeper", [python, "manage.py", "sweep"], env=ONE_THREAD),
        Part("beat", [*celery, "beat", "--loglevel", level, "--pidfile", ""]),
        Part(
            "web",
            [
                *(python, "-m", "granian", "--interface", "wsgi", "factcheck.wsgi:application"),
                *("--host", host, "--port", str(port), "--workers", environment.get("WEB_WORKERS", "2")),
                # More threads than cores: a client that sends its article slowly holds one until it has ended.
                *("--blocking-threads", "4", "--respawn-failed-workers", "--workers-kill-timeout", "5"),
            ],
            env={**ONE_THREAD, "BROKER_PATIENCE_SECONDS": "0.5"},
        ),
    ]


STOPPING = (["web", "beat", "sweeper", "worker"], ["broker"])  # the broker last: the others say goodbye to it
