-- Up to which moment each consumer has taken in all that a partition held, whichever instance did it. By this database's
-- clock. A row is written each second, so most of a page is left for its next versions.
create table read_up_to (
  consumer  text        not null,
  partition int         not null,
  up_to     timestamptz not null,
  primary key (consumer, partition)
) with (fillfactor = 20);
