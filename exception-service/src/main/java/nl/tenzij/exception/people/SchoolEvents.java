package nl.tenzij.exception.people;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Set;
import nl.tenzij.ledger.kafka.Consumer;
import nl.tenzij.ledger.kafka.Incoming;

/**
 * Keeps who belongs to which pupil: guardians, and by the classes the staff. A row remembers the
 * sequence of the event it comes from, so that an older one that is handled late (it had been
 * parked) does not undo a newer.
 */
@ApplicationScoped
public class SchoolEvents implements Consumer {

  private static final String PUPIL =
      """
      insert into pupil_known as known (board, school, pupil, present, guardians, classes, sequence)
      values ($1, $2, $3, $4, $5, $6, $7)
      on conflict (board, school, pupil) do update
      set present = excluded.present, guardians = excluded.guardians, classes = excluded.classes,
        sequence = excluded.sequence
      where known.sequence < excluded.sequence
      """;

  private static final String CLASS =
      """
      insert into class_known as known (board, school, class, teachers, sequence)
      values ($1, $2, $3, $4, $5)
      on conflict (board, school, class) do update
      set teachers = excluded.teachers, sequence = excluded.sequence
      where known.sequence < excluded.sequence
      """;

  private static final String[] NOBODY = {};

  private final ObjectMapper json;

  public SchoolEvents(ObjectMapper json) {
    this.json = json;
  }

  @Override
  public String name() {
    return "school-events";
  }

  @Override
  public String topic() {
    return "school.events.v1";
  }

  @Override
  public Set<String> types() {
    return Set.of(PupilRegistered.TYPE, PupilLeft.TYPE, ClassRegistered.TYPE, ClassEnded.TYPE);
  }

  @Override
  public Uni<Void> handle(Incoming message, SqlConnection sql) {
    if (message.isTombstone()) {
      return gone(message, message.key(), sql);
    }
    return switch (message.type()) {
      case PupilRegistered.TYPE -> registered(message, read(message, PupilRegistered.class), sql);
      case PupilLeft.TYPE -> gone(message, read(message, PupilLeft.class).pupil(), sql);
      case ClassRegistered.TYPE -> {
        ClassRegistered known = read(message, ClassRegistered.class);
        yield taught(message, known.id(), known.teachers().toArray(String[]::new), sql);
      }
      case ClassEnded.TYPE -> taught(message, read(message, ClassEnded.class).id(), NOBODY, sql);
      default -> throw new IllegalArgumentException("not asked for: " + message.type());
    };
  }

  private static Uni<Void> registered(Incoming message, PupilRegistered known, SqlConnection sql) {
    String[] classes = known.classes().toArray(String[]::new);
    return pupil(message, known.pupil(), true, known.guardianIds(), classes, sql);
  }

  /** A pupil who left belongs to nobody here: old requests stay with the care coordinator. */
  private static Uni<Void> gone(Incoming message, String pupil, SqlConnection sql) {
    return pupil(message, pupil, false, NOBODY, NOBODY, sql);
  }

  private static Uni<Void> pupil(
      Incoming message,
      String pupil,
      boolean present,
      String[] guardians,
      String[] classes,
      SqlConnection sql) {
    Tuple row =
        Tuple.tuple()
            .addString(message.board().id())
            .addString(message.school().id())
            .addString(pupil)
            .addBoolean(present)
            .addArrayOfString(guardians)
            .addArrayOfString(classes)
            .addLong(message.sequence());
    return sql.preparedQuery(PUPIL).execute(row).replaceWithVoid();
  }

  private static Uni<Void> taught(
      Incoming message, String id, String[] teachers, SqlConnection sql) {
    Tuple row =
        Tuple.tuple()
            .addString(message.board().id())
            .addString(message.school().id())
            .addString(id)
            .addArrayOfString(teachers)
            .addLong(message.sequence());
    return sql.preparedQuery(CLASS).execute(row).replaceWithVoid();
  }

  private <T> T read(Incoming message, Class<T> type) {
    try {
      return json.treeToValue(message.data(), type);
    } catch (JsonProcessingException unreadable) {
      throw new IllegalArgumentException("not as the contract has it", unreadable);
    }
  }
}
