package nl.tenzij.school.roster;

import static nl.tenzij.school.roster.RosterFile.CLASSES;
import static nl.tenzij.school.roster.RosterFile.ENROLLMENTS;
import static nl.tenzij.school.roster.RosterFile.ORGS;
import static nl.tenzij.school.roster.RosterFile.ROLES;
import static nl.tenzij.school.roster.RosterFile.USERS;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import nl.tenzij.school.roster.Batches.Batch;
import nl.tenzij.school.roster.RosterImports.Stage;

/**
 * Brings a package's lines to where they can be looked at together. Begins anew when it breaks off.
 */
@ApplicationScoped
class Staging {

  /** Without one of these as a whole there is no telling who is where. */
  private static final Set<RosterFile> ESSENTIAL =
      EnumSet.of(ORGS, CLASSES, USERS, ROLES, ENROLLMENTS);

  private static final String ADD =
      """
      insert into roster_line (import, file, line, id, cells, outcome)
      select $1, $2, l.line, l.id, l.cells::jsonb, l.outcome
      from unnest($3::bigint[], $4::text[], $5::text[], $6::text[]) l (line, id, cells, outcome)
      """;

  @Inject Pool pool;
  @Inject PackageStore packages;
  @Inject ObjectMapper json;
  @Inject RosterConfiguration configuration;

  /** What is known of a package's files by the way. */
  private static final class Progress {
    private final Batches batches;
    private final Set<RosterFile> seen = EnumSet.noneOf(RosterFile.class);
    private final Set<RosterFile> refused = EnumSet.noneOf(RosterFile.class);
    private int findingsLeft;

    Progress(Spool spool, int findingsLeft) {
      this.batches = new Batches(spool.read());
      this.findingsLeft = findingsLeft;
    }

    List<Finding> some(List<Finding> findings) {
      List<Finding> some = findings.subList(0, Math.min(findings.size(), findingsLeft));
      findingsLeft -= some.size();
      return some;
    }
  }

  /**
   * @return whether the files can be taken; the findings say why not
   */
  Uni<Boolean> stage(ImportId of) {
    Spool spool = spool();
    return forget(of)
        .chain(() -> packages.fetch(of, spool))
        .chain(() -> lines(of, new Progress(spool, configuration.findingsAtMost())))
        .chain(progress -> conclude(of, progress))
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

  /** What an earlier, broken attempt left; remarks on the package as a whole stay. */
  private Uni<Void> forget(ImportId of) {
    return pool.withTransaction(
        sql ->
            sql.preparedQuery("delete from roster_line where import = $1")
                .execute(Tuple.of(of.id()))
                .chain(
                    () ->
                        sql.preparedQuery(
                                "delete from roster_finding where import = $1 and line > 0")
                            .execute(Tuple.of(of.id())))
                .replaceWithVoid());
  }

  private Uni<Progress> lines(ImportId of, Progress progress) {
    return Multi.createBy()
        .repeating()
        .uni(() -> next(progress))
        .whilst(Optional::isPresent)
        .filter(Optional::isPresent)
        .onItem()
        .transformToUniAndConcatenate(batch -> add(of, batch.get(), progress))
        .collect()
        .last()
        .replaceWith(progress);
  }

  /** Unpacking and parsing are for a worker thread. */
  private static Uni<Optional<Batch>> next(Progress progress) {
    return Uni.createFrom()
        .item(progress.batches::next)
        .runSubscriptionOn(Infrastructure.getDefaultWorkerPool());
  }

  private Uni<Void> add(ImportId of, Batch batch, Progress progress) {
    progress.seen.add(batch.file());
    if (batch.fileRefused()) {
      progress.refused.add(batch.file());
    }
    List<Finding> findings =
        java.util.stream.Stream.concat(
                batch.aboutFile().stream(),
                batch.lines().stream().flatMap(line -> line.findings().stream()))
            .toList();
    return pool.withTransaction(
        sql ->
            add(sql, of, batch).chain(() -> Findings.add(sql, of.id(), progress.some(findings))));
  }

  private Uni<Void> add(SqlConnection sql, ImportId of, Batch batch) {
    if (batch.fileRefused()) {
      return sql.preparedQuery("delete from roster_line where import = $1 and file = $2")
          .execute(Tuple.of(of.id(), batch.file().base()))
          .replaceWithVoid();
    }
    List<Line> lines = batch.lines();
    Tuple rows =
        Tuple.tuple()
            .addUUID(of.id())
            .addString(batch.file().base())
            .addArrayOfLong(lines.stream().map(Line::number).toArray(Long[]::new))
            .addArrayOfString(lines.stream().map(Line::sourcedId).toArray(String[]::new))
            .addArrayOfString(lines.stream().map(this::cells).toArray(String[]::new))
            .addArrayOfString(
                lines.stream()
                    .map(line -> line.isRefused() ? "REFUSED" : null)
                    .toArray(String[]::new));
    return sql.preparedQuery(ADD).execute(rows).replaceWithVoid();
  }

  private String cells(Line line) {
    try {
      return json.writeValueAsString(line.cells());
    } catch (JsonProcessingException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }

  private Uni<Boolean> conclude(ImportId of, Progress progress) {
    boolean holes = progress.refused.stream().anyMatch(ESSENTIAL::contains);
    boolean rolesMissing = progress.seen.contains(USERS) && !progress.seen.contains(ROLES);
    List<Finding> findings =
        rolesMissing
            ? List.of(
                Finding.refusal(
                    ROLES,
                    0,
                    "",
                    "file-missing",
                    "users can't be placed at a school without roles"))
            : List.of();
    boolean taken = !holes && !rolesMissing;
    return pool.withTransaction(
        sql ->
            Findings.add(sql, of.id(), findings)
                .chain(
                    () ->
                        taken
                            ? RosterImports.reach(sql, of, Stage.STAGED)
                            : Uni.createFrom().voidItem())
                .replaceWith(taken));
  }
}
