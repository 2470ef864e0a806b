package nl.tenzij.notification.reminder;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import nl.tenzij.ledger.kafka.Incoming;
import nl.tenzij.notification.hours.Hours;
import nl.tenzij.notification.hours.SchoolHours;
import nl.tenzij.notification.message.Urgency;
import nl.tenzij.notification.pupil.Pupils;
import nl.tenzij.notification.trigger.News;
import nl.tenzij.notification.trigger.Triggers;

/**
 * Whether a measure begins before guardians hear of it, or the pupil who is of age: it was decided
 * on in quiet hours that last until its first day. Somebody can call, or let it begin later.
 */
@ApplicationScoped
public class FirstDays {

  private final SchoolHours hours;
  private final Triggers triggers;
  private final Pupils pupils;

  public FirstDays(SchoolHours hours, Triggers triggers, Pupils pupils) {
    this.hours = hours;
    this.triggers = triggers;
    this.pupils = pupils;
  }

  /** Before it is told at home. */
  Reminding.Open atHome() {
    return (message, sql) -> after(message, false, sql);
  }

  /** Before it is told to a pupil who is of age. */
  Reminding.Open inPerson() {
    return (message, sql) -> after(message, true, sql);
  }

  private Uni<Boolean> after(Incoming message, boolean inPerson, SqlConnection sql) {
    News news = News.of(message);
    return hours
        .of(message.board(), message.school(), sql)
        .map(known -> beginsUnheard(news, message.time(), known))
        .chain(
            unheard ->
                unheard
                    ? isOfAge(news, sql).map(is -> is == inPerson)
                    : Uni.createFrom().item(false));
  }

  private Uni<Boolean> isOfAge(News news, SqlConnection sql) {
    return pupils
        .guardians(news.board(), news.school(), news.pupil(), sql)
        .map(
            known ->
                known.orElse(List.of()).stream().anyMatch(guardian -> guardian.is(news.pupil())));
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
