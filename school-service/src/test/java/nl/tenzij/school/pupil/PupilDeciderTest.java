package nl.tenzij.school.pupil;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import nl.tenzij.ledger.privacy.Personal;
import nl.tenzij.ledger.testkit.DeciderSpec;
import nl.tenzij.school.pupil.PupilCommand.Disenrol;
import nl.tenzij.school.pupil.PupilCommand.Enrol;
import nl.tenzij.school.pupil.PupilCommand.GuardianSpeaks;
import nl.tenzij.school.pupil.PupilCommand.LeaveClass;
import nl.tenzij.school.pupil.PupilCommand.LeaveSchool;
import nl.tenzij.school.pupil.PupilCommand.Named;
import nl.tenzij.school.pupil.PupilCommand.RegisterPupil;
import nl.tenzij.school.pupil.PupilCommand.Restrictions;
import nl.tenzij.school.pupil.PupilCommand.SupportSaid;
import nl.tenzij.school.pupil.PupilCommand.Tie;
import nl.tenzij.school.pupil.PupilEvent.PupilChanged;
import nl.tenzij.school.pupil.PupilEvent.PupilLeft;
import nl.tenzij.school.pupil.PupilEvent.PupilRegistered;
import org.junit.jupiter.api.Test;

class PupilDeciderTest {

  private static final Personal<String> SAM = Personal.of("p-sam", "Sam");
  private static final Personal<String> DEMIR = Personal.of("p-sam", "Demir");
  private static final SupportSaid NO_WORD = SupportSaid.NOTHING;
  private static final Tie FATMA = new Tie("g-fatma", Optional.of("tr"));
  private static final Tie PIET = new Tie("g-piet", Optional.of("nl"));
  private static final Guardianship OF_FATMA = new Guardianship("g-fatma", "tr");
  private static final Guardianship OF_PIET = new Guardianship("g-piet", "nl");

  private final DeciderSpec<PupilCommand, Pupil, PupilEvent> spec =
      DeciderSpec.of(new PupilDecider());
  private final PupilEvent registered =
      new PupilRegistered(
          "p-sam",
          SAM,
          DEMIR,
          "3",
          List.of(OF_FATMA, OF_PIET),
          List.of(Enrolment.in("k1")),
          Support.NONE);

  private static RegisterPupil register(List<Tie> ties, String... classes) {
    List<Enrolment> enrolments = Stream.of(classes).map(Enrolment::in).toList();
    return new RegisterPupil(
        "p-sam",
        SAM,
        DEMIR,
        "3",
        Optional.of(ties),
        Restrictions.SILENT,
        Optional.of(enrolments),
        SupportSaid.NOTHING);
  }

  @Test
  void aPupilIsRegistered() {
    spec.given().when(register(List.of(FATMA, PIET), "k1")).then(registered);
  }

  @Test
  void sayingItAgainInAnotherOrderChangesNothing() {
    spec.given(registered).when(register(List.of(PIET, FATMA, PIET), "k1", "k1")).thenNothing();
  }

  @Test
  void anotherClassIsAChange() {
    spec.given(registered)
        .when(register(List.of(FATMA, PIET), "k2"))
        .then(
            new PupilChanged(
                "p-sam",
                SAM,
                DEMIR,
                "3",
                List.of(OF_FATMA, OF_PIET),
                List.of(Enrolment.in("k2")),
                Support.NONE));
  }

  @Test
  void anotherLanguageOfAGuardianIsAChange() {
    spec.given(registered)
        .when(register(List.of(new Tie("g-fatma", Optional.of("nl")), PIET), "k1"))
        .thenState(
            pupil ->
                assertThat(pupil.guardians())
                    .containsExactly(new Guardianship("g-fatma", "nl"), OF_PIET));
  }

  @Test
  void aRosterSilentOnEnrolmentsKeepsTheClasses() {
    spec.given(registered).when(silent(List.of(FATMA, PIET), SupportSaid.NOTHING)).thenNothing();
  }

