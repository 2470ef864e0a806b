package nl.tenzij.sanction.sanction.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import nl.tenzij.ledger.privacy.Personal;
import nl.tenzij.sanction.incident.Incidents;
import nl.tenzij.sanction.sanction.Actor;
import nl.tenzij.sanction.sanction.Case;
import nl.tenzij.sanction.sanction.Hearing;
import nl.tenzij.sanction.sanction.Measure;
import nl.tenzij.sanction.sanction.Proposal;
import nl.tenzij.sanction.sanction.Sanction;
import nl.tenzij.sanction.sanction.Sanction.Known;
import nl.tenzij.sanction.sanction.SanctionCommand;
import nl.tenzij.sanction.sanction.SanctionCommand.AddMeasure;
import nl.tenzij.sanction.sanction.SanctionCommand.CorrectExemption;
import nl.tenzij.sanction.sanction.SanctionCommand.HoldHearing;
import nl.tenzij.sanction.sanction.SanctionCommand.ImposeSanction;
import nl.tenzij.sanction.sanction.SanctionCommand.ProposeSanction;
import nl.tenzij.sanction.sanction.SanctionDecider;
import nl.tenzij.sanction.sanction.SanctionEvent;
import nl.tenzij.sanction.sanction.Sanctions;
import nl.tenzij.sanction.sanction.Sector;
import nl.tenzij.sanction.sanction.StaffRole;
import nl.tenzij.sanction.sanction.api.SanctionView.Sight;
import org.junit.jupiter.api.Test;

class SightTest {

  private static final Sight WHOLE = new Sight(true, true, true);
  private static final Sight TEACHES = new Sight(false, true, true);
  private static final Sight REPORTED = new Sight(false, false, true);
  private static final Actor HANNA = new Actor("st-hanna", Set.of(StaffRole.HEAD));
  private static final Instant THEN = Instant.parse("2026-11-24T09:00:00Z");
  private static final Case ON = new Case(new UUID(1, 1), "p-sam");

  @Test
  void whoTeachesThePupilReadsReasonsWhereThereWasNoExemption() {
    for (Known without : proposedAndAdded(Optional.of(false))) {
      assertThat(TEACHES.showsReasons(without)).isTrue();
      assertThat(REPORTED.showsReasons(without)).isFalse();
    }
    for (Known with : proposedAndAdded(Optional.of(true))) {
      assertThat(TEACHES.showsReasons(with)).isFalse();
    }
  }

  /** Nor what follows from it: that no guardians are to be heard. */
  @Test
  void thatAPupilIsOfAgeIsNotForWhoReportedAnothersPupil() {
    var suspension = new Proposal(Measure.SUSPENSION, Optional.empty(), "5", Optional.empty());
    Known proposed =
        known(new ProposeSanction(ON, 1, suspension, "policy-1", 3, Optional.of(false)));
    for (Sight decides : List.of(WHOLE, TEACHES)) {
      SanctionView seen = SanctionView.of(new UUID(2, 2), proposed, decides, null);
      assertThat(seen.ofAge()).isTrue();
      assertThat(seen.stillToHear()).containsExactly(Hearing.Kind.PUPIL);
    }
    SanctionView seen = SanctionView.of(new UUID(2, 2), proposed, REPORTED, null);
    assertThat(seen.ofAge()).isNull();
    assertThat(seen.stillToHear()).containsExactly(Hearing.Kind.PUPIL);
  }

  /** As of a minor: that the guardians were not heard would tell it too. */
  @Test
  void norOnceItIsDecided() {
    List<SanctionEvent> minor =
        decided(suspension(), heard(Hearing.Kind.PUPIL), heard(Hearing.Kind.GUARDIANS), imposed());
    List<SanctionEvent> byTheRoster =
        decided(suspension(), heard(Hearing.Kind.PUPIL), imposedOfAge());
    List<SanctionEvent> byTheHead =
        decided(suspension(), heard(Hearing.Kind.PUPIL), heard(Hearing.Kind.OF_AGE), imposed());
    for (List<SanctionEvent> ofAge : List.of(byTheRoster, byTheHead)) {
      assertThat(seen(known(ofAge), REPORTED)).isEqualTo(seen(known(minor), REPORTED));
      assertThat(ofAge.size() - REPORTED.hiddenOf(known(ofAge)))
          .as("in its entity tag")
          .isEqualTo(minor.size() - REPORTED.hiddenOf(known(minor)));
      for (Sight decides : List.of(WHOLE, TEACHES)) {
        assertThat(seen(known(ofAge), decides).hearings())
            .extracting(SanctionView.Held::kind)
            .containsExactly(Hearing.Kind.PUPIL, Hearing.Kind.OF_AGE);
      }
    }
  }

