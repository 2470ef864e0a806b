package nl.tenzij.sanction.verdict;

import java.util.Optional;
import nl.tenzij.sanction.sanction.SanctionPeriod;

/**
 * The answer to the one question. It names what it rests on and never says anything about the
 * pupil's health.
 */
public sealed interface Verdict {

  boolean allowed();

  /** The policy in force does not cover this; or none is in force. */
  record OutsideRules() implements Verdict {
    @Override
    public boolean allowed() {
      return true;
    }
  }

  /** A clause of the policy rules it out. */
  record AgainstRule(UseRule rule) implements Verdict {
    @Override
    public boolean allowed() {
      return false;
    }
  }

  /** The pupil is under a running ban: the device stays at home. */
  record UnderBan(SanctionPeriod period) implements Verdict {
    @Override
    public boolean allowed() {
      return false;
    }
  }

  /**
   * @param rules of the policy in force, if any
   * @param ban that holds on the day, if any; it goes before the rules
   */
  static Verdict on(Question question, Optional<Rules> rules, Optional<SanctionPeriod> ban) {
    if (ban.isPresent() && rules.map(all -> all.areAbout(question)).orElse(true)) {
      return new UnderBan(ban.get());
    }
    return rules
        .flatMap(all -> all.covering(question))
        .<Verdict>map(AgainstRule::new)
        .orElseGet(OutsideRules::new);
  }
}
