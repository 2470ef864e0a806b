package nl.tenzij.exception.rules;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import nl.tenzij.ledger.tenancy.Board;
import nl.tenzij.ledger.tenancy.School;

/** Which day it is at a school, and which rule for exemptions holds on it. */
@ApplicationScoped
public class SchoolRules {

  private static final String ZONE = "select " + SchoolZone.of("$1", "$2") + " as time_zone";

  private static final String DAY =
      """
      select
        (select r.rule::text from exemption_rule_known r
         where r.board = $1 and r.school = $2 and r.valid_from <= $3
         order by r.valid_from desc limit 1) as rule,
        (select c.semester_ends from calendar_known c where c.board = $1 and c.school = $2)
          as semester_ends,
        %s as time_zone
      """
          .formatted(SchoolZone.of("$1", "$2"));

  private final Pool pool;
  private final Clock clock;
  private final ExemptionConfig config;
  private final ObjectMapper json;

  public SchoolRules(Pool pool, Clock clock, ExemptionConfig config, ObjectMapper json) {
    this.pool = pool;
    this.clock = clock;
    this.config = config;
    this.json = json;
  }

  /** The date there. */
  public Uni<LocalDate> date(Board board, School school) {
    return pool.preparedQuery(ZONE)
        .execute(Tuple.of(board.id(), school.id()))
        .map(rows -> dateAt(clock.instant(), rows.iterator().next().getString("time_zone")));
  }

  /**
   * @param zone by its name; null for what is of all schools of a board
   */
  public static LocalDate dateAt(Instant moment, String zone) {
    return LocalDate.ofInstant(moment, zone == null ? SchoolZone.UNLESS_TOLD : ZoneId.of(zone));
  }

  /** The date there with the rule that holds. */
  public Uni<SchoolDay> today(Board board, School school) {
    Instant now = clock.instant();
    return pool.preparedQuery(DAY)
        .execute(Tuple.of(board.id(), school.id(), now.atOffset(ZoneOffset.UTC)))
        .map(rows -> day(rows.iterator().next(), now));
  }

  private SchoolDay day(Row row, Instant now) {
    PolicyInForce.Exemptions rule = rule(row.getString("rule"));
    LocalDate[] ends = row.getArrayOfLocalDates("semester_ends");
    Period decidedWithin =
        Optional.ofNullable(rule.decidedWithin()).orElseGet(config::decidedWithin);
    return new SchoolDay(
        dateAt(now, row.getString("time_zone")),
        rule.criteria(),
        decidedWithin,
        rule.terms().withSemesterEnds(ends == null ? List.of() : List.of(ends)),
        config.remindAhead());
  }

  private PolicyInForce.Exemptions rule(String text) {
    if (text == null) {
      return PolicyInForce.Exemptions.NONE;
    }
    try {
      return json.readValue(text, PolicyInForce.Exemptions.class);
    } catch (JsonProcessingException broken) {
      throw new UncheckedIOException(broken);
    }
  }
}
