package nl.tenzij.school.pupil;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Test;

/** A log from before it was kept what made that a guardian was not told unasked. */
class PupilUpcastsTest {

  @Test
  void whoWasNotToldThoughNothingElseRuledItOutIsUninformed() {
    assertThat(uninformed(false, true, true)).isTrue();
    assertThat(uninformed(true, true, true)).isFalse();
    assertThat(uninformed(false, false, true)).as("for want of custody").isFalse();
    assertThat(uninformed(false, true, false)).as("for want of contact").isFalse();
  }

  private static boolean uninformed(boolean informed, boolean custody, boolean contact) {
    boolean registered = uninformed("pupil.registered.v4", informed, custody, contact);
    assertThat(uninformed("pupil.changed.v4", informed, custody, contact)).isEqualTo(registered);
    return registered;
  }

  private static boolean uninformed(
      String version, boolean informed, boolean custody, boolean contact) {
    ObjectNode event = JsonNodeFactory.instance.objectNode();
    event
        .putArray("guardians")
        .addObject()
        .put("informed", informed)
        .put("custody", custody)
        .put("contact", contact);
    JsonNode guardian = Pupils.TYPES.current(version, event).json().at("/guardians/0");
    assertThat(guardian.fieldNames())
        .toIterable()
        .containsExactlyInAnyOrder("uninformed", "custody", "contact");
    return guardian.get("uninformed").booleanValue();
  }
}
