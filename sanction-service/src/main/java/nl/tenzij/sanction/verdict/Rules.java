package nl.tenzij.sanction.verdict;

import java.util.List;
import java.util.Optional;

/**
 * The use rules of a policy.
 *
 * @param policy whose, and at which version
 */
public record Rules(String policy, int version, List<UseRule> all) {

  public Rules {
    all = List.copyOf(all);
  }

  Optional<UseRule> covering(Question question) {
    return all.stream().filter(rule -> rule.covers(question)).findFirst();
  }

  /** Whether any rule is about such a device, wherever it is. */
  boolean areAbout(Question question) {
    return all.stream().anyMatch(rule -> rule.devices().contains(question.device()));
  }
}
