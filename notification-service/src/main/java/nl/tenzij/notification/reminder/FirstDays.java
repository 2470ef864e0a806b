package nl.tenzij.notification.reminder;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.LocalDate;
import nl.tenzij.ledger.kafka.Incoming;
import nl.tenzij.notification.hours.Hours;
import nl.tenzij.notification.hours.SchoolHours;
import nl.tenzij.notification.message.Urgency;
import nl.tenzij.notification.trigger.News;
import nl.tenzij.notification.trigger.Triggers;

/**
 * Whether a measure begins before guardians hear of it: it was decided on in quiet hours that last
 * until its first day. Somebody can call, or let it begin later.
 */
@ApplicationScoped
public class FirstDays implements Reminding.Open {

  private final SchoolHours hours;
  private final Triggers triggers;

  public FirstDays(SchoolHours hours, Triggers triggers) {
    this.hours = hours;
    this.triggers = triggers;
  }

  @Override
  public Uni<Boolean> after(Incoming message, SqlConnection sql) {
    return hours
        .of(message.board(), message.school(), sql)
        .map(known -> beginsUnheard(News.of(message), message.time(), known));
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
}
