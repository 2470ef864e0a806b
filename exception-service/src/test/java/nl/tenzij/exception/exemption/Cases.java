package nl.tenzij.exception.exemption;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import nl.tenzij.exception.exemption.CoreTeam.Member;
import nl.tenzij.exception.exemption.ExemptionEvent.AssessmentBegun;
import nl.tenzij.exception.exemption.ExemptionEvent.ExemptionGranted;
import nl.tenzij.exception.exemption.ExemptionEvent.ExemptionRefused;
import nl.tenzij.exception.exemption.ExemptionEvent.ExemptionRequested;
import nl.tenzij.exception.exemption.ExemptionEvent.ExemptionSuspended;
import nl.tenzij.exception.exemption.ExemptionEvent.RequestSubmitted;
import nl.tenzij.ledger.privacy.Personal;

/** One pupil's case, for tests. */
public final class Cases {

  public static final String PUPIL = "p-sam";
  public static final LocalDate TODAY = LocalDate.of(2026, 11, 24);

  public static final Scope SCOPE =
      new Scope(
          List.of(Moment.LESSON, Moment.TEST),
          List.of("sub-nl"),
          List.of(Place.CLASSROOM),
          Optional.of(Personal.of(PUPIL, List.of("reading app"))));

  public static final Personal<String> WORDS = Personal.of(PUPIL, "I can follow the text with it.");

  public static final Request REQUEST =
      new Request(
          PUPIL,
          Personal.of(PUPIL, Purpose.READ_ALOUD),
          SCOPE,
          Optional.of(WORDS),
          new Asker("g-fatma", Asker.Capacity.GUARDIAN));

  public static final CoreTeam TEAM =
      new CoreTeam(
          List.of(
              new Member("st-tim", CoreTeam.Role.MENTOR),
              new Member("st-cora", CoreTeam.Role.CARE_COORDINATOR),
              new Member("st-eva", CoreTeam.Role.EXPERT)));

  public static final Judgement JUDGEMENT = judgement("st-cora", "st-eva");

  public static final Grant GRANT =
      new Grant(SCOPE, Kind.STRUCTURAL, "st-cora", TODAY, TODAY.plusMonths(2));

  public static final ExemptionRequested REQUESTED = new ExemptionRequested(REQUEST);
  public static final RequestSubmitted SUBMITTED =
      new RequestSubmitted(PUPIL, Optional.empty(), "g-fatma");
  public static final AssessmentBegun BEGUN = new AssessmentBegun(PUPIL, TEAM);
  public static final ExemptionGranted GRANTED = new ExemptionGranted(PUPIL, GRANT, JUDGEMENT);
  public static final ExemptionRefused REFUSED = new ExemptionRefused(PUPIL, JUDGEMENT);
  public static final ExemptionSuspended SUSPENDED =
      new ExemptionSuspended(
          PUPIL,
          TODAY,
          TODAY.plusDays(13),
          Personal.of(PUPIL, "Used for messages, three times."),
          Personal.of(PUPIL, "A talk with care."),
          "st-cora");

  private Cases() {}

  static Judgement judgement(String... deciders) {
    return new Judgement(
        Personal.of(PUPIL, "It makes reading possible."),
        List.of(
            new Judgement.Answer("no-other-aid", true, Personal.of(PUPIL, "Tried two others."))),
        List.of(deciders));
  }
}
