package nl.tenzij.ledger.subscription;

import java.util.Set;

/** Something downstream of the log: a name, a checkpoint per partition, a function. */
public sealed interface Subscription permits Projection, Policy, Relay {

  /** Stable, lower case with dashes: checkpoints are kept under it. */
  String name();

  /** The event classes it wants; all of them where empty. */
  default Set<Class<?>> events() {
    return Set.of();
  }

  /**
   * Whether it looks into personal values, or passes them on. Who does says so; the others get them
   * closed: to open them is most of what it costs to read such an event, and what stays closed
   * can't leak. Who looks without having said so fails.
   */
  default boolean looksIntoPersonal() {
    return false;
  }
}
