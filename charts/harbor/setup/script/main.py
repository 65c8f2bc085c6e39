"""Brings a Harbor to its declared state: `python3 main.py declaration.json`.

Safe to repeat and to kill: each run looks, changes what differs, says what it did and what it found undeclared.
Exit code: 0 all is as declared; 1 something is not yet, trying again may help; 2 trying again cannot help.
"""

import json
import os
import sys

import projects
import ready
import registries
import retention
import robots
import schedules
from api import Harbor, Hopeless, Refused, Unreachable
from report import Report


def main(argv):
    report = Report()
    try:
        declared = declaration(argv)
        return run(declared, report)
    except Hopeless as error:
        for line in str(error).splitlines():
            report.line("refused", line)
        report.line("stopped", "trying again cannot help until that is put right")
        return 2
    except (Refused, Unreachable) as error:
        report.line("failed", str(error))
        report.total()
        return 1


def run(declared, report):
    admin = declared["admin"]
    harbor = Harbor(
        declared["url"],
        admin["username"],
        read_secret(admin["passwordFile"]),
        ca_file=declared.get("caFile"),
        retry_seconds=seconds("HARBOR_SETUP_RETRY_SECONDS", 300),
        pause=seconds("HARBOR_SETUP_PAUSE_SECONDS", 2),
        log=lambda line: report.line("retrying", line),
    )
    robots.check_secrets(declared["robots"], read_secret)
    ready.wait(harbor, report, declared["waitSeconds"])
    registry_ids = registries.bring(harbor, report, declared["registries"], read_secret)
    present = projects.bring(harbor, report, declared["projects"], registry_ids)
    retention.bring(harbor, report, declared["projects"], present)
    robots.bring(harbor, report, declared["robots"], present, read_secret)
    schedules.bring(harbor, report, declared.get("garbageCollection"), declared.get("scanAll"))
    report.total()
    return 1 if report.counts["failed"] else 0


def declaration(argv):
    if len(argv) != 2:
        raise Hopeless("usage: main.py declaration.json")
    try:
        with open(argv[1], encoding="utf-8") as file:
            return json.load(file)
    except (OSError, ValueError) as error:
        raise Hopeless("%s: %s" % (argv[1], error)) from error


def read_secret(path):
    """The content of a mounted Secret's key. A newline at its end is an editor's, not the secret's."""
    try:
        with open(path, encoding="utf-8") as file:
            text = file.read()
    except (OSError, ValueError) as error:
        raise Hopeless("cannot read the mounted file %s: %s" % (path, type(error).__name__)) from None
    text = text.rstrip("\r\n") if not text.startswith("-----BEGIN ") else text
    if not text:
        raise Hopeless("the mounted file %s is empty" % path)
    return text


def seconds(name, default):
    return float(os.environ.get(name, default))


if __name__ == "__main__":
    sys.exit(main(sys.argv))
