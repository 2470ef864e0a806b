package nl.tenzij.school.roster;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import nl.tenzij.ledger.privacy.ErasureEvent.Forgot;
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

/**
 * Keeps who and what is at a school now, by ids, and who is whose guardian. Nobody who is forgotten
 * is in it, whatever the log still says of them, and in which order.
 */
@ApplicationScoped
public class RosterMembers implements Projection {

  public static final String NAME = "roster-members";

  // Asked set-wise: is_forgotten would be called for each of a roster's many.
  private static final String MEMBERS =
      """
      insert into roster_member (board, school, kind, id, present, left_at)
      select * from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::boolean[], $6::timestamptz[])
        m (board, school, kind, id, present, left_at)
      where kind = 'class' or not exists (select from subject_key k
        where k.board = m.board and k.subject = m.id and k.forgotten_at is not null)
      on conflict (board, school, kind, id) do update set present = excluded.present, left_at = excluded.left_at
      """;
  // A school at a time: of a join the planner expects too little before it knows the table.
  private static final String UNTIE =
      "delete from guardianship where board = $1 and school = $2 and pupil = any($3)";
  private static final String TIE =
      """
      insert into guardianship (board, school, pupil, guardian, informed, contact)
      select * from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::boolean[], $6::boolean[])
        t (board, school, pupil, guardian, informed, contact)
      where not exists (select from subject_key k
        where k.board = t.board and k.subject in (t.pupil, t.guardian) and k.forgotten_at is not null)
      """;

  private static final List<String> FORGET =
      List.of(
          "delete from roster_member where kind <> 'class' and (board, id) in (table forgotten)",
          "delete from guardianship where (board, pupil) in (table forgotten)",
          "delete from guardianship where (board, guardian) in (table forgotten)");

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public List<String> tables() {
    return List.of("roster_member", "guardianship");
  }

