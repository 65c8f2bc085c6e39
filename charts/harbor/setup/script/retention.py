"""Tag retention of projects."""

from api import Refused
from projects import read


def bring(harbor, report, declared, projects):
    for wanted in declared:
        name = wanted["name"]
        if name not in projects:
            continue
        project = projects[name]
        policy_id = (project.get("metadata") or {}).get("retention_id")
        what = "retention of %s" % name
        if not wanted.get("retention"):
            # A proxy cache is born with a policy of seven days; that one is Harbor's own.
            if policy_id and not wanted.get("registry"):
                report.undeclared(what)
            continue
        try:
            bring_one(harbor, report, what, project, policy_id, wanted["retention"])
        except Refused as refused:
            report.failed(what, str(refused))


def bring_one(harbor, report, what, project, policy_id, retention):
    policy = policy_of(project["project_id"], retention)
    if not policy_id:
        try:
            harbor.post("/retentions", policy)
            report.created(what)
            return
        except Refused as refused:
            # 400 also says "already has one": then its id is in the project's metadata, written since we looked.
            policy_id = (read(harbor, project["name"]).get("metadata") or {}).get("retention_id")
            if refused.status != 400 or not policy_id:
                raise
    live = harbor.get("/retentions/%s" % policy_id).body or {}
    if comparable(live) == comparable(policy):
        report.same(what)
        return
    before = comparable(live)
    after = comparable(policy)
    harbor.put("/retentions/%s" % policy_id, dict(policy, id=int(policy_id)))
    changes = []
    if before["cron"] != after["cron"]:
        changes.append("schedule %r -> %r" % (before["cron"], after["cron"]))
    if before["rules"] != after["rules"]:
        changes.append("other rules, now %d" % len(after["rules"]))
    report.changed(what, changes or ["algorithm %r -> %r" % (before["algorithm"], after["algorithm"])])


def policy_of(project_id, retention):
    return {
        "algorithm": "or",
        "rules": retention["rules"],
        "trigger": {"kind": "Schedule", "settings": {"cron": retention["cron"]}},
        "scope": {"level": "project", "ref": project_id},
    }


def comparable(policy):
    """What two policies are compared by; Harbor adds ids, priorities and the time of the next run."""
    return {
        "algorithm": policy.get("algorithm"),
        "cron": ((policy.get("trigger") or {}).get("settings") or {}).get("cron") or "",
        "rules": [rule_of(rule) for rule in policy.get("rules") or []],
    }


def rule_of(rule):
    return {
        "disabled": bool(rule.get("disabled")),
        "template": rule.get("template"),
        "params": rule.get("params") or {},
        "tags": [selector(s) for s in rule.get("tag_selectors") or []],
        "repositories": [selector(s) for s in (rule.get("scope_selectors") or {}).get("repository") or []],
    }


def selector(s):
    return {key: s.get(key) or "" for key in ("kind", "decoration", "pattern", "extras")}
