package nl.tenzij.local.day;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** A client that has lost all measure: it registers schools, and looks at them, without a pause. */
final class Flood {

  private static final int AT_ONCE = 64;
  private static final int LOOKS_PER_WRITE = 9;

  private final String schools;
  private final String token;
  private final Set<String> acknowledged = ConcurrentHashMap.newKeySet();

  /**
   * @param schools where the board's are
   */
  Flood(URI schools, String token) {
    this.schools = schools.toString();
    this.token = token;
  }

  /** The ids of schools of which it was said that they are registered. */
  Set<String> acknowledged() {
    return acknowledged;
  }

  /**
   * @return how many were answered with which status
   */
  Map<Integer, Long> send(int requests) throws Exception {
    Map<Integer, Long> statuses = new TreeMap<>();
    try (HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        ExecutorService workers = Executors.newFixedThreadPool(AT_ONCE)) {
      List<Callable<Integer>> all = new ArrayList<>();
      for (int each = 0; each < requests; each++) {
        String id = "flood-" + each;
        all.add(each % (LOOKS_PER_WRITE + 1) == 0 ? () -> write(http, id) : () -> look(http));
      }
      for (Future<Integer> answer : workers.invokeAll(all)) {
        statuses.merge(answer.get(), 1L, Long::sum);
      }
    }
    return statuses;
  }

  private int write(HttpClient http, String id) throws Exception {
    String school = "{\"name\": \"School\", \"sector\": \"VO\"}";
    HttpRequest.Builder request =
        request("/" + id)
            .header("Content-Type", "application/json")
            .PUT(BodyPublishers.ofString(school));
    int status = http.send(request.build(), BodyHandlers.discarding()).statusCode();
    if (status == 200) {
      acknowledged.add(id);
    }
    return status;
  }

  private int look(HttpClient http) throws Exception {
    return http.send(request("?limit=1").build(), BodyHandlers.discarding()).statusCode();
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(schools + path))
        .timeout(Duration.ofSeconds(30))
        .header("Authorization", "Bearer " + token);
  }
}
