package nl.tenzij.notification.reminder;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import nl.tenzij.ledger.kafka.Consumer;
import nl.tenzij.ledger.kafka.Incoming;

/**
 * Reminds the head of what went out to a pupil in person, where the roster says no more that they
 * are of age: guardians were not told of it, and are not by one word of a roster. The head judges
 * which of the two was the mistake. How much went out is looked at when it is read; where nothing
 * did, there is nothing to be reminded of.
 */
@ApplicationScoped
public class TakenForOfAge implements Consumer {

  static final String PUPIL_REGISTERED = "nl.tenzij.school.pupil-registered.v1";

  /** Nobody says that the head has told them. */
  private static final int DAYS_SHOWN = 28;

  private static final String OF_AGE =
      """
      insert into pupil_of_age as known (board, school, pupil, of_age, sequence)
      select $1, $2, $3, true, $4 where not is_forgotten_by_now($1, $3)
      on conflict (board, school, pupil) do update set of_age = true, sequence = excluded.sequence
      where known.sequence < excluded.sequence
      """;

  private static final String NO_MORE =
      """
      update pupil_of_age set of_age = false, sequence = $4
      where board = $1 and school = $2 and pupil = $3 and of_age and sequence < $4
      """;

  private final Reminders reminders;

  public TakenForOfAge(Reminders reminders) {
    this.reminders = reminders;
  }

  @Override
  public String name() {
    return "of-age-reminders";
  }

  @Override
  public String topic() {
    return "school.events.v1";
  }

  @Override
  public Set<String> types() {
    return Set.of(PUPIL_REGISTERED);
  }

  @Override
  public Uni<Void> handle(Incoming message, SqlConnection sql) {
    String pupil = message.data().required("pupil").asText();
    return message.data().path("ofAge").asBoolean()
        ? sql.preparedQuery(OF_AGE)
            .execute(row(message, pupil))
            .chain(
                () -> reminders.settle(Kind.TOLD_IN_PERSON, matter(message, pupil), message, sql))
        : sql.preparedQuery(NO_MORE)
            .execute(row(message, pupil))
            .chain(
                changed ->
                    changed.rowCount() == 0
                        ? Uni.createFrom().voidItem()
                        : raise(message, pupil, sql));
  }

  private Uni<Void> raise(Incoming message, String pupil, SqlConnection sql) {
    LocalDate said = LocalDate.ofInstant(message.time(), ZoneOffset.UTC);
    return reminders.raise(
        new Reminders.Matter(
            Kind.TOLD_IN_PERSON,
            matter(message, pupil),
            pupil,
            Set.of("HEAD"),
            Map.of(Detail.LAST_SHOWN, said.plusDays(DAYS_SHOWN).toString())),
        message,
        sql);
  }

  private static Tuple row(Incoming message, String pupil) {
    return Tuple.of(message.board().id(), message.school().id(), pupil, message.sequence());
  }

  /** One for each pupil. */
  private static UUID matter(Incoming message, String pupil) {
    String name = message.board().id() + '\n' + message.school().id() + '\n' + pupil;
    return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8));
  }
}
