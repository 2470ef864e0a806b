package nl.tenzij.school.roster;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeoutException;
import nl.tenzij.ledger.store.CommandHandler;
import nl.tenzij.ledger.subscription.Subscriptions;
import nl.tenzij.ledger.web.NotYet;
import nl.tenzij.school.group.ClassCommand;
import nl.tenzij.school.group.ClassCommand.LoseTeacher;
import nl.tenzij.school.group.ClassEvent;
import nl.tenzij.school.group.Classes;
import nl.tenzij.school.group.RosterClass;
import nl.tenzij.school.pupil.Pupil;
import nl.tenzij.school.pupil.PupilCommand;
import nl.tenzij.school.pupil.PupilCommand.LeaveClass;
import nl.tenzij.school.pupil.PupilEvent;
import nl.tenzij.school.pupil.Pupils;
import nl.tenzij.school.roster.RosterPush.At;

/**
 * Ends the places that stand elsewhere of whom or what a push says to be gone: a teacher's with the
 * classes, a class's with its pupils. Whoever comes back has none of them. Said again it goes on
 * where it broke off.
 */
@ApplicationScoped
class PlacesGone {

  private static final Duration UP_TO_DATE_WITHIN = Duration.ofSeconds(5);
  private static final String TAUGHT =
      """
      select distinct class from class_place
      where board = $1 and school = $2 and person = $3 and role = 'TEACHER' order by class
      """;
  private static final String PUPILS =
      """
      select distinct person from class_place
      where board = $1 and school = $2 and class = $3 and role = 'PUPIL' order by person
      """;

  @Inject Pool pool;
  @Inject Subscriptions subscriptions;
  @Inject CommandHandler<PupilCommand, Pupil, PupilEvent> pupils;
  @Inject CommandHandler<ClassCommand, RosterClass, ClassEvent> classes;

  /** The classes of somebody who works here no more have another teacher, or none. */
  Uni<Void> ofStaff(At at, String staff, Effects effects) {
    return each(
        standing(at, TAUGHT, staff), inClass -> effects.then(losesTeacher(at, inClass, staff)));
  }

  /** The pupils of a class that is no more. */
  Uni<Void> ofClass(At at, String inClass, Effects effects) {
    return each(
        standing(at, PUPILS, inClass), pupil -> effects.then(leavesClass(at, pupil, inClass)));
  }

  private interface Ending {
    Uni<Effect> of(String id);
  }

  private static Uni<Void> each(Uni<List<String>> ids, Ending ending) {
    return ids.onItem()
        .transformToMulti(all -> Multi.createFrom().iterable(all))
        .onItem()
        .transformToUniAndConcatenate(ending::of)
        .collect()
        .last()
        .replaceWithVoid();
  }

  /**
   * The list shows all that was entered before.
   *
   * @return fails with {@link NotYet} where that takes too long
   */
  Uni<Void> upToDate(At at) {
    return subscriptions
        .latest(ClassPlaces.NAME, at.board(), at.school(), UP_TO_DATE_WITHIN)
        .onFailure(TimeoutException.class)
        .transform(late -> new NotYet());
  }

  private Uni<List<String>> standing(At at, String places, String of) {
    return upToDate(at)
        .chain(
            () ->
                pool.preparedQuery(places).execute(Tuple.of(at.board().id(), at.school().id(), of)))
        .map(
            rows -> {
              List<String> all = new ArrayList<>();
              rows.forEach(row -> all.add(row.getString(0)));
              return all;
            });
  }

  private Uni<Effect> losesTeacher(At at, String inClass, String staff) {
    return Effect.of(
        classes.handle(
            Classes.stream(at.board(), at.school(), inClass),
            new LoseTeacher(inClass, staff),
            at.meta()));
  }

  private Uni<Effect> leavesClass(At at, String pupil, String inClass) {
    return Effect.of(
        pupils.handle(
            Pupils.stream(at.board(), at.school(), pupil),
            new LeaveClass(pupil, inClass),
            at.meta()));
  }
}
