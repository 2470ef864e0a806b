package nl.tenzij.school.policy;

import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import nl.tenzij.school.organisation.Sector;

/** What happened to a policy. */
public sealed interface PolicyEvent {

  record PolicyDrafted(UUID policy, Topic topic, Sector sector, String template, Content content)
      implements PolicyEvent {}

  /**
   * @param revision of the content, 2 for the first change
   */
  record ContentRevised(int revision, Content content) implements PolicyEvent {}

  record ConsultationRecorded(Consultation consultation) implements PolicyEvent {}

  record PolicySubmitted(LocalDate on, Set<Section> to) implements PolicyEvent {}

  record ConsentGiven(Section section, String member, LocalDate on) implements PolicyEvent {}

  /** Every section whose consent was needed has given it. */
  record PolicyConsented(LocalDate on) implements PolicyEvent {}

  /** The policy is a draft again, and consents given so far are void. */
  record ConsentWithheld(Section section, String member, LocalDate on, String reason)
      implements PolicyEvent {}

  record PolicyPublished(Set<Bound> to, Instant at) implements PolicyEvent {}

  /**
   * Says by itself all that others need to know of the rules.
   *
   * @param exemptions null where it was recorded before that was kept, as messages
   */
  record PolicyActivated(
      UUID policy,
      int revision,
      Topic topic,
      Instant from,
      List<UseRule> useRules,
      Ladder ladder,
      Period objectionTerm,
      ExemptionRule exemptions,
      MessageRules messages)
      implements PolicyEvent {}

  record PolicySuperseded(UUID by) implements PolicyEvent {}
}
