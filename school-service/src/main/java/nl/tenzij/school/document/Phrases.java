package nl.tenzij.school.document;

import java.util.List;
import nl.tenzij.school.policy.ExemptionRule.Reviews;
import nl.tenzij.school.policy.Ladder.Measure;
import nl.tenzij.school.policy.Ladder.Step;
import nl.tenzij.school.policy.UseRule;
import nl.tenzij.school.words.Words;

/** Rules and steps as sentences that a parent understands. */
final class Phrases {

  private final Words words;

  Phrases(Words words) {
    this.words = words;
  }

  String rule(UseRule rule) {
    return words.capital(
        words.say(
            "rule",
            words.names(rule.devices()),
            words.names(rule.places()),
            words.names(rule.times()),
            words.name(rule.keeping())));
  }

  String step(Step step) {
    String breach = words.name(step.breach());
    String follows = measure(step);
    String sentence =
        step.to() == null
            ? words.say(step.from() == 1 ? "step.always" : "step.on", onward(step, breach, follows))
            : words.say(
                step.from() == step.to() ? "step.one" : "step.some",
                step.from(),
                breach,
                follows,
                step.to());
    return words.capital(sentence);
  }

  /** From the first time on it is simply every time: the sentence has no count. */
  private static Object[] onward(Step step, String breach, String follows) {
    return step.from() == 1
        ? new Object[] {breach, follows}
        : new Object[] {step.from(), breach, follows};
  }

  /** When an exemption is looked at again: each a sentence. */
  List<String> reviews(Reviews reviews) {
    return List.of(
        words.say(
            "document.exemption.temporary",
            words.length(reviews.temporary().atLeast()),
            words.length(reviews.temporary().atMost())),
        words.say(
            "document.exemption.effect",
            words.length(reviews.effect().atLeast()),
            words.length(reviews.effect().atMost())),
        words.say("document.exemption.recurring", words.every(reviews.recurring())),
        words.say("document.exemption.talk", words.every(reviews.talk())));
  }

  private String measure(Step step) {
    String named = words.name(step.measure());
    String lasting = named;
    if (step.length() != null) {
      lasting = words.say("step.length", named, words.length(step.length()));
    } else if (List.of(Measure.INTERNAL_SUSPENSION, Measure.SUSPENSION).contains(step.measure())) {
      lasting = words.say("step.at-most", named);
    }
    return step.by() == null
        ? lasting
        : withoutEnd(words.say("step.by", lasting, words.name(step.by())));
  }

  /** It ends another sentence, which brings its own full stop. */
  private static String withoutEnd(String sentence) {
    return sentence.endsWith(".") ? sentence.substring(0, sentence.length() - 1) : sentence;
  }
}
