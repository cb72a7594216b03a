#!lua name=tillbridge_gate_1

-- The reservation gate: it can refuse, it cannot grant alone. One hash per location:
--   f:<sku>  units free, as PostgreSQL last said     v:<sku>  the version of the row that said so
--   p:<sku>  units asked for and not yet decided     h:<id>   the asking hold: time|sku|n|sku|n...
-- Nothing here carries a TTL, and losing all of it loses nothing.

local function parts(text)
  local list = {}
  for part in string.gmatch(text, '([^\31]+)') do list[#list + 1] = part end
  return list
end

-- Gives the pending units of one asking hold back, if it is live: twice is once.
local function settle(key, id)
  local asked = redis.call('HGET', key, 'h:' .. id)
  if not asked then return 0 end
  redis.call('HDEL', key, 'h:' .. id)
  local list = parts(asked)
  for i = 2, #list, 2 do
    local left = redis.call('HINCRBY', key, 'p:' .. list[i], -tonumber(list[i + 1]))
    if left <= 0 then redis.call('HDEL', key, 'p:' .. list[i]) end
  end
  return 1
end

local function load_one(key, sku, free, version, force)
  local known = redis.call('HGET', key, 'v:' .. sku)
  if known and not force and tonumber(known) >= tonumber(version) then return 0 end
  redis.call('HSET', key, 'f:' .. sku, free, 'v:' .. sku, version)
  return 1
end

-- args: now, then for each request: id, count, (sku, units) * count
-- answers for each request: 1 there seems to be enough, 0 there is not, -1 cannot tell
local function reserve(keys, args)
  local key, now, at, answers = keys[1], args[1], 2, {}
  while at <= #args do
    local id, count = args[at], tonumber(args[at + 1])
    local first, verdict = at + 2, 1
    at = first + 2 * count
    if redis.call('HEXISTS', key, 'h:' .. id) == 0 then
      for i = first, at - 1, 2 do
        local free = tonumber(redis.call('HGET', key, 'f:' .. args[i]))
        local pending = tonumber(redis.call('HGET', key, 'p:' .. args[i])) or 0
        if not free then
          verdict = -1
        elseif verdict ~= -1 and free - pending < tonumber(args[i + 1]) then
          verdict = 0
        end
      end
      if verdict == 1 then
        local asked = { now }
        for i = first, at - 1, 2 do
          redis.call('HINCRBY', key, 'p:' .. args[i], args[i + 1])
          asked[#asked + 1] = args[i]
          asked[#asked + 1] = args[i + 1]
        end
        redis.call('HSET', key, 'h:' .. id, table.concat(asked, '\31'))
      end
    end
    answers[#answers + 1] = verdict
  end
  return answers
end

-- keys: hash, channel; args: number of ids, ids..., then (sku, free, version)*
-- Takes over what PostgreSQL decided, forgets the asking, and tells whoever listens.
local function decided(keys, args)
  local ids = tonumber(args[1])
  local changed = 0
  for i = ids + 2, #args, 3 do
    changed = changed + load_one(keys[1], args[i], args[i + 1], args[i + 2], false)
  end
  for i = 2, ids + 1 do settle(keys[1], args[i]) end
  if changed > 0 then redis.call('PUBLISH', keys[2], changed) end
  return changed
end

-- args: oldest time an asking may have, then (sku, free, version)*; answers how much was wrong.
-- Sets the truth whatever stands there, and rebuilds what is pending from the live askings.
local function heal(keys, args)
  local key, oldest, wrong = keys[1], tonumber(args[1]), 0
  for i = 2, #args, 3 do
    local stands = redis.call('HMGET', key, 'f:' .. args[i], 'v:' .. args[i])
    if stands[1] ~= args[i + 1] or stands[2] ~= args[i + 2] then
      load_one(key, args[i], args[i + 1], args[i + 2], true)
      wrong = wrong + 1
    end
  end
  local all, pending = redis.call('HGETALL', key), {}
  for i = 1, #all, 2 do
    if string.sub(all[i], 1, 2) == 'h:' then
      local list = parts(all[i + 1])
      if (tonumber(list[1]) or 0) < oldest then
        redis.call('HDEL', key, all[i])
        wrong = wrong + 1
      else
        for j = 2, #list, 2 do
          pending[list[j]] = (pending[list[j]] or 0) + (tonumber(list[j + 1]) or 0)
        end
      end
    end
  end
  for i = 1, #all, 2 do
    if string.sub(all[i], 1, 2) == 'p:' then
      local should = pending[string.sub(all[i], 3)]
      if not should then
        redis.call('HDEL', key, all[i])
        wrong = wrong + 1
      elseif tostring(should) ~= all[i + 1] then
        redis.call('HSET', key, all[i], should)
        wrong = wrong + 1
      end
    end
  end
  return wrong
end

redis.register_function('gate1_reserve', reserve)
redis.register_function('gate1_decided', decided)
redis.register_function('gate1_heal', heal)
