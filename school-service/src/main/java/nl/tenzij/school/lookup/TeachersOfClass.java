package nl.tenzij.school.lookup;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import nl.tenzij.ledger.store.EventStore;
import nl.tenzij.ledger.tenancy.Board;
import nl.tenzij.ledger.tenancy.School;
import nl.tenzij.school.lookup.Lookups.Teacher;
import nl.tenzij.school.roster.ClassPlaces;
import org.jboss.logging.Logger;

/**
 * Who teaches the pupils of a class, asked by everything that shows something to "their teachers":
 * too often to ask the database each time. An answer is kept as long as nothing happened in its
 * part of the log, which is looked up ten times a second for all parts at once; a roster's change
 * shows after that at the latest. While that can't be looked up nothing is kept.
 */
@ApplicationScoped
public class TeachersOfClass {

  private static final Logger LOG = Logger.getLogger(TeachersOfClass.class);
  private static final Duration LOOK = Duration.ofMillis(100);
  private static final Duration BELIEVED = Duration.ofSeconds(1);
  private static final int MOST = 20_000;
  private static final String REACHED =
      "select partition, position from checkpoint where subscription = '%s'"
          .formatted(ClassPlaces.NAME);

  @Inject Pool pool;
  @Inject EventStore store;
  @Inject Lookups lookups;

  private final Cache<Question, Answer> kept = Caffeine.newBuilder().maximumSize(MOST).build();
  private volatile Reached reached = new Reached(Map.of(), 0);
  private Cancellable looking;

  private record Question(Board board, School school, String inClass, LocalDate day) {}

  private record Answer(long position, List<Teacher> teachers) {}

  /** How far each part of the log has been taken in, and when that was seen. */
  private record Reached(Map<Integer, Long> positions, long nanos) {
    boolean isFresh() {
      return nanos != 0 && System.nanoTime() - nanos < BELIEVED.toNanos();
    }
  }

  void begin(@Observes StartupEvent started) {
    looking =
        Multi.createFrom()
            .ticks()
            .every(LOOK)
            .onOverflow()
            .drop()
            .onItem()
            .transformToUniAndConcatenate(tick -> look())
            .subscribe()
            .with(done -> {}, failure -> LOG.error("nothing is kept any more", failure));
  }

  void end(@Observes ShutdownEvent stopping) {
    looking.cancel();
  }

  private Uni<Void> look() {
    long asked = System.nanoTime();
    return pool.query(REACHED)
        .execute()
        .invoke(rows -> reached = new Reached(positions(rows), asked))
        .replaceWithVoid()
        .onFailure()
        .recoverWithNull();
  }

  private static Map<Integer, Long> positions(RowSet<Row> rows) {
    Map<Integer, Long> positions = new HashMap<>();
    rows.forEach(row -> positions.put(row.getInteger(0), row.getLong(1)));
    return positions;
  }

  /** On a day, as the roster stood a moment ago. */
  public Uni<List<Teacher>> on(Board board, School school, String inClass, LocalDate day) {
    Reached now = reached;
    if (!now.isFresh()) {
      return lookups.teachersOfPupilsOf(board, school, inClass, day);
    }
    Question question = new Question(board, school, inClass, day);
    long position = now.positions().getOrDefault(store.partition(board, school), 0L);
    Answer answer = kept.getIfPresent(question);
    return answer != null && answer.position() == position
        ? Uni.createFrom().item(answer.teachers())
        : lookups
            .teachersOfPupilsOf(board, school, inClass, day)
            .invoke(teachers -> kept.put(question, new Answer(position, teachers)));
  }
}
