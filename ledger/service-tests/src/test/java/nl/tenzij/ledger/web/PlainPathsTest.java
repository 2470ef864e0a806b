package nl.tenzij.ledger.web;

import static org.assertj.core.api.Assertions.assertThat;

import groovy.lang.Binding;
import groovy.lang.GroovyShell;
import groovy.lang.GroovySystem;
import io.restassured.internal.path.json.JSONAssertion;
import io.restassured.path.json.JsonPath;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import nl.tenzij.ledger.testkit.PlainPaths;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What tests read of answers is what RestAssured's own scripts find. */
class PlainPathsTest {

  private static final JsonPath ANSWER =
      JsonPath.from(
          """
          {"items": [{"id": "a", "of": [{"n": 1}, {"n": 2}]}, {"id": "b", "of": [], "only": true}, null],
           "next": null, "part": 1.5, "many": 12345678901, "lists": [[1, 2], [3]]}""");

  private static final List<String> BEHIND_NOTHING =
      List.of("next.id", "items[7].id", "missing[0]", "missing.more[1].id");

  private static final Map<String, Optional<Object>> UNCHANGED = new HashMap<>();

  /** First what RestAssured answers by itself, whatever other tests did before. */
  @BeforeAll
  static void install() {
    GroovySystem.getMetaClassRegistry().removeMetaClass(JSONAssertion.class);
    BEHIND_NOTHING.forEach(
        path -> UNCHANGED.put(path, Optional.ofNullable(ANSWER.<Object>get(path))));
    PlainPaths.install();
  }

  static List<String> behindNothing() {
    return BEHIND_NOTHING;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "items",
        "items.id",
        "items.of.n",
        "items.only",
        "items.missing",
        "items[0].of.n",
        "items[0].of[1]",
        "items[-2].id",
        "items[7]",
        "lists[0][1]",
        "lists[1]",
        "next",
        "part",
        "many",
        "missing",
        "items.size()",
        "items.first.id",
        "items.find { it?.id == 'b' }.of"
      })
  void aValueIsWhatAScriptFinds(String path) {
    Map<String, Object> whole = Map.of("whole", ANSWER.get(""));
    assertThat(ANSWER.<Object>get(path))
        .isEqualTo(new GroovyShell(new Binding(whole)).evaluate("whole." + path));
  }

  /** A script breaks there, which RestAssured takes for nothing. */
  @ParameterizedTest
  @MethodSource("behindNothing")
  void nothingStandsBehindNothing(String path) {
    assertThat(Optional.ofNullable(ANSWER.<Object>get(path))).isEqualTo(UNCHANGED.get(path));
  }
}
