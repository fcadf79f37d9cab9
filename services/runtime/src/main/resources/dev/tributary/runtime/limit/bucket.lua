-- The token buckets of one name. TokenBucket is the same rule in Java, with the same order of calculation.
-- Before this script stands a line that sets the local "now": milliseconds since 1970, with fractions.
-- KEYS[1]: the hash of the name. ARGV: the cost, and for each rate its tokens per second and its burst. Answers the milliseconds
-- to wait, 0 if taken.
-- Fields: at (the time of the tokens), tokens1, tokens2 … (one for each rate).
local LEAST_KEPT = 60000

local at = tonumber(redis.call('HGET', KEYS[1], 'at')) or now
local cost, elapsed = tonumber(ARGV[1]), math.max(0, now - at)
local wait, kept, buckets = 0, LEAST_KEPT, {}
for i = 1, (#ARGV - 1) / 2 do
  local rate, burst = tonumber(ARGV[2 * i]) / 1000, tonumber(ARGV[2 * i + 1])
  local tokens = tonumber(redis.call('HGET', KEYS[1], 'tokens' .. i)) or burst
  tokens = math.min(burst, tokens + elapsed * rate)
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
-- A hash expires when it says the same as no hash: all buckets are full.
if redis.call('PTTL', KEYS[1]) < kept then
  redis.call('PEXPIRE', KEYS[1], math.ceil(kept))
end
return wait
