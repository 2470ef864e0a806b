package nl.tenzij.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import nl.tenzij.components.ComponentFailed;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PortPlanTest {

  @Test
  void usesTheUsualPortsUnlessToldOtherwise() {
    var plan = PortPlan.of(Map.of("TENZIJ_PORT_SCHOOL_SERVICE", "18081"));

    assertThat(plan.of("gateway")).isEqualTo(8080);
    assertThat(plan.of("school-service")).isEqualTo(18081);
    assertThat(plan.url("school-service")).isEqualTo("http://localhost:18081");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "eighty", "70000", "-1", "8080 "})
  void refusesWhatIsNoPort(String text) {
    assertThatThrownBy(() -> PortPlan.of(Map.of("TENZIJ_PORT_KAFKA", text)))
        .isInstanceOf(ComponentFailed.class)
        .hasMessage("TENZIJ_PORT_KAFKA is '" + text + "', which is no port.");
  }

  @Test
  void refusesOnePortForTwoParts() {
    assertThatThrownBy(() -> PortPlan.of(Map.of("TENZIJ_PORT_GATEWAY", "8081")))
        .isInstanceOf(ComponentFailed.class)
        .hasMessage(
            "Port 8081 is given to both gateway and school-service: choose another with"
                + " TENZIJ_PORT_GATEWAY=… or TENZIJ_PORT_SCHOOL_SERVICE=…");
  }

  @Test
  void namesATakenPortAndTheWayOut() throws Exception {
    var plan = PortPlan.free();
    int sanction = plan.of("sanction-service");
    try (var _ = new ServerSocket(sanction, 1, InetAddress.getLoopbackAddress())) {
      assertThatThrownBy(plan::refuseTaken)
          .isInstanceOf(ComponentFailed.class)
          .hasMessage(
              "Port %d, for sanction-service, is taken by another program: end that program, or"
                  + " choose another port with TENZIJ_PORT_SANCTION_SERVICE=…",
              sanction);
    }
  }

  @Test
  void givesEachPartAFreePortOfItsOwn() {
    assertThat(Stream.generate(PortPlan::free).limit(100))
        .allSatisfy(plan -> assertThat(plan.variables().values()).doesNotHaveDuplicates());
  }

  @Test
  void isReadAsItWasWritten(@TempDir Path home) {
    var plan = PortPlan.free();
    plan.write(home);

    assertThat(PortPlan.read(home).variables()).isEqualTo(plan.variables());
  }
}
