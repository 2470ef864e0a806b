package nl.tenzij.ledger.web;

import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.UriInfo;
import java.time.DateTimeException;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jboss.resteasy.reactive.RestResponse;

/** Which page of a list is asked for; a resource takes it as its {@code @BeanParam}. */
public class Page {

  private static final int USUAL = 50;
  private static final int MOST = 200;
  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,6}");

  @QueryParam("limit")
  @Parameter(
      description = "How many items at most.",
      schema =
          @Schema(type = SchemaType.INTEGER, minimum = "1", maximum = "200", defaultValue = "50"))
  String limit;

  @QueryParam("cursor")
  @Parameter(description = "Where to go on, as the page before answered it.")
  String cursor;

  @Context UriInfo uri;

  /**
   * @throws Invalid where the client asked for less than 1 or more than 200
   */
  public int limit() {
    if (limit == null) {
      return USUAL;
    }
    int asked = NUMBER.matcher(limit).matches() ? Integer.parseInt(limit) : 0;
    if (asked < 1 || asked > MOST) {
      throw new Invalid("limit", "range", "A whole number from 1 to " + MOST + ".");
    }
    return asked;
  }

  /** How many rows to read: one more than shown, to know whether there is a next page. */
  public int toRead() {
    return limit() + 1;
  }

  /**
   * The sort keys to go on after; empty on the first page.
   *
   * @param size how many keys the list is sorted by
   * @throws Invalid where the cursor is not one of this list
   */
  public Optional<List<String>> after(int size) {
    return Optional.ofNullable(cursor).map(text -> Cursor.parse(text, size).keys());
  }

  /**
   * As {@link #after(int)}, with the keys read as what they are.
   *
   * @param reading may throw what parsers throw where a key is of another list
   */
  public <T> Optional<T> after(int size, Function<List<String>, T> reading) {
    try {
      return after(size).map(reading);
    } catch (IllegalArgumentException | DateTimeException notOurs) {
      throw Cursor.invalid();
    }
  }

  /**
   * The answer: the rows of this page, and how to get the next.
   *
   * @param rows at most {@link #toRead()}, in the list's order
   */
  public <R, V> RestResponse<Listing<V>> answer(
      List<R> rows, Function<R, Cursor> cursorOf, Function<R, V> view) {
    List<R> shown = rows.subList(0, Math.min(rows.size(), limit()));
    List<V> items = shown.stream().map(view).toList();
    if (rows.size() <= limit()) {
      return RestResponse.ok(new Listing<>(items, null));
    }
    String next = cursorOf.apply(shown.getLast()).text();
    return RestResponse.ResponseBuilder.ok(new Listing<>(items, next))
        .header(HttpHeaders.LINK, link(next))
        .build();
  }

  /** Relative, since only the gateway knows the host that the client sees. */
  private String link(String next) {
    var target = uri.getRequestUriBuilder().replaceQueryParam("cursor", next).build();
    return "<%s?%s>; rel=\"next\"".formatted(target.getRawPath(), target.getRawQuery());
  }
}
