package nl.tenzij.ledger.tenancy;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.quarkus.security.UnauthorizedException;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import nl.tenzij.ledger.store.Meta;

/**
 * Who asks, by the verified token of this request. The board comes from here and from nowhere else.
 */
@RequestScoped
public class Caller {

  /** In which a service client, and only such a one, names the board it asks for. */
  public static final String BOARD_HEADER = "Tenzij-Board";

  private static final String ANOTHER_ROLE = "This needs another role.";

  private SecurityIdentity identity;
  private HttpHeaders headers;
  private Claims claims;
  private Board board;
  private String actingAs;

  protected Caller() {}

  @Inject
  public Caller(SecurityIdentity identity, HttpHeaders headers) {
    this.identity = identity;
    this.headers = headers;
  }

  public Board board() {
    claims();
    return board;
  }

  /** The school's own id of the person; absent for clients and for people of the board. */
  public Optional<String> person() {
    return claims().person();
  }

  /** The application through which the caller asks. */
  public String client() {
    return claims().client();
  }

  /** Who is held to have acted: the person, else the client that acts for itself. */
  public String actor() {
    return person().orElseGet(() -> claims().isClient() ? client() : claims().subject());
  }

  /** The caller's roles at a school; empty where the school is not the caller's. */
  public Set<String> roles(School school) {
    Set<String> found = new LinkedHashSet<>(claims().atSchools().getOrDefault(school, Set.of()));
    for (String wide : List.of(Claims.BOARD_ROLE, Claims.SERVICE_ROLE)) {
      if (claims().roles().contains(wide)) {
        found.add(wide);
      }
    }
    return Collections.unmodifiableSet(found);
  }

  /** The schools that the token names, with the caller's roles at each. */
  public Map<School, Set<String>> schools() {
    return Collections.unmodifiableMap(claims().atSchools());
  }

  /** Whether the caller has a role that holds for the whole board ("board", "service"). */
  public boolean isBoardWide() {
    return claims().roles().contains(Claims.BOARD_ROLE)
        || claims().roles().contains(Claims.SERVICE_ROLE);
  }

  /**
   * Lets the request go on where the caller has one of the roles at the school.
   *
   * @param anyOf roles that will do, the one to act as first
   * @return the role in which the caller acts
   * @throws NotYours where the school is not the caller's
   * @throws Forbidden where it is, but the role there is another
   */
  public String at(School school, String... anyOf) {
    Set<String> held = roles(school);
    if (held.isEmpty()) {
      throw new NotYours();
    }
    return actAs(held, anyOf);
  }

  private String actAs(Set<String> held, String... anyOf) {
    actingAs =
        Stream.of(anyOf)
            .filter(held::contains)
            .findFirst()
            .orElseThrow(() -> new Forbidden(ANOTHER_ROLE));
    return actingAs;
  }

  /** At the door of an operation that names its roles. */
  void enter(Optional<School> school, String... anyOf) {
    actAs(school.map(this::roles).orElseGet(claims()::roles), anyOf);
  }

  /**
   * The school of the path, in an operation that names its {@link Roles}.
   *
   * @throws NotYours where the school is not the caller's
   */
  public School at(String school) {
    return at(school, role());
  }

  /**
   * In which role the caller acts: the first that the operation names and the caller has.
   *
   * @throws IllegalStateException where the operation names no {@link Roles}, and nobody asked
   */
  public String role() {
    if (actingAs == null) {
      throw new IllegalStateException("the operation does not say whom it is for");
    }
    return actingAs;
  }

  /** As {@link #at(School, String...)}, with the school's id as it stands in a path. */
  public School at(String school, String... anyOf) {
    if (!Ids.fits(school)) {
      throw new NotYours();
    }
    School found = new School(school);
    at(found, anyOf);
    return found;
  }

  /**
   * Lets the request go on where the caller has one of the roles for the board as a whole.
   *
   * @throws NotYours where the board is not the caller's
   * @throws Forbidden where it is, but the role is another
   */
  public Board atBoard(String board, String... anyOf) {
    if (!board().id().equals(board)) {
      throw new NotYours();
    }
    actAs(claims().roles(), anyOf);
    return board();
  }

  /** What is kept with the events that this request leads to. */
  public Meta meta() {
    UUID command = UUID.randomUUID();
    String role = actingAs == null ? "caller" : actingAs;
    return new Meta(actor(), role, command, null, command, traceparent());
  }

  private String traceparent() {
    SpanContext span = Span.current().getSpanContext();
    if (!span.isValid()) {
      return null;
    }
    return "00-%s-%s-%s"
        .formatted(span.getTraceId(), span.getSpanId(), span.getTraceFlags().asHex());
  }

  private Claims claims() {
    if (claims == null) {
      Claims ofToken = identity.getAttribute(ClaimsOnce.ATTRIBUTE);
      if (ofToken == null) {
        throw new UnauthorizedException();
      }
      board = ofToken.board(Optional.ofNullable(headers.getHeaderString(BOARD_HEADER)));
      claims = ofToken;
    }
    return claims;
  }
}
