-- Reads `customer.id` in a JSON body and tells it to the client. Envoy's Lua has no JSON, so a small reader of it comes along.
local sub, byte, find = string.sub, string.byte, string.find
local value

local escapes = { b = "\b", f = "\f", n = "\n", r = "\r", t = "\t" }

local function unescape(text)
  return (text:gsub("\\(.)(%x?%x?%x?%x?)", function(letter, code)
    if letter ~= "u" then return (escapes[letter] or letter) .. code end
    local point = tonumber(code, 16)
    if point < 0x80 then return string.char(point) end
    if point < 0x800 then return string.char(0xc0 + math.floor(point / 64), 0x80 + point % 64) end
    return string.char(0xe0 + math.floor(point / 4096), 0x80 + math.floor(point / 64) % 64, 0x80 + point % 64)
  end))
end

local function text(json, at)
  local from = at + 1
  local stop = from
  while true do
    stop = find(json, '["\\]', stop) or error("a string without end")
    if byte(json, stop) == 34 then break end
    stop = stop + 2
  end
  local raw = sub(json, from, stop - 1)
  return find(raw, "\\", 1, true) and unescape(raw) or raw, stop + 1
end

local function entries(json, at, close, read)
  at = find(json, "%S", at + 1) or error("no end")
  if byte(json, at) == close then return at + 1 end
  while true do
    at = find(json, "%S", read(at)) or error("no end")
    local next = byte(json, at)
    if next == close then return at + 1 end
    if next ~= 44 then error("no comma") end
    at = find(json, "%S", at + 1) or error("no end")
  end
end

local function object(json, at)
  local result = {}
  return result, entries(json, at, 125, function(start)
    if byte(json, start) ~= 34 then error("no key") end
    local key, after = text(json, start)
    local _, colon = find(json, "^%s*:%s*", after)
    if not colon then error("no colon") end
    result[key], after = value(json, colon + 1)
    return after
  end)
end

local function array(json, at)
  local result = {}
  return result, entries(json, at, 93, function(start)
    local after
    result[#result + 1], after = value(json, start)
    return after
  end)
end

local words = { ["true"] = true, ["false"] = false }

function value(json, at)
  local first = byte(json, at)
  if first == 123 then return object(json, at) end
  if first == 91 then return array(json, at) end
  if first == 34 then return text(json, at) end
  local _, stop = find(json, "^[%w+%-.]+", at)
  local word = sub(json, at, stop or error("no value"))
  if word == "null" then return nil, stop + 1 end
  if words[word] ~= nil then return words[word], stop + 1 end
  return tonumber(word) or error("no number"), stop + 1
end

function envoy_on_request(handle)
  local body = handle:body()
  if not body then return end
  local read, order = pcall(value, body:getBytes(0, body:length()), 1)
  local customer = read and type(order) == "table" and order.customer
  local id = type(customer) == "table" and customer.id
  if id then handle:streamInfo():dynamicMetadata():set("orders", "customer", id) end
end

function envoy_on_response(handle)
  local orders = handle:streamInfo():dynamicMetadata():get("orders")
  if orders then handle:headers():add("x-customer", orders["customer"]) end
end
