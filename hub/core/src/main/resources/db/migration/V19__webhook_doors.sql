-- What came to a door for webhooks and was refused, or was genuine and could not be used: a count a
-- door and day, and nothing of what was sent. The doors are the hub's own, so strangers add no rows.
create table webhook_count (
  door         text        not null,
  kind         text        not null check (kind in ('REFUSED', 'SET_ASIDE')),
  -- In UTC.
  day          date        not null,
  counted      bigint      not null check (counted > 0),
  -- How many of them within ten minutes, and when those began.
  recent       bigint      not null check (recent > 0),
  recent_since timestamptz not null,
  last_at      timestamptz not null,
  primary key (door, kind, day)
);
