package nl.tenzij.local.clients;

import java.util.List;
import java.util.Map;

/**
 * What a generated client saw of the day that it drove, in whichever language.
 *
 * @param roster how its import went
 * @param policy the one in force
 * @param grounds of the class's verdicts, by pupil, while educational use is open
 * @param custody a device's, when it was handed in and when it was given back
 * @param messages how many the board is told of
 * @param webhook how it stands
 * @param refused the status of an answer to somebody of another school
 */
public record Driven(
    String roster,
    String policy,
    Map<String, String> grounds,
    List<String> custody,
    Breach breach,
    Exemption exemption,
    Told told,
    long messages,
    String webhook,
    int refused) {

  /**
   * An incident, and what followed.
   *
   * @param heard how many talks there were
   * @param sanction as it stands in the end
   */
  public record Breach(String breach, String measure, int heard, String sanction) {}

  /**
   * One that was granted.
   *
   * @param missing how much the request lacked before its evidence came
   * @param read how many bytes of the evidence the core team read
   * @param shown how many milliseconds after the answered decision the verdict shows it
   * @param contact whom a teacher is told to ask
   */
  public record Exemption(int missing, long read, String status, long shown, String contact) {}

  /**
   * At home.
   *
   * @param language of a message in the feed
   * @param receipt how it stands once it was read
   * @param letter how the head's begins
   * @param deliveries how many messages about the incident went out
   */
  public record Told(String language, String receipt, String letter, int deliveries) {}
}
