-- News for a whole school, and how far its pupils' guardians were told. Kept: a pupil that comes to be known here later than
-- the news, but was at the school before it, is told too.
create table announcement (
  board text not null, school text not null, event text not null,
  news jsonb not null, sequence bigint not null,
  after text not null default '', done boolean not null default false,
  primary key (board, school, event));
create index announcement_under_way on announcement (event) where not done;
