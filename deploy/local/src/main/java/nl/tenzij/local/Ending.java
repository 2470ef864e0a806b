package nl.tenzij.local;

import java.util.List;
import java.util.function.Predicate;
import nl.tenzij.components.Postgres;

/**
 * Ends the processes of an installation by its pid files, first those that use others: a service
 * that lost its database while ending would fill its log with that.
 */
final class Ending {
  private static final List<Predicate<String>> ORDER =
      List.of(
          name -> name.contains("service") || name.contains("gateway"),
          name -> name.contains("keycloak"),
          name -> name.contains("kafka"),
          name -> true);

  private Ending() {}

  /** Returns the names of what still ran. */
  static List<String> of(Layout layout) {
    var pids = layout.pids();
    // its pid is known to us only once it answers, which a launcher that was killed did not see
    Postgres.on(layout.data("postgres")).ifPresent(server -> pids.record("postgres", server));
    return ORDER.stream()
        .flatMap(
            group -> pids.cleanUp(name -> !Launcher.SELF.equals(name) && group.test(name)).stream())
        .toList();
  }
}
