package nl.tenzij.school.pupil;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import nl.tenzij.ledger.store.CommandHandler;
import nl.tenzij.ledger.store.EventTypes;
import nl.tenzij.ledger.store.PostgresEventStore;
import nl.tenzij.ledger.store.StreamId;
import nl.tenzij.ledger.tenancy.Board;
import nl.tenzij.ledger.tenancy.School;
import nl.tenzij.school.pupil.PupilEvent.GuardiansRestricted;
import nl.tenzij.school.pupil.PupilEvent.PupilChanged;
import nl.tenzij.school.pupil.PupilEvent.PupilLeft;
import nl.tenzij.school.pupil.PupilEvent.PupilRegistered;

/** Where pupils lie in the log, and under which names. */
@Dependent
public class Pupils {

  public static final EventTypes<PupilEvent> TYPES =
      EventTypes.of(PupilEvent.class)
          .type("pupil.registered.v5", PupilRegistered.class)
          .type("pupil.changed.v5", PupilChanged.class)
          .type("pupil.guardians-restricted.v1", GuardiansRestricted.class)
          .type("pupil.left.v1", PupilLeft.class)
          .upcast("pupil.registered.v1", "pupil.registered.v2", Pupils::withDatesAndSupport)
          .upcast("pupil.changed.v1", "pupil.changed.v2", Pupils::withDatesAndSupport)
          .upcast("pupil.registered.v2", "pupil.registered.v3", Pupils::withOwnBegins)
          .upcast("pupil.changed.v2", "pupil.changed.v3", Pupils::withOwnBegins)
          .upcast("pupil.registered.v3", "pupil.registered.v4", Pupils::asMinor)
          .upcast("pupil.changed.v3", "pupil.changed.v4", Pupils::asMinor)
          .upcast("pupil.registered.v4", "pupil.registered.v5", Pupils::withUninformed)
          .upcast("pupil.changed.v4", "pupil.changed.v5", Pupils::withUninformed);

  /** Before version 2 enrolments had no dates, and custody and support were not known. */
  private static ObjectNode withDatesAndSupport(ObjectNode event) {
    ArrayNode enrolments = JsonNodeFactory.instance.arrayNode();
    event.remove("classes").forEach(each -> enrolments.addObject().set("inClass", each));
    event.set("enrolments", enrolments);
    event.get("guardians").forEach(Pupils::withCustody);
    event.putObject("support").put("plan", false);
    return event;
  }

  /** Before version 3 it was not known of a first day whether it was the place's own. */
  private static ObjectNode withOwnBegins(ObjectNode event) {
    event.get("enrolments").forEach(each -> ((ObjectNode) each).put("ownBegin", false));
    return event;
  }

  /** Before version 4 no roster could say that a pupil is of age. */
  private static ObjectNode asMinor(ObjectNode event) {
    return event.put("ofAge", false);
  }

  /** Before version 5 it was not kept what made that a guardian was not told unasked. */
  private static ObjectNode withUninformed(ObjectNode event) {
    event.get("guardians").forEach(Pupils::uninformed);
    return event;
  }

  private static void uninformed(JsonNode guardian) {
    boolean informed = guardian.get("informed").booleanValue();
    boolean open = guardian.get("custody").booleanValue() && guardian.get("contact").booleanValue();
    ((ObjectNode) guardian).put("uninformed", !informed && open).remove("informed");
  }

  private static void withCustody(JsonNode guardian) {
    ((ObjectNode) guardian).put("custody", true).put("contact", true);
  }

  /** Of the one that the roster knows by this id. */
  public static StreamId stream(Board board, School school, String pupil) {
    return StreamId.named(board, school, "pupil", pupil);
  }

  @Produces
  @Singleton
  EventTypes<PupilEvent> types() {
    return TYPES;
  }

  @Produces
  @Singleton
  CommandHandler<PupilCommand, Pupil, PupilEvent> handler(PostgresEventStore store) {
    return new CommandHandler<>(store, new PupilDecider(), TYPES);
  }
}
