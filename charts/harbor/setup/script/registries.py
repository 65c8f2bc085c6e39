"""The endpoints behind proxy-cache projects."""

from api import Refused
from report import difference, differences

UNREACHABLE_HINT = (
    "Harbor asks an endpoint before it stores it, and this one did not answer it. Where the cluster has no way out, "
    "declare no proxy cache, or one whose url the cluster reaches"
)


def bring(harbor, report, declared, read_secret):
    """Returns the id of each endpoint that exists, by name."""
    live = {registry["name"]: registry for registry in harbor.pages("/registries")}
    ids = {name: registry["id"] for name, registry in live.items()}
    for wanted in declared:
        what = "registry %s" % wanted["name"]
        try:
            found = live.get(wanted["name"])
            if found is None:
                ids[wanted["name"]] = create(harbor, wanted, read_secret)
                report.created("%s (%s)" % (what, wanted["url"]))
            else:
                update(harbor, report, what, found, wanted, read_secret)
        except Refused as refused:
            report.failed(what, explain(wanted, refused))
    names = {wanted["name"] for wanted in declared}
    for name in sorted(set(live) - names):
        report.undeclared("registry %s (%s)" % (name, live[name].get("url")))
    return ids


def create(harbor, wanted, read_secret):
    body = {key: wanted[key] for key in ("name", "url", "type", "insecure", "description")}
    if wanted.get("caFile"):
        body["ca_certificate"] = read_secret(wanted["caFile"])
    if wanted.get("credential"):
        body["credential"] = dict(type="basic", **credential(wanted, read_secret))
    try:
        harbor.post("/registries", body)
    except Refused as refused:
        if refused.status != 409:
            raise
    return next(r["id"] for r in harbor.pages("/registries") if r["name"] == wanted["name"])


def update(harbor, report, what, found, wanted, read_secret):
    if found["type"] != wanted["type"]:
        report.failed(
            what, "is of type %s in Harbor and declared %s; Harbor cannot change it" % (found["type"], wanted["type"])
        )
        return
    body = {key: wanted[key] for key in ("url", "insecure", "description")}
    if wanted.get("caFile"):
        body["ca_certificate"] = read_secret(wanted["caFile"])
    # Harbor leaves a false and an empty text out of its answer.
    stored = dict(found, insecure=found.get("insecure") or False, description=found.get("description") or "")
    changes = differences(stored, body)
    changes = [c if not c.startswith("ca_certificate") else "another ca_certificate" for c in changes]
    if wanted.get("credential"):
        pair = credential(wanted, read_secret)
        live_key = (found.get("credential") or {}).get("access_key")
        if live_key != pair["access_key"]:
            changes.append(difference("access_key", live_key, pair["access_key"]))
        elif not changes and not pings(harbor, found):
            # Harbor shows no stored secret, so a rotated one is noticed by the old one no longer working.
            changes.append("its stored credential no longer works, the declared one is written")
        body.update(credential_type="basic", **pair)
    if not changes:
        report.same(what)
        return
    harbor.put("/registries/%d" % found["id"], body)
    report.changed(what, changes)


def credential(wanted, read_secret):
    return {
        "access_key": read_secret(wanted["credential"]["accessKeyFile"]),
        "access_secret": read_secret(wanted["credential"]["accessSecretFile"]),
    }


def pings(harbor, found):
    try:
        harbor.post("/registries/ping", {"id": found["id"]})
        return True
    except Refused:
        return False


def explain(wanted, refused):
    if refused.status == 400 and "unhealthy" in (refused.message or ""):
        return "%s: %s. %s" % (wanted["url"], refused.message, UNREACHABLE_HINT)
    return str(refused)
