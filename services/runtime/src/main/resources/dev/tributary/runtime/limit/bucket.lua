-- The token buckets of one name. TokenBucket is the same rule in Java, with the same order of calculation.
-- Before this script stands a line that sets the local "now": milliseconds since 1970, with fractions.
-- KEYS[1]: the hash of the name. ARGV: either
--   take, the cost, and for each rate its tokens per second and its burst; answers the milliseconds to wait, 0 if taken; or
--   slow-down, milliseconds; answers 0.
-- Fields: at (the time of the tokens), tokens1, tokens2 … (one for each rate), until (nothing is taken before this time),
-- share (how much of the rates is in use, 0.1 to 1) and slowed (the time of share).
local LEAST_KEPT, STEP, RECOVERY = 60000, 10000, 100000

local state = redis.call('HMGET', KEYS[1], 'at', 'until', 'share', 'slowed')
local at, held, slowed = tonumber(state[1]) or now, tonumber(state[2]) or 0, tonumber(state[4]) or now
-- A share recovers by a tenth every ten seconds.
local share = math.min(1, (tonumber(state[3]) or 1) + math.floor(math.max(0, now - slowed) / STEP) / 10)

-- A hash expires when it says the same as no hash: all buckets are full, and nothing is held or slowed.
local function keep(millis)
  if redis.call('PTTL', KEYS[1]) < millis then
    redis.call('PEXPIRE', KEYS[1], math.ceil(millis))
  end
end

if ARGV[1] == 'slow-down' then
  if held <= now then
    redis.call('HSET', KEYS[1], 'share', math.max(0.1, share / 2), 'slowed', now)
  end
  held = math.max(held, now + tonumber(ARGV[2]))
  redis.call('HSET', KEYS[1], 'until', held)
  keep(held - now + RECOVERY)
  return 0
end

if held > now then
  return math.ceil(held - now)
end
local cost, elapsed = tonumber(ARGV[2]), math.max(0, now - at)
local wait, kept, buckets = 0, LEAST_KEPT, {}
for i = 1, (#ARGV - 2) / 2 do
  local burst = tonumber(ARGV[2 * i + 2])
  local capacity = math.max(1, burst * share)
  local rate = tonumber(ARGV[2 * i + 1]) * (capacity / burst) / 1000
  local tokens = tonumber(redis.call('HGET', KEYS[1], 'tokens' .. i)) or capacity
  tokens = math.min(capacity, tokens + elapsed * rate)
  if tokens < 1 then
    wait = math.max(wait, math.ceil((1 - tokens) / rate))
  end
  kept = math.max(kept, (burst - tokens + cost) / rate)
  buckets[i] = tokens
end
-- Redis gets numbers with all their digits. The function tostring would round them.
for i, tokens in ipairs(buckets) do
  redis.call('HSET', KEYS[1], 'tokens' .. i, wait == 0 and tokens - cost or tokens)
end
redis.call('HSET', KEYS[1], 'at', math.max(at, now))
keep(kept + (share < 1 and RECOVERY or 0))
return wait
