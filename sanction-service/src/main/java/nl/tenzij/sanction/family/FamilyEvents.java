package nl.tenzij.sanction.family;

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
 * Keeps whose child a pupil is, and who is of age. That a pupil left changes nothing about it. A
 * family remembers the sequence of the event it comes from, so that an older one that is handled
 * late (it had been parked) does not undo a newer. Of who is forgotten nothing is kept, whoever
 * still names them.
 */
@ApplicationScoped
public class FamilyEvents implements Consumer {

  // Named twice with different rights, a parent has those that both give.
  private static final String FAMILY =
      """
      with told as (
        insert into family_known as known (board, school, pupil, sequence, of_age)
        select $1, $2, $3, $4, $8 where not is_forgotten_by_now($1, $3)
        on conflict (board, school, pupil) do update
        set sequence = excluded.sequence, of_age = excluded.of_age
        where known.sequence < excluded.sequence
        returning pupil),
      gone as (
        delete from parent_known k using told
        where k.board = $1 and k.school = $2 and k.pupil = $3 and k.parent <> all($5::text[]))
      insert into parent_known (board, school, pupil, parent, custody, contact)
      select $1, $2, $3, p.parent, bool_and(p.custody), bool_and(p.contact)
      from told, unnest($5::text[], $6::boolean[], $7::boolean[]) as p (parent, custody, contact)
      where not is_forgotten_by_now($1, p.parent)
      group by p.parent
      on conflict (board, school, pupil, parent) do update
      set custody = excluded.custody, contact = excluded.contact
      """;

  private final ObjectMapper json;

  public FamilyEvents(ObjectMapper json) {
    this.json = json;
  }

  @Override
  public String name() {
    return "school-families";
  }

  @Override
  public String topic() {
    return "school.events.v1";
  }

  @Override
  public Set<String> types() {
    return Set.of(PupilRegistered.TYPE);
  }

  @Override
  public Uni<Void> handle(Incoming message, SqlConnection sql) {
    PupilRegistered told = read(message);
    return sql.preparedQuery(FAMILY)
        .execute(
            Tuple.tuple()
                .addString(message.board().id())
                .addString(message.school().id())
                .addString(told.pupil())
                .addLong(message.sequence())
                .addArrayOfString(told.parents())
                .addArrayOfBoolean(told.custody())
                .addArrayOfBoolean(told.contact())
                .addBoolean(told.ofAge()))
        .replaceWithVoid();
  }

  private PupilRegistered read(Incoming message) {
    try {
      return json.treeToValue(message.data(), PupilRegistered.class);
    } catch (JsonProcessingException unreadable) {
      throw new IllegalArgumentException("not as the contract has it", unreadable);
    }
  }
}
