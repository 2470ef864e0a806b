package nl.tenzij.exception.people;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Set;
import nl.tenzij.exception.concern.ConcernOverview;
import nl.tenzij.exception.exemption.Exemption;
import nl.tenzij.exception.exemption.ExemptionCommand;
import nl.tenzij.exception.exemption.ExemptionCommand.LeaveSchool;
import nl.tenzij.exception.exemption.ExemptionEvent;
import nl.tenzij.exception.exemption.Exemptions;
import nl.tenzij.exception.overview.ExemptionOverview;
import nl.tenzij.exception.signal.ExemptionSignals;
import nl.tenzij.exception.starttalk.StartTalksKept;
import nl.tenzij.exception.statistics.ExemptionsCounted;
import nl.tenzij.ledger.kafka.Forgetting;
import nl.tenzij.ledger.kafka.Incoming;
import nl.tenzij.ledger.privacy.Erasures;
import nl.tenzij.ledger.store.CommandHandler;
import nl.tenzij.ledger.store.StreamId;
import nl.tenzij.ledger.subscription.Subscriptions;
import nl.tenzij.ledger.tenancy.Board;
import nl.tenzij.ledger.tenancy.School;

/**
 * Forgets whom school-service has forgotten. What a pupil asked for or was granted ends, as for any
 * who left; rows about somebody go. In a row about another a pseudonym stays that leads to nobody
 * any more (who asked or decided, whom to ask). What is counted stays, with its year group and
 * without the pupil.
 */
@ApplicationScoped
public class ForgetPersons extends Forgetting {

  private static final String NAME = "forget-persons";

  private static final String UNDER_WAY =
      """
      select school, exemption from exemption_overview
      where board = $1 and pupil = $2 and status not in ('REFUSED', 'WITHDRAWN', 'ENDED')
      """;

  private static final List<String> REMOVALS =
      List.of(
          "delete from enrolment_known where board = $1 and pupil = $2",
          "delete from pupil_known where board = $1 and pupil = $2",
          """
          update pupil_known set guardians = array_remove(guardians, $2),
            without_custody = array_remove(without_custody, $2),
            parents = array_remove(parents, $2), mentor = nullif(mentor, $2)
          where board = $1 and ($2 = any(guardians) or $2 = any(without_custody)
            or $2 = any(parents) or mentor = $2)
          """,
          "delete from teaching_known where board = $1 and staff = $2",
          "delete from staff_known where board = $1 and staff = $2",
          "delete from evidence_file where board = $1 and pupil = $2",
          """
          insert into exemption_year_group (board, school, figure, id, year_group)
          select e.board, e.school, e.figure, e.id, known.year_group
          from exemption_counted e cross join lateral (
            select y.year_group from year_group_known y
            where y.board = e.board and y.school = e.school and y.pupil = e.pupil
            order by (y.since <= e.began_at) desc, abs(extract(epoch from y.since - e.began_at))
            limit 1) as known
          where e.board = $1 and e.pupil = $2 and known.year_group is not null
          on conflict do nothing
          """,
          "delete from year_group_known where board = $1 and pupil = $2",
          "update case_counted set pupil = null where board = $1 and pupil = $2");

  private final ObjectMapper json;
  private final CommandHandler<ExemptionCommand, Exemption, ExemptionEvent> exemptions;

  public ForgetPersons(
      Erasures erasures,
      Subscriptions subscriptions,
      ObjectMapper json,
      CommandHandler<ExemptionCommand, Exemption, ExemptionEvent> exemptions) {
    super(erasures, subscriptions);
    this.json = json;
    this.exemptions = exemptions;
  }

  @Override
  public String name() {
    return NAME;
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
    } catch (JsonProcessingException unreadable) {
      throw new IllegalArgumentException("not as the contract has it", unreadable);
    }
  }

  @Override
  protected Set<String> projections() {
    return Set.of(
        ExemptionOverview.NAME,
        ExemptionSignals.NAME,
        ConcernOverview.NAME,
        StartTalksKept.NAME,
        ExemptionsCounted.NAME);
  }

  @Override
  protected Uni<Void> end(Incoming message, String subject, SqlConnection sql) {
    return sql.preparedQuery(UNDER_WAY)
        .execute(Tuple.of(message.board().id(), subject))
        .onItem()
        .transformToMulti(rows -> Multi.createFrom().iterable(rows))
        .onItem()
        .transformToUniAndConcatenate(
            row ->
                exemptions.handle(
                    stream(message.board(), row), new LeaveSchool(NAME), because(message)))
        .collect()
        .last()
        .replaceWithVoid();
  }

  private static StreamId stream(Board board, Row row) {
    return Exemptions.stream(board, new School(row.getString("school")), row.getUUID("exemption"));
  }

  @Override
  protected List<String> removals() {
    return REMOVALS;
  }
}
