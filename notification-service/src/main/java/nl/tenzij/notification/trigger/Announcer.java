package nl.tenzij.notification.trigger;

import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import nl.tenzij.notification.trigger.Announcements.UnderWay;

/** Tells a whole school, some pupils at a time. */
@ApplicationScoped
public class Announcer {

  private static final int AT_ONCE = 25;

  private final Pool pool;
  private final Announcements announcements;
  private final Telling telling;

  public Announcer(Pool pool, Announcements announcements, Telling telling) {
    this.pool = pool;
    this.announcements = announcements;
    this.telling = telling;
  }

  @Scheduled(every = "${tenzij.sending.look:1s}", concurrentExecution = ConcurrentExecution.SKIP)
  Uni<Void> look() {
    return pool.withTransaction(this::step)
        .chain(more -> more ? look() : Uni.createFrom().voidItem());
  }

  /**
   * @return whether there was something to do
   */
  private Uni<Boolean> step(SqlConnection sql) {
    return announcements
        .next(sql)
        .chain(
            found ->
                found.isEmpty()
                    ? Uni.createFrom().item(false)
                    : announce(found.get(), sql).replaceWith(true));
  }

  private Uni<Void> announce(UnderWay announcement, SqlConnection sql) {
    return telling
        .toHear(announcement, AT_ONCE, sql)
        .call(all -> tell(announcement, all, sql))
        .chain(
            all ->
                announcements.reached(
                    announcement.news(),
                    all.isEmpty() ? announcement.after() : all.getLast(),
                    all.size() < AT_ONCE,
                    sql));
  }

  private Uni<Void> tell(UnderWay announcement, List<String> all, SqlConnection sql) {
    return Multi.createFrom()
        .iterable(all)
        .onItem()
        .transformToUniAndConcatenate(who -> telling.announce(announcement, who, sql))
        .collect()
        .last()
        .replaceWithVoid();
  }
}
