#!lua name=tillbridge_gate_2

-- The reservation gate: it can refuse, it cannot grant alone. Two hashes per location:
--   gate    f:<sku>  units free, as PostgreSQL last said   v:<sku>  the version of the row that said so
--   asking  p:<sku>  units asked for and not yet decided   h:<id>   the asking hold: time|sku|n|sku|n...
-- Nothing here carries a TTL, and losing all of it loses nothing.

-- Redis takes no more arguments at once than Lua can unpack.
local AT_ONCE = 1000

-- Where free units are so many times what a batch asks for, nobody needs to be told apart.
local PLENTY = 16

local function parts(text)
  local list = {}
  for part in string.gmatch(text, '([^\31]+)') do list[#list + 1] = part end
  return list
end

-- The fields of a hash with this prefix before each name, in the order of the names; false if missing.
local function read(key, prefix, names)
  local values, fields = {}, {}
  for i = 1, #names do
    fields[#fields + 1] = prefix .. names[i]
    if #fields == AT_ONCE or i == #names then
      local some = redis.call('HMGET', key, unpack(fields))
      for j = 1, #fields do values[#values + 1] = some[j] end
      fields = {}
    end
  end
  return values
end

-- Writes a flat list of fields and values.
local function write(key, list)
  for from = 1, #list, AT_ONCE do
    redis.call('HSET', key, unpack(list, from, math.min(from + AT_ONCE - 1, #list)))
  end
end

-- Removes a key that is not one of our hashes; answers whether there was one.
local function removed(key)
  local kind = redis.call('TYPE', key)['ok']
  if kind == 'hash' or kind == 'none' then return false end
  redis.call('DEL', key)
  return true
end

-- Gives the pending units of one asking hold back, if it is live: twice is once.
local function settle(key, id)
  local asked = redis.call('HGET', key, 'h:' .. id)
  if not asked then return end
  redis.call('HDEL', key, 'h:' .. id)
  local list = parts(asked)
  for i = 2, #list, 2 do
    local field, units = 'p:' .. list[i], tonumber(list[i + 1] or '') or 0
    local left = (tonumber(redis.call('HGET', key, field) or '') or 0) - units
    if left > 0 then redis.call('HSET', key, field, left) else redis.call('HDEL', key, field) end
  end
end

-- Units that nobody has asked for yet, in the order of the SKUs; false where we cannot tell.
local function unasked(keys, skus)
  local free, pending, left = read(keys[1], 'f:', skus), read(keys[2], 'p:', skus), {}
  for i = 1, #skus do
    left[i] = tonumber(free[i] or '') and tonumber(free[i]) - (tonumber(pending[i] or '') or 0) or false
  end
  return left
end

-- keys: gate, asking; args: (sku, units that a whole batch asks for)*. Takes no note of anything.
-- Answers for each SKU: 1 there is plenty, 0 ask for each request.
local function plenty(keys, args)
  local skus, answers = {}, {}
  for i = 1, #args, 2 do skus[#skus + 1] = args[i] end
  local left = unasked(keys, skus)
  for i = 1, #skus do
    answers[i] = left[i] and left[i] >= PLENTY * tonumber(args[2 * i]) and 1 or 0
  end
  return answers
end

-- keys: gate, asking; args: now, then for each request: id, count, (sku, units) * count
-- Answers for each request: 1 there seems to be enough, 0 there is not, -1 cannot tell.
local function reserve(keys, args)
  local now, skus, number, at = args[1], {}, {}, 2
  while at <= #args do
    local after = at + 2 + 2 * tonumber(args[at + 1])
    for i = at + 2, after - 1, 2 do
      if not number[args[i]] then
        skus[#skus + 1] = args[i]
        number[args[i]] = #skus
      end
    end
    at = after
  end
  local left, answers = unasked(keys, skus), {}
  at = 2
  while at <= #args do
    local id, lines, verdict = args[at], at + 2, 1
    at = lines + 2 * tonumber(args[at + 1])
    for i = lines, at - 1, 2 do
      local there = left[number[args[i]]]
      if not there then
        verdict = -1
      elseif verdict == 1 and there < tonumber(args[i + 1]) then
        verdict = 0
      end
    end
    if verdict >= 0 and redis.call('HEXISTS', keys[2], 'h:' .. id) == 1 then
      verdict = 1 -- Asked before, and not yet decided: its units are among the pending ones.
    elseif verdict == 1 then
      local asked = { now }
      for i = lines, at - 1, 2 do
        local sku, units = number[args[i]], args[i + 1]
        redis.call('HINCRBY', keys[2], 'p:' .. args[i], units)
        left[sku] = left[sku] - tonumber(units)
        asked[#asked + 1] = args[i]
        asked[#asked + 1] = units
      end
      redis.call('HSET', keys[2], 'h:' .. id, table.concat(asked, '\31'))
    end
    answers[#answers + 1] = verdict
  end
  return answers
end

-- keys: gate, asking, channel; args: number of ids, ids..., then (sku, free, version)*
-- Takes over what PostgreSQL decided, forgets the asking, and tells whoever listens.
local function decided(keys, args)
  local ids, skus, news = tonumber(args[1]), {}, {}
  for i = 2, ids + 1 do settle(keys[2], args[i]) end
  for i = ids + 2, #args, 3 do skus[#skus + 1] = args[i] end
  local known = read(keys[1], 'v:', skus)
  for i = 1, #skus do
    local at = ids + 3 * i - 1
    if not (tonumber(known[i]) and tonumber(known[i]) >= tonumber(args[at + 2])) then
      news[#news + 1] = 'f:' .. skus[i]
      news[#news + 1] = args[at + 1]
      news[#news + 1] = 'v:' .. skus[i]
      news[#news + 1] = args[at + 2]
    end
  end
  write(keys[1], news)
  if #news > 0 then redis.call('PUBLISH', keys[3], #news / 4) end
  return #news / 4
end

-- keys: gate; args: (sku, free, version)*. Sets the truth where something else or older stands.
-- Answers how much was wrong, then (sku, version)* of what claims to be newer: the truth may have
-- been read before, or it is wrong; who reads again and finds it still so, calls overrule.
local function heal(keys, args)
  local skus, right, answer = {}, {}, { removed(keys[1]) and 1 or 0 }
  for i = 1, #args, 3 do skus[#skus + 1] = args[i] end
  local free, known = read(keys[1], 'f:', skus), read(keys[1], 'v:', skus)
  for i = 1, #skus do
    local units, version = args[3 * i - 1], args[3 * i]
    if known[i] and tonumber(known[i]) and tonumber(known[i]) > tonumber(version) then
      answer[#answer + 1] = skus[i]
      answer[#answer + 1] = known[i]
    elseif free[i] ~= units or known[i] ~= version then
      answer[1] = answer[1] + 1
      right[#right + 1] = 'f:' .. skus[i]
      right[#right + 1] = units
      right[#right + 1] = 'v:' .. skus[i]
      right[#right + 1] = version
    end
  end
  write(keys[1], right)
  return answer
end

-- keys: gate; args: (sku, the version it claims, free, version)*. Sets the truth where the claim
-- still stands; answers how often.
local function overrule(keys, args)
  local wrong = 0
  for i = 1, #args, 4 do
    if redis.call('HGET', keys[1], 'v:' .. args[i]) == args[i + 1] then
      redis.call('HSET', keys[1], 'f:' .. args[i], args[i + 2], 'v:' .. args[i], args[i + 3])
      wrong = wrong + 1
    end
  end
  return wrong
end

-- keys: asking; args: oldest and newest time an asking may have. Forgets what was left behind and
-- what is none of ours, and counts what is pending anew from the live askings; answers how much was
-- wrong.
local function tidy(keys, args)
  local key, oldest, newest = keys[1], tonumber(args[1]), tonumber(args[2])
  local wrong, pending = removed(key) and 1 or 0, {}
  local all = redis.call('HGETALL', key)
  for i = 1, #all, 2 do
    local kind = string.sub(all[i], 1, 2)
    if kind ~= 'h:' and kind ~= 'p:' then
      redis.call('HDEL', key, all[i])
      wrong = wrong + 1
    elseif kind == 'h:' then
      local list = parts(all[i + 1])
      local at = tonumber(list[1] or '')
      if not (at and at >= oldest and at <= newest) then
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

redis.register_function('gate2_plenty', plenty)
redis.register_function('gate2_reserve', reserve)
redis.register_function('gate2_decided', decided)
redis.register_function('gate2_heal', heal)
redis.register_function('gate2_overrule', overrule)
redis.register_function('gate2_tidy', tidy)
