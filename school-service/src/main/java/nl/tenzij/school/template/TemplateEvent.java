package nl.tenzij.school.template;

import nl.tenzij.school.policy.Content;
import nl.tenzij.school.policy.Topic;

/** What happened to a board's template. */
public sealed interface TemplateEvent {

  /** The whole of it, in place of any earlier text. */
  record TemplateOffered(String name, int revision, Topic topic, String about, Content content)
      implements TemplateEvent {}

  record TemplateWithdrawn(String name) implements TemplateEvent {}
}
