package nl.tenzij.sanction.verdict;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import nl.tenzij.ledger.kept.Kept.Known;
import nl.tenzij.ledger.tenancy.NotYours;
import nl.tenzij.sanction.school.SchoolBook;
import nl.tenzij.sanction.school.SchoolBooks;
import nl.tenzij.sanction.verdict.Facts.Found;

/** Answers the one question, for pupils or for a class. */
@ApplicationScoped
public class Verdicts {

  private final Facts facts;
  private final KeptFacts kept;
  private final Freshness freshness;
  private final SchoolBooks books;
  private final Pool pool;
  private final Clock clock;

  public Verdicts(
      Facts facts, KeptFacts kept, Freshness freshness, SchoolBooks books, Pool pool, Clock clock) {
    this.facts = facts;
    this.kept = kept;
    this.freshness = freshness;
    this.books = books;
    this.pool = pool;
    this.clock = clock;
  }

  /**
   * The answers, of those pupils whom the school has, or had at that moment, in no order when asked
   * by pupil and by id when asked by class.
   *
   * @param question as it was understood
   * @param taught of those pupils, whom the asker teaches
   * @param asOf up to when all is in it that happened; empty while nobody can tell
   */
  public record Answers(
      SchoolBook book,
      Question question,
      List<Answer> all,
      List<String> taught,
      Optional<Instant> asOf) {

    public Optional<Answer> of(String pupil) {
      return all.stream().filter(one -> one.pupil().equals(pupil)).findFirst();
    }

    public boolean teaches(String pupil) {
      return taught.contains(pupil);
    }
  }

  /**
   * As it is in the database: something is decided by it.
   *
   * @param by who asks; empty where it does not matter whom they teach: they count as teaching all
   */
  public Uni<Answers> ofPupils(Asking asking, Collection<String> pupils, Optional<String> by) {
    Optional<Instant> asOf = freshness.asOf();
    return facts
        .ofPupils(asking, List.copyOf(pupils), by, clock.instant())
        .chain(found -> answers(asking, new Known<>(found, asOf)));
  }

  /**
   * As {@link #ofPupils}, of one. In a lesson whose subject nobody named it is that of the one
   * class with a subject in which who asks teaches the pupil: the one they most likely stand in.
   */
  public Uni<Answers> ofPupil(Asking asking, String pupil, Optional<String> by) {
    return kept.ofPupil(asking, pupil, by).chain(known -> answers(asking, known));
  }

  /**
   * @return fails with {@link NotYours} where there is no such class, or who asks does not teach it
   */
  public Uni<Answers> ofClass(Asking asking, String group, Optional<String> by) {
    return kept.ofClass(asking, group, by)
        .call(known -> known.value().pupils().isEmpty() ? exists(asking, group, by) : nothing())
        .chain(known -> answers(asking, known));
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

  private Uni<Answers> answers(Asking asking, Known<Found, Optional<Instant>> known) {
    return books
        .book(asking.board(), asking.school(), known.value().revision(), pool)
        .map(book -> answers(asking, book, known));
  }

  private static Answers answers(
      Asking asking, SchoolBook book, Known<Found, Optional<Instant>> known) {
    Found found = known.value();
    Question question = asking.question(book, found.subject());
    List<PupilFacts> here =
        found.pupils().stream().filter(pupil -> pupil.isHere(asking.at())).toList();
    return new Answers(
        book,
        question,
        here.stream()
            .map(pupil -> Answer.of(asking.at(), question, book, pupil))
            .map(
                answer ->
                    asking.asked().moment().isPresent()
                        ? answer
                        : answer.byTheCalendar(asking.at(), book))
            .toList(),
        here.stream().filter(PupilFacts::taught).map(PupilFacts::pupil).toList(),
        known.asOf());
  }
}
