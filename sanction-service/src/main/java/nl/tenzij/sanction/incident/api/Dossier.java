package nl.tenzij.sanction.incident.api;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;
import nl.tenzij.ledger.store.CommandHandler;
import nl.tenzij.ledger.store.StreamId;
import nl.tenzij.sanction.incident.api.FollowUp.SanctionLine;
import nl.tenzij.sanction.ladder.Standing;
import nl.tenzij.sanction.ladder.Standing.Weighed;
import nl.tenzij.sanction.ladder.StandingCommand;
import nl.tenzij.sanction.ladder.StandingEvent;
import nl.tenzij.sanction.ladder.Standings;
import nl.tenzij.sanction.sanction.Case;
import nl.tenzij.sanction.sanction.Sanction;
import nl.tenzij.sanction.sanction.Sanction.Known;
import nl.tenzij.sanction.sanction.SanctionCommand;
import nl.tenzij.sanction.sanction.SanctionEvent;
import nl.tenzij.sanction.sanction.Sanctions;

/** What came of an incident, folded from the log itself: always as it is now. */
@ApplicationScoped
public class Dossier {

  private static final String OTHERS =
      """
      select sanction from sanction_overview
      where incident = $1 and board = $2 and school = $3 and pupil = $4 and sanction <> $5
      order by position
      """;

  private final Pool pool;
  private final CommandHandler<StandingCommand, Standing, StandingEvent> standings;
  private final CommandHandler<SanctionCommand, Sanction, SanctionEvent> sanctions;

  public Dossier(
      Pool pool,
      CommandHandler<StandingCommand, Standing, StandingEvent> standings,
      CommandHandler<SanctionCommand, Sanction, SanctionEvent> sanctions) {
    this.pool = pool;
    this.standings = standings;
    this.sanctions = sanctions;
  }

  /**
   * @param named as offenders, by whichever entry: what was decided on one who is none goes on
   *     until the head takes it back
   * @param whole for a reader of all of the school
   */
  Uni<List<FollowUp>> followUps(StreamId incident, List<String> named, boolean whole) {
    return Multi.createFrom()
        .iterable(named)
        .onItem()
        .transformToUniAndConcatenate(pupil -> followUp(incident, pupil, whole))
        .collect()
        .asList();
  }

  private Uni<FollowUp> followUp(StreamId incident, String pupil, boolean whole) {
    return standings
        .load(Standings.stream(incident.board(), incident.school(), pupil))
        .map(loaded -> loaded.state().of(incident.id()))
        .chain(
            weighed ->
                weighed
                    .map(one -> withSanction(incident, one, FollowUp.of(pupil, one), whole))
                    .orElseGet(() -> Uni.createFrom().item(FollowUp.pending(pupil))));
  }

  private Uni<FollowUp> withSanction(
      StreamId incident, Weighed weighed, FollowUp followUp, boolean whole) {
    StreamId sanction =
        Sanctions.proposed(
            incident.board(),
            incident.school(),
            new Case(incident.id(), followUp.pupil()),
            weighed.proposedBy());
    return sanctions
        .load(sanction)
        .map(
            loaded ->
                loaded.state() instanceof Known known
                    ? followUp.with(sanction.id(), known, whole)
                    : followUp)
        .chain(
            found -> others(incident, followUp.pupil(), sanction.id(), whole).map(found::beside));
  }

  /** Which there are, the list knows; how they are, the log. */
  private Uni<List<SanctionLine>> others(
      StreamId incident, String pupil, UUID sanction, boolean whole) {
    return pool.preparedQuery(OTHERS)
        .execute(
            Tuple.of(incident.id(), incident.board().id(), incident.school().id(), pupil, sanction))
        .onItem()
        .transformToMulti(rows -> Multi.createFrom().iterable(rows))
        .onItem()
        .transformToUniAndConcatenate(row -> line(incident, row.getUUID("sanction"), whole))
        .collect()
        .asList();
  }

  private Uni<SanctionLine> line(StreamId incident, UUID sanction, boolean whole) {
    return sanctions
        .load(Sanctions.stream(incident.board(), incident.school(), sanction))
        .map(loaded -> SanctionLine.of(sanction, (Known) loaded.state(), whole));
  }
}