  @Test
  void aGuardianWhoseLineCannotBeReadKeepsTheKnownLanguage() {
    spec.given(registered)
        .when(register(List.of(new Tie("g-fatma", Optional.empty()), PIET), "k1"))
        .thenNothing();
  }

  @Test
  void aGuardianOfWhomNoLanguageIsSaidSpeaksTheKnownOneOrTheUsual() {
    var fatma = new Tie("g-fatma", Optional.empty(), Optional.of("nl"));
    var other = new Tie("g-new", Optional.empty(), Optional.of("nl"));
    spec.given(registered).when(register(List.of(fatma, PIET), "k1")).thenNothing();
    spec.given(registered)
        .when(register(List.of(FATMA, other), "k1"))
        .thenState(
            pupil ->
                assertThat(pupil.guardians())
                    .containsExactly(OF_FATMA, new Guardianship("g-new", "nl")));
  }

  @Test
  void aGuardianNeverReadIsNotTied() {
    spec.given()
        .when(register(List.of(new Tie("g-new", Optional.empty())), "k1"))
        .thenState(pupil -> assertThat(pupil.guardians()).isEmpty());
  }

  @Test
  void aPupilLeavesOnce() {
    PupilEvent left = new PupilLeft("p-sam");
    spec.given(registered).when(new LeaveSchool("p-sam")).then(left);
    spec.given(registered, left).when(new LeaveSchool("p-sam")).thenNothing();
    spec.given().when(new LeaveSchool("p-sam")).thenNothing();
  }

  @Test
  void whoComesBackIsRegisteredAnew() {
    spec.given(registered, new PupilLeft("p-sam"))
        .when(register(List.of(FATMA, PIET), "k1"))
        .then(registered);
  }

  /** Places were those of before: nobody said that they are so again. */
  @Test
  void whoComesBackHasNoPlaceInAClassBeforeTheRosterSaysSo() {
    spec.given(registered, new PupilLeft("p-sam"))
        .when(silent(List.of(FATMA, PIET), NO_WORD))
        .thenState(
            pupil -> {
              assertThat(pupil.present()).isTrue();
              assertThat(pupil.enrolments()).isEmpty();
            });
  }

  @Test
  void aPupilIsTakenOutOfAClassByWhateverEnrolment() {
    var twice =
        new PupilChanged(
            "p-sam",
            SAM,
            DEMIR,
            "3",
            List.of(OF_FATMA, OF_PIET),
            List.of(Enrolment.in("k1"), new Enrolment("e1", "k1", null, null), Enrolment.in("k2")),
            Support.NONE);
    spec.given(registered, twice)
        .when(new LeaveClass("p-sam", "k1"))
        .thenState(pupil -> assertThat(pupil.enrolments()).containsExactly(Enrolment.in("k2")));
    spec.given(registered).when(new LeaveClass("p-sam", "k2")).thenNothing();
    spec.given(registered, new PupilLeft("p-sam"))
        .when(new LeaveClass("p-sam", "k1"))
        .thenNothing();
  }

  private static RegisterPupil silent(List<Tie> ties, SupportSaid support) {
    return new RegisterPupil(
        "p-sam",
        SAM,
        DEMIR,
        "3",
        Optional.of(ties),
        Restrictions.SILENT,
        Optional.empty(),
        support);
  }

  private static RegisterPupil restricting(Optional<List<Tie>> ties, Restrictions restrictions) {
    return new RegisterPupil(
        "p-sam", SAM, DEMIR, "3", ties, restrictions, Optional.empty(), NO_WORD);
  }

  private static RegisterPupil restricting(Restrictions restrictions, Tie... ties) {
    return restricting(Optional.of(List.of(ties)), restrictions);
  }

  private static Restrictions barring(String... guardians) {
    return new Restrictions(Optional.empty(), Optional.empty(), Optional.of(List.of(guardians)));
  }

  private static Restrictions withoutCustody(String... guardians) {
    return new Restrictions(Optional.empty(), Optional.of(List.of(guardians)), Optional.empty());
  }

