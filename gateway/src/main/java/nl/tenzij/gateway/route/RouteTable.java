package nl.tenzij.gateway.route;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import nl.tenzij.gateway.GatewayConfig;

/**
 * Which service answers which path: the configured templates, the most specific first. What no
 * template names goes nowhere, so a service's inner calls are not reachable from outside.
 */
@ApplicationScoped
public class RouteTable {

  private static final String[] ROOT = {"api", "v1"};

  private record Entry(PathTemplate template, Target target) {}

  private final List<Entry> entries;

  public RouteTable(GatewayConfig config) {
    List<Entry> all = new ArrayList<>();
    config
        .services()
        .forEach(
            (name, service) -> {
              for (String path : service.paths()) {
                var size = service.bodyLimits().getOrDefault(path, config.limits().body());
                all.add(
                    new Entry(PathTemplate.of(path), new Target(name, path, size.asLongValue())));
              }
              service.bodyLimits().keySet().stream()
                  .filter(path -> !service.paths().contains(path))
                  .findFirst()
                  .ifPresent(
                      path -> {
                        throw new IllegalArgumentException("body limit of no path: " + path);
                      });
            });
    all.sort(Comparator.comparing(Entry::template));
    for (int i = 1; i < all.size(); i++) {
      if (all.get(i).template().text().equals(all.get(i - 1).template().text())) {
        throw new IllegalArgumentException(
            "two services claim the path " + all.get(i).template().text());
      }
    }
    entries = List.copyOf(all);
  }

  public Optional<Target> find(CleanPath path) {
    if (!path.startsWith(ROOT)) {
      return Optional.empty();
    }
    List<String> rest = path.segments().subList(ROOT.length, path.segments().size());
    for (Entry entry : entries) {
      if (entry.template().matches(rest)) {
        return Optional.of(entry.target());
      }
    }
    return Optional.empty();
  }
}
