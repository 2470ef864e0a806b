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
}
