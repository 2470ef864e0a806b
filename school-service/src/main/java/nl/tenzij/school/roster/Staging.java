package nl.tenzij.school.roster;

import static nl.tenzij.school.roster.RosterFile.CLASSES;
import static nl.tenzij.school.roster.RosterFile.ENROLLMENTS;
import static nl.tenzij.school.roster.RosterFile.ORGS;
import static nl.tenzij.school.roster.RosterFile.ROLES;
import static nl.tenzij.school.roster.RosterFile.USERS;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.agroal.api.AgroalDataSource;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import nl.tenzij.school.roster.KeptRosters.Kept;
import nl.tenzij.school.roster.NewBlocks.Known;
import nl.tenzij.school.roster.RosterImports.Claim;
import nl.tenzij.school.roster.RosterImports.Stage;

/**
 * Brings a package's lines to where they can be looked at together; of a whole set those that are
 * not known. Begins anew when it breaks off.
 */
@ApplicationScoped
class Staging {

  /** Without one of these as a whole there is no telling who is where. */
  private static final Set<RosterFile> ESSENTIAL =
      EnumSet.of(ORGS, CLASSES, USERS, ROLES, ENROLLMENTS);

  private static final int LARGE = 1_000;

  /** What was read of an import, names among it. */
  private static final List<String> LINES =
      List.of(
          "delete from roster_record r using roster k, roster_import i where i.number = $1 and"
              + " k.board = i.board and k.school = i.school and r.roster = k.number and r.import ="
              + " $1",
          "delete from roster_seen where import = $1",
          "delete from roster_person where import = $1",
          "delete from roster_file where import = $1",
          "delete from roster_outside where import = $1");

  private static final String TOLD =
      "delete from roster_finding f using roster_import i"
          + " where i.number = $1 and f.import = i.id and f.line > 0";

  @Inject Pool pool;
  @Inject AgroalDataSource database;
  @Inject PackageStore packages;
  @Inject KeptRosters rosters;
  @Inject ObjectMapper json;
  @Inject RosterConfiguration configuration;

  /**
   * @return whether the files can be taken; the findings say why not
   */
  Uni<Boolean> stage(Claim claim) {
    Spool spool = spool();
    return pool.withTransaction(sql -> claim.hold(sql).chain(() -> forget(sql, claim.number())))
        .chain(() -> rosters.membersUpToDate(claim.of()))
        .chain(() -> rosters.open(claim.of()))
        .call(kept -> rosters.noticeOthers(claim.of(), kept))
        .call(() -> packages.fetch(claim.of(), spool))
        .chain(kept -> known(claim, kept).chain(known -> read(claim, kept, known, spool)))
        .chain(files -> conclude(claim, files))
        .eventually(() -> close(spool));
  }

  private static Spool spool() {
    try {
      return new Spool();
    } catch (IOException noSpace) {
      throw new UncheckedIOException(noSpace);
    }
  }

  private static void close(Spool spool) {
    try {
      spool.close();
    } catch (IOException unclosable) {
      throw new UncheckedIOException(unclosable);
    }
  }

  /** What an attempt left; remarks on the package as a whole stay. */
  private static Uni<Void> forget(SqlConnection sql, int number) {
    return forgetLines(sql, number)
        .chain(() -> sql.preparedQuery(TOLD).execute(Tuple.of(number)))
        .replaceWithVoid();
  }

  /** What was read is not kept longer than it is worked on: names are among it. */
  static Uni<Void> forgetLines(SqlConnection sql, int number) {
    Uni<Void> all = Uni.createFrom().voidItem();
    for (String part : LINES) {
      all = all.chain(() -> sql.preparedQuery(part).execute(Tuple.of(number)).replaceWithVoid());
    }
    return all;
  }

  private Uni<Map<RosterFile, Map<UUID, Known>>> known(Claim claim, Kept kept) {
    return kept.settled() && !claim.whole()
        ? rosters.blocks(kept)
        : Uni.createFrom().item(Map.of());
  }

  /** Unpacking, parsing and copying are for a worker thread. */
  private Uni<List<StagedFile>> read(
      Claim claim, Kept kept, Map<RosterFile, Map<UUID, Known>> known, Spool spool) {
    PackageReading.Task task =
        new PackageReading.Task(
            claim.of(),
            claim.number(),
            kept,
            known,
            claim.deltas(),
            configuration.findingsAtMost(),
            claim.done(),
            claim.worker());
    return Uni.createFrom()
        .item(() -> read(task, spool))
        .runSubscriptionOn(Infrastructure.getDefaultWorkerPool());
  }

