package nl.tenzij.school.policy;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Set;
import java.util.UUID;
import nl.tenzij.school.organisation.Sector;

/** What can be asked of a policy. */
public sealed interface PolicyCommand {

  /**
   * @param template the shipped policy it starts from, or null
   * @param within what the board leaves to its schools, as in the commands below
   */
  record DraftPolicy(
      UUID policy, Topic topic, Sector sector, String template, Content content, Bounds within)
      implements PolicyCommand {}

  record ReviseContent(Content content, Bounds within) implements PolicyCommand {}

  record RecordConsultation(Consultation consultation) implements PolicyCommand {}

  /** Lays the policy before the participation council. */
  record SubmitPolicy(LocalDate on, Bounds within) implements PolicyCommand {}

  /**
   * @param member id of the council's member who records it
   */
  record GiveConsent(Section section, String member, LocalDate on) implements PolicyCommand {}

  /**
   * @param reason of the section; may be empty
   */
  record WithholdConsent(Section section, String member, LocalDate on, String reason)
      implements PolicyCommand {}

  /** Makes the policy known to those it binds (S0 step 4). */
  record PublishPolicy(Set<Bound> to, Instant at) implements PolicyCommand {}

  /**
   * @param from the moment from which it binds
   * @param now the moment of the command
   */
  record ActivatePolicy(Instant from, Instant now) implements PolicyCommand {}

  /**
   * @param by the policy that came in its place
   */
  record SupersedePolicy(UUID by) implements PolicyCommand {}
}
