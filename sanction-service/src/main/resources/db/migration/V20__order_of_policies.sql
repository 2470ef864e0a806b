-- Of two policies from one moment on, the one that came in force later counts: not the one whose text was rewritten more often.
alter table policy_known add column sequence bigint not null default 0;
