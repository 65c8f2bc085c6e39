-- The health of an Application, as seen by its parent. Argo CD has none built in, and without one a parent takes a child for
-- done as soon as the child exists: sync waves would order nothing.
local waiting = { status = "Progressing", message = "not reconciled yet" }
local status = obj.status
if status == nil or status.health == nil or status.health.status == nil then
  return waiting
end

local policy = obj.spec.syncPolicy
local automated = policy ~= nil and policy.automated ~= nil and policy.automated.enabled ~= false
local operation = status.operationState

-- Before its first sync a child with no objects in the cluster may look Healthy already.
if automated and operation == nil and status.sync ~= nil and status.sync.status ~= "Synced" then
  return { status = "Progressing", message = "waiting for the first sync" }
end
-- While a sync runs, and between its retries, what looks Degraded may only be starting.
if operation ~= nil and operation.phase == "Running" then
  return { status = "Progressing", message = operation.message or "syncing" }
end
return { status = status.health.status, message = status.health.message or "" }
