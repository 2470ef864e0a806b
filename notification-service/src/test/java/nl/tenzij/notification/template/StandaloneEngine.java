package nl.tenzij.notification.template;

import io.quarkus.qute.Engine;
import io.quarkus.qute.HtmlEscaper;
import io.quarkus.qute.TemplateLocator.TemplateLocation;
import io.quarkus.qute.Variant;
import java.io.InputStreamReader;
import java.io.Reader;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** Qute as the service has it, without the service. */
public final class StandaloneEngine {

  private StandaloneEngine() {}

  public static Engine create() {
    return Engine.builder()
        .addDefaults()
        .addResultMapper(new HtmlEscaper(List.of(Variant.TEXT_HTML)))
        .addLocator(
            path -> {
              URL file = StandaloneEngine.class.getResource("/templates/" + path);
              return file == null ? Optional.empty() : Optional.of(new Location(file, path));
            })
        .build();
  }

  private record Location(URL file, String path) implements TemplateLocation {
    @Override
    public Reader read() {
      try {
        return new InputStreamReader(file.openStream(), StandardCharsets.UTF_8);
      } catch (java.io.IOException unreadable) {
        throw new java.io.UncheckedIOException(unreadable);
      }
    }

    @Override
    public Optional<Variant> getVariant() {
      return Optional.of(
          Variant.forContentType(path.endsWith(".html") ? "text/html" : "text/plain"));
    }
  }
}
