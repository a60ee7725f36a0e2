-- Everything the server knows. Moments are texts of the form 2026-12-01T09:30:00+08:00, days 2026-12-01; both sort.

-- Keys of this installation, made once by whoever comes first. A backup holds them.
create table keys (
  name text not null primary key,
  bytes blob not null
) strict;

-- Every catalogue that was ever served: a submission names the version it was filled in under.
create table catalogues (
  digest text not null primary key,
  served_at text not null,
  json blob not null
) strict;

create table submissions (
  id text not null primary key,
  -- As the receipt names it; on a clash another one than in the body.
  reference text not null unique,
  service text not null,
  definition_version text not null,
  -- The catalogue whose policy it was judged by.
  catalogue text not null,
  state text not null,
  received_at text not null,
  -- The bytes as they were sent; empty once erased.
  body blob not null,
  sha256 blob not null,
  capability_hash blob not null,
  -- Keyed: eight characters alone are few.
  secret_hash blob not null,
  -- What was answered first, and is answered again.
  answer text not null
) strict;

create index submissions_by_state on submissions (state, received_at);

-- Who moved what, when and why: codes only, and never changed.
create table events (
  submission text not null references submissions (id),
  seq integer not null,
  at text not null,
  state_from text,
  state text not null,
  actor text not null,
  reason text,
  primary key (submission, seq)
) strict, without rowid;

create trigger events_stay before update on events
begin
  select raise(abort, 'the log is append-only');
end;

create trigger events_are_kept before delete on events
begin
  select raise(abort, 'the log is append-only');
end;

-- Who looked at what was sent. Never changed either.
create table looks (
  number integer not null primary key,
  submission text not null references submissions (id),
  at text not null,
  actor text not null
) strict;

create index looks_by_submission on looks (submission);

create trigger looks_stay before update on looks
begin
  select raise(abort, 'the log is append-only');
end;

create trigger looks_are_kept before delete on looks
begin
  select raise(abort, 'the log is append-only');
end;

-- What an event tells the citizen. May hold personal data, and goes when the submission is erased.
create table told (
  submission text not null,
  seq integer not null,
  detail text not null,
  primary key (submission, seq),
  foreign key (submission, seq) references events (submission, seq)
) strict, without rowid;

-- Places of slots. A booking without a number holds no place: another one of the same pair does. Only officers see
-- that.
create table bookings (
  submission text not null primary key references submissions (id),
  office_id text not null,
  date text not null,
  start integer not null,
  number integer check (number >= 1),
  pair blob,
  unique (office_id, date, start, number)
) strict;

create index bookings_by_pair on bookings (pair);

-- Files and their parts, by content. A file may come before its form.
create table files (
  submission text not null,
  sha256 text not null,
  capability_hash blob not null,
  begun_at text not null,
  length integer not null,
  complete integer not null,
  primary key (submission, sha256)
) strict;

create table file_parts (
  submission text not null,
  sha256 text not null,
  at_offset integer not null,
  bytes blob not null,
  primary key (submission, sha256, at_offset),
  foreign key (submission, sha256) references files (submission, sha256) on delete cascade
) strict;

-- Actions by the citizen, each carried out once.
create table actions (
  id text not null primary key,
  submission text not null references submissions (id),
  at text not null,
  sha256 blob not null
) strict;

-- What citizens added later, as it was sent.
create table supplements (
  number integer not null primary key,
  submission text not null references submissions (id),
  at text not null,
  body blob not null
) strict;

-- What other systems have to be told, in order.
create table outbox (
  seq integer not null primary key,
  at text not null,
  kind text not null,
  submission text not null references submissions (id),
  payload text not null,
  sent_at text
) strict;
