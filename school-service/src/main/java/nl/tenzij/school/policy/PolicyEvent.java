package nl.tenzij.school.policy;

import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import nl.tenzij.school.organisation.Sector;
import nl.tenzij.school.policy.ConsentRoute.Matter;

/** What happened to a policy. */
public sealed interface PolicyEvent {

  record PolicyDrafted(UUID policy, Topic topic, Sector sector, Start start, Content content)
      implements PolicyEvent {}

  /**
   * The school had the policy before it used the product; its way was recorded afterwards.
   *
   * @param consents when which section of the council consented
   */
  record PolicyAdopted(
      Map<Section, LocalDate> consents, Set<Bound> publishedTo, Instant publishedAt)
      implements PolicyEvent {}

  /**
   * What was brought in was not what the school had: this was, since the same moment.
   *
   * @param revision of the content: the next one, or the same where only its way is corrected
   * @param incorporated when it was written into what
   */
  record AdoptionCorrected(
      int revision,
      Start start,
      Content content,
      Map<Section, LocalDate> consents,
      Map<Matter, LocalDate> incorporated,
      Set<Bound> publishedTo,
      Instant publishedAt)
      implements PolicyEvent {}

  /** The head threw the draft away: nobody sees it any more. */
  record PolicyDiscarded(LocalDate on) implements PolicyEvent {}

  /**
   * @param revision of the content, 2 for the first change
   */
  record ContentRevised(int revision, Content content) implements PolicyEvent {}

  record ConsultationRecorded(Consultation consultation) implements PolicyEvent {}

  /**
   * @param sector null where it was recorded before that was kept: as when it was drafted
   * @param revision of the content; 0 where it was recorded before that was kept
   */
  record PolicySubmitted(LocalDate on, Sector sector, Set<Section> to, int revision)
      implements PolicyEvent {}

  record ConsentGiven(Section section, String member, LocalDate on) implements PolicyEvent {}

  /** Every section whose consent was needed has given it. */
  record PolicyConsented(LocalDate on) implements PolicyEvent {}

  /**
   * The policy is a draft again, and consents given so far are void.
   *
   * @param reason empty where it was recorded before one was asked for
   */
  record ConsentWithheld(Section section, String member, LocalDate on, String reason)
      implements PolicyEvent {}

  /** The head took it back: it is a draft again, and consents given so far are void. */
  record PolicyWithdrawn(LocalDate on, String reason) implements PolicyEvent {}

  /** It was written into what its matter is ruled by, such as the school plan. */
  record PolicyIncorporated(Matter into, LocalDate on) implements PolicyEvent {}

  /**
   * @param policy null where it was recorded before that was kept, as topic; revision is 0 then
   * @param at when it was made known, as the head says
   * @param announced from when it is to bind; null where nobody was told
   * @param recorded when the head said so; null where it was recorded before that was kept
   */
  record PolicyPublished(
      UUID policy,
      int revision,
      Topic topic,
      Set<Bound> to,
      Instant at,
      Instant announced,
      Instant recorded)
      implements PolicyEvent {}

  /**
   * It comes in force by itself.
   *
   * @param from the moment that was made known
   */
  record ActivationPlanned(Instant from) implements PolicyEvent {}

  /** Another one came in force meanwhile, from then on or later: this one does not by itself. */
  record ActivationOvertaken(Instant planned) implements PolicyEvent {}

  /**
   * The day that was made known comes, or passed, and it was not activated.
   *
   * @param announced the moment that was made known
   * @param day on the school's calendar
   */
  record ActivationAwaited(Instant announced, LocalDate day, Reminded stage)
      implements PolicyEvent {}

  /** Another one came in force from then on or later: nobody is reminded of this one any more. */
  record ActivationSettled() implements PolicyEvent {}

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
      implements PolicyEvent {

    static PolicyActivated of(
        UUID policy, int revision, Topic topic, Instant from, Content content) {
      return new PolicyActivated(
          policy,
          revision,
          topic,
          from,
          content.useRules(),
          content.ladder(),
          content.objectionTerm(),
          content.exemptions(),
          content.messages());
    }
  }

  record PolicySuperseded(UUID by) implements PolicyEvent {}
}
