package nl.tenzij.components;

import java.nio.file.Path;
import java.util.Optional;

/** Where built distributions are kept between runs and between clones of the project. */
public final class Cache {
  private Cache() {}

  /** {@code $TENZIJ_CACHE}, else {@code $XDG_CACHE_HOME/tenzij}, else {@code ~/.cache/tenzij}. */
  public static Path folder() {
    return setting("TENZIJ_CACHE")
        .map(Path::of)
        .or(() -> setting("XDG_CACHE_HOME").map(home -> Path.of(home, "tenzij")))
        .orElseGet(() -> Path.of(System.getProperty("user.home"), ".cache", "tenzij"));
  }

  private static Optional<String> setting(String name) {
    return Optional.ofNullable(System.getenv(name)).filter(value -> !value.isBlank());
  }
}
