package nl.tenzij.local;

import java.nio.file.Path;
import nl.tenzij.components.PidFiles;

/**
 * Where a local installation keeps its things.
 *
 * @param root the project's folder, with what the build made
 * @param home the folder of this installation, {@code .tenzij} of the project
 */
public record Layout(Path root, Path home) {

  public Path data() {
    return home.resolve("data");
  }

  public Path data(String name) {
    return data().resolve(name);
  }

  public Path keys() {
    return home.resolve("keys");
  }

  public Path masterKey() {
    return keys().resolve("master-key.json");
  }

  /** How far the services' clock is ahead of the machine's; it goes with the data. */
  public Path clock() {
    return data("clock");
  }

  public Path mails() {
    return home.resolve("mails");
  }

  public Path log(String name) {
    return home.resolve("logs").resolve(name + ".log");
  }

  /** Which launcher has started everything. */
  Path ready() {
    return home.resolve("ready");
  }

  public PidFiles pids() {
    return new PidFiles(home.resolve("pids"));
  }

  /** Copies of what the build made: a build may go on while the installation runs. */
  public Path app(String name) {
    return home.resolve("app").resolve(name);
  }
}
