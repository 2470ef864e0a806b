package nl.tenzij.sanction.verdict;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import nl.tenzij.ledger.tenancy.NotYours;
import nl.tenzij.sanction.school.SchoolBook;
import nl.tenzij.sanction.school.SchoolBooks;
import nl.tenzij.sanction.verdict.Facts.Found;

/** Answers the one question, for pupils or for a class. */
@ApplicationScoped
public class Verdicts {

  private final Facts facts;
  private final SchoolBooks books;
  private final Pool pool;
  private final Clock clock;

  public Verdicts(Facts facts, SchoolBooks books, Pool pool, Clock clock) {
    this.facts = facts;
    this.books = books;
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
            .toList(),
        found.pupils().stream().filter(PupilFacts::taught).map(PupilFacts::pupil).toList());
  }
}
