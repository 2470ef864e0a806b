package nl.tenzij.ledger.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import nl.tenzij.ledger.decider.Decider;
import nl.tenzij.ledger.decider.Refused;

/**
 * Tests of a decider in the domain's words: given what happened, when a command comes, then these
 * events, or a refusal.
 *
 * <pre>{@code
 * spec.given(proposed).when(new Impose(reason)).then(imposed);
 * spec.given(proposed).when(new Confirm(period)).thenRefused("not-imposed");
 * }</pre>
 */
public final class DeciderSpec<C, S, E> {

  private final Decider<C, S, E> decider;

  private DeciderSpec(Decider<C, S, E> decider) {
    this.decider = decider;
  }

  public static <C, S, E> DeciderSpec<C, S, E> of(Decider<C, S, E> decider) {
    return new DeciderSpec<>(decider);
  }

  @SafeVarargs
  public final Given given(E... events) {
    return given(Arrays.asList(events));
  }

  public Given given(List<? extends E> events) {
    return new Given(List.copyOf(events));
  }

  private S fold(List<? extends E> events) {
    S state = decider.initial();
    for (E event : events) {
      state = decider.evolve(state, event);
    }
    return state;
  }

  /** What happened before. */
  public final class Given {

    private final List<E> events;

    private Given(List<E> events) {
      this.events = events;
    }

    public When when(C command) {
      return new When(events, command);
    }

    /** Looks at the state before any command. */
    public void thenState(Consumer<S> expectations) {
      expectations.accept(fold(events));
    }
  }

  /** What is asked for. */
  public final class When {

    private final List<E> before;
    private final C command;

    private When(List<E> before, C command) {
      this.before = before;
      this.command = command;
    }

    /** Exactly these events, in this order. */
    @SafeVarargs
    public final When then(E... expected) {
      assertThat(decided()).containsExactly(expected);
      return this;
    }

    /** The command is fine and changes nothing. */
    public When thenNothing() {
      assertThat(decided()).isEmpty();
      return this;
    }

    /** Looks at the events that follow. */
    public When thenEvents(Consumer<List<E>> expectations) {
      expectations.accept(decided());
      return this;
    }

    /** A rule forbids it, and says so by this code. */
    public Refused thenRefused(String code) {
      Refused refused = catchThrowableOfType(Refused.class, this::decided);
      assertThat(refused).as("a refusal with code %s", code).isNotNull();
      assertThat(refused.code()).isEqualTo(code);
      assertThat(refused.detail()).isNotBlank();
      return refused;
    }

    /** Looks at the state that the events lead to. */
    public When thenState(Consumer<S> expectations) {
      S state = fold(before);
      for (E event : decided()) {
        state = decider.evolve(state, event);
      }
      expectations.accept(state);
      return this;
    }

    private List<E> decided() {
      return decider.decide(command, fold(before));
    }
  }
}
