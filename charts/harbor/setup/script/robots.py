"""Robot accounts with secrets that were made beforehand."""

import re
import time

from api import Hopeless, Refused, quote
from report import difference

# controller/robot/controller.go IsValidSec
SECRET_RULE = "8 to 128 characters with an upper-case letter, a lower-case letter and a digit"


def valid_secret(secret):
    return 8 <= len(secret) <= 128 and all(re.search(p, secret) for p in ("[A-Z]", "[a-z]", "[0-9]"))


def check_secrets(declared, read_secret):
    """Looks at every secret before anything is written, so that a bad one does not leave half a state behind."""
    bad = [robot for robot in declared if not valid_secret(read_secret(robot["secretFile"]))]
    if bad:
        raise Hopeless(
            "\n".join(
                "robot %s: the value in Secret %s is not a secret that Harbor takes: %s, in one line"
                % (robot["name"], robot["secretOf"], SECRET_RULE)
                for robot in bad
            )
        )


def bring(harbor, report, declared, projects, read_secret):
    prefix = robot_prefix(harbor)
    lists = {None: harbor.pages("/robots", q="Level=system")}
    for name in sorted(projects):
        lists[name] = harbor.pages("/robots", q="Level=project,ProjectID=%d" % projects[name]["project_id"])
    known = set()
    for wanted in declared:
        project = wanted.get("project")
        full = prefix + ("%s+%s" % (project, wanted["name"]) if project else wanted["name"])
        known.add(full)
        what = "robot %s" % full
        if project and project not in projects:
            report.failed(what, "its project %s is not there (see above)" % project)
            continue
        try:
            bring_one(harbor, report, what, full, wanted, lists[project], read_secret(wanted["secretFile"]))
        except Refused as refused:
            report.failed(what, str(refused))
    for name in lists:
        for robot in lists[name]:
            if robot["name"] not in known:
                report.undeclared("robot %s" % robot["name"])


def robot_prefix(harbor):
    """`robot$`, unless an administrator changed robot_name_prefix."""
    configuration = harbor.get("/configurations").body or {}
    return (configuration.get("robot_name_prefix") or {}).get("value") or "robot$"


def bring_one(harbor, report, what, full, wanted, listed, secret):
    body = {
        "name": full,
        "level": wanted["level"],
        "description": wanted["description"],
        "duration": wanted["duration"],
        "disable": False,
        "permissions": wanted["permissions"],
    }
    changes = []
    found = find(listed, full)
    new = found is None
    if new:
        try:
            # No "secret" here: Harbor would ignore it and draw one of its own.
            created = harbor.post("/robots", dict(body, name=wanted["name"]))
            found = {"id": created.body["id"]}
        except Refused as refused:
            if refused.status != 409:
                raise
            new = False
            found = find(relist(harbor, wanted, listed), full)
            if found is None:
                raise
    if not new:
        changes = compare(found, body)
        if changes:
            harbor.put("/robots/%d" % found["id"], body)
    if new or not harbor.authenticates(full, secret):
        harbor.patch("/robots/%d" % found["id"], {"secret": secret})
        if not harbor.authenticates(full, secret):
            report.failed(what, why_not(harbor, found))
            return
        if not new:
            changes.append("its secret was not the one in the Secret %s" % wanted["secretOf"])
    if new:
        report.created(what)
    elif changes:
        report.changed(what, changes)
    else:
        report.same(what)


def find(robots, full):
    return next((robot for robot in robots if robot["name"] == full), None)


def relist(harbor, wanted, listed):
    """The list again, after a 409: an attempt whose answer was lost has made the robot."""
    if wanted.get("project"):
        project = harbor.get("/projects/" + quote(wanted["project"])).body
        return harbor.pages("/robots", q="Level=project,ProjectID=%d" % project["project_id"])
    return harbor.pages("/robots", q="Level=system")


def compare(found, body):
    changes = [
        difference(key, found.get(key) or empty, body[key])
        for key, empty in (("description", ""), ("duration", 0), ("disable", False))
        if (found.get(key) or empty) != body[key]
    ]
    live = permissions(found)
    wanted = permissions(body)
    changes += ["permission %s given" % p for p in sorted(wanted - live)]
    changes += ["permission %s taken" % p for p in sorted(live - wanted)]
    return changes


def permissions(robot):
    return {
        "%s %s:%s" % (scope["namespace"], access["resource"], access["action"])
        for scope in robot.get("permissions") or []
        for access in scope.get("access") or []
    }


def why_not(harbor, found):
    robot = harbor.get("/robots/%d" % found["id"]).body or {}
    expires = robot.get("expires_at", -1)
    if expires != -1 and expires <= time.time():
        return (
            "expired on %s. Harbor counts its days from its creation, so only a longer duration or -1 (never) revives it"
            % time.strftime("%Y-%m-%d", time.gmtime(expires))
        )
    return "Harbor took the secret and still refuses to sign it in"
