package nl.tenzij.notification.message;

/**
 * What one guardian, or a pupil who is of age, is told through one channel, and because of what.
 * Ids only: names and addresses are asked for at the moment of sending and never kept.
 *
 * @param event id of the published event that leads to it
 * @param matter what it is about, such as a sanction's id: a later event on the same matter can
 *     overtake the message
 * @param incident the incident behind it, or null
 * @param pupil whom it concerns
 * @param guardian who is told; the pupil, where the pupil is told in person
 * @param text the template and its language
 * @param period the days that it speaks of, or null
 */
public record Notice(
    String event,
    String matter,
    String incident,
    String pupil,
    String guardian,
    Channel channel,
    Urgency urgency,
    Text text,
    Period period) {

  /** What the school itself writes. */
  private static final String USUAL_LANGUAGE = "nl";

  /**
   * Which words: pinned when the message is written down, so that a later edition of a template
   * does not change it.
   *
   * @param language one in which the template exists, such as {@code tr}
   */
  public record Text(String template, int edition, String language) {

    /** The same words in another language. */
    public Text in(String other) {
      return new Text(template, edition, other);
    }
  }

  /** Whether it is told to the pupil, who is of age. */
  public boolean toldInPerson() {
    return guardian.equals(pupil);
  }

  /**
   * The same told to the pupil, who is of age: in the portal, for of pupils no address is known.
   */
  public Notice inPerson() {
    return new Notice(
        event,
        matter,
        incident,
        pupil,
        pupil,
        Channel.PORTAL,
        urgency,
        text.in(USUAL_LANGUAGE),
        period);
  }

  /** The same told to a guardian. */
  public Notice to(String other, Channel through, String language) {
    return new Notice(
        event, matter, incident, pupil, other, through, urgency, text.in(language), period);
  }

  /** The same recipient told of something new on the same matter. */
  public Notice followedBy(FollowUp next) {
    Text words = new Text(next.template(), next.edition(), text.language());
    return new Notice(
        next.event(), matter, incident, pupil, guardian, channel, urgency, words, period);
  }

  /** The same, speaking of other days. */
  public Notice on(Period days) {
    return new Notice(event, matter, incident, pupil, guardian, channel, urgency, text, days);
  }

  /** The same, where it matters more or less that it is read at once. */
  public Notice as(Urgency other) {
    return new Notice(event, matter, incident, pupil, guardian, channel, other, text, period);
  }
}
