package nl.tenzij.ledger.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import jakarta.validation.Valid;
import jakarta.validation.Validation;
import jakarta.validation.ValidatorFactory;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.Period;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StrictReaderTest {

  private static final ValidatorFactory VALIDATION = Validation.buildDefaultValidatorFactory();

  private final StrictReader reader =
      new StrictReader(mapper(), VALIDATION.getValidator(), List.of());

  enum Kind {
    ONE,
    TWO
  }

  record Part(@NotNull UUID id, boolean sure) {}

  record Whole(
      @NotBlank @Size(max = 5) String label,
      Kind kind,
      int count,
      Instant at,
      List<@Valid Part> parts) {
    Whole {
      parts = parts == null ? List.of() : List.copyOf(parts);
    }
  }

  record Picky(String word, String other) {
    Picky {
      if (word.isEmpty()) {
        throw new IllegalArgumentException("secret");
      }
    }
  }

  @AfterAll
  static void close() {
    VALIDATION.close();
  }

  private static ObjectMapper mapper() {
    ObjectMapper base = new ObjectMapper().registerModule(new JavaTimeModule());
    new ApiJson().customize(base);
    return base;
  }

  @Test
  void readsWhatFits() {
    Whole read =
        whole(
            """
            {"label": "a", "kind": "TWO", "count": 3, "at": "2026-03-01T10:00:00+01:00",
             "parts": [{"id": "0190a1b2-c3d4-7e5f-8a9b-0c1d2e3f4a5b", "sure": true}]}""");
    assertThat(read.kind()).isEqualTo(Kind.TWO);
    assertThat(read.at()).isEqualTo(Instant.parse("2026-03-01T09:00:00Z"));
    assertThat(read.parts()).hasSize(1);
  }

  @Test
  void saysAllThatIsWrongAtOnce() {
    List<InputError> errors =
        errors(
            """
            {"label": "too long a label", "kind": "THREE", "count": "3", "at": 17, "extra": 1,
             "parts": [{"id": "x", "sure": "yes"}, {"sure": true, "odd": null}, "nothing"]}""");
    assertThat(errors)
        .extracting(error -> error.field() + ' ' + error.code())
        .containsExactlyInAnyOrder(
            "label size",
            "kind format",
            "count type",
            "at type",
            "extra unknown",
            "parts[0].id format",
            "parts[0].sure type",
            "parts[1].odd unknown",
            "parts[2] type",
            "parts[1].id required");
    assertThat(errors.toString()).doesNotContain("THREE").doesNotContain("too long");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"label": 17, "count": 1}                                | label | type
          {"label": true, "count": 1}                              | label | type
          {"label": "a", "count": 1.5}                             | count | type
          {"label": "a", "count": "1"}                             | count | type
          {"label": "a", "count": null}                            | count | required
          {"label": "a", "count": 99999999999}                     | count | range
          {"label": "a", "count": 1, "kind": 0}                    | kind  | type
          {"label": "a", "count": 1, "kind": ""}                   | kind  | format
          {"label": "a", "count": 1, "at": "2026-03-01T10:00:00"}  | at    | format
          {"label": "a", "count": 1, "at": 1772355600}             | at    | type
          {"label": "a", "count": 1, "at": ""}                     | at    | format
          {"label": "a", "count": 1, "parts": {}}                  | parts | type
          """)
  void takesNothingForWhatItIsNot(String json, String field, String code) {
    assertThat(errors(json))
        .extracting(InputError::field, InputError::code)
        .containsExactly(org.assertj.core.groups.Tuple.tuple(field, code));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          []                         | type
          "a"                        | type
          17                         | type
          null                       | required
          ``                         | required
          {"label": "a"              | malformed
          {"label": "a"} {}          | malformed
          {label: "a"}               | malformed
          """)
  void needsAnObject(String json, String code) {
    assertThat(errors(json == null ? "" : json)).extracting(InputError::code).containsExactly(code);
  }

  @Test
  void refusesAFieldGivenTwice() {
    assertThat(errors("{\"label\": \"a\", \"count\": 1, \"count\": 2}"))
        .extracting(InputError::code)
        .containsExactly("duplicate");
  }

  /** Whoever counts with a length of time of more than a life gets nowhere. */
  @Test
  void boundsTime() {
    for (String length : List.of("P100Y", "P1200M", "P36600D", "-P100Y", "P42D")) {
      assertThat(ApiJson.inTime(Period.parse(length))).as(length).isTrue();
    }
    for (String length : List.of("P101Y", "P99Y13M", "P36601D", "P999999999Y", "-P2147483647D")) {
      assertThat(ApiJson.inTime(Period.parse(length))).as(length).isFalse();
    }
    assertThat(ApiJson.inTime(Duration.ofDays(36_600))).isTrue();
    assertThat(ApiJson.inTime(Duration.ofSeconds(Long.MAX_VALUE))).isFalse();
  }

  @Test
  void boundsDepthAndLength() {
    assertThat(errors("[".repeat(10_000))).extracting(InputError::code).containsExactly("too-deep");
    assertThat(errors("{\"label\": \"" + "x".repeat(200_000) + "\"}"))
        .extracting(InputError::field, InputError::code)
        .containsExactly(org.assertj.core.groups.Tuple.tuple("label", "too-long"));
    assertThat(errors("{\"count\": " + "9".repeat(5_000) + "}"))
        .extracting(InputError::field, InputError::code)
        .containsExactly(org.assertj.core.groups.Tuple.tuple("count", "too-long"));
  }

  @Test
  void tellsOfTextsThatNobodyTakesAlongWithTheRest() {
    assertThat(errors("{\"label\": \"a\\u0000b\", \"count\": \"many\", \"odd\": 1}"))
        .extracting(InputError::field)
        .containsExactlyInAnyOrder("label", "count", "odd");
    assertThat(errors("{\"label\": \"\\ud800\", \"count\": 1}"))
        .extracting(InputError::field, InputError::code)
        .containsExactly(org.assertj.core.groups.Tuple.tuple("label", "format"));
  }

  @Test
  void refusesOtherEncodings() {
    byte[] latin = "{\"label\": \"\u00e9\"}".getBytes(StandardCharsets.ISO_8859_1);
    Invalid invalid =
        catchThrowableOfType(Invalid.class, () -> reader.read(latin, reader.type(Whole.class)));
    assertThat(invalid.errors()).extracting(InputError::code).containsExactly("malformed");
  }

  @Test
  void aConstructorsRefusalIsInvalidAndSaysNothingOfTheInside() {
    Invalid invalid =
        catchThrowableOfType(
            Invalid.class,
            () -> reader.read("{\"word\": \"\", \"no\": 1}".getBytes(), reader.type(Picky.class)));
    assertThat(invalid.errors()).extracting(InputError::code).contains("invalid");
    assertThat(invalid.errors().toString()).doesNotContain("secret");
  }

  @Test
  void stopsAtManyErrors() {
    StringBuilder json = new StringBuilder("{\"label\": \"a\", \"count\": 1");
    for (int i = 0; i < 1000; i++) {
      json.append(", \"odd").append(i).append("\": 1");
    }
    assertThat(errors(json + "}")).hasSize(20);
  }

  @Test
  void oneCanonicalFormForOneMeaning() {
    var type = reader.type(Whole.class);
    byte[] one = reader.read("{\"label\":\"a\",\"count\":1}".getBytes(), type).canonical();
    byte[] same = reader.read("{ \"count\": 1, \"label\": \"a\" }".getBytes(), type).canonical();
    byte[] other = reader.read("{\"label\":\"b\",\"count\":1}".getBytes(), type).canonical();
    assertThat(same).isEqualTo(one);
    assertThat(other).isNotEqualTo(one);
  }

  private Whole whole(String json) {
    return (Whole)
        reader.read(json.getBytes(StandardCharsets.UTF_8), reader.type(Whole.class)).value();
  }

  private List<InputError> errors(String json) {
    Invalid invalid = catchThrowableOfType(Invalid.class, () -> whole(json));
    assertThat(invalid).as(json.substring(0, Math.min(200, json.length()))).isNotNull();
    return invalid.errors();
  }
}