  @Override
  public List<String> removals() {
    return FORGET;
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
        ClassEnded.class,
        Forgot.class);
  }

  @Override
  public Uni<Void> handle(List<Recorded<?>> events, SqlConnection sql) {
    Changes changes = new Changes();
    events.forEach(changes::add);
    return changes.tell(sql).chain(() -> remove(changes.forgotten, sql));
  }

  private record Member(String board, String school, String kind, String id) {
    static Member of(StreamId at, String kind, String id) {
      return new Member(at.board().id(), at.school().id(), kind, id);
    }
  }

  /**
   * @param left when a person did, null while here, and of classes
   */
  private record Presence(boolean here, OffsetDateTime left) {
    static final Presence HERE = new Presence(true, null);
    static final Presence ENDED = new Presence(false, null);

    static Presence leftAt(Instant moment) {
      return new Presence(false, moment.atOffset(ZoneOffset.UTC));
    }
  }

  private record Tied(Member pupil, Guardianship guardian) {}

  /** What a batch comes to in the end: of each member and pupil the last that was said. */
  private static final class Changes {
    private final Map<Member, Presence> presence = new LinkedHashMap<>();
    private final Map<Member, List<Guardianship>> ties = new LinkedHashMap<>();
    // Of whom the first word is in the batch, nothing is known that would have to go.
    private final Set<Member> unheardOf = new HashSet<>();
    private final List<Recorded<?>> forgotten = new ArrayList<>();

    void add(Recorded<?> recorded) {
      StreamId at = recorded.stream();
      switch (recorded.event()) {
        case PupilRegistered pupil -> {
          Member member = Member.of(at, "pupil", pupil.pupil());
          presence.put(member, Presence.HERE);
          ties.put(member, Guardianship.holding(pupil.guardians(), pupil.ofAge()));
          if (recorded.version() == 1) {
            unheardOf.add(member);
          }
        }
        case PupilChanged pupil ->
            ties.put(
                Member.of(at, "pupil", pupil.pupil()),
                Guardianship.holding(pupil.guardians(), pupil.ofAge()));
        case PupilLeft pupil -> {
          presence.put(Member.of(at, "pupil", pupil.pupil()), Presence.leftAt(recorded.at()));
          ties.put(Member.of(at, "pupil", pupil.pupil()), List.of());
        }
        case GuardianRegistered guardian ->
            presence.put(Member.of(at, "guardian", guardian.guardian()), Presence.HERE);
        case GuardianLeft guardian ->
            presence.put(
                Member.of(at, "guardian", guardian.guardian()), Presence.leftAt(recorded.at()));
        case StaffRegistered staff ->
            presence.put(Member.of(at, "staff", staff.staff()), Presence.HERE);
        case StaffLeft staff ->
            presence.put(Member.of(at, "staff", staff.staff()), Presence.leftAt(recorded.at()));
        case ClassRegistered registered ->
            presence.put(Member.of(at, "class", registered.id()), Presence.HERE);
        case ClassEnded ended -> presence.put(Member.of(at, "class", ended.id()), Presence.ENDED);
        case Forgot _ -> forgotten.add(recorded);
        default -> {}
      }
    }

    Uni<Void> tell(SqlConnection sql) {
      Uni<Void> members =
          presence.isEmpty()
              ? Uni.createFrom().voidItem()
              : sql.preparedQuery(MEMBERS).execute(members()).replaceWithVoid();
      return ties.isEmpty()
          ? members
          : members
              .chain(() -> untie(sql, pupils()))
              .chain(() -> sql.preparedQuery(TIE).execute(tied()))
              .replaceWithVoid();
    }

    private static Uni<Void> untie(SqlConnection sql, List<Tuple> pupils) {
      return pupils.isEmpty()
          ? Uni.createFrom().voidItem()
          : sql.preparedQuery(UNTIE).executeBatch(pupils).replaceWithVoid();
    }

    private Tuple members() {
      List<Member> all = List.copyOf(presence.keySet());
      return Tuple.tuple()
          .addArrayOfString(texts(all, Member::board))
          .addArrayOfString(texts(all, Member::school))
          .addArrayOfString(texts(all, Member::kind))
          .addArrayOfString(texts(all, Member::id))
          .addArrayOfBoolean(
              all.stream().map(each -> presence.get(each).here()).toArray(Boolean[]::new))
          .addArrayOfOffsetDateTime(
              all.stream().map(each -> presence.get(each).left()).toArray(OffsetDateTime[]::new));
    }

    private List<Tuple> pupils() {
      Map<Member, List<String>> ids = new LinkedHashMap<>();
      for (Member pupil : ties.keySet()) {
        if (unheardOf.contains(pupil)) {
          continue;
        }
        Member school = new Member(pupil.board(), pupil.school(), "", "");
        ids.computeIfAbsent(school, none -> new ArrayList<>()).add(pupil.id());
      }
      List<Tuple> all = new ArrayList<>();
      ids.forEach(
          (school, of) ->
              all.add(
                  Tuple.of(school.board(), school.school())
                      .addArrayOfString(of.toArray(String[]::new))));
      return all;
    }

    private Tuple tied() {
      List<Tied> all = new ArrayList<>();
      ties.forEach(
          (pupil, guardians) -> guardians.forEach(guardian -> all.add(new Tied(pupil, guardian))));
      return Tuple.tuple()
          .addArrayOfString(texts(all, tied -> tied.pupil().board()))
          .addArrayOfString(texts(all, tied -> tied.pupil().school()))
          .addArrayOfString(texts(all, tied -> tied.pupil().id()))
          .addArrayOfString(texts(all, tied -> tied.guardian().guardian()))
          .addArrayOfBoolean(
              all.stream().map(tied -> tied.guardian().informed()).toArray(Boolean[]::new))
          .addArrayOfBoolean(
              all.stream().map(tied -> tied.guardian().contact()).toArray(Boolean[]::new));
    }

    private static <T> String[] texts(List<T> all, Function<T, String> part) {
      return all.stream().map(part).toArray(String[]::new);
    }
  }
}
