-- Until when something lasts or was promised, and what the server does by itself then. Reckoned when a step is taken, by
-- the parameters of that time.

-- The last step; exports go by it.
alter table submissions add column changed_at text not null default '';
-- After this moment the bureau or the citizen is late.
alter table submissions add column due_at text;
-- After this moment the server moves it on.
alter table submissions add column lapses_at text;
-- The answer promised with the receipt: a day, or a moment where the limit counts hours.
alter table submissions add column answer_due text;
-- The last day it is about: of the appointment, or wished. Retention counts from here.
alter table submissions add column day text;
-- When everything personal was erased.
alter table submissions add column erased_at text;

-- What the citizen was promised with a step. A date alone is not personal, and stays.
alter table events add column due text;

update submissions set changed_at =
  coalesce((select max(at) from events where events.submission = submissions.id), received_at);

create index submissions_by_change on submissions (changed_at);
create index submissions_due on submissions (due_at) where due_at is not null;
create index submissions_lapsing on submissions (lapses_at) where lapses_at is not null;
create index submissions_outlived on submissions (day) where day is not null and erased_at is null;

-- Files whose form never came are looked up by it.
create index files_by_begin on files (begun_at);
