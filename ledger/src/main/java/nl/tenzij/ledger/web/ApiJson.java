package nl.tenzij.ledger.web;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.BeanDescription;
import com.fasterxml.jackson.databind.DeserializationConfig;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.deser.BeanDeserializerModifier;
import com.fasterxml.jackson.databind.deser.std.DelegatingDeserializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.type.LogicalType;
import io.quarkus.jackson.ObjectMapperCustomizer;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.Period;
import java.time.ZonedDateTime;

/**
 * How JSON is read and written. Everywhere: ISO times. What clients send is read strictly on top of
 * that, and within bounds; what other services publish, and what we wrote ourselves, is not.
 */
@Singleton
public class ApiJson implements ObjectMapperCustomizer {

  /** Of a body, in bytes. A service that takes files may allow more for those. */
  static final int LONGEST = 1 << 20;

  static final int DEEPEST = 32;
  static final int LONGEST_TEXT = 100_000;

  /**
   * Of years: beyond them lies a typing error, and sooner or later something that can't count so
   * far.
   */
  static final int FIRST_YEAR = 1900;

  static final int LAST_YEAR = 2200;

  /** Of a length of time, in years; counted from any year above, its end can still be written. */
  static final int LONGEST_TIME = 100;

  private static final long MONTHS = 12;
  private static final long DAYS = 366;

  private static final Instant FIRST = Instant.parse(FIRST_YEAR + "-01-01T00:00:00Z");
  private static final Instant BEYOND = Instant.parse((LAST_YEAR + 1) + "-01-01T00:00:00Z");

  private static final StreamReadConstraints BOUNDS =
      StreamReadConstraints.builder()
          .maxNestingDepth(DEEPEST)
          .maxStringLength(LONGEST_TEXT)
          .maxNameLength(200)
          .maxNumberLength(100)
          .build();

  @Override
  public void customize(ObjectMapper json) {
    json.disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS);
    json.disable(SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS);
  }

  /** A reader's own copy that takes nothing for what it is not. */
  static ObjectMapper strict(ObjectMapper base) {
    ObjectMapper strict = base.copyWith(base.getFactory().copy());
    strict.getFactory().setStreamReadConstraints(BOUNDS);
    strict.enable(
        DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES,
        DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES,
        DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS,
        DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
    strict.disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT);
    strict.configure(StreamReadFeature.STRICT_DUPLICATE_DETECTION.mappedFeature(), true);
    strict.configure(JsonParser.Feature.INCLUDE_SOURCE_IN_LOCATION, false);
    strict.configure(MapperFeature.ALLOW_COERCION_OF_SCALARS, false);
    refuse(strict, LogicalType.Textual, CoercionInputShape.Integer, CoercionInputShape.Float);
    refuse(strict, LogicalType.Textual, CoercionInputShape.Boolean);
    refuse(strict, LogicalType.Enum, CoercionInputShape.Integer, CoercionInputShape.EmptyString);
    refuse(strict, LogicalType.DateTime, CoercionInputShape.Integer, CoercionInputShape.Float);
    refuse(strict, LogicalType.DateTime, CoercionInputShape.EmptyString);
    refuse(strict, LogicalType.OtherScalar, CoercionInputShape.EmptyString);
    strict.registerModule(
        new SimpleModule("tenzij-times").setDeserializerModifier(new TimesAsText()));
    return strict;
  }

  /** Jackson's own would take numbers and arrays for times, each in its own way. */
  private static final class TimesAsText extends BeanDeserializerModifier {

    @Override
    public JsonDeserializer<?> modifyDeserializer(
        DeserializationConfig config, BeanDescription type, JsonDeserializer<?> usual) {
      return type.getBeanClass().getPackageName().equals("java.time") ? new AsText(usual) : usual;
    }
  }

  private static final class AsText extends DelegatingDeserializer {

    AsText(JsonDeserializer<?> usual) {
      super(usual);
    }

    @Override
    protected JsonDeserializer<?> newDelegatingInstance(JsonDeserializer<?> usual) {
      return new AsText(usual);
    }

    @Override
    public Object deserialize(JsonParser json, DeserializationContext context) throws IOException {
      if (!json.hasToken(JsonToken.VALUE_STRING)) {
        return context.handleUnexpectedToken(handledType(), json);
      }
      String text = json.getText();
      Object time = super.deserialize(json, context);
      return inTime(time)
          ? time
          : context.handleWeirdStringValue(handledType(), text, "out of bounds");
    }
  }

  /**
   * Whether a time, if it is one that has a year, is of a year that people here live in, or a
   * length of time is one that people here live.
   */
  static boolean inTime(Object time) {
    return switch (time) {
      case Instant moment -> !moment.isBefore(FIRST) && moment.isBefore(BEYOND);
      case LocalDate date -> inTime(date.getYear());
      case LocalDateTime local -> inTime(local.getYear());
      case OffsetDateTime moment -> inTime(moment.getYear());
      case ZonedDateTime moment -> inTime(moment.getYear());
      case Period length ->
          Math.abs(length.toTotalMonths()) <= LONGEST_TIME * MONTHS
              && Math.abs((long) length.getDays()) <= LONGEST_TIME * DAYS;
      case Duration length -> length.abs().compareTo(Duration.ofDays(LONGEST_TIME * DAYS)) <= 0;
      case null, default -> true;
    };
  }

  private static boolean inTime(int year) {
    return year >= FIRST_YEAR && year <= LAST_YEAR;
  }

  private static void refuse(ObjectMapper json, LogicalType type, CoercionInputShape... shapes) {
    for (CoercionInputShape shape : shapes) {
      json.coercionConfigFor(type).setCoercion(shape, CoercionAction.Fail);
    }
  }
}
