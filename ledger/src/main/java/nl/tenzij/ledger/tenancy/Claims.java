package nl.tenzij.ledger.tenancy;

import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.eclipse.microprofile.jwt.JsonWebToken;

/**
 * What a verified access token says about its bearer.
 *
 * @param ownBoard the board it belongs to
 * @param person the school's own id of the person, absent for clients and for people of the board
 * @param client the application that asks
 * @param subject the identity provider's own id of the bearer
 * @param roles of the realm, at no school in particular
 * @param atSchools roles by school
 */
record Claims(
    Optional<String> ownBoard,
    Optional<String> person,
    String client,
    String subject,
    Set<String> roles,
    Map<School, Set<String>> atSchools) {

  static final String BOARD_ROLE = "board";
  static final String SERVICE_ROLE = "service";
  private static final List<String> CLIENT_ROLES =
      List.of("school-system", "pipeline", SERVICE_ROLE);

  static Claims of(JsonWebToken token) {
    return new Claims(
        text(token, "board"),
        text(token, "person"),
        text(token, "azp").orElse("unknown"),
        Optional.ofNullable(token.getSubject()).orElse("unknown"),
        realmRoles(token),
        atSchools(token));
  }

  /** A client that acts for itself, not for a person. */
  boolean isClient() {
    return CLIENT_ROLES.stream().anyMatch(roles::contains);
  }

  /**
   * Whose data is asked for.
   *
   * @param named the board that a service client names in a header
   * @throws Forbidden where the token belongs to no board
   */
  Board board(Optional<String> named) {
    boolean service = roles.contains(SERVICE_ROLE);
    if (named.isPresent() && !service) {
      throw new Forbidden("Only services name a board; it comes from the token.");
    }
    Optional<String> id = service && named.isPresent() ? named : ownBoard;
    try {
      return new Board(id.orElseThrow(() -> new Forbidden("The token belongs to no board.")));
    } catch (IllegalArgumentException unfit) {
      throw new Forbidden("The board's id is not one.");
    }
  }

  private static Set<String> realmRoles(JsonWebToken token) {
    Object access = token.getClaim("realm_access");
    Object roles =
        switch (access) {
          case JsonObject json -> json.get("roles");
          case Map<?, ?> map -> map.get("roles");
          case null, default -> null;
        };
    return Set.copyOf(new TreeSet<>(texts(roles).toList()));
  }

  private static Map<School, Set<String>> atSchools(JsonWebToken token) {
    Map<School, Set<String>> found = new HashMap<>();
    Object claim = token.getClaim("schools");
    texts(claim).forEach(entry -> add(found, entry));
    return found;
  }

  /**
   * An entry that is not role@school grants nothing. One of {@code role:part@school} grants the
   * role too: who has a part of it has it.
   */
  private static void add(Map<School, Set<String>> found, String entry) {
    int at = entry.indexOf('@');
    if (at > 0 && entry.charAt(0) != ':' && Ids.fits(entry.substring(at + 1))) {
      String role = entry.substring(0, at);
      Set<String> roles =
          found.computeIfAbsent(
              new School(entry.substring(at + 1)), school -> new LinkedHashSet<>());
      int part = role.indexOf(':');
      roles.add(part < 0 ? role : role.substring(0, part));
      roles.add(role);
    }
  }

  private static Optional<String> text(JsonWebToken token, String claim) {
    Object value = token.getClaim(claim);
    return texts(value).filter(text -> !text.isBlank()).findFirst();
  }

  /** Claims come as plain Java values or as JSON values, single or several. */
  private static Stream<String> texts(Object claim) {
    return switch (claim) {
      case String text -> Stream.of(text);
      case JsonString text -> Stream.of(text.getString());
      case JsonArray array -> array.stream().flatMap(Claims::texts);
      case Collection<?> all -> all.stream().flatMap(Claims::texts);
      case null, default -> Stream.empty();
    };
  }
}
