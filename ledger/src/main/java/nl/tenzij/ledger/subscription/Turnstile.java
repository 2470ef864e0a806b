package nl.tenzij.ledger.subscription;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Lets so many through at once; the others wait in line. Who holds a connection of the pool and
 * asks for a second one passes here: were all connections held by such, each would wait for the
 * others.
 */
public final class Turnstile {

  private final int places;
  private final Deque<Runnable> waiting = new ArrayDeque<>();
  private int free;

  public Turnstile(int places) {
    if (places < 1) {
      throw new IllegalArgumentException("nobody could ever pass");
    }
    this.places = places;
    this.free = places;
  }

  /** For a pool of so many connections: fewer than half of them, so that a second one is free. */
  public static Turnstile within(int connections) {
    return new Turnstile(Math.max(1, (connections - 1) / 2));
  }

  public int places() {
    return places;
  }

  /**
   * Who gives up waiting leaves the line. Work that has begun goes to its end, whoever still waits
   * for that: until then it holds its connection, and so its place.
   */
  public <T> Uni<T> pass(Uni<T> work) {
    return Uni.createFrom()
        .emitter(
            caller -> {
              Runnable one = () -> begin(work, caller);
              caller.onTermination(() -> giveUp(one));
              enter(one);
            });
  }

  private <T> void begin(Uni<T> work, UniEmitter<? super T> caller) {
    work.onTermination().invoke(this::leave).subscribe().with(caller::complete, caller::fail);
  }

  private void enter(Runnable one) {
    synchronized (this) {
      if (free == 0) {
        waiting.add(one);
        return;
      }
      free--;
    }
    one.run();
  }

  private synchronized void giveUp(Runnable one) {
    waiting.remove(one);
  }

  private void leave() {
    Runnable next;
    synchronized (this) {
      next = waiting.poll();
      if (next == null) {
        free++;
      }
    }
    if (next != null) {
      // Elsewhere: who leaves has a context that is no other's business.
      Infrastructure.getDefaultExecutor().execute(next);
    }
  }
}
