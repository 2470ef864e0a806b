-- Of two policies from one moment on, the one that came in force later counts.
alter table letter_policy add column sequence bigint not null default 0;
