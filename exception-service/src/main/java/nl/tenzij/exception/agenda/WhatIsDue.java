package nl.tenzij.exception.agenda;

import nl.tenzij.exception.rules.SchoolZone;

/**
 * For which exemptions a day brings something, by each school's own date. Each query takes now as
 * {@code $1}, goes on after the row of day {@code $2} and exemption {@code $3}, gives {@code $4}
 * rows at most, and takes a term as {@code $5}; it finds nothing of which an exemption would say
 * that it is not yet so.
 */
final class WhatIsDue {

  /** With the school's date as {@code today}, and what the rows are sorted by as {@code day}. */
  private static final String TODAY =
      """
      select o.exemption, o.board, o.school, o.pupil, o.reviewed_on, o.review_planned,
        o.decide_remind_on, %s as day,
        there.zone, ($1::timestamptz at time zone there.zone)::date as today,
        $5::text::interval as term
      from exemption_overview o
        cross join lateral (select ZONE as zone) there
      where
      """
          .replace("ZONE", SchoolZone.of("o.board", "o.school"));

  private static final String PAGE =
      """
       and (day, exemption) > ($2::date, $3::uuid) order by day, exemption limit $4
      """;

  // where it is tomorrow already, what is due then is due: a day more than by our own date
  private static final String SUSPENSIONS =
      TODAY.formatted("o.suspended_until")
          + "o.suspended_until <= ($1::timestamptz at time zone 'UTC')::date";

  private static final String REMINDERS =
      TODAY.formatted("o.remind_on")
          + "o.remind_on <= ($1::timestamptz at time zone 'UTC')::date + 1";

  private static final String REQUESTS =
      TODAY.formatted(
              """
              (o.submitted_on + coalesce(
                (select (r.rule ->> 'decidedWithin')::interval from exemption_rule_known r
                  where r.board = o.board and r.school = o.school
                    and r.valid_from <= $1::timestamptz
                  order by r.valid_from desc limit 1),
                $5::text::interval))::date
              """)
          + "o.status in ('COMPLETE', 'UNDER_ASSESSMENT') and o.submitted_on is not null";

  private static final String INCOMPLETE =
      TODAY.formatted("(o.requested_on + $5::text::interval)::date")
          + """
            o.status = 'REQUESTED' and o.requested_on is not null and o.complete_reminded_on is null
            """;

  private static final String PUPILS_AWAY =
      TODAY.formatted("o.changed_at::date")
          + """
            o.status in ('REQUESTED', 'COMPLETE', 'UNDER_ASSESSMENT', 'ACTIVE', 'SUSPENDED')
              and exists (
                select from pupil_known p
                where p.board = o.board and p.school = o.school and p.pupil = o.pupil
                  and not p.present and p.left_at < $1::timestamptz - $5::text::interval)
            """;

  private static final String IN_FORCE =
      TODAY.formatted("o.review_due") + "o.status = 'ACTIVE' and o.review_due is not null";

  /** The last day has passed. */
  static final String SUSPENDED =
      "select * from (" + SUSPENSIONS + ") found where day < today" + PAGE;

  static final String TO_REMIND =
      "select * from (" + REMINDERS + ") found where day <= today" + PAGE;

  /** By the policy in force, or the term where it says nothing. */
  static final String TO_DECIDE =
      "select * from ("
          + REQUESTS
          + ") found where day < today and coalesce(decide_remind_on, today) <= today"
          + PAGE;

  /** What is missing was not brought in within the term. */
  static final String TO_COMPLETE =
      "select * from (" + INCOMPLETE + ") found where day < today" + PAGE;

  /** For longer than the term. */
  static final String LEFT = "select * from (" + PUPILS_AWAY + ") found where true" + PAGE;

  /**
   * The pupil is in a class, and in none that was the pupil's when the exemption was last looked
   * at; and by the terms it is not looked at within the term anyway, whatever sooner day somebody
   * chose. A place is the pupil's from its first day, and not before the roster first told it,
   * since the day can be its class's, or told it anew after a while without it; without either it
   * always was.
   */
  static final String IN_NEW_CLASS =
      "select * from ("
          + IN_FORCE
          + """
            ) found
            where coalesce(review_planned, day) > today + term
              and exists (
                select from enrolment_known e
                where e.board = found.board and e.school = found.school and e.pupil = found.pupil
                  and coalesce(e.begins, today) <= today and coalesce(e.ends, today) >= today)
              and not exists (
                select from enrolment_known e
                join enrolment_known before on before.board = e.board
                  and before.school = e.school and before.pupil = e.pupil
                  and before.class = e.class
                  and coalesce(
                    greatest(before.began, (before.told_at at time zone zone)::date),
                    reviewed_on) <= reviewed_on
                where e.board = found.board and e.school = found.school and e.pupil = found.pupil
                  and coalesce(e.begins, today) <= today and coalesce(e.ends, today) >= today)
            """
          + PAGE;

  private WhatIsDue() {}
}
