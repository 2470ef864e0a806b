package nl.tenzij.ledger.testkit.fuzz;

import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import nl.tenzij.ledger.testkit.Operation;

/**
 * A request that is right as it stands: by who may, to something that is there and in the state
 * which it needs. A {@link Fuzzer} spoils it in every way before it sends it as it is, and walks
 * ask for the same as somebody else.
 *
 * @param by as whom, as the {@link World} has its people: a role, with its part if it has one
 * @param method in capitals
 * @param target from the server's root, with its query
 * @param body with its media type among the headers
 */
public record Right(
    String by, String method, String target, Map<String, String> headers, Optional<byte[]> body) {

  private static final String TYPE = "Content-Type";
  private static final String SCHOOLS = "/schools/([^/?]+)";
  private static final String BOARDS = "/boards/([^/?]+)";

  public Right {
    headers = Map.copyOf(headers);
  }

  /**
   * @param request such as "POST /api/v1/schools/…/submission"; where the service says where
   *     something is, that will do
   */
  public static Right by(String role, String request) {
    int end = request.indexOf(' ');
    return new Right(
        role,
        request.substring(0, end),
        request.substring(end + 1).replaceFirst("^https?://[^/]+", ""),
        Map.of(),
        Optional.empty());
  }

  public Right with(String json) {
    return with("application/json", json.getBytes(StandardCharsets.UTF_8));
  }

  public Right with(String mediaType, byte[] content) {
    return new Right(by, method, target, plus(TYPE, mediaType), Optional.of(content));
  }

  public Right saying(String header, String value) {
    return new Right(by, method, target, plus(header, value), body);
  }

  /** As whoever knows its latest version. */
  public Right matching() {
    return saying(Tags.HEADER, "*");
  }

  /** The same, of what bears the same ids elsewhere. */
  public Right elsewhere(String board, String school) {
    String there =
        target.replaceFirst(SCHOOLS, "/schools/" + school).replaceFirst(BOARDS, "/boards/" + board);
    return new Right(by, method, there, headers, body);
  }

  /** The same of what nobody has: a made-up id in the place of each of its own. */
  public Right ofNothing(Operation operation) {
    String nowhere = operation.path();
    for (Map.Entry<String, String> own : operation.parametersIn(path()).orElseThrow().entrySet()) {
      String id =
          List.of("board", "school").contains(own.getKey())
              ? own.getValue()
              : UUID.randomUUID().toString();
      nowhere = nowhere.replace('{' + own.getKey() + '}', id);
    }
    return new Right(by, method, nowhere + target.substring(path().length()), headers, body);
  }

  /** The school that it is about, where it names one. */
  Optional<String> school() {
    return named(SCHOOLS);
  }

  Optional<String> board() {
    return named(BOARDS);
  }

  private Optional<String> named(String places) {
    Matcher matcher = Pattern.compile(places).matcher(target);
    return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
  }

  private Map<String, String> plus(String name, String value) {
    Map<String, String> more = new HashMap<>(headers);
    more.put(name, value);
    return more;
  }

  String path() {
    return target.replaceAll("\\?.*", "");
  }

  /**
   * The one that it asks for: where two fit, the one that names more of its path.
   *
   * @throws IllegalArgumentException where the document has no such operation
   */
  public Operation operation(Collection<Operation> operations) {
    return operations.stream()
        .filter(each -> each.method().equalsIgnoreCase(method))
        .filter(each -> each.parametersIn(path()).isPresent())
        .min(Comparator.comparing(each -> each.parametersIn(path()).orElseThrow().size()))
        .orElseThrow(() -> new IllegalArgumentException("no operation for " + this));
  }

  @Override
  public String toString() {
    return method + ' ' + target + " by " + by;
  }
}
