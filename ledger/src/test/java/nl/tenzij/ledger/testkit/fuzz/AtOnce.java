package nl.tenzij.ledger.testkit.fuzz;

import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;

/** Sends some requests while others wait for their answer. */
public final class AtOnce {

  private static final int MOST = 4;

  private AtOnce() {}

  /** What became of each, in their order. */
  public static <T, R> List<R> each(List<T> all, Function<T, R> work) {
    try (ExecutorService workers = Executors.newFixedThreadPool(MOST)) {
      List<Future<R>> under =
          all.stream().map(one -> workers.submit(() -> work.apply(one))).toList();
      return under.stream().map(AtOnce::done).toList();
    }
  }

  private static <R> R done(Future<R> one) {
    try {
      return one.get();
    } catch (ExecutionException failed) {
      throw new IllegalStateException(failed.getCause());
    } catch (InterruptedException impatient) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(impatient);
    }
  }
}
