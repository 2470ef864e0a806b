package nl.tenzij.ledger.privacy;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.BeanProperty;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.ContextualDeserializer;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import com.fasterxml.jackson.databind.type.TypeFactory;
import java.io.IOException;

/**
 * Lets personal values pass between events and trees as embedded objects. Only a tree can hold
 * those: writing one as text fails, so nothing personal leaves unsealed.
 */
public final class PersonalModule extends SimpleModule {

  @SuppressWarnings({"unchecked", "rawtypes"})
  public PersonalModule() {
    super("tenzij-personal");
    addSerializer(new Embedding());
    addDeserializer(Personal.class, (JsonDeserializer) new Taking(TypeFactory.unknownType()));
  }

  private static final class Embedding extends StdSerializer<Personal<?>> {

    Embedding() {
      super(TypeFactory.defaultInstance().constructType(Personal.class));
    }

    @Override
    public void serialize(Personal<?> value, JsonGenerator json, SerializerProvider context)
        throws IOException {
      json.writeEmbeddedObject(value);
    }
  }

  private static final class Taking extends StdDeserializer<Personal<?>>
      implements ContextualDeserializer {

    private final transient JavaType content;

    Taking(JavaType content) {
      super(Personal.class);
      this.content = content;
    }

    @Override
    public JsonDeserializer<?> createContextual(
        DeserializationContext context, BeanProperty property) {
      return new Taking(context.getContextualType().containedTypeOrUnknown(0));
    }

    @Override
    public Personal<?> deserialize(JsonParser json, DeserializationContext context)
        throws IOException {
      if (json.currentToken() == JsonToken.VALUE_EMBEDDED_OBJECT) {
        if (json.getEmbeddedObject() instanceof Personal<?> personal) {
          return typed(personal, context);
        }
      }
      return context.reportInputMismatch(
          Personal.class, "a personal value stands here that was not opened");
    }

    private Personal<?> typed(Personal<?> personal, DeserializationContext context)
        throws IOException {
      return switch (personal) {
        case Personal.Forgotten<?> forgotten -> forgotten;
        case Personal.Closed<?> closed -> closed;
        case Personal.Known<?>(String subject, JsonNode tree) ->
            Personal.of(subject, context.<Object>readTreeAsValue(tree, content));
        case Personal.Known<?> known when content.getRawClass().isInstance(known.content()) ->
            known;
        case Personal.Known<?> known ->
            context.reportInputMismatch(
                Personal.class, "a personal value of another type stands here");
      };
    }
  }
}
