-- What a letter of confirmation says besides names, from others' events. Ids and functional facts only; a part's sequence
-- is that of the event it comes from.
create table letter_sanction (
  board text not null, school text not null, sanction text not null,
  incident text, pupil text, clause text,
  measure text, first_day date, last_day date, decided_at timestamptz, holds boolean not null default false,
  sequence bigint not null default 0,
  primary key (board, school, sanction));

create table letter_incident (
  board text not null, school text not null, incident text not null,
  category text not null, occurred_at timestamptz not null, sequence bigint not null,
  primary key (board, school, incident));

-- How long one may object, by the policy that was in force.
create table letter_policy (
  board text not null, school text not null, policy text not null, version int not null,
  in_force_from timestamptz not null, objection_term text,
  primary key (board, school, policy, version));
