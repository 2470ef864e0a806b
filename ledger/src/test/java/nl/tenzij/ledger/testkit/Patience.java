package nl.tenzij.ledger.testkit;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;

/** For how long tests wait for what comes by and by: on a busy machine it takes its time. */
public final class Patience {

  public static final Duration LONG = Duration.ofSeconds(60);

  private Patience() {}

  /** Ends as soon as it is so. */
  public static ConditionFactory await() {
    return Awaitility.await().atMost(LONG);
  }
}
