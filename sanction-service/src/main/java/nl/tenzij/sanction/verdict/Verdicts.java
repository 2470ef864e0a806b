package nl.tenzij.sanction.verdict;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import nl.tenzij.ledger.tenancy.NotYours;
import nl.tenzij.sanction.school.SchoolBook;
import nl.tenzij.sanction.school.SchoolBooks;
import nl.tenzij.sanction.school.Schools;
import nl.tenzij.sanction.school.Schools.Taught;
import nl.tenzij.sanction.verdict.Facts.Found;

/** Answers the one question, for pupils or for a class. */
@ApplicationScoped
public class Verdicts {

  private final Facts facts;
  private final SchoolBooks books;
  private final Schools schools;
  private final Pool pool;
  private final Clock clock;

  public Verdicts(Facts facts, SchoolBooks books, Schools schools, Pool pool, Clock clock) {
    this.facts = facts;
    this.books = books;
    this.schools = schools;
    this.pool = pool;
    this.clock = clock;
  }

  /**
   * The answers, of those pupils whom the school has, in no order when asked by pupil and by id
   * when asked by class.
   *
   * @param question as it was understood
   * @param taught of those pupils, whom the asker teaches
   */
  public record Answers(SchoolBook book, Question question, List<Answer> all, List<String> taught) {

    public Optional<Answer> of(String pupil) {
      return all.stream().filter(one -> one.pupil().equals(pupil)).findFirst();
    }

    public boolean teaches(String pupil) {
      return taught.contains(pupil);
    }
  }

  /**
   * @param by who asks; empty where it does not matter whom they teach: they count as teaching all
   */
  public Uni<Answers> ofPupils(Asking asking, Collection<String> pupils, Optional<String> by) {
    return facts
        .ofPupils(asking, pupils.toArray(String[]::new), by, clock.instant())
        .chain(found -> answers(asking, found));
  }

  /**
   * As {@link #ofPupils}, of one. In a lesson whose subject nobody named it is that of the one
   * class in which who asks teaches the pupil: the one they most likely stand in.
   */
  public Uni<Answers> ofPupil(Asking asking, String pupil, Optional<String> by) {
    return facts
        .ofPupil(asking, pupil, by, clock.instant())
        .chain(found -> subject(asking, found, by).map(found::in))
        .chain(found -> answers(asking, found));
  }

  /** Asked for only where the answer hangs on it. */
  private Uni<Optional<String>> subject(Asking asking, Found found, Optional<String> by) {
    boolean matters =
        asking.asked().subject().isEmpty()
            && by.isPresent()
            && found.pupils().stream().anyMatch(PupilFacts::isExemptInSubjects);
    return matters
        ? schools
            .inClassOf(
                asking.board(),
                asking.school(),
                by.get(),
                found.pupils().stream().map(PupilFacts::pupil).toList(),
                Optional.empty(),
                asking.at().atOffset(ZoneOffset.UTC).toLocalDate(),
                pool)
            .map(taught -> taught.flatMap(Taught::subject))
        : Uni.createFrom().item(Optional.empty());
  }

  /**
   * @return fails with {@link NotYours} where there is no such class, or who asks does not teach it
   */
  public Uni<Answers> ofClass(Asking asking, String group, Optional<String> by) {
    return facts
        .ofClass(asking, group, by, clock.instant())
        .call(found -> found.pupils().isEmpty() ? exists(asking, group, by) : nothing())
        .chain(found -> answers(asking, found));
  }

  private Uni<Void> exists(Asking asking, String group, Optional<String> by) {
    return facts
        .isClass(asking, group, by, clock.instant())
        .invoke(
            known -> {
              if (!known) {
                throw new NotYours();
              }
            })
        .replaceWithVoid();
  }

  private static Uni<Void> nothing() {
    return Uni.createFrom().voidItem();
  }

  private Uni<Answers> answers(Asking asking, Found found) {
    return books
        .book(asking.board(), asking.school(), found.revision(), pool)
        .map(book -> answers(asking, book, found));
  }

  private static Answers answers(Asking asking, SchoolBook book, Found found) {
    Question question = asking.question(book, found.subject());
    return new Answers(
        book,
        question,
        found.pupils().stream()
            .map(pupil -> Answer.of(asking.at(), question, book, pupil))
            .map(
                answer ->
                    asking.asked().moment().isPresent()
                        ? answer
                        : answer.byTheCalendar(asking.at(), book))
            .toList(),
        found.pupils().stream().filter(PupilFacts::taught).map(PupilFacts::pupil).toList());
  }
}