  private static Restrictions uninformed(String... guardians) {
    return new Restrictions(Optional.of(List.of(guardians)), Optional.empty(), Optional.empty());
  }

  @Test
  void withoutCustodyAGuardianIsNotToldUnasked() {
    spec.given(registered)
        .when(restricting(withoutCustody("g-piet"), FATMA, PIET))
        .thenState(
            pupil ->
                assertThat(pupil.guardians())
                    .containsExactly(
                        OF_FATMA, new Guardianship("g-piet", "nl", false, false, true)));
  }

  /** What the school laid down must not be undone by an export that can't say it. */
  @Test
  void aRosterSilentOnRestrictionsKeepsThem() {
    var barred = new Guardianship("g-piet", "nl", false, true, false);
    var known =
        new PupilRegistered(
            "p-sam", SAM, DEMIR, "3", List.of(OF_FATMA, barred), List.of(), Support.NONE);
    spec.given(known).when(silent(List.of(FATMA, PIET), NO_WORD)).thenNothing();
    spec.given(known)
        .when(restricting(barring(), FATMA, PIET))
        .thenState(pupil -> assertThat(pupil.guardians()).containsExactly(OF_FATMA, OF_PIET));
  }

  /** Dropped by one export and named again by the next, which can't say what a judge decided. */
  @Test
  void whatRestrictedAGuardianHoldsWhenTheRosterNamesThemAgain() {
    var barred = new Guardianship("g-piet", "nl", false, true, false);
    var known =
        new PupilRegistered(
            "p-sam", SAM, DEMIR, "3", List.of(OF_FATMA, barred), List.of(), Support.NONE);
    var without =
        new PupilChanged("p-sam", SAM, DEMIR, "3", List.of(OF_FATMA), List.of(), Support.NONE);
    spec.given(known).when(silent(List.of(FATMA), NO_WORD)).then(without);
    spec.given(known, without)
        .when(silent(List.of(FATMA, PIET), NO_WORD))
        .thenState(pupil -> assertThat(pupil.guardians()).containsExactly(OF_FATMA, barred));
    spec.given(known, without, without, new PupilLeft("p-sam"))
        .when(silent(List.of(PIET), NO_WORD))
        .thenState(pupil -> assertThat(pupil.guardians()).containsExactly(barred));
    spec.given(known, without)
        .when(restricting(barring(), FATMA, PIET))
        .thenState(pupil -> assertThat(pupil.guardians()).containsExactly(OF_FATMA, OF_PIET));
  }

  @Test
  void whatRestrictsAGuardianIsTakenOfARecordThatNamesNoGuardians() {
    var barred = new Guardianship("g-piet", "nl", false, true, false);
    spec.given(registered)
        .when(restricting(Optional.empty(), barring("g-piet")))
        .thenState(pupil -> assertThat(pupil.guardians()).containsExactly(OF_FATMA, barred));
    spec.given(registered)
        .when(restricting(Optional.empty(), withoutCustody("g-piet")))
        .thenState(
            pupil ->
                assertThat(pupil.guardians())
                    .containsExactly(
                        OF_FATMA, new Guardianship("g-piet", "nl", false, false, true)));
    spec.given(registered)
        .when(restricting(Optional.empty(), uninformed("g-piet")))
        .thenState(
            pupil ->
                assertThat(pupil.guardians())
                    .containsExactly(OF_FATMA, new Guardianship("g-piet", "nl", true, true, true)));
    var known =
        new PupilRegistered(
            "p-sam", SAM, DEMIR, "3", List.of(OF_FATMA, barred), List.of(), Support.NONE);
    spec.given(known).when(restricting(Optional.empty(), barring("g-piet"))).thenNothing();
    spec.given(known)
        .when(restricting(Optional.empty(), barring()))
        .thenState(pupil -> assertThat(pupil.guardians()).containsExactly(OF_FATMA, OF_PIET));
  }

