-- Whether people are asked in an evaluation; in those that there are they were.
alter table evaluation_overview add column surveyed boolean not null default true;
