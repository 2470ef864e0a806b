package nl.tenzij.ledger.decider;

import java.util.List;

/**
 * The rules of one kind of thing as three pure functions. Nothing in here knows the time, draws an
 * id or talks to anyone: such values arrive in the command.
 *
 * @param <C> commands, imperative ("CloseDoor")
 * @param <S> what the rules need to remember between two commands
 * @param <E> events, past tense ("DoorClosed")
 */
public interface Decider<C, S, E> {

  /** The state before anything happened. */
  S initial();

  /**
   * What follows from the command in this state.
   *
   * @return the events that happen, in order; empty where the command changes nothing
   * @throws Refused where a rule forbids it
   */
  List<E> decide(C command, S state);

  /** The state after the event. Never refuses: what happened, happened. */
  S evolve(S state, E event);
}
