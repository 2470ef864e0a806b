package nl.tenzij.notification.reminder;

import static nl.tenzij.notification.reminder.Detail.DUE_ON;
import static nl.tenzij.notification.reminder.Detail.LAST_SHOWN;
import static nl.tenzij.notification.reminder.Detail.STAGE;
import static nl.tenzij.notification.reminder.Detail.TAKEN_BY;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.Set;
import nl.tenzij.ledger.kafka.Consumer;
import nl.tenzij.notification.reminder.Occasion.Raising;

/**
 * The table of what staff are reminded of. Each line is taken in under a name of its own, which
 * never changes: what it has taken in is remembered under it.
 */
public class Occasions {

  private static final String SCHOOL = "school.events.v1";
  private static final String EXCEPTION = "exception.events.v1";
  private static final String SANCTION = "sanction.events.v1";

  private static final String CONFIRMED = "nl.tenzij.sanction.confirmed.v1";
  private static final String AMENDED = "nl.tenzij.sanction.amended.v1";
  private static final String DISCOUNTED = "nl.tenzij.sanction.breach-discounted.v1";
  private static final String COUNTED_AGAIN = "nl.tenzij.sanction.breach-counted-again.v1";
  private static final String OVERDUE = "nl.tenzij.sanction.device-overdue.v1";
  private static final Set<String> BACK =
      Set.of("nl.tenzij.sanction.device-returned.v1", "nl.tenzij.sanction.device-turned-up.v1");
  private static final Set<String> NEAR_THE_PUPIL = Set.of("HEAD", "MENTOR", "TEACHER");
  private static final String BASIS_REVOKED = "nl.tenzij.sanction.basis-revoked.v1";
  private static final String REVOKED = "nl.tenzij.sanction.revoked.v1";

  /** Of a request that nobody decided on by its day, until somebody has. */
  @Produces
  @Singleton
  Consumer decisions(Reminders reminders) {
    Occasion decision =
        new Occasion(
            Kind.DECISION_DUE,
            "exemption",
            Set.of("CARE_COORDINATOR"),
            Raising.by("nl.tenzij.exception.decision-due.v1", Map.of(DUE_ON, "due")),
            Set.of(
                "nl.tenzij.exception.exemption-granted.v1",
                "nl.tenzij.exception.exemption-refused.v1",
                "nl.tenzij.exception.exemption-withdrawn.v1"));
    return new Reminding("decision-reminders", EXCEPTION, decision, reminders);
  }

  /** Of a device that has to go back: it is not kept beyond the school day. */
  @Produces
  @Singleton
  Consumer devices(Reminders reminders) {
    Occasion device =
        new Occasion(
            Kind.DEVICE_RETURN_DUE,
            "custody",
            NEAR_THE_PUPIL,
            Raising.by("nl.tenzij.sanction.device-return-due.v1", Map.of(TAKEN_BY, "takenBy")),
            BACK);
    return new Reminding("device-reminders", SANCTION, device, reminders);
  }

  /**
   * Once more, where it was said that the device went back and it lies here after all. That it is
   * kept too long is else no news: it was to go back.
   */
  @Produces
  @Singleton
  Consumer foundDevices(Reminders reminders) {
    Occasion found =
        new Occasion(
            Kind.DEVICE_RETURN_DUE,
            "custody",
            NEAR_THE_PUPIL,
            new Raising(OVERDUE, Map.of("foundHere", Set.of("true")), Map.of(TAKEN_BY, "takenBy")),
            BACK);
    return new Reminding(
        "found-device-reminders",
        SANCTION,
        found,
        (message, sql) -> Uni.createFrom().item(message.type().equals(OVERDUE)),
        reminders);
  }

  /**
   * Of what was imposed and does not run before it is confirmed in writing. What waits for that is
   * amended to what holds without it only; what the pupil did not do is not confirmed, nor what
   * stood beside a mistake.
   */
  @Produces
  @Singleton
  Consumer confirmations(Reminders reminders) {
    Map<String, Set<String>> inWriting =
        Map.of("measure", Set.of("DEVICE_BAN", "INTERNAL_SUSPENSION", "SUSPENSION"));
    Occasion confirmation =
        new Occasion(
            Kind.CONFIRMATION_DUE,
            "sanction",
            Set.of("HEAD"),
            new Raising("nl.tenzij.sanction.imposed.v1", inWriting, Map.of()),
            Set.of(CONFIRMED, AMENDED, DISCOUNTED, BASIS_REVOKED, REVOKED));
    return new Reminding(
        "confirmation-reminders",
        SANCTION,
        confirmation.passedTo(Reminders.BESIDE_THE_HEAD),
        reminders);
  }

