package nl.tenzij.sanction.custody;

import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.LocalDate;
import java.util.UUID;
import nl.tenzij.ledger.store.CommandHandler;
import nl.tenzij.ledger.store.EventTypes;
import nl.tenzij.ledger.store.PostgresEventStore;
import nl.tenzij.ledger.store.StreamId;
import nl.tenzij.ledger.tenancy.Board;
import nl.tenzij.ledger.tenancy.School;
import nl.tenzij.sanction.custody.CustodyEvent.DeviceFoundHere;
import nl.tenzij.sanction.custody.CustodyEvent.DeviceHandedIn;
import nl.tenzij.sanction.custody.CustodyEvent.DeviceKeptTooLong;
import nl.tenzij.sanction.custody.CustodyEvent.DeviceReturned;
import nl.tenzij.sanction.custody.CustodyEvent.DeviceTurnedUp;
import nl.tenzij.sanction.custody.CustodyEvent.ReturnFellDue;
import nl.tenzij.sanction.custody.CustodyEvent.ReturnMoved;
import nl.tenzij.sanction.incident.Device;

/** Where what was handed in lies in the log, and under which names. */
@Dependent
public class Custodies {

  public static StreamId stream(Board board, School school, UUID custody) {
    return new StreamId(board, school, "custody", custody);
  }

  /**
   * A device of a pupil on a day: taken in twice at once it is one all the same.
   *
   * @param nth of the times that it was handed in that day
   */
  public static StreamId stream(
      Board board, School school, String pupil, Device device, LocalDate day, int nth) {
    return StreamId.named(board, school, "custody", pupil + "/" + device + "/" + day + "/" + nth);
  }

  @Produces
  @Singleton
  public static EventTypes<CustodyEvent> types() {
    return EventTypes.of(CustodyEvent.class)
        .type("custody.device-handed-in.v2", DeviceHandedIn.class)
        // v1: without whether school was out
        .upcast("custody.device-handed-in.v1", "custody.device-handed-in.v2", json -> json)
        .type("custody.return-moved.v1", ReturnMoved.class)
        // v1 of both: without who took it in
        .type("custody.return-fell-due.v2", ReturnFellDue.class)
        .upcast("custody.return-fell-due.v1", "custody.return-fell-due.v2", json -> json)
        .type("custody.device-kept-too-long.v2", DeviceKeptTooLong.class)
        .upcast("custody.device-kept-too-long.v1", "custody.device-kept-too-long.v2", json -> json)
        .type("custody.device-returned.v1", DeviceReturned.class)
        .type("custody.device-turned-up.v1", DeviceTurnedUp.class)
        .type("custody.device-found-here.v1", DeviceFoundHere.class);
  }

  @Produces
  @Singleton
  CommandHandler<CustodyCommand, Custody, CustodyEvent> handler(
      PostgresEventStore store, EventTypes<CustodyEvent> types) {
    return new CommandHandler<>(store, new CustodyDecider(), types);
  }
}
