package nl.tenzij.school.template;

import java.util.Set;
import nl.tenzij.school.policy.Bounds;
import nl.tenzij.school.policy.Content;
import nl.tenzij.school.policy.Topic;

/** What can be asked of a board's template. */
public sealed interface TemplateCommand {

  /**
   * Offers it to the board's schools, or the next text of it.
   *
   * @param within the bounds that bind them
   * @param shipped names that are taken
   */
  record OfferTemplate(
      String name, Topic topic, String about, Content content, Bounds within, Set<String> shipped)
      implements TemplateCommand {}

  /** No school starts from it any more; what began with it stays as it is. */
  record WithdrawTemplate() implements TemplateCommand {}
}