  /** Nor that it turned out that they held an exemption, or held none. */
  @Test
  void thatItWasCorrectedWhetherThereWasAnExemptionIsNotForThemEither() {
    List<SanctionEvent> without = decided(suspension(), heard(Hearing.Kind.PUPIL));
    List<SanctionEvent> corrected =
        decided(
            suspension(),
            heard(Hearing.Kind.PUPIL),
            new CorrectExemption(true, false),
            new CorrectExemption(false, false));
    assertThat(corrected).hasSize(without.size() + 2);
    assertThat(seen(known(corrected), REPORTED)).isEqualTo(seen(known(without), REPORTED));
    assertThat(corrected.size() - REPORTED.hiddenOf(known(corrected)))
        .as("in its entity tag")
        .isEqualTo(without.size() - REPORTED.hiddenOf(known(without)));
    assertThat(TEACHES.hiddenOf(known(corrected))).isZero();
    assertThat(TEACHES.showsReasons(known(without))).isTrue();
    assertThat(TEACHES.showsReasons(known(corrected)))
        .as("who wrote one thought of an exemption")
        .isFalse();
  }

  private static SanctionView seen(Known sanction, Sight sight) {
    return SanctionView.of(new UUID(2, 2), sanction, sight, null);
  }

  private static ProposeSanction suspension() {
    var suspension =
        new Proposal(Measure.INTERNAL_SUSPENSION, Optional.empty(), "5", Optional.empty());
    return new ProposeSanction(ON, 1, suspension, "policy-1", 3, Optional.of(false));
  }

  private static HoldHearing heard(Hearing.Kind kind) {
    var hearing = new Hearing(kind, THEN, "st-hanna", Optional.empty());
    return new HoldHearing(hearing, HANNA.roles(), THEN, THEN, Sector.VO);
  }

  private static ImposeSanction imposed() {
    return imposed(Optional.empty());
  }

  private static ImposeSanction imposedOfAge() {
    return imposed(Optional.of(THEN));
  }

  private static ImposeSanction imposed(Optional<Instant> ofAge) {
    return new ImposeSanction(
        HANNA,
        Optional.empty(),
        Optional.of(Personal.of("p-sam", "Others were filmed.")),
        LocalDate.of(2026, 11, 24),
        false,
        ofAge);
  }

  /** Who had one then, nobody knows: their reasons are as of one who had. */
  @Test
  void whereNobodyLookedForOneTheyAreForWhoReadsAllOfTheSchool() {
    for (Known unlooked : proposedAndAdded(Optional.empty())) {
      assertThat(TEACHES.showsReasons(unlooked)).isFalse();
      assertThat(WHOLE.showsReasons(unlooked)).isTrue();
    }
  }

  @Test
  void ofWhatWasStoredBeforeSomebodyLookedNothingIsSaid() {
    var stored = new ObjectMapper().createObjectNode().put("step", 1);
    for (String old : new String[] {"sanction.proposed.v1", "sanction.proposed.v2"}) {
      assertThat(Sanctions.types().current(old, stored.deepCopy()).json().has("exempted"))
          .as(old)
          .isFalse();
    }
  }

  /** What is proposed on it, or added to it, later goes by its verdicts. */
  @Test
  void norOfAnIncidentThatWasStoredBefore() {
    ObjectNode stored = new ObjectMapper().createObjectNode();
    stored.putArray("verdicts").addObject().put("pupil", "p-sam").put("ground", "RULE");
    for (String old : new String[] {"incident.recorded.v2", "incident.corrected.v2"}) {
      JsonNode verdicts = Incidents.types().current(old, stored.deepCopy()).json().get("verdicts");
      assertThat(verdicts.get(0).has("exempted")).as(old).isFalse();
    }
  }

  private static List<Known> proposedAndAdded(Optional<Boolean> exempted) {
    var warning = new Proposal(Measure.WARNING, Optional.empty(), "5", Optional.empty());
    var detention = new Proposal(Measure.DETENTION, Optional.empty(), "5", Optional.empty());
    return List.of(
        known(new ProposeSanction(ON, 1, warning, "policy-1", 3, exempted)),
        known(
            new AddMeasure(
                HANNA,
                ON,
                1,
                detention,
                Measure.WARNING,
                Personal.of("p-sam", "To make up."),
                false,
                exempted)));
  }

  private static Known known(SanctionCommand command) {
    return known(decided(command));
  }

  private static Known known(List<SanctionEvent> events) {
    var decider = new SanctionDecider();
    Sanction state = decider.initial();
    for (SanctionEvent event : events) {
      state = decider.evolve(state, event);
    }
    return (Known) state;
  }

  /** What comes of the commands, one after another. */
  private static List<SanctionEvent> decided(SanctionCommand... commands) {
    var decider = new SanctionDecider();
    List<SanctionEvent> events = new ArrayList<>();
    Sanction state = decider.initial();
    for (SanctionCommand command : commands) {
      for (SanctionEvent event : decider.decide(command, state)) {
        events.add(event);
        state = decider.evolve(state, event);
      }
    }
    return events;
  }
}
