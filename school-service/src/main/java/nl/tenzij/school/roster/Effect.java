package nl.tenzij.school.roster;

import io.smallrye.mutiny.Uni;
import nl.tenzij.ledger.store.Outcome;

/**
 * What a push did to one stream.
 *
 * @param known whether there was ever anything in it
 * @param position 0 where nothing changed
 */
record Effect(boolean known, int partition, long position) {

  static Uni<Effect> of(Uni<? extends Outcome<?>> handled) {
    return handled.map(
        outcome -> new Effect(outcome.version() > 0, outcome.partition(), outcome.position()));
  }
}
