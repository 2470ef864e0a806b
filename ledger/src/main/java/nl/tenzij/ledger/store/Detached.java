package nl.tenzij.ledger.store;

import io.smallrye.mutiny.Uni;

/** Work that goes to its end, though who asked for it hangs up. */
public final class Detached {

  private Detached() {}

  /**
   * Begins it at once.
   *
   * @return how it ended, for who still wants to know
   */
  public static <T> Uni<T> of(Uni<T> work) {
    Uni<T> shared = work.memoize().indefinitely();
    shared.subscribe().with(done -> {}, failure -> {});
    return shared;
  }
}
