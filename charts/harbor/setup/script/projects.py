"""Projects, proxy-cache projects among them, with their metadata and quota. None is ever deleted."""

from api import Refused, quote
from report import difference, differences

# What Harbor keeps in a project's metadata by itself.
OWN_METADATA = ("retention_id",)


def bring(harbor, report, declared, registry_ids):
    """Returns each declared project that exists as Harbor has it now, by name."""
    live = {project["name"]: project for project in harbor.pages("/projects")}
    present = {}
    for wanted in declared:
        name = wanted["name"]
        what = "%s %s" % ("proxy cache" if wanted.get("registry") else "project", name)
        try:
            project = live.get(name) or create(harbor, report, what, wanted, registry_ids)
            if project is None:
                continue
            if name in live or project.get("raced"):
                project = update(harbor, report, what, project, wanted, registry_ids)
            if project is not None:
                present[name] = project
        except Refused as refused:
            report.failed(what, str(refused))
    for name in sorted(set(live) - {wanted["name"] for wanted in declared}):
        report.undeclared("project %s%s" % (name, " (Harbor makes it at its first start)" if name == "library" else ""))
    return present


def create(harbor, report, what, wanted, registry_ids):
    body = {"project_name": wanted["name"], "metadata": wanted["metadata"]}
    if wanted.get("storageLimit") is not None:
        body["storage_limit"] = wanted["storageLimit"]
    if wanted.get("registry"):
        if wanted["registry"] not in registry_ids:
            report.failed(what, "its registry %s is not there (see above)" % wanted["registry"])
            return None
        body["registry_id"] = registry_ids[wanted["registry"]]
    try:
        harbor.post("/projects", body)
    except Refused as refused:
        if refused.status != 409:
            raise
        # Made in the meantime, by somebody else or by an attempt whose answer was lost: bring it like any other.
        return dict(read(harbor, wanted["name"]), raced=True)
    report.created(what)
    return read(harbor, wanted["name"])


def read(harbor, name):
    return harbor.get("/projects/" + quote(name)).body


def update(harbor, report, what, live, wanted, registry_ids):
    live_registry = live.get("registry_id") or None
    wanted_registry = registry_ids.get(wanted["registry"]) if wanted.get("registry") else None
    if bool(live_registry) != bool(wanted.get("registry")) or (wanted_registry and live_registry != wanted_registry):
        report.failed(
            what,
            "in Harbor it is %s, and Harbor cannot turn one into the other: declare another name, or delete it by hand"
            % ("a proxy cache of registry %s" % live_registry if live_registry else "no proxy cache"),
        )
        return None
    metadata = live.get("metadata") or {}
    changes = differences(metadata, wanted["metadata"])
    if changes:
        # PUT merges: a key that is not sent keeps its value.
        harbor.put("/projects/" + quote(wanted["name"]), {"metadata": wanted["metadata"]})
    for key in sorted(set(metadata) - set(wanted["metadata"]) - set(OWN_METADATA)):
        if metadata[key] not in ("", "false", None):
            report.undeclared("%s: %s %r" % (what, key, metadata[key]))
    if wanted.get("storageLimit") is not None:
        quota = bring_quota(harbor, report, what, live, wanted["storageLimit"])
        if quota:
            changes.append(quota)
    if changes:
        report.changed(what, changes)
    else:
        report.same(what)
    return live


def bring_quota(harbor, report, what, live, limit):
    quotas = harbor.get("/quotas", reference="project", reference_id=live["project_id"]).body or []
    if not quotas:
        report.failed(what, "has no quota to set: quota_per_project_enable is off in Harbor's configuration")
        return None
    stored = (quotas[0].get("hard") or {}).get("storage")
    if stored == limit:
        return None
    harbor.put("/quotas/%d" % quotas[0]["id"], {"hard": {"storage": limit}})
    return difference("storage quota", stored, limit)
