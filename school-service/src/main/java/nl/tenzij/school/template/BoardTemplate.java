package nl.tenzij.school.template;

import nl.tenzij.school.policy.Content;
import nl.tenzij.school.policy.Topic;

/**
 * A policy that a board has its schools start from, beside those that are shipped. {@link #NONE}
 * before there is one.
 *
 * @param revision 1 for the first text; goes on where it was withdrawn and is offered again
 * @param about what kind of policy it is, in the board's words
 * @param offered false once it was withdrawn
 */
public record BoardTemplate(
    String name, int revision, Topic topic, String about, Content content, boolean offered) {

  public static final BoardTemplate NONE = new BoardTemplate(null, 0, null, null, null, false);
}
