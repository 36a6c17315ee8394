-- Tells the client what it has sent: three request headers come back as response headers.
function envoy_on_request(handle)
  local headers = handle:headers()
  handle:streamInfo():dynamicMetadata():set("mirror", "seen", {
    user = headers:get("x-user"),
    agent = headers:get("user-agent"),
    session = headers:get("x-session"),
  })
end

function envoy_on_response(handle)
  local seen = handle:streamInfo():dynamicMetadata():get("mirror")["seen"]
  local headers = handle:headers()
  if seen.user then headers:add("x-seen-user", seen.user) end
  if seen.agent then headers:add("x-seen-agent", seen.agent) end
  if seen.session then headers:add("x-seen-session", seen.session) end
end
