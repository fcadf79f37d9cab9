-- The destination said that we are too fast: hold back, then go on at half the rate.
-- KEYS[1]: the account's hash. ARGV[1]: for how many milliseconds to hold back.
local now = redis.call('TIME')
now = now[1] * 1000 + math.floor(now[2] / 1000)
local wait = tonumber(ARGV[1])
local held = tonumber(redis.call('HGET', KEYS[1], 'until') or '0')
if held <= now then
  local factor = tonumber(redis.call('HGET', KEYS[1], 'factor') or '1')
  redis.call('HSET', KEYS[1], 'factor', tostring(math.max(0.1, factor / 2)), 'at', now)
end
redis.call('HSET', KEYS[1], 'until', math.max(held, now + wait))
redis.call('PEXPIRE', KEYS[1], wait + 120000)
return 1
