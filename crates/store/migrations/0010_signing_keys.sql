-- Keys that sign receipts. One of them has no end, and signs. Of the others only the public half is kept, for receipts
-- that were signed before.
create table signing_keys (
  kid text not null primary key,
  -- JSON Web Key.
  public text not null,
  private blob,
  begun_at text not null,
  ended_at text,
  check ((ended_at is null) = (private is not null))
) strict;

create unique index one_key_signs on signing_keys (ended_at is null) where ended_at is null;