  /** The same once the pupil turns out to have done it after all. */
  @Produces
  @Singleton
  Consumer confirmationsAgain(Reminders reminders) {
    Occasion confirmation =
        new Occasion(
            Kind.CONFIRMATION_DUE,
            "sanction",
            Set.of("HEAD"),
            new Raising(COUNTED_AGAIN, Map.of("awaitsConfirmation", Set.of("true")), Map.of()),
            Set.of(CONFIRMED, AMENDED, DISCOUNTED, BASIS_REVOKED, REVOKED));
    return new Reminding(
        "confirmation-again-reminders",
        SANCTION,
        confirmation.passedTo(Reminders.BESIDE_THE_HEAD),
        reminders);
  }

  /**
   * Of what was decided on a pupil who by a correction of the incident did not do it, until by a
   * later one they did: home reads that the head looks at it.
   */
  @Produces
  @Singleton
  Consumer reconsiderations(Reminders reminders) {
    return reconsiderations("reconsideration-reminders", DISCOUNTED, reminders);
  }

  /** Of what was decided beside a proposal that turned out a mistake; home is not told of that. */
  @Produces
  @Singleton
  Consumer reconsiderationsOfAdded(Reminders reminders) {
    return reconsiderations("added-reconsideration-reminders", BASIS_REVOKED, reminders);
  }

  private static Consumer reconsiderations(String name, String word, Reminders reminders) {
    Occasion reconsideration =
        new Occasion(
            Kind.RECONSIDERATION_DUE,
            "sanction",
            Set.of("HEAD"),
            Raising.by(word, Map.of()),
            Set.of(AMENDED, COUNTED_AGAIN, REVOKED));
    return new Reminding(
        name, SANCTION, reconsideration.passedTo(Reminders.BESIDE_THE_HEAD), reminders);
  }

  /** Of a measure that begins before it is told at home, until its first day is over. */
  @Produces
  @Singleton
  Consumer firstDays(FirstDays days, Reminders reminders) {
    return new Reminding(
        "first-day-reminders", SANCTION, first(Kind.HOME_NOT_TOLD), days.atHome(), reminders);
  }

  /** The same where it is the pupil, who is of age, who is not told before. */
  @Produces
  @Singleton
  Consumer firstDaysInPerson(FirstDays days, Reminders reminders) {
    return new Reminding(
        "first-day-in-person-reminders",
        SANCTION,
        first(Kind.PUPIL_NOT_TOLD),
        days.inPerson(),
        reminders);
  }

  private static Occasion first(Kind kind) {
    return new Occasion(
        kind,
        "sanction",
        Set.of("HEAD"),
        Raising.by(CONFIRMED, Map.of(DUE_ON, "from", LAST_SHOWN, "from")),
        Set.of(AMENDED, REVOKED));
  }

  /**
   * Of a policy that was not activated for the day that was made known, until nobody has to any
   * more. Where another day is made known, that is told anew when it comes.
   */
  @Produces
  @Singleton
  Consumer activations(Reminders reminders) {
    Occasion activation =
        new Occasion(
            Kind.ACTIVATION_DUE,
            "policy",
            Set.of("HEAD"),
            Raising.by(
                "nl.tenzij.school.policy-activation-due.v1", Map.of(STAGE, "stage", DUE_ON, "due")),
            Set.of(
                "nl.tenzij.school.policy-activation-settled.v1",
                "nl.tenzij.school.policy-published.v1",
                "nl.tenzij.school.policy-withdrawn.v1",
                "nl.tenzij.school.policy-overtaken.v1",
                "nl.tenzij.school.policy-in-force.v1"));
    return new Reminding("activation-reminders", SCHOOL, activation, reminders);
  }

  /** Of a roster that stopped: nothing of it is applied before somebody says so. */
  @Produces
  @Singleton
  Consumer rosters(Reminders reminders) {
    Occasion roster =
        new Occasion(
            Kind.ROSTER_WAITING,
            "roster",
            Set.of("HEAD"),
            Raising.by("nl.tenzij.school.roster-waiting.v1", Map.of()),
            Set.of("nl.tenzij.school.roster-settled.v1"));
    return new Reminding("roster-reminders", SCHOOL, roster, reminders);
  }
}