  @Test
  void whoIsRestrictedAndNamedNoMoreIsSoWhenTheRosterNamesThemAgain() {
    var barred = new Guardianship("g-piet", "nl", false, true, false);
    List<PupilEvent> log = new ArrayList<>(List.of(registered));
    spec.given(log)
        .when(restricting(barring("g-piet"), FATMA))
        .thenEvents(log::addAll)
        .thenState(pupil -> assertThat(pupil.guardians()).containsExactly(OF_FATMA));
    assertThat(log.getLast()).as("what is known").isInstanceOf(PupilChanged.class);
    spec.given(log).when(restricting(barring("g-piet"), FATMA)).thenNothing();
    spec.given(log)
        .when(silent(List.of(FATMA, PIET), NO_WORD))
        .thenState(pupil -> assertThat(pupil.guardians()).containsExactly(OF_FATMA, barred));

    spec.given(log)
        .when(restricting(Optional.empty(), withoutCustody("g-piet")))
        .thenEvents(log::addAll);
    spec.given(log).when(restricting(barring(), FATMA)).thenNothing();
    spec.given(log)
        .when(silent(List.of(FATMA, PIET), NO_WORD))
        .thenState(
            pupil ->
                assertThat(pupil.guardians())
                    .as("nothing was lifted of who was none")
                    .containsExactly(
                        OF_FATMA, new Guardianship("g-piet", "nl", false, false, false)));
    spec.given(log)
        .when(restricting(barring(), FATMA, PIET))
        .thenState(
            pupil ->
                assertThat(pupil.guardians())
                    .containsExactly(
                        OF_FATMA, new Guardianship("g-piet", "nl", false, false, true)));
  }

  @Test
  void whoIsRestrictedBeforeBeingNamedIsSoThen() {
    List<PupilEvent> log = new ArrayList<>();
    spec.given().when(restricting(barring("g-new"), FATMA)).thenEvents(log::addAll);
    assertThat(log.getLast()).as("what is known").isInstanceOf(PupilRegistered.class);
    spec.given(log)
        .thenState(pupil -> assertThat(pupil.guardians()).as("no tie").containsExactly(OF_FATMA));
    spec.given(log)
        .when(silent(List.of(FATMA, new Tie("g-new", Optional.of("ar"))), NO_WORD))
        .thenState(
            pupil ->
                assertThat(pupil.guardians())
                    .containsExactly(
                        OF_FATMA, new Guardianship("g-new", "ar", false, true, false)));
    spec.given(log)
        .when(silent(List.of(FATMA, new Tie("g-new", Optional.empty())), NO_WORD))
        .thenNothing();
    spec.given(log).when(new LeaveSchool("p-sam")).thenEvents(log::addAll);
    spec.given(log)
        .when(silent(List.of(new Tie("g-new", Optional.of("ar"))), NO_WORD))
        .thenState(
            pupil ->
                assertThat(pupil.guardians())
                    .containsExactly(new Guardianship("g-new", "ar", false, true, false)));
  }

  @Test
  void whoIsNotToldUnaskedStaysSoUntilTheRosterSaysOtherwise() {
    var uninformed = new Guardianship("g-piet", "nl", true, true, true);
    var known =
        new PupilRegistered(
            "p-sam", SAM, DEMIR, "3", List.of(OF_FATMA, uninformed), List.of(), Support.NONE);
    spec.given(known).when(silent(List.of(FATMA, PIET), NO_WORD)).thenNothing();
    spec.given(known)
        .when(restricting(uninformed(), FATMA, PIET))
        .thenState(pupil -> assertThat(pupil.guardians()).containsExactly(OF_FATMA, OF_PIET));
  }

  /** What restricts Piet for a while. */
  private record Ruling(Restrictions comes, Restrictions isLifted) {}

  private static final List<Ruling> RULINGS =
      List.of(
          new Ruling(barring("g-piet"), barring()),
          new Ruling(withoutCustody("g-piet"), withoutCustody()));

  private static final Guardianship PIET_UNINFORMED =
      new Guardianship("g-piet", "nl", true, true, true);

