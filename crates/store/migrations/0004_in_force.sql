-- Which catalogue is in force, for commands that have no folders of their own: the one with the highest number.
alter table catalogues add column put integer not null default 0;
