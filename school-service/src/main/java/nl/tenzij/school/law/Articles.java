package nl.tenzij.school.law;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** The articles of law that we point at: data, in {@code law/articles.json}. */
@ApplicationScoped
public class Articles {

  private final Map<Provision, Article> all = new EnumMap<>(Provision.class);

  @Inject
  public Articles(ObjectMapper json) {
    try (InputStream shipped = Articles.class.getResourceAsStream("/law/articles.json")) {
      json.readValue(shipped, new TypeReference<List<Article>>() {})
          .forEach(article -> all.put(article.provision(), article));
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  public Article of(Provision provision) {
    return all.get(provision);
  }
}
