-- The pace of one account. AccountPace is the same rule in Java, with the same order of calculation.
-- Before this script stands a line that sets the local "now": milliseconds since 1970, with fractions.
-- KEYS[1]: the hash of the account. ARGV: either
--   ask, id, flow, its class, its workspace, its weight, connections, ahead, known, and for each charge: key, millis, tolerance,
--     units, amount, window; answers 1, the milliseconds until the reserved time and the text of now, or 0 and the milliseconds to wait;
--   give-back, id; or end, id; or slow-down, milliseconds; or learn, key, amount, window, spent, hold, tolerance; or
--   settle, id, key, milliseconds, units, window, when they were granted; these answer 1 and 0;
--   read, and for each budget: key, amount, window, tolerance, ahead; changes nothing, and answers texts of numbers: of the account
--     the milliseconds of a slow-down, the open connections, how long ago the state began and a loss was seen; of each budget the units,
--     what others use, how long ago that was learned, and for how long no time can be reserved.
-- Fields: began, lost (when it was seen that an earlier state is lost), until, share, slowed, virtual and last; of a budget t: (its
-- theoretical arrival time), o: and u: (what others use, and until when), s:, n: and p: (a slice of time, the units in it and in
-- the one before), and if the last permit has charged it r: (the arrival time before that) and m: (the units of the permit);
-- of a flow f: (its tag) and a: (when it asked last); of a permit c: (when its connection is free at the latest).
local LEAST_KEPT, STEP, RECOVERY, GRACE, CONNECTION, POLL, AHEAD = 150000, 10000, 100000, 50, 150000, 100, 1000

local state, changed = {}, {}
local all = redis.call('HGETALL', KEYS[1])
for i = 1, #all, 2 do
  state[all[i]] = all[i + 1]
end

local function number(field)
  return tonumber(state[field]) or 0
end

-- Redis gets numbers with all their digits. The function tostring would round them.
local function set(field, value)
  state[field] = value
  redis.call('HSET', KEYS[1], field, value)
end

local function remove(field)
  state[field] = nil
  redis.call('HDEL', KEYS[1], field)
end

local function keep(millis)
  if redis.call('PTTL', KEYS[1]) < millis then
    redis.call('PEXPIRE', KEYS[1], math.ceil(millis))
  end
end

local function later(millis)
  return {0, math.ceil(math.max(1, millis))}
end

-- A share recovers by a tenth every ten seconds.
local function share()
  local part = tonumber(state['share']) or 1
  return math.min(1, part + math.floor(math.max(0, now - number('slowed')) / STEP) / 10)
end

local function count(key, window)
  local slice = math.floor(now / window)
  local before = number('s:' .. key)
  if slice ~= before then
    set('p:' .. key, slice == before + 1 and number('n:' .. key) or 0)
    set('n:' .. key, 0)
    set('s:' .. key, slice)
  end
end

