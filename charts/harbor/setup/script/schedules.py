"""When garbage is collected and when all images are scanned."""

import json

from api import Refused
from report import difference


def bring(harbor, report, gc, scan_all):
    for what, path, wanted in (
        ("garbage collection", "/system/gc/schedule", gc),
        ("scan of all images", "/system/scanAll/schedule", scan_all),
    ):
        try:
            bring_one(harbor, report, what, path, wanted)
        except Refused as refused:
            if refused.status == 412 and wanted is None:
                continue  # no scanner, and nobody asked for a scan
            report.failed(what, str(refused))


def bring_one(harbor, report, what, path, wanted):
    live = harbor.get(path).body or {}
    schedule = live.get("schedule") or {}
    cron = schedule.get("cron") or ""
    if wanted is None:
        if cron:
            report.undeclared("%s: schedule %r" % (what, cron))
        return
    changes = [] if cron == wanted["cron"] else [difference("schedule", cron, wanted["cron"])]
    stored = parameters(live)
    for key, value in sorted((wanted.get("parameters") or {}).items()):
        if stored.get(key) != value:
            changes.append(difference(key, stored.get(key), value))
    if not changes:
        report.same(what)
        return
    # PUT puts the schedule in place whether there was one or not; POST would answer 412 for a scan that has one.
    harbor.put(path, {"schedule": {"type": "Custom", "cron": wanted["cron"]}, "parameters": wanted.get("parameters") or {}})
    if cron:
        report.changed(what, changes)
    else:
        report.created("%s: schedule %r" % (what, wanted["cron"]))


def parameters(live):
    """Garbage collection gives its parameters as JSON in a string, the scan as an object."""
    text = live.get("job_parameters")
    if text:
        try:
            return json.loads(text) or {}
        except ValueError:
            return {}
    return live.get("parameters") or {}
