package nl.tenzij.school.evaluation;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Set;
import java.util.UUID;
import nl.tenzij.ledger.privacy.Vault;
import nl.tenzij.ledger.store.Recorded;
import nl.tenzij.ledger.subscription.Policy;
import nl.tenzij.school.evaluation.EvaluationEvent.EvaluationClosed;
import nl.tenzij.school.evaluation.EvaluationEvent.EvaluationOpened;

/**
 * Whenever an evaluation opens, its survey gets a key of its own; whenever it closes, the key and
 * who answered are destroyed, and only the sums stay.
 */
@ApplicationScoped
public class SurveyKeys implements Policy {

  public static final String NAME = "survey-keys";

  private static final int BYTES = 32;
  private static final String OPEN =
      """
      insert into survey_key (evaluation, hidden) values ($1, $2)
      on conflict (evaluation) do nothing
      """;

  private final SecureRandom random = new SecureRandom();

  @Inject Vault vault;

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Set<Class<?>> events() {
    return Set.of(EvaluationOpened.class, EvaluationClosed.class);
  }

  @Override
  public Uni<Void> handle(Recorded<?> recorded, SqlConnection sql) {
    UUID evaluation = recorded.stream().id();
    return switch (recorded.event()) {
      case EvaluationOpened _ ->
          sql.preparedQuery(OPEN)
              .execute(Tuple.of(evaluation, vault.hide(key(), Survey.place(evaluation))))
              .replaceWithVoid();
      case EvaluationClosed _ -> destroy(evaluation, sql);
      default -> Uni.createFrom().voidItem();
    };
  }

  private String key() {
    byte[] key = new byte[BYTES];
    random.nextBytes(key);
    return Base64.getEncoder().encodeToString(key);
  }

  private static Uni<Void> destroy(UUID evaluation, SqlConnection sql) {
    return sql.preparedQuery("delete from survey_key where evaluation = $1")
        .execute(Tuple.of(evaluation))
        .chain(
            () ->
                sql.preparedQuery("delete from survey_answerer where evaluation = $1")
                    .execute(Tuple.of(evaluation)))
        .replaceWithVoid();
  }
}
