package nl.tenzij.exception.exemption;

import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import nl.tenzij.exception.exemption.CoreTeam.Member;
import nl.tenzij.exception.exemption.ExemptionEvent.AssessmentBegun;
import nl.tenzij.exception.exemption.ExemptionEvent.AssessmentGiven;
import nl.tenzij.exception.exemption.ExemptionEvent.EvidenceAttached;
import nl.tenzij.exception.exemption.ExemptionEvent.ExemptionGranted;
import nl.tenzij.exception.exemption.ExemptionEvent.ExemptionRefused;
import nl.tenzij.exception.exemption.ExemptionEvent.ExemptionRequested;
import nl.tenzij.exception.exemption.ExemptionEvent.ExemptionSuspended;
import nl.tenzij.exception.exemption.ExemptionEvent.GuidanceGiven;
import nl.tenzij.exception.exemption.ExemptionEvent.RequestSubmitted;
import nl.tenzij.exception.exemption.ExemptionEvent.TalkHeld;
import nl.tenzij.ledger.privacy.Personal;

/** One pupil's case, for tests. */
public final class Cases {

  public static final String PUPIL = "p-sam";
  public static final LocalDate TODAY = LocalDate.of(2026, 11, 24);

  /** The first day on which use in spite of guidance can be seen. */
  public static final LocalDate AGAIN = TODAY.plusDays(1);

  public static final Scope SCOPE =
      new Scope(
          List.of(Moment.LESSON, Moment.TEST),
          List.of("sub-nl"),
          List.of(Place.CLASSROOM),
          List.of(Device.SMARTPHONE),
          List.of(new Window(LocalTime.of(10, 10), LocalTime.of(13, 0))),
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

  public static final List<Judgement.Answer> ANSWERS =
      List.of(
          new Judgement.Answer("1", true, Personal.of(PUPIL, "The letter says so.")),
          new Judgement.Answer("no-other-aid", true, Personal.of(PUPIL, "Tried two others.")));

  public static final Judgement JUDGEMENT = judgement("st-tim", "st-cora", "st-eva");

  public static final Grant GRANT =
      new Grant(
          SCOPE,
          Kind.STRUCTURAL,
          "st-cora",
          List.of(AgreedUse.ON_TABLE, AgreedUse.SOUND_OFF),
          TODAY,
          TODAY.plusMonths(2));

  public static final Evidence LETTER =
      new Evidence(
          UUID.fromString("0190a1b2-c3d4-7e5f-8a9b-0c1d2e3f4a5b"),
          Personal.of(
              PUPIL, new Evidence.About(EvidenceKind.STATEMENT, "application/pdf", 1200, "00ff")));

  public static final ExemptionRequested REQUESTED =
      new ExemptionRequested(REQUEST, Optional.of(TODAY.minusDays(10)));
  public static final EvidenceAttached ATTACHED = new EvidenceAttached(PUPIL, LETTER, "g-fatma");
  public static final RequestSubmitted SUBMITTED =
      new RequestSubmitted(PUPIL, Optional.empty(), Optional.of(TODAY.minusDays(7)), "g-fatma");
  public static final AssessmentBegun BEGUN =
      new AssessmentBegun(PUPIL, TEAM, List.of("1", "no-other-aid"));
  public static final ExemptionGranted GRANTED = new ExemptionGranted(PUPIL, GRANT, JUDGEMENT);
  public static final TalkHeld TALKED =
      new TalkHeld(
          PUPIL,
          new Talk(
              TODAY, List.of(Heard.PUPIL), Personal.of(PUPIL, "We talked it over."), "st-tim"));
  public static final GuidanceGiven GUIDED =
      new GuidanceGiven(
          PUPIL,
          new Guidance(
              Guidance.Measure.DAILY_CHECK,
              TODAY,
              Personal.of(PUPIL, "Each day with the mentor."),
              "st-tim"));
  public static final ExemptionRefused REFUSED = new ExemptionRefused(PUPIL, JUDGEMENT);
  public static final ExemptionSuspended SUSPENDED =
      new ExemptionSuspended(
          PUPIL,
          Optional.of(AGAIN),
          AGAIN,
          TODAY.plusDays(13),
          Personal.of(PUPIL, "Used for messages, three times."),
          Personal.of(PUPIL, "A talk with care."),
          "st-cora");

  private Cases() {}

  static Judgement judgement(String... deciders) {
    return new Judgement(
        Personal.of(PUPIL, "It makes reading possible."),
        ANSWERS,
        List.of(deciders),
        Optional.of(TODAY));
  }

  static AssessmentGiven assessed(String person, Assessment.Advice advice) {
    return new AssessmentGiven(
        PUPIL, new Assessment(person, advice, Personal.of(PUPIL, "As I see it."), ANSWERS));
  }
}
