-- The health of an Application, as seen by its parent. Argo CD has none built in, and without one a parent takes a child for
-- done as soon as the child exists: sync waves would order nothing.
--
-- Degraded ends the sync of a parent that waits, and its retry takes what Git has by then. A parent that waited on would keep
-- the revision that has the mistake, and nothing in Git could mend it.
local status = obj.status or {}
local health = status.health or {}
local sync = status.sync or {}
local operation = status.operationState
local policy = obj.spec.syncPolicy
local automated = policy ~= nil and policy.automated ~= nil and policy.automated.enabled ~= false

-- What Argo CD cannot read, render or permit does not come right by waiting.
for _, condition in ipairs(status.conditions or {}) do
  if condition.type == "ComparisonError" or condition.type == "InvalidSpecError" then
    return { status = "Degraded", message = condition.message }
  end
end
if automated and operation ~= nil and sync.status ~= "Synced" and (operation.phase == "Failed" or operation.phase == "Error") then
  return { status = "Degraded", message = operation.message or "the last sync failed" }
end

local waiting = nil
if health.status == nil then
  waiting = "not reconciled yet"
elseif automated and operation == nil and sync.status ~= nil and sync.status ~= "Synced" then
  -- Before its first sync a child with no objects in the cluster may look Healthy already.
  waiting = "waiting for the first sync"
elseif operation ~= nil and operation.phase == "Running" then
  -- While a sync runs, and between its retries, what looks Degraded may only be starting.
  waiting = operation.message or "syncing"
elseif automated and operation ~= nil and sync.status ~= "Synced" and operation.finishedAt ~= nil
  and (status.reconciledAt == nil or status.reconciledAt <= operation.finishedAt) then
  -- When a sync ends, sync and health still say what they said before it: of a new child, that nothing is there and all is well.
  waiting = "not looked at since the sync"
elseif automated and (health.status == "Progressing" or health.status == "Missing" or health.status == "Unknown") then
  waiting = health.message or "not healthy yet"
end
if waiting == nil then
  return { status = health.status, message = health.message or "" }
end

-- Five minutes, since anything changed: an image may take longer, and then the parent's next try finds it. Times are compared
-- as text, because Argo CD's Lua has no library for strings: the clock's fields in UTC, less the five minutes, written the
-- same way. And os is no global there.
local os = require("os")
local since = obj.metadata ~= nil and obj.metadata.creationTimestamp or nil
local function later(time)
  if time ~= nil and (since == nil or time > since) then since = time end
end
later(health.lastTransitionTime)
if operation ~= nil then later(operation.startedAt) end
local earliest = os.date("%Y-%m-%dT%H:%M:%SZ", os.time(os.date("!*t")) - 300)
if since ~= nil and since < earliest then
  return { status = "Degraded", message = "not healthy for five minutes: " .. waiting }
end
return { status = "Progressing", message = waiting }
