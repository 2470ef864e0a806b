package nl.tenzij.school.policy;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Set;
import java.util.UUID;
import nl.tenzij.school.organisation.Sector;
import nl.tenzij.school.policy.ConsentRoute.Matter;

/** What can be asked of a policy. */
public sealed interface PolicyCommand {

  /**
   * @param within what the board leaves to its schools, as in the commands below
   */
  record DraftPolicy(
      UUID policy, Topic topic, Sector sector, Start start, Content content, Bounds within)
      implements PolicyCommand {}

  /**
   * Brings in a policy that the school had already, in force and all, without the way that others
   * go.
   *
   * @param onRecord whether anything on its topic was ever in force here
   */
  record AdoptPolicy(
      UUID policy,
      Topic topic,
      Sector sector,
      Start start,
      Content content,
      Adoption adoption,
      boolean onRecord,
      Now now)
      implements PolicyCommand {}

  /**
   * Corrects what was brought in as a policy that the school had already.
   *
   * @param builtOn whether something came after it: another policy on its topic, or an evaluation
   * @param broughtIn when that was recorded
   */
  record CorrectAdoption(
      Start start, Content content, Adoption adoption, boolean builtOn, Instant broughtIn, Now now)
      implements PolicyCommand {}

  /** Throws a draft away. */
  record DiscardPolicy(LocalDate on) implements PolicyCommand {}

  record ReviseContent(Content content, Bounds within) implements PolicyCommand {}

  record RecordConsultation(Consultation consultation) implements PolicyCommand {}

  /**
   * Lays the policy before the participation council.
   *
   * @param sector of the school as it is now: it says which sections the council has
   */
  record SubmitPolicy(LocalDate on, Sector sector, Bounds within) implements PolicyCommand {}

  /**
   * @param revision of the text that the section decided on
   * @param member id of the council's member who records it
   */
  record GiveConsent(int revision, Section section, String member, LocalDate on)
      implements PolicyCommand {}

  /**
   * Also by a section that consented before, as long as the policy lies before the council.
   *
   * @param revision as above
   * @param reason of the section: what the head has to change or to explain
   */
  record WithholdConsent(int revision, Section section, String member, LocalDate on, String reason)
      implements PolicyCommand {}

  /** Takes a policy back that does not bind yet: it is a draft again. */
  record WithdrawPolicy(LocalDate on, String reason) implements PolicyCommand {}

  /** Records that what the council consented to was written into the school plan, say. */
  record IncorporatePolicy(Matter into, LocalDate on) implements PolicyCommand {}

  /**
   * Makes the policy known to those it binds (S0 step 4); once more, for another day.
   *
   * @param announced from when it is to bind; null where they were not told
   */
  record PublishPolicy(Set<Bound> to, Instant at, Instant announced, Now now)
      implements PolicyCommand {}

  /**
   * Brings it in force; ahead of the day that was made known, has it come in force by itself.
   *
   * @param from the moment from which it binds
   * @param running since when the policy that it replaces is in force; null where there is none
   */
  record ActivatePolicy(Instant from, Instant running, Now now) implements PolicyCommand {}

  /**
   * Brings in force what was to come in force by itself, if that is so by now.
   *
   * @param running as above
   */
  record KeepActivation(Instant running, Now now) implements PolicyCommand {}

  /**
   * Says that it was not activated, though the day that was made known comes or passed.
   *
   * @param announced the moment of which that was looked at
   */
  record RemindOfActivation(Instant announced, Now now) implements PolicyCommand {}

  /** Says so no longer, where another one came in force meanwhile. */
  record SettleActivation() implements PolicyCommand {}

  /**
   * @param by the policy that came in its place
   */
  record SupersedePolicy(UUID by) implements PolicyCommand {}
}
