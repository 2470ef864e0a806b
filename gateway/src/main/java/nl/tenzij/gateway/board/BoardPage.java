package nl.tenzij.gateway.board;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import nl.tenzij.gateway.page.PageFiles;
import nl.tenzij.gateway.rim.IdentityProvider;

/**
 * A board's figures, for people who would rather look than read. The page signs in at the identity
 * provider by itself and asks the API as any other client.
 */
@ApplicationScoped
public class BoardPage {

  private static final String NAME = "board";

  private final IdentityProvider provider;

  BoardPage(IdentityProvider provider) {
    this.provider = provider;
  }

  public void register(Router router) {
    var files = new PageFiles(NAME);
    files.serve(router, "/board", "index.html");
    List.of("page.css", "page.js", "sign-in.js", "figures.js", "plot.js", "words.js", "icon.svg")
        .forEach(file -> files.serve(router, "/board/" + file, file));
    String settings =
        new JsonObject()
            .put("issuer", provider.issuer().toString())
            .put("clientId", provider.pageClient())
            .encode();
    files.serve(router, "/board/settings.json", "application/json", Buffer.buffer(settings));
  }
}
