package nl.tenzij.ledger.privacy;

import java.util.Objects;
import java.util.Optional;

/**
 * A value that says something about a person, inside an event. In the log it is sealed with that
 * person's own key; once the person is forgotten, only the subject remains of it.
 *
 * <p>It never becomes plain JSON by accident: outside the log's own path Jackson refuses to write
 * it. Who may show it takes it out with {@link #value()}.
 *
 * @param <T> what it is when it can be read; anything that Jackson reads and writes
 */
public sealed interface Personal<T> {

  /** Pseudonym of whom it is about. */
  String subject();

  /**
   * Empty once the subject is forgotten.
   *
   * @throws IllegalStateException where it was left closed, for who did not say that it looks
   */
  Optional<T> value();

  static <T> Personal<T> of(String subject, T value) {
    return new Known<>(subject, value);
  }

  /** Whether events of this class can hold a personal value, at any depth. */
  static boolean heldBy(Class<?> event) {
    return Holders.HOLDS.get(event);
  }

  /** A value that can be read. */
  record Known<T>(String subject, T content) implements Personal<T> {
    public Known {
      Subjects.check(subject);
      Objects.requireNonNull(content);
    }

    @Override
    public Optional<T> value() {
      return Optional.of(content);
    }

    /** Without the content, for logs. */
    @Override
    public String toString() {
      return "Known[…]";
    }
  }

  /** What was a value once. */
  record Forgotten<T>(String subject) implements Personal<T> {
    public Forgotten {
      Subjects.check(subject);
    }

    @Override
    public Optional<T> value() {
      return Optional.empty();
    }

    @Override
    public String toString() {
      return "Forgotten[…]";
    }
  }

  /**
   * A value that was not opened. It is not the same as a forgotten one: who takes it for that would
   * write down that nothing is known.
   */
  record Closed<T>(String subject) implements Personal<T> {
    public Closed {
      Subjects.check(subject);
    }

    @Override
    public Optional<T> value() {
      throw new IllegalStateException(
          "a personal value was left closed: a subscription that looks into such says so");
    }

    @Override
    public String toString() {
      return "Closed[…]";
    }
  }
}
