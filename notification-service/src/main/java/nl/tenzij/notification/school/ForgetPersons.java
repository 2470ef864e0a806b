package nl.tenzij.notification.school;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import nl.tenzij.ledger.kafka.Forgetting;
import nl.tenzij.ledger.kafka.Incoming;
import nl.tenzij.ledger.privacy.Erasures;
import nl.tenzij.ledger.store.StreamId;
import nl.tenzij.ledger.subscription.Subscriptions;
import nl.tenzij.ledger.tenancy.Board;
import nl.tenzij.ledger.tenancy.School;
import nl.tenzij.notification.delivery.MessageProjection;
import nl.tenzij.notification.message.MessageCommand.DropMessage;
import nl.tenzij.notification.message.Messages;

/**
 * Forgets whom school-service has forgotten: as pupil, as guardian and as member of staff. Messages
 * to and about them that are still to go have failed; what is kept of others stays.
 */
@ApplicationScoped
public class ForgetPersons extends Forgetting {

  private static final String STILL_TO_GO =
      """
      select school, message from message_view
      where board = $1 and (pupil = $2 or guardian = $2) and due_at is not null
      """;

  // What was told is found by the list of messages, which goes once the log says that it does.
  private static final List<String> REMOVALS =
      List.of(
          """
          delete from webhook_delivery d using webhook w
          where w.board = $1 and d.webhook = w.webhook
            and (d.body::jsonb #>> '{data,pupil}' = $2 or d.body::jsonb #>> '{data,guardian}' = $2)
          """,
          """
          delete from told t using message_view m
          where m.board = $1 and (m.pupil = $2 or m.guardian = $2)
            and t.board = m.board and t.school = m.school and t.matter in (m.matter, m.incident)
            and t.message = m.message
          """,
          "delete from pupil where board = $1 and pupil = $2",
          """
          update pupil set guardians = coalesce((
            select jsonb_agg(g) from jsonb_array_elements(guardians) g where g ->> 'guardian' <> $2), '[]')
          where board = $1 and guardians @> jsonb_build_array(jsonb_build_object('guardian', $2::text))
          """,
          """
          update pupil set parents = array_remove(parents, $2::text)
          where board = $1 and parents @> array[$2::text]
          """,
          "delete from pupil_of_age where board = $1 and pupil = $2",
          "delete from waiting where board = $1 and pupil = $2",
          "update announcement set after = '' where board = $1 and after = $2 and done",
          "delete from letter_sanction where board = $1 and pupil = $2",
          "delete from pupil_place where board = $1 and pupil = $2",
          "delete from pupil_taught where board = $1 and pupil = $2",
          "update pupil_taught set mentor = null where board = $1 and mentor = $2",
          "delete from teacher_place where board = $1 and staff = $2",
          "delete from reminder where board = $1 and pupil = $2",
          "update reminder set taken_by = null where board = $1 and taken_by = $2",
          "delete from incident_report where board = $1 and person = $2",
          """
          delete from reminder_read b using reminder r
          where r.board = $1 and b.reminder = r.reminder and b.person = $2
          """);

  private final ObjectMapper json;
  private final Messages messages;
  private final Clock clock;

  public ForgetPersons(
      Erasures erasures,
      Subscriptions subscriptions,
      ObjectMapper json,
      Messages messages,
      Clock clock) {
    super(erasures, subscriptions);
    this.json = json;
    this.messages = messages;
    this.clock = clock;
  }

  @Override
  public String name() {
    return "forget-persons";
  }

  @Override
  public String topic() {
    return "school.events.v1";
  }

  @Override
  public Set<String> types() {
    return Set.of(PersonForgotten.TYPE);
  }

  @Override
  protected String subject(Incoming message) {
    try {
      return json.treeToValue(message.data(), PersonForgotten.class).person();
    } catch (JsonProcessingException notByContract) {
      throw new IllegalArgumentException("not what the contract says", notByContract);
    }
  }

  @Override
  protected Set<String> projections() {
    return Set.of(MessageProjection.NAME);
  }

  @Override
  protected Uni<Void> end(Incoming message, String subject, SqlConnection sql) {
    return sql.preparedQuery(STILL_TO_GO)
        .execute(Tuple.of(message.board().id(), subject))
        .onItem()
        .transformToMulti(rows -> Multi.createFrom().iterable(rows))
        .onItem()
        .transformToUniAndConcatenate(
            row ->
                messages.handle(
                    stream(message.board(), row),
                    new DropMessage(clock.instant()),
                    because(message)))
        .collect()
        .last()
        .replaceWithVoid();
  }

  private static StreamId stream(Board board, Row row) {
    UUID message = row.getUUID("message");
    return Messages.stream(board, new School(row.getString("school")), message);
  }

  @Override
  protected List<String> removals() {
    return REMOVALS;
  }
}
