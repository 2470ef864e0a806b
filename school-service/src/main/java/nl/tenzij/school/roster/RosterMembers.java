package nl.tenzij.school.roster;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Set;
import nl.tenzij.ledger.store.Recorded;
import nl.tenzij.ledger.store.StreamId;
import nl.tenzij.ledger.subscription.Projection;
import nl.tenzij.school.group.ClassEvent.ClassEnded;
import nl.tenzij.school.group.ClassEvent.ClassRegistered;
import nl.tenzij.school.guardian.GuardianEvent.GuardianLeft;
import nl.tenzij.school.guardian.GuardianEvent.GuardianRegistered;
import nl.tenzij.school.pupil.Guardianship;
import nl.tenzij.school.pupil.PupilEvent.PupilChanged;
import nl.tenzij.school.pupil.PupilEvent.PupilLeft;
import nl.tenzij.school.pupil.PupilEvent.PupilRegistered;
import nl.tenzij.school.staff.StaffEvent.StaffLeft;
import nl.tenzij.school.staff.StaffEvent.StaffRegistered;

/** Keeps who and what is at a school now, by ids, and who is whose guardian. */
@ApplicationScoped
public class RosterMembers implements Projection {

  public static final String NAME = "roster-members";

  private static final String MEMBER =
      """
      insert into roster_member (board, school, kind, id, present) values ($1, $2, $3, $4, $5)
      on conflict (board, school, kind, id) do update set present = excluded.present
      """;
  private static final String UNTIE =
      "delete from guardianship where board = $1 and school = $2 and pupil = $3";
  private static final String TIE =
      """
      insert into guardianship (board, school, pupil, guardian, informed, contact)
      select $1, $2, $3, g.* from unnest($4::text[], $5::boolean[], $6::boolean[]) g
      """;

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public List<String> tables() {
    return List.of("roster_member", "guardianship");
  }

  @Override
  public Set<Class<?>> events() {
    return Set.of(
        PupilRegistered.class,
        PupilChanged.class,
        PupilLeft.class,
        GuardianRegistered.class,
        GuardianLeft.class,
        StaffRegistered.class,
        StaffLeft.class,
        ClassRegistered.class,
        ClassEnded.class);
  }

  @Override
  public Uni<Void> handle(List<Recorded<?>> events, SqlConnection sql) {
    return Multi.createFrom()
        .iterable(events)
        .onItem()
        .transformToUniAndConcatenate(recorded -> handle(recorded, sql))
        .collect()
        .last();
  }

  private static Uni<Void> handle(Recorded<?> recorded, SqlConnection sql) {
    StreamId at = recorded.stream();
    return switch (recorded.event()) {
      case PupilRegistered pupil ->
          member(sql, at, "pupil", pupil.pupil(), true)
              .chain(() -> tie(sql, at, pupil.pupil(), pupil.guardians()));
      case PupilChanged pupil -> tie(sql, at, pupil.pupil(), pupil.guardians());
      case PupilLeft pupil ->
          member(sql, at, "pupil", pupil.pupil(), false)
              .chain(() -> tie(sql, at, pupil.pupil(), List.of()));
      case GuardianRegistered guardian -> member(sql, at, "guardian", guardian.guardian(), true);
      case GuardianLeft guardian -> member(sql, at, "guardian", guardian.guardian(), false);
      case StaffRegistered staff -> member(sql, at, "staff", staff.staff(), true);
      case StaffLeft staff -> member(sql, at, "staff", staff.staff(), false);
      case ClassRegistered registered -> member(sql, at, "class", registered.id(), true);
      case ClassEnded ended -> member(sql, at, "class", ended.id(), false);
      default -> Uni.createFrom().voidItem();
    };
  }

  private static Uni<Void> member(
      SqlConnection sql, StreamId at, String kind, String id, boolean present) {
    return sql.preparedQuery(MEMBER)
        .execute(Tuple.of(at.board().id(), at.school().id(), kind, id, present))
        .replaceWithVoid();
  }

  private static Uni<Void> tie(
      SqlConnection sql, StreamId at, String pupil, List<Guardianship> guardians) {
    return sql.preparedQuery(UNTIE)
        .execute(Tuple.of(at.board().id(), at.school().id(), pupil))
        .chain(() -> sql.preparedQuery(TIE).execute(ties(at, pupil, guardians)))
        .replaceWithVoid();
  }

  private static Tuple ties(StreamId at, String pupil, List<Guardianship> guardians) {
    return Tuple.tuple()
        .addString(at.board().id())
        .addString(at.school().id())
        .addString(pupil)
        .addArrayOfString(guardians.stream().map(Guardianship::guardian).toArray(String[]::new))
        .addArrayOfBoolean(guardians.stream().map(Guardianship::informed).toArray(Boolean[]::new))
        .addArrayOfBoolean(guardians.stream().map(Guardianship::contact).toArray(Boolean[]::new));
  }
}