local function begins(text, beginning)
  return string.sub(text, 1, #beginning) == beginning
end

local action = ARGV[1]

if action == 'end' or action == 'give-back' then
  remove('c:' .. ARGV[2])
  if action == 'give-back' and state['last'] == ARGV[2] then
    for field, before in pairs(state) do
      if begins(field, 'r:') then
        local key = string.sub(field, 3)
        redis.call('HSET', KEYS[1], 't:' .. key, before)
        redis.call('HSET', KEYS[1], 'n:' .. key, math.max(0, number('n:' .. key) - number('m:' .. key)))
      end
    end
    remove('last')
  end
  return {1, 0}
end

if action == 'slow-down' then
  if number('until') <= now then
    local half = math.max(0.1, share() / 2)
    set('share', half)
    set('slowed', now)
  end
  set('until', math.max(number('until'), now + tonumber(ARGV[2])))
  keep(number('until') - now + RECOVERY)
  return {1, 0}
end

if action == 'learn' then
  local key, amount, window, spent = ARGV[2], tonumber(ARGV[3]), tonumber(ARGV[4]), tonumber(ARGV[5])
  count(key, window)
  local passed = now / window - number('s:' .. key)
  local ours = number('n:' .. key) + number('p:' .. key) * (1 - passed)
  local slack = math.max(2, amount * 0.02)
  local others = math.min(spent - ours - slack, amount * 0.9)
  if others > 0 then
    set('o:' .. key, others)
    set('u:' .. key, now + window)
  end
  local hold = tonumber(ARGV[6])
  if hold > 0 then
    local held = now + hold + math.max(0, tonumber(ARGV[7]))
    set('t:' .. key, math.max(number('t:' .. key), held))
    if state['r:' .. key] then
      set('r:' .. key, math.max(number('r:' .. key), held))
    end
  end
  keep(LEAST_KEPT + math.max(window, hold))
  return {1, 0}
end

if action == 'settle' then
  local key, units, granted = ARGV[3], tonumber(ARGV[5]), tonumber(ARGV[7])
  local slice, began = math.floor(granted / tonumber(ARGV[6])), number('began')
  -- A state that began later does not have the units.
  if state['n:' .. key] and began > 0 and granted >= began then
    if slice == number('s:' .. key) then
      set('n:' .. key, math.max(0, number('n:' .. key) - units))
    elseif slice + 1 == number('s:' .. key) then
      set('p:' .. key, math.max(0, number('p:' .. key) - units))
    end
  end
  if state['last'] == ARGV[2] and state['r:' .. key] then
    set('t:' .. key, math.max(number('r:' .. key), number('t:' .. key) - tonumber(ARGV[4])))
    set('m:' .. key, math.max(0, number('m:' .. key) - units))
  end
  return {1, 0}
end

if action == 'read' then
  local open = 0
  for field, value in pairs(state) do
    if begins(field, 'c:') and tonumber(value) > now then
      open = open + 1
    end
  end
  local began, seen = number('began'), number('lost')
  local read = {math.max(0, number('until') - now), open, began > 0 and now - began or -1, seen > 0 and now - seen or -1}
  for i = 2, #ARGV, 5 do
    local key, amount, window = ARGV[i], tonumber(ARGV[i + 1]), tonumber(ARGV[i + 2])
    local slice, counted = math.floor(now / window), number('s:' .. key)
    local units = slice == counted and number('n:' .. key) or 0
    local before = slice == counted and number('p:' .. key) or 0
    if slice == counted + 1 then
      before = number('n:' .. key)
    end
    local learned = number('u:' .. key) > now
    local wait = number('t:' .. key) - tonumber(ARGV[i + 3]) - now
    read[#read + 1] = units + before * (1 - (now / window - slice))
    read[#read + 1] = learned and math.min(number('o:' .. key), amount * 0.9) or 0
    read[#read + 1] = learned and window - (number('u:' .. key) - now) or -1
    read[#read + 1] = wait > tonumber(ARGV[i + 4]) and wait or 0
  end
  -- Redis would cut off the fractions of numbers.
  for i, each in ipairs(read) do
    read[i] = string.format('%.17g', each)
  end
  return read
end

if number('until') > now then
  return later(number('until') - now)
end
local id, flow, class, workspace = ARGV[2], ARGV[3], ARGV[4], ARGV[5]
local weight, connections, most, known = tonumber(ARGV[6]), tonumber(ARGV[7]), tonumber(ARGV[8]), ARGV[9] == '1'

local connected = 0
for field, value in pairs(state) do
  if begins(field, 'c:') then
    if tonumber(value) > now then
      connected = connected + 1
    else
      redis.call('HDEL', KEYS[1], field)
    end
  end
end
if connections > 0 and connected >= connections then
  return later(POLL)
end

if not state['began'] then
  set('began', now)
  set('lost', known and now or 0)
end
local inUse, slot, longest, lost = share(), now, 0, number('lost')
for i = 10, #ARGV, 6 do
  local key, millis, tolerance = ARGV[i], tonumber(ARGV[i + 1]), tonumber(ARGV[i + 2])
  if lost > 0 and number('t:' .. key) == 0 then
    set('t:' .. key, lost + math.max(AHEAD, 2 * millis) + millis)
  end
  slot = math.max(slot, number('t:' .. key) - tolerance)
  longest = math.max(longest, millis)
end
local ahead, virtual = slot - now, number('virtual')
local start = math.max(tonumber(state['f:' .. flow]) or virtual, virtual)
if not state['f:' .. flow] then
  set('f:' .. flow, virtual)
end
set('a:' .. flow, now)
keep(LEAST_KEPT + ahead)
if ahead > most then
  return later(ahead - most)
end

local active, grace = now - 2 * most, math.min(GRACE, longest / 2)
local behind, workspaces, named, ofMine = false, 0, {}, 0
for field, value in pairs(state) do
  if begins(field, 'a:') then
    local other = string.sub(field, 3)
    if tonumber(value) > active then
      behind = behind or other ~= flow and math.max(number('f:' .. other), virtual) < start
      if begins(other, class) then
        local name = string.sub(other, 1, string.find(other, '/', 3, true))
        if not named[name] then
          named[name] = true
          workspaces = workspaces + 1
        end
        if name == workspace then
          ofMine = ofMine + 1
        end
      end
    elseif tonumber(value) < now - RECOVERY then
      redis.call('HDEL', KEYS[1], field, 'f:' .. other)
    end
  end
end
if ahead > grace and behind then
  return later(ahead - grace)
end
set('f:' .. flow, start + workspaces * ofMine / weight)
set('virtual', start)
for field in pairs(state) do
  if begins(field, 'r:') or begins(field, 'm:') then
    redis.call('HDEL', KEYS[1], field)
  end
end
local kept = 0
for i = 10, #ARGV, 6 do
  local key, millis = ARGV[i], tonumber(ARGV[i + 1])
  local units, amount, window = tonumber(ARGV[i + 3]), tonumber(ARGV[i + 4]), tonumber(ARGV[i + 5])
  -- The limit may be lower than it was when the part of others was learned.
  local others = number('u:' .. key) > now and math.min(number('o:' .. key), amount * 0.9) or 0
  local slower = amount / (amount - others) / inUse
  set('r:' .. key, number('t:' .. key))
  set('m:' .. key, units)
  set('t:' .. key, math.max(number('t:' .. key), slot) + millis * slower)
  count(key, window)
  set('n:' .. key, number('n:' .. key) + units)
  kept = math.max(kept, number('t:' .. key) - now, window)
end
if connections > 0 then
  set('c:' .. id, slot + CONNECTION)
end
set('last', id)
keep(LEAST_KEPT + kept + (inUse < 1 and RECOVERY or 0))
return {1, math.ceil(ahead), string.format('%.17g', now)}
