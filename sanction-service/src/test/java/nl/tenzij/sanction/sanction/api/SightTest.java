package nl.tenzij.sanction.sanction.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Optional;
import java.util.UUID;
import nl.tenzij.sanction.sanction.Case;
import nl.tenzij.sanction.sanction.Measure;
import nl.tenzij.sanction.sanction.Proposal;
import nl.tenzij.sanction.sanction.Sanction.Known;
import nl.tenzij.sanction.sanction.Sanction.NotProposed;
import nl.tenzij.sanction.sanction.SanctionDecider;
import nl.tenzij.sanction.sanction.SanctionEvent.SanctionProposed;
import nl.tenzij.sanction.sanction.Sanctions;
import nl.tenzij.sanction.sanction.api.SanctionView.Sight;
import org.junit.jupiter.api.Test;

class SightTest {

  private static final Sight WHOLE = new Sight(true, true);
  private static final Sight TEACHES = new Sight(false, true);
  private static final Sight REPORTED = new Sight(false, false);

  @Test
  void whoTeachesThePupilReadsReasonsWhereThereWasNoExemption() {
    Known without = proposed(Optional.of(false));
    assertThat(TEACHES.showsReasons(without)).isTrue();
    assertThat(REPORTED.showsReasons(without)).isFalse();
    assertThat(TEACHES.showsReasons(proposed(Optional.of(true)))).isFalse();
  }

  /** Who had one then, nobody knows: their reasons are as of one who had. */
  @Test
  void whereNobodyLookedForOneTheyAreForWhoReadsAllOfTheSchool() {
    Known unlooked = proposed(Optional.empty());
    assertThat(TEACHES.showsReasons(unlooked)).isFalse();
    assertThat(WHOLE.showsReasons(unlooked)).isTrue();
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

  private static Known proposed(Optional<Boolean> exempted) {
    var warning = new Proposal(Measure.WARNING, Optional.empty(), "5", Optional.empty());
    var on = new Case(new UUID(1, 1), "p-sam");
    var event = new SanctionProposed(on, 1, warning, "policy-1", 3, exempted);
    return (Known) new SanctionDecider().evolve(new NotProposed(), event);
  }
}
