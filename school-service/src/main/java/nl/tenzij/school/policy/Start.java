package nl.tenzij.school.policy;

import java.util.UUID;

/**
 * What a policy began with.
 *
 * @param template the shipped one or the board's, or null
 * @param earlier the policy of the school whose text it began with, or null
 * @param edition the how manieth of the school on its topic: one more than what it is to replace
 */
public record Start(String template, UUID earlier, int edition) {

  /** The first, in the school's own words. */
  public static final Start ANEW = new Start(null, null, 1);

  public static Start from(String template) {
    return new Start(template, null, 1);
  }
}
