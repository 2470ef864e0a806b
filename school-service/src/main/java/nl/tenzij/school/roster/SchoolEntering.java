package nl.tenzij.school.roster;

import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import nl.tenzij.ledger.decider.Refused;
import nl.tenzij.ledger.store.CommandHandler;
import nl.tenzij.ledger.store.Meta;
import nl.tenzij.ledger.store.StreamId;
import nl.tenzij.school.organisation.RegisteredSchool;
import nl.tenzij.school.organisation.SchoolCommand;
import nl.tenzij.school.organisation.SchoolCommand.RegisterSchool;
import nl.tenzij.school.organisation.SchoolDecider;
import nl.tenzij.school.organisation.SchoolEvent;
import nl.tenzij.school.organisation.Schools;
import nl.tenzij.school.organisation.Sector;
import nl.tenzij.school.roster.RosterImports.Claim;

/** Registers the school as its own line in a package has it. */
@ApplicationScoped
class SchoolEntering {

  private static final String LINE =
      """
      select l.line, l.cells, l.import = $3 as fresh,
        exists (select 1 from roster_file f where f.import = $3 and f.file = 'orgs') as sent from roster k
      join roster_record l on l.roster = k.number and l.file = 'orgs' and l.id = $2 and l.outcome is null
      where k.board = $1 and k.school = $2 order by fresh desc, l.line limit 1
      """;

  private static final String GRADES =
      """
      select distinct grade from roster k join roster_record l on l.roster = k.number and l.file in ('users', 'classes')
      cross join unnest(string_to_array(l.cells ->> 'grades', ',')) grade
      where k.board = $1 and k.school = $2 and l.outcome is null
      """;

  private static final String SAY_THE_SECTOR =
      "the school is new, and its pupils' years do not tell its sector; say PO or VO in the column"
          + " metadata.tenzij.sector of orgs.csv, or let the board register the school before";

  @Inject Pool pool;
  @Inject RosterConfiguration configuration;
  @Inject CommandHandler<SchoolCommand, RegisteredSchool, SchoolEvent> schools;

  /**
   * @param line 0 where it is one that was known before, and was not read again
   * @param sent whether the package has it
   */
  private record Asked(long line, boolean sent, RegisterSchool command) {

    /** What is told where the line has another sector than the one that holds. */
    List<Finding> remarks(RegisteredSchool known) {
      boolean other =
          sent
              && known.isRegistered()
              && !command.sector().orElse(known.sector()).equals(known.sector());
      return other
          ? List.of(
              Finding.remark(
                  RosterFile.ORGS.fileName(),
                  line,
                  "metadata.tenzij.sector",
                  "sector-kept",
                  "the school is registered in another sector, which its board alone changes"))
          : List.of();
    }
  }

  /** Why the school can't be registered so; empty where it can. Changes nothing. */
  Uni<Optional<Finding>> refusal(Claim claim) {
    return schools
        .load(stream(claim.of()))
        .chain(loaded -> asked(claim, loaded.state()).map(asked -> refusal(asked, loaded.state())));
  }

  private static Optional<Finding> refusal(Optional<Asked> asked, RegisteredSchool known) {
    if (asked.isEmpty()) {
      return known.isRegistered()
          ? Optional.empty()
          : Optional.of(
              Finding.refusal(
                  RosterFile.ORGS,
                  0,
                  "sourcedId",
                  "school-missing",
                  "no line in orgs.csv is about this school"));
    }
    try {
      new SchoolDecider().decide(asked.get().command(), known);
      return Optional.empty();
    } catch (Refused refused) {
      boolean ofSector = refused.code().equals("sector-missing");
      return Optional.of(
          Finding.refusal(
              RosterFile.ORGS,
              asked.get().line(),
              ofSector ? "metadata.tenzij.sector" : "",
              refused.code(),
              ofSector ? SAY_THE_SECTOR : refused.detail()));
    }
  }

  /** Registers it, or what changed of it. */
  Uni<Void> enter(Claim claim, Meta meta) {
    return schools
        .load(stream(claim.of()))
        .chain(
            loaded ->
                asked(claim, loaded.state()).call(asked -> remark(claim, asked, loaded.state())))
        .chain(
            asked ->
                asked.isEmpty()
                    ? Uni.createFrom().item(false)
                    : schools
                        .handle(stream(claim.of()), asked.get().command(), meta)
                        .map(outcome -> outcome.position() > 0))
        .chain(changed -> changed ? applied(claim) : Uni.createFrom().voidItem());
  }

  private Uni<Void> remark(Claim claim, Optional<Asked> asked, RegisteredSchool known) {
    List<Finding> remarks = asked.map(each -> each.remarks(known)).orElse(List.of());
    return remarks.isEmpty()
        ? Uni.createFrom().voidItem()
        : pool.withTransaction(
            sql -> claim.hold(sql).chain(() -> Findings.add(sql, claim.of().id(), remarks)));
  }

  private Uni<Void> applied(Claim claim) {
    return pool.preparedQuery(
            "update roster_file set applied = 1 where import = $1 and file = 'orgs'")
        .execute(Tuple.of(claim.number()))
        .replaceWithVoid();
  }

  private static StreamId stream(ImportId of) {
    return Schools.stream(of.board(), of.school());
  }

  private Uni<Optional<Asked>> asked(Claim claim, RegisteredSchool known) {
    return pool.preparedQuery(LINE)
        .execute(Tuple.of(claim.of().board().id(), claim.of().school().id(), claim.number()))
        .chain(
            rows ->
                rows.size() == 0
                    ? Uni.createFrom().item(Optional.empty())
                    : asked(claim, known, rows.iterator().next()).map(Optional::of));
  }

  private Uni<Asked> asked(Claim claim, RegisteredSchool known, Row row) {
    JsonObject cells = row.getJsonObject("cells");
    return sector(claim, known, cells)
        .map(
            sector ->
                new Asked(
                    row.getBoolean("fresh") ? row.getInteger("line") : 0,
                    row.getBoolean("sent"),
                    new RegisterSchool(
                        claim.of().school().id(),
                        cells.getString("parentSourcedId", claim.of().board().id()),
                        claim.of().board().id(),
                        cells.getString("name"),
                        Optional.ofNullable(cells.getString("identifier")),
                        sector,
                        ZoneId.of(configuration.timeZone()))));
  }

  /** What the line says; where it is silent of a new school, the pupils' years may tell. */
  private Uni<Optional<Sector>> sector(Claim claim, RegisteredSchool known, JsonObject cells) {
    String said = cells.getString("metadata.tenzij.sector");
    if (said != null || known.isRegistered()) {
      return Uni.createFrom().item(Optional.ofNullable(said).map(Sector::valueOf));
    }
    return pool.preparedQuery(GRADES)
        .execute(Tuple.of(claim.of().board().id(), claim.of().school().id()))
        .map(
            rows -> {
              List<String> grades = new ArrayList<>();
              rows.forEach(row -> grades.add(row.getString(0)));
              return SectorByGrades.of(grades);
            });
  }
}
