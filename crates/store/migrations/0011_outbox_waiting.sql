-- How many notices wait is asked every few seconds.
create index outbox_waiting on outbox (seq) where sent_at is null;
