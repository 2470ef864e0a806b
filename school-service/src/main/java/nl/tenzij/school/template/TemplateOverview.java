package nl.tenzij.school.template;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Set;
import nl.tenzij.ledger.store.Recorded;
import nl.tenzij.ledger.subscription.Projection;
import nl.tenzij.school.template.TemplateEvent.TemplateOffered;
import nl.tenzij.school.template.TemplateEvent.TemplateWithdrawn;

/** Which templates of its own each board offers now. */
@ApplicationScoped
public class TemplateOverview implements Projection {

  public static final String NAME = "template-overview";

  private static final String OFFERED =
      """
      insert into board_template (board, name, revision, topic, title, about)
      values ($1, $2, $3, $4, $5, $6)
      on conflict (board, name) do update set revision = excluded.revision, topic = excluded.topic,
        title = excluded.title, about = excluded.about
      """;
  private static final String WITHDRAWN =
      "delete from board_template where board = $1 and name = $2";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public List<String> tables() {
    return List.of("board_template");
  }

  @Override
  public Set<Class<?>> events() {
    return Set.of(TemplateEvent.class.getPermittedSubclasses());
  }

  @Override
  public Uni<Void> handle(List<Recorded<?>> events, SqlConnection sql) {
    return Projection.oneByOne(events, recorded -> handle(recorded, sql));
  }

  private static Uni<Void> handle(Recorded<?> recorded, SqlConnection sql) {
    String board = recorded.stream().board().id();
    return switch (recorded.event()) {
      case TemplateOffered(var name, var revision, var topic, var about, var content) ->
          sql.preparedQuery(OFFERED)
              .execute(Tuple.of(board, name, revision, topic.name(), content.title(), about))
              .replaceWithVoid();
      case TemplateWithdrawn(var name) ->
          sql.preparedQuery(WITHDRAWN).execute(Tuple.of(board, name)).replaceWithVoid();
      default -> Uni.createFrom().voidItem();
    };
  }
}
