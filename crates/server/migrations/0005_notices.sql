-- What the channel to citizens has not taken yet, in order.
create index outbox_unsent on outbox (seq) where sent_at is null;
