package nl.tenzij.sanction.verdict;

import java.util.Optional;
import nl.tenzij.sanction.sanction.SanctionPeriod;

/**
 * The answer to the one question. It names what it rests on and never says anything about the
 * pupil's health.
 */
public sealed interface Verdict {

  Ground ground();

  default boolean allowed() {
    return ground().allows();
  }

  /** The policy in force does not cover this; or none is in force; or there is no school. */
  record OutsideRules() implements Verdict {
    @Override
    public Ground ground() {
      return Ground.OUTSIDE_RULES;
    }
  }

  /** A teacher opened it for the class. */
  record InEducationalUse(OpenUse use) implements Verdict {
    @Override
    public Ground ground() {
      return Ground.EDUCATIONAL_USE;
    }
  }

  /** The pupil holds an exemption that covers this. */
  record UnderExemption(Exemption exemption) implements Verdict {
    @Override
    public Ground ground() {
      return Ground.EXEMPTION;
    }
  }

  /** A clause of the policy rules it out. */
  record AgainstRule(UseRule rule) implements Verdict {
    @Override
    public Ground ground() {
      return Ground.RULE;
    }
  }

  /** The pupil is under a running ban: the device stays at home. */
  record UnderBan(SanctionPeriod period) implements Verdict {
    @Override
    public Ground ground() {
      return Ground.BAN;
    }
  }

  /**
   * An exemption goes before a ban: support is not taken away as a punishment (S3 §5C). A ban goes
   * before educational use: the device is not at school at all (S2). It is on bringing a phone and
   * what else the policy is about, not what pupils work on in class. Where the class may, nothing
   * is said of an exemption.
   *
   * @param rules of the policy in force, if any
   */
  static Verdict on(Question question, Optional<Rules> rules, Situation situation) {
    if (question.moment().isEmpty()) {
      return new OutsideRules();
    }
    Optional<Verdict> exempted = situation.exemption(question).map(UnderExemption::new);
    boolean bannedKind =
        !question.device().isForSchoolWork()
            && rules.map(all -> all.areAbout(question)).orElse(true);
    Optional<Verdict> banned = situation.ban().filter(ban -> bannedKind).map(UnderBan::new);
    if (banned.isPresent()) {
      return exempted.or(() -> banned).get();
    }
    return rules
        .flatMap(all -> all.covering(question))
        .map(
            rule ->
                situation
                    .use(question)
                    .<Verdict>map(InEducationalUse::new)
                    .or(() -> exempted)
                    .orElseGet(() -> new AgainstRule(rule)))
        .orElseGet(OutsideRules::new);
  }
}
