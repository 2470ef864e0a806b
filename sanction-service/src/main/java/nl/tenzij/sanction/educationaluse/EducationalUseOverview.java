package nl.tenzij.sanction.educationaluse;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import nl.tenzij.ledger.store.Recorded;
import nl.tenzij.ledger.subscription.Projection;
import nl.tenzij.sanction.educationaluse.EducationalUseEvent.EducationalUseClosed;
import nl.tenzij.sanction.educationaluse.EducationalUseEvent.EducationalUseOpened;

/** Keeps what was opened, as lists and verdicts ask for it: {@link EducationalUseRow}. */
@ApplicationScoped
public class EducationalUseOverview implements Projection {

  public static final String NAME = "educational-use-view";

  private static final String OPENED =
      """
      insert into educational_use_view
        (educational_use, board, school, position, class, teacher, devices, from_at, until_at,
         closes_at)
      values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $9)
      """;

  private static final String CLOSED =
      "update educational_use_view set closes_at = $2 where educational_use = $1";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public List<String> tables() {
    return List.of("educational_use_view");
  }

  @Override
  public Set<Class<?>> events() {
    return Set.of(EducationalUseEvent.class.getPermittedSubclasses());
  }

  @Override
  public Uni<Void> handle(List<Recorded<?>> events, SqlConnection sql) {
    return Projection.oneByOne(
        events, recorded -> handle(recorded, (EducationalUseEvent) recorded.event(), sql));
  }

  private static Uni<Void> handle(
      Recorded<?> recorded, EducationalUseEvent event, SqlConnection sql) {
    return switch (event) {
      case EducationalUseOpened opened -> opened(recorded, opened, sql);
      case EducationalUseClosed closed ->
          sql.preparedQuery(CLOSED)
              .execute(Tuple.of(recorded.stream().id(), utc(closed.at())))
              .replaceWithVoid();
    };
  }

  private static Uni<Void> opened(
      Recorded<?> recorded, EducationalUseOpened opened, SqlConnection sql) {
    String[] devices = opened.terms().devices().stream().map(Enum::name).toArray(String[]::new);
    return sql.preparedQuery(OPENED)
        .execute(
            Tuple.tuple()
                .addUUID(recorded.stream().id())
                .addString(recorded.stream().board().id())
                .addString(recorded.stream().school().id())
                .addLong(recorded.position())
                .addString(opened.terms().group())
                .addString(opened.by())
                .addArrayOfString(devices)
                .addOffsetDateTime(utc(opened.from()))
                .addOffsetDateTime(utc(opened.terms().until())))
        .replaceWithVoid();
  }

  private static OffsetDateTime utc(Instant moment) {
    return moment.atOffset(ZoneOffset.UTC);
  }
}
