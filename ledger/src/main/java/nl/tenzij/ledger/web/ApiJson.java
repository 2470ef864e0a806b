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

/**
 * How JSON is read and written. Everywhere: ISO times, bounded depth and lengths. What clients send
 * is read strictly on top of that; what other services publish is not, so that they may add to it.
 */
@Singleton
public class ApiJson implements ObjectMapperCustomizer {

  /** Of a body, in bytes. A service that takes files may allow more for those. */
  static final int LONGEST = 1 << 20;

  static final int DEEPEST = 32;
  static final int LONGEST_TEXT = 100_000;

  private static final StreamReadConstraints BOUNDS =
      StreamReadConstraints.builder()
          .maxNestingDepth(DEEPEST)
          .maxStringLength(LONGEST_TEXT)
          .maxNameLength(200)
          .maxNumberLength(100)
          .build();

  @Override
  public void customize(ObjectMapper json) {
    json.getFactory().setStreamReadConstraints(BOUNDS);
    json.disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS);
    json.disable(SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS);
  }

  /** A reader's own copy that takes nothing for what it is not. */
  static ObjectMapper strict(ObjectMapper base) {
    ObjectMapper strict = base.copy();
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
      return json.hasToken(JsonToken.VALUE_STRING)
          ? super.deserialize(json, context)
          : context.handleUnexpectedToken(handledType(), json);
    }
  }

  private static void refuse(ObjectMapper json, LogicalType type, CoercionInputShape... shapes) {
    for (CoercionInputShape shape : shapes) {
      json.coercionConfigFor(type).setCoercion(shape, CoercionAction.Fail);
    }
  }
}
