-- A sealed package is kept as the bytes that it is; none of it gets shorter by compressing it. What waits is a text still.
alter table roster_package
  add content bytea,
  alter content set storage external,
  alter sealed drop not null,
  add check (num_nonnulls(content, sealed) = 1);
