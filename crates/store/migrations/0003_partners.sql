-- The other party of an appointment: who may say yes or no to it, and what was said. Once, and then no more.
create table partners (
  submission text not null primary key references submissions (id),
  code_hash blob not null,
  said text check (said in ('confirmed', 'declined')),
  said_at text
) strict, without rowid;