  private void endsUninformed(Ruling ruling, PupilCommand... commands) {
    List<PupilEvent> log = new ArrayList<>();
    for (PupilCommand command : commands) {
      spec.given(log).when(command).thenEvents(log::addAll);
    }
    spec.given(log)
        .thenState(
            pupil ->
                assertThat(pupil.guardians())
                    .as("after %s", ruling)
                    .containsExactly(OF_FATMA, PIET_UNINFORMED));
    assertThat(PIET_UNINFORMED.informed()).isFalse();
  }

  @Test
  void whoIsNotToldUnaskedStaysSoWhenTheRestIsLiftedWithTheTieOfEarlierDays() {
    for (Ruling ruling : RULINGS) {
      endsUninformed(
          ruling,
          restricting(uninformed("g-piet"), FATMA, PIET),
          silent(List.of(FATMA), NO_WORD),
          restricting(ruling.comes(), FATMA),
          restricting(ruling.isLifted(), FATMA, PIET));
    }
  }

  @Test
  void whoIsNotToldUnaskedStaysSoWhenTheRestIsLiftedByARecordThatNamesNoGuardians() {
    for (Ruling ruling : RULINGS) {
      endsUninformed(
          ruling,
          silent(List.of(FATMA, PIET), NO_WORD),
          restricting(uninformed("g-piet"), FATMA, PIET),
          restricting(Optional.empty(), ruling.comes()),
          restricting(Optional.empty(), ruling.isLifted()));
    }
  }

  @Test
  void whoIsNotToldUnaskedBeforeBeingNamedStaysSoWhenTheRestIsLifted() {
    for (Ruling ruling : RULINGS) {
      var both =
          new Restrictions(
              Optional.of(List.of("g-piet")),
              ruling.comes().withoutCustody(),
              ruling.comes().barred());
      endsUninformed(ruling, restricting(both, FATMA), restricting(ruling.isLifted(), FATMA, PIET));
    }
  }

  @Test
  void aRecordThatDoesNotSpeakOfGuardiansLeavesThemAsTheyWere() {
    spec.given(registered).when(restricting(Optional.empty(), Restrictions.SILENT)).thenNothing();
    spec.given(registered)
        .when(silent(List.of(), NO_WORD))
        .thenState(pupil -> assertThat(pupil.guardians()).isEmpty());
  }

  @Test
  void whoLooksAfterThePupilStaysUnlessTheRosterSaysOtherwise() {
    var said =
        new SupportSaid(
            Optional.of(new Named("st-tim")), Optional.of(new Named("st-cora")), Optional.of(true));
    var withTim = new Support("st-tim", "st-cora", true);
    var changed =
        new PupilChanged(
            "p-sam",
            SAM,
            DEMIR,
            "3",
            List.of(OF_FATMA, OF_PIET),
            List.of(Enrolment.in("k1")),
            withTim);
    spec.given(registered).when(silent(List.of(FATMA, PIET), said)).then(changed);
    spec.given(registered, changed).when(silent(List.of(FATMA, PIET), NO_WORD)).thenNothing();
    spec.given(registered, changed)
        .when(
            silent(
                List.of(FATMA, PIET),
                new SupportSaid(Optional.of(new Named(null)), Optional.empty(), Optional.empty())))
        .thenState(
            pupil -> assertThat(pupil.support()).isEqualTo(new Support(null, "st-cora", true)));
  }

  private static RegisterPupil saying(Optional<Boolean> ofAge) {
    return new RegisterPupil(
        "p-sam",
        SAM,
        DEMIR,
        "3",
        Optional.empty(),
        Restrictions.SILENT,
        Optional.empty(),
        SupportSaid.NOTHING,
        ofAge);
  }

