package nl.tenzij.school.organisation;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Set;
import nl.tenzij.ledger.store.Recorded;
import nl.tenzij.ledger.subscription.Projection;
import nl.tenzij.school.organisation.SchoolEvent.SchoolChanged;
import nl.tenzij.school.organisation.SchoolEvent.SchoolRegistered;

/** Keeps the list of a board's schools: {@link SchoolRow}. */
@ApplicationScoped
public class SchoolOverview implements Projection {

  public static final String NAME = "school-overview";

  private static final String KNOWN =
      """
      insert into school_overview (board, school, name, identifier, sector, time_zone)
      values ($1, $2, $3, $4, $5, $6)
      on conflict (board, school) do update set name = excluded.name,
        identifier = excluded.identifier, sector = excluded.sector, time_zone = excluded.time_zone
      """;

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public List<String> tables() {
    return List.of("school_overview");
  }

  @Override
  public Set<Class<?>> events() {
    return Set.of(SchoolRegistered.class, SchoolChanged.class);
  }

  @Override
  public Uni<Void> handle(List<Recorded<?>> events, SqlConnection sql) {
    return Projection.oneByOne(events, recorded -> handle(recorded, sql));
  }

  private static Uni<Void> handle(Recorded<?> recorded, SqlConnection sql) {
    return switch (recorded.event()) {
      case SchoolRegistered(var school, var name, var identifier, var sector, var zone) ->
          known(recorded, new RegisteredSchool(school, name, identifier, sector, zone), sql);
      case SchoolChanged(var school, var name, var identifier, var sector, var zone) ->
          known(recorded, new RegisteredSchool(school, name, identifier, sector, zone), sql);
      default -> Uni.createFrom().voidItem();
    };
  }

  private static Uni<Void> known(Recorded<?> recorded, RegisteredSchool school, SqlConnection sql) {
    return sql.preparedQuery(KNOWN)
        .execute(
            Tuple.of(
                recorded.stream().board().id(),
                school.school(),
                school.name(),
                school.identifier(),
                school.sector().name(),
                school.timeZone().getId()))
        .replaceWithVoid();
  }
}
