package nl.tenzij.notification.reminder;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Set;
import java.util.UUID;
import nl.tenzij.ledger.kafka.Consumer;
import nl.tenzij.ledger.kafka.Incoming;
import nl.tenzij.notification.hours.Hours;
import nl.tenzij.notification.hours.SchoolHours;
import nl.tenzij.notification.message.Urgency;
import nl.tenzij.notification.trigger.News;
import nl.tenzij.notification.trigger.Triggers;

/**
 * Warns the head where a measure that was confirmed begins before guardians hear of it: it was
 * confirmed in quiet hours that last until its first day. Somebody can call, or let it begin later.
 */
@ApplicationScoped
public class FirstDayReminders implements Consumer {

  static final String CONFIRMED = "nl.tenzij.sanction.confirmed.v1";
  static final String AMENDED = "nl.tenzij.sanction.amended.v1";
  static final String REVOKED = "nl.tenzij.sanction.revoked.v1";

  private static final Set<String> AUDIENCE = Set.of("HEAD");

  private final Reminders reminders;
  private final SchoolHours hours;
  private final Triggers triggers;

  public FirstDayReminders(Reminders reminders, SchoolHours hours, Triggers triggers) {
    this.reminders = reminders;
    this.hours = hours;
    this.triggers = triggers;
  }

  @Override
  public String name() {
    return "first-day-reminders";
  }

  @Override
  public String topic() {
    return "sanction.events.v1";
  }

  @Override
  public Set<String> types() {
    return Set.of(CONFIRMED, AMENDED, REVOKED);
  }

  @Override
  public Uni<Void> handle(Incoming message, SqlConnection sql) {
    return hours
        .of(message.board(), message.school(), sql)
        .map(known -> beginsUnheard(News.of(message), message.time(), known))
        .chain(unheard -> unheard ? warn(message, sql) : settle(message, sql));
  }

  /** What is made lighter, and begins before it is heard of as it did, was warned of. */
  private Uni<Void> warn(Incoming message, SqlConnection sql) {
    return message.type().equals(CONFIRMED)
        ? reminders.raise(matter(message), message, sql)
        : Uni.createFrom().voidItem();
  }

  private Uni<Void> settle(Incoming message, SqlConnection sql) {
    return reminders.settle(Kind.HOME_NOT_TOLD, sanction(message), message, sql);
  }

  /**
   * By the hours at the moment at which it was decided: what is read again later is no news.
   *
   * @param at the moment at which it was decided
   */
  private boolean beginsUnheard(News news, Instant at, Hours known) {
    String from = news.fact("from");
    if (from == null || news.fact("endedAt") != null || isUrgent(news)) {
      return false;
    }
    LocalDate first = LocalDate.parse(from);
    return !first.isBefore(known.day(at))
        && known.quietUntil(at).filter(heard -> !known.day(heard).isBefore(first)).isPresent();
  }

  /** It is told at any hour. */
  private boolean isUrgent(News news) {
    return triggers.of(news).stream().anyMatch(row -> row.urgency() == Urgency.URGENT);
  }

  private static UUID sanction(Incoming message) {
    return UUID.fromString(message.data().required("sanction").asText());
  }

  private static Reminders.Matter matter(Incoming message) {
    String pupil = message.data().required("pupil").asText();
    LocalDate first = LocalDate.parse(message.data().required("from").asText());
    return new Reminders.Matter(
        Kind.HOME_NOT_TOLD, sanction(message), pupil, AUDIENCE, null, first, first, null);
  }
}
