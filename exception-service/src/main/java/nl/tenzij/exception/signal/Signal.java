package nl.tenzij.exception.signal;

import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Row;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import nl.tenzij.exception.exemption.AgreedUse;
import nl.tenzij.exception.exemption.Device;
import nl.tenzij.exception.exemption.Moment;
import nl.tenzij.exception.exemption.Place;
import nl.tenzij.exception.exemption.Window;

/**
 * What those who teach a pupil see of an exemption: that it is there, when and where, how the
 * device is used, and whom to ask (S3 §3B). Not what it is for, nor of which kind it is.
 *
 * @param subjects none: all of them
 * @param devices none: any
 * @param windows none: the whole day
 * @param since first day
 */
public record Signal(
    UUID exemption,
    String pupil,
    List<Moment> moments,
    List<String> subjects,
    List<Place> places,
    List<Device> devices,
    List<Window> windows,
    List<AgreedUse> agreed,
    String contact,
    LocalDate since) {

  static Signal of(Row row) {
    return new Signal(
        row.getUUID("exemption"),
        row.getString("pupil"),
        values(row, "moments", Moment.class),
        List.of(row.getArrayOfStrings("subjects")),
        values(row, "places", Place.class),
        values(row, "devices", Device.class),
        row.getJsonArray("windows").stream().map(Signal::window).toList(),
        values(row, "agreed", AgreedUse.class),
        row.getString("contact"),
        row.getLocalDate("since"));
  }

  private static <T extends Enum<T>> List<T> values(Row row, String column, Class<T> type) {
    return Arrays.stream(row.getArrayOfStrings(column))
        .map(name -> Enum.valueOf(type, name))
        .toList();
  }

  private static Window window(Object stored) {
    JsonObject times = (JsonObject) stored;
    return new Window(
        LocalTime.parse(times.getString("from")), LocalTime.parse(times.getString("until")));
  }
}
