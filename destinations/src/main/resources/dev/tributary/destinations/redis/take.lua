-- Takes one request from an account's buckets, or answers how many milliseconds to wait.
-- KEYS[1]: the account's hash. ARGV: per limit, requests and milliseconds.
-- Fields: until (held back to, ms), factor (share of the limit in use, 0.1 to 1), at (when it was
-- set), and per limit tokens and filled. Time is Redis's own, one clock for all instances.
local now = redis.call('TIME')
now = now[1] * 1000 + math.floor(now[2] / 1000)
local held = tonumber(redis.call('HGET', KEYS[1], 'until') or '0')
if held > now then
  return held - now
end
-- A limit that the destination complained about recovers by a tenth every ten seconds.
local factor = tonumber(redis.call('HGET', KEYS[1], 'factor') or '1')
local slowedAt = tonumber(redis.call('HGET', KEYS[1], 'at') or '0')
factor = math.min(1, factor + math.floor((now - slowedAt) / 10000) * 0.1)
local longest = 0
local fills = {}
local keep = 60000
for i = 1, #ARGV, 2 do
  local capacity = math.max(1, tonumber(ARGV[i]) * factor)
  local rate = capacity / tonumber(ARGV[i + 1])
  local tokens = tonumber(redis.call('HGET', KEYS[1], 'tokens' .. i) or capacity)
  local filled = tonumber(redis.call('HGET', KEYS[1], 'filled' .. i) or now)
  tokens = math.min(capacity, tokens + math.max(0, now - filled) * rate)
  if tokens < 1 then
    longest = math.max(longest, math.ceil((1 - tokens) / rate))
  end
  fills[i] = tokens
  keep = math.max(keep, tonumber(ARGV[i + 1]) * 2)
end
for i = 1, #ARGV, 2 do
  local tokens = fills[i]
  if longest == 0 then
    tokens = tokens - 1
  end
  redis.call('HSET', KEYS[1], 'tokens' .. i, tostring(tokens), 'filled' .. i, now)
end
redis.call('PEXPIRE', KEYS[1], keep)
return longest
