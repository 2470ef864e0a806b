package nl.tenzij.exception.rules;

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
 * Keeps in which time zone a school is registered. A consumer of its own beside the one for
 * calendars: it reads the topic from its start, also where the other is far on.
 */
@ApplicationScoped
public class ZoneEvents implements Consumer {

  private static final String ZONE =
      """
      insert into school_zone_known as known (board, school, time_zone, sequence)
      values ($1, $2, $3, $4)
      on conflict (board, school) do update
      set time_zone = excluded.time_zone, sequence = excluded.sequence
      where known.sequence < excluded.sequence
      """;

  private final ObjectMapper json;

  public ZoneEvents(ObjectMapper json) {
    this.json = json;
  }

  @Override
  public String name() {
    return "school-zones";
  }

  @Override
  public String topic() {
    return "school.events.v1";
  }

  @Override
  public Set<String> types() {
    return Set.of(SchoolRegistered.TYPE);
  }

  @Override
  public Uni<Void> handle(Incoming message, SqlConnection sql) {
    try {
      SchoolRegistered school = json.treeToValue(message.data(), SchoolRegistered.class);
      return sql.preparedQuery(ZONE)
          .execute(
              Tuple.of(
                  message.board().id(),
                  message.school().id(),
                  school.timeZone().getId(),
                  message.sequence()))
          .replaceWithVoid();
    } catch (JsonProcessingException unreadable) {
      throw new IllegalArgumentException("not as the contract has it", unreadable);
    }
  }
}
