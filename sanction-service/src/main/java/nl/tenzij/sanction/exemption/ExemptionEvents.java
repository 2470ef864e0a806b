package nl.tenzij.sanction.exemption;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import nl.tenzij.ledger.kafka.Consumer;
import nl.tenzij.ledger.kafka.Incoming;

/**
 * Keeps what a verdict needs to know of exemptions: whose, when, where, whom to ask. What they are
 * for is never told to us. One statement per event, since its rows and the pupil's are read
 * together. Of a pupil who is forgotten nothing is kept.
 */
@ApplicationScoped
public class ExemptionEvents implements Consumer {

  static final String NAME = "exemption-events";

  // The one before it holds until this one does, and this one until the one after it, should that
  // have come first.
  private static final String GRANTED =
      """
      with later as (
        select from_day, said_at from exemption_known
        where board = $1 and school = $2 and exemption = $3 and sequence > $5
          and moments is not null
        order by sequence limit 1),
      earlier as (
        update exemption_known set next_from = $10, next_said = $13
        where board = $1 and school = $2 and exemption = $3 and sequence = (
          select max(sequence) from exemption_known
          where board = $1 and school = $2 and exemption = $3 and sequence < $5
            and moments is not null))
      insert into exemption_known
        (board, school, exemption, pupil, sequence, moments, subjects, places, contact, from_day,
         devices, windows, said_at, next_from, next_said, ended_at)
      select $1, $2, $3, $4::text, $5, $6::text[], $7::text[], $8::text[], $9::text, $10::date,
        $11::text[], $12::text::jsonb, $13::timestamptz,
        (select from_day from later), (select said_at from later),
        (select min(ended_at) from exemption_known
          where board = $1 and school = $2 and exemption = $3)
      where not is_forgotten_by_now($1, $4)
      on conflict do nothing
      """;

  private static final String SUSPENDED =
      """
      insert into exemption_suspended
        (board, school, exemption, sequence, from_day, until_day, said_at)
      select $1, $2, $3, $4, $5, $6, $7 where not is_forgotten_by_now($1, $8)
      on conflict do nothing
      """;

  private static final String RESUMED =
      """
      update exemption_suspended set resumed_at = $5
      where board = $1 and school = $2 and exemption = $3 and sequence < $4 and resumed_at is null
      """;

  // It stays ended, whatever comes late.
  private static final String ENDED =
      """
      with known as (
        update exemption_known set ended_at = coalesce(ended_at, $6)
        where board = $1 and school = $2 and exemption = $3)
      insert into exemption_known (board, school, exemption, pupil, sequence, ended_at)
      select $1, $2, $3, $4, $5, $6 where not is_forgotten_by_now($1, $4)
      on conflict do nothing
      """;

  private final ObjectMapper json;
  private final Clock clock;

  public ExemptionEvents(ObjectMapper json, Clock clock) {
    this.json = json;
    this.clock = clock;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String topic() {
    return "exception.events.v1";
  }

  @Override
  public Set<String> types() {
    return Set.of(
        ExemptionGranted.TYPE, ExemptionSuspended.TYPE, ExemptionResumed.TYPE, ExemptionEnded.TYPE);
  }

  @Override
  public Uni<Void> handle(Incoming message, SqlConnection sql) {
    return switch (message.type()) {
      case ExemptionGranted.TYPE -> granted(message, read(message, ExemptionGranted.class), sql);
      case ExemptionSuspended.TYPE ->
          suspended(message, read(message, ExemptionSuspended.class), sql);
      case ExemptionResumed.TYPE -> resumed(message, read(message, ExemptionResumed.class), sql);
      case ExemptionEnded.TYPE -> ended(message, read(message, ExemptionEnded.class), sql);
      default -> throw new IllegalArgumentException("not asked for: " + message.type());
    };
  }

  private Uni<Void> granted(Incoming message, ExemptionGranted granted, SqlConnection sql) {
    return sql.preparedQuery(GRANTED)
        .execute(
            of(message)
                .addUUID(granted.exemption())
                .addString(granted.pupil())
                .addLong(message.sequence())
                .addArrayOfString(names(granted.moments()))
                .addArrayOfString(granted.subjects().toArray(String[]::new))
                .addArrayOfString(names(granted.places()))
                .addString(granted.contact())
                .addLocalDate(granted.from())
                .addArrayOfString(names(granted.devices().orElse(Set.of())))
                .addString(windows(granted))
                .addOffsetDateTime(said(message)))
        .replaceWithVoid();
  }

  private Uni<Void> suspended(Incoming message, ExemptionSuspended suspended, SqlConnection sql) {
    return sql.preparedQuery(SUSPENDED)
        .execute(
            of(message)
                .addUUID(suspended.exemption())
                .addLong(message.sequence())
                .addLocalDate(suspended.from())
                .addLocalDate(suspended.until())
                .addOffsetDateTime(said(message))
                .addString(suspended.pupil()))
        .replaceWithVoid();
  }

  private Uni<Void> resumed(Incoming message, ExemptionResumed resumed, SqlConnection sql) {
    return sql.preparedQuery(RESUMED)
        .execute(
            of(message)
                .addUUID(resumed.exemption())
                .addLong(message.sequence())
                .addOffsetDateTime(said(message)))
        .replaceWithVoid();
  }

  private Uni<Void> ended(Incoming message, ExemptionEnded ended, SqlConnection sql) {
    return sql.preparedQuery(ENDED)
        .execute(
            of(message)
                .addUUID(ended.exemption())
                .addString(ended.pupil())
                .addLong(message.sequence())
                .addOffsetDateTime(said(message)))
        .replaceWithVoid();
  }

  /** When it was said; what runs ahead of our clock is taken to be said now. */
  private OffsetDateTime said(Incoming message) {
    Instant now = clock.instant();
    return (message.time().isBefore(now) ? message.time() : now).atOffset(ZoneOffset.UTC);
  }

  private static Tuple of(Incoming message) {
    return Tuple.tuple().addString(message.board().id()).addString(message.school().id());
  }

  private String windows(ExemptionGranted granted) {
    try {
      return json.writeValueAsString(granted.windows().orElse(List.of()));
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static String[] names(Collection<? extends Enum<?>> all) {
    return all.stream().map(Enum::name).sorted().toArray(String[]::new);
  }

  private <T> T read(Incoming message, Class<T> type) {
    try {
      return json.treeToValue(message.data(), type);
    } catch (JsonProcessingException unreadable) {
      throw new IllegalArgumentException("not as the contract has it", unreadable);
    }
  }
}
