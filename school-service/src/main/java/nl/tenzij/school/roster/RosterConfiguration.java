package nl.tenzij.school.roster;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Bounds of what a school system may send, and how imports are worked. */
@ConfigMapping(prefix = "tenzij.roster")
public interface RosterConfiguration {

  /** The zip itself. */
  @WithDefault("64M")
  MemorySize packageAtMost();

  /** All of its files together, unpacked. */
  @WithDefault("1G")
  MemorySize unpackedAtMost();

  /** How many times larger than in the zip a file may be; more is taken for a bomb. */
  @WithDefault("100")
  int ratioAtMost();

  /** Files in the zip. */
  @WithDefault("100")
  int entriesAtMost();

  /**
   * Refusals, and remarks, that reading a package lists at most, and as many by each rule between
   * its lines; lines are counted all the same.
   */
  @WithDefault("5000")
  int findingsAtMost();

  /**
   * A whole set in which more than this share of the pupils, of the guardians, of the staff, of the
   * classes or of the places in classes is missing waits for confirmation.
   */
  @WithDefault("10")
  int leavingPercentUnasked();

  /**
   * So many of each can be missing in any case, however small the school; all of its pupils, or all
   * of its staff, can't.
   */
  @WithDefault("3")
  int leavingUnasked();

  /** How long an import belongs to a worker that gives no sign of life. */
  @WithDefault("20S")
  Duration lease();

  /** How often is looked for imports that nobody works on. */
  @WithDefault("5S")
  Duration poll();

  /** How often an import is taken up, with what broke off, before it fails. */
  @WithDefault("10")
  int attemptsAtMost();

  /** The time zone of schools whose roster names none. */
  @WithDefault("Europe/Amsterdam")
  String timeZone();
}