  private List<StagedFile> read(PackageReading.Task task, Spool spool) {
    try (PackageReading reading = new PackageReading(task, database, json)) {
      return reading.read(spool.read());
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private Uni<Boolean> conclude(Claim claim, List<StagedFile> files) {
    boolean holes =
        files.stream().anyMatch(file -> file.isRefused() && ESSENTIAL.contains(file.file()));
    boolean rolesMissing =
        find(files, USERS).filter(users -> !users.isDelta() && users.read() > 0).isPresent()
            && find(files, ROLES).isEmpty();
    List<Finding> findings = new ArrayList<>(disagreements(claim, files));
    if (rolesMissing) {
      findings.add(
          Finding.refusal(
              ROLES, 0, "", "file-missing", "users can't be placed at a school without roles"));
    }
    boolean taken = !holes && !rolesMissing;
    return pool.withTransaction(
            sql ->
                claim
                    .hold(sql)
                    .chain(() -> Findings.add(sql, claim.of().id(), findings))
                    .chain(() -> note(sql, claim, files))
                    .chain(
                        () ->
                            taken
                                ? RosterImports.reach(sql, claim, Stage.STAGED)
                                : Uni.createFrom().voidItem())
                    .replaceWith(taken))
        .call(() -> analyze(claim));
  }

  private static Optional<StagedFile> find(List<StagedFile> files, RosterFile wanted) {
    return files.stream().filter(file -> file.file() == wanted).findFirst();
  }

  /** A file's own lines have the last word on what it is. */
  private static List<Finding> disagreements(Claim claim, List<StagedFile> files) {
    return files.stream()
        .filter(file -> !file.isRefused() && file.read() > 0)
        .filter(file -> file.isDelta() != claim.deltas().contains(file.file()))
        .map(
            file ->
                Finding.remark(
                    Manifest.FILE_NAME,
                    0,
                    "",
                    "manifest",
                    file.file().fileName()
                        + (file.isDelta()
                            ? " has lines with a status and was taken as changes (delta)"
                            : " has no status on its lines and was taken as a whole set (bulk)")))
        .toList();
  }

  private static Uni<Void> note(SqlConnection sql, Claim claim, List<StagedFile> files) {
    Uni<Void> noted = Uni.createFrom().voidItem();
    for (StagedFile file : files) {
      noted = noted.chain(() -> note(sql, claim, file));
    }
    return noted;
  }

  private static Uni<Void> note(SqlConnection sql, Claim claim, StagedFile file) {
    String name = file.file().base();
    if (file.isRefused()) {
      return sql.preparedQuery(
              "delete from roster_record r using roster k where k.board = $1 and k.school = $2"
                  + " and r.roster = k.number and r.import = $3 and r.file = $4")
          .execute(
              Tuple.of(claim.of().board().id(), claim.of().school().id(), claim.number(), name))
          .replaceWithVoid();
    }
    Uni<Void> noted =
        sql.preparedQuery(
                "insert into roster_file (import, file, delta, read, outside, agents_said)"
                    + " values ($1, $2, $3, $4, $5, $6)")
            .execute(
                Tuple.of(
                    claim.number(),
                    name,
                    file.isDelta() || file.read() == 0,
                    file.read(),
                    file.skippedOutside(),
                    file.saysAgents()))
            .replaceWithVoid();
    for (Map.Entry<String, StagedFile.Outside> org : file.outside().entrySet()) {
      noted =
          noted.chain(
              () ->
                  sql.preparedQuery("insert into roster_outside values ($1, $2, $3, $4, $5)")
                      .execute(
                          Tuple.tuple()
                              .addInteger(claim.number())
                              .addString(name)
                              .addString(org.getKey())
                              .addLong(org.getValue().lines())
                              .addArrayOfInteger(
                                  org.getValue().some().stream()
                                      .map(Long::intValue)
                                      .toArray(Integer[]::new)))
                      .replaceWithVoid());
    }
    return noted;
  }

  /** After so many new rows nothing that the planner knew still holds. */
  private Uni<Void> analyze(Claim claim) {
    return claim.done().get() < LARGE
        ? Uni.createFrom().voidItem()
        : pool.query("analyze roster_record, roster_person, roster_seen")
            .execute()
            .replaceWithVoid();
  }
}