  @Test
  void whoCameOfAgeIsSoUntilTheRosterSaysOtherwise() {
    var ofAge =
        new PupilChanged(
            "p-sam",
            SAM,
            DEMIR,
            "3",
            List.of(OF_FATMA, OF_PIET),
            List.of(Enrolment.in("k1")),
            Support.NONE,
            true);
    spec.given(registered).when(saying(Optional.of(false))).thenNothing();
    spec.given(registered).when(saying(Optional.of(true))).then(ofAge);
    spec.given(registered, ofAge).when(saying(Optional.empty())).thenNothing();
    spec.given(registered, ofAge, new PupilLeft("p-sam"))
        .when(saying(Optional.empty()))
        .thenState(pupil -> assertThat(pupil.ofAge()).as("who comes back").isTrue());
    spec.given(registered, ofAge)
        .when(new Enrol("p-sam", new Enrolment("e2", "k2", null, null)))
        .thenState(pupil -> assertThat(pupil.ofAge()).isTrue());
    spec.given(registered, ofAge)
        .when(saying(Optional.of(false)))
        .thenState(
            pupil -> {
              assertThat(pupil.ofAge()).as("it was a mistake").isFalse();
              assertThat(Guardianship.holding(pupil.guardians(), pupil.ofAge()))
                  .as("what was known of the guardians is so again")
                  .containsExactly(OF_FATMA, OF_PIET);
            });
  }

  @Test
  void nobodyIsOfAgeAtAPrimarySchool() {
    spec.given(registered).when(saying(Optional.of(true)).atPrimarySchool()).thenNothing();
  }

  @Test
  void anEnrolmentIsAddedReplacedAndTakenBackByItsId() {
    var spring = new Enrolment("e1", "k9", LocalDate.parse("2027-02-01"), null);
    var later = new Enrolment("e1", "k9", LocalDate.parse("2027-03-01"), null);
    var added = new PupilChanged[1];
    spec.given(registered)
        .when(new Enrol("p-sam", spring))
        .thenEvents(events -> added[0] = (PupilChanged) events.getFirst());
    assertThat(added[0].enrolments()).containsExactly(Enrolment.in("k1"), spring);
    spec.given(registered, added[0]).when(new Enrol("p-sam", spring)).thenNothing();
    spec.given(registered, added[0])
        .when(new Enrol("p-sam", later))
        .thenState(
            pupil -> {
              assertThat(pupil.enrolments()).containsExactly(Enrolment.in("k1"), later);
              assertThat(pupil.classesOn(LocalDate.parse("2027-02-28"))).containsExactly("k1");
              assertThat(pupil.classesOn(LocalDate.parse("2027-03-01")))
                  .containsExactly("k1", "k9");
            });
    spec.given(registered, added[0])
        .when(new Disenrol("p-sam", "e1"))
        .thenState(pupil -> assertThat(pupil.enrolments()).containsExactly(Enrolment.in("k1")));
    spec.given(registered).when(new Disenrol("p-sam", "e1")).thenNothing();
  }

  @Test
  void onlyAPupilOfTheSchoolIsEnrolled() {
    spec.given().when(new Enrol("p-sam", Enrolment.in("k1"))).thenRefused("pupil-unknown");
    spec.given(registered, new PupilLeft("p-sam"))
        .when(new Enrol("p-sam", new Enrolment("e1", "k1", null, null)))
        .thenRefused("pupil-unknown");
    spec.given(registered, new PupilLeft("p-sam")).when(new Disenrol("p-sam", "e1")).thenNothing();
  }

  @Test
  void aGuardiansOtherLanguageIsKnownWithThePupil() {
    spec.given(registered)
        .when(new GuardianSpeaks("p-sam", "g-fatma", "ar"))
        .thenState(
            pupil ->
                assertThat(pupil.guardians())
                    .containsExactly(new Guardianship("g-fatma", "ar"), OF_PIET));
    spec.given(registered).when(new GuardianSpeaks("p-sam", "g-fatma", "tr")).thenNothing();
    spec.given(registered).when(new GuardianSpeaks("p-sam", "g-else", "ar")).thenNothing();
    spec.given(registered, new PupilLeft("p-sam"))
        .when(new GuardianSpeaks("p-sam", "g-fatma", "ar"))
        .thenNothing();
  }
}
