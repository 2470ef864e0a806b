package nl.tenzij.school.roster;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import nl.tenzij.school.roster.Finding.Weight;

/** Keeps what the sender of a package should know. */
final class Findings {

  private static final String ADD =
      """
      insert into roster_finding (import, weight, file, line, "column", code, detail)
      select $1, f.* from unnest($2::text[], $3::text[], $4::bigint[], $5::text[], $6::text[], $7::text[]) f
      """;

  private Findings() {}

  static Uni<Void> add(SqlConnection sql, UUID of, List<Finding> findings) {
    if (findings.isEmpty()) {
      return Uni.createFrom().voidItem();
    }
    Tuple rows =
        Tuple.tuple()
            .addUUID(of)
            .addArrayOfString(texts(findings, finding -> finding.weight().name()))
            .addArrayOfString(texts(findings, Finding::file))
            .addArrayOfLong(findings.stream().map(Finding::line).toArray(Long[]::new))
            .addArrayOfString(texts(findings, Finding::column))
            .addArrayOfString(texts(findings, Finding::code))
            .addArrayOfString(texts(findings, Finding::detail));
    return sql.preparedQuery(ADD).execute(rows).replaceWithVoid();
  }

  private static String[] texts(List<Finding> findings, Function<Finding, String> part) {
    return findings.stream().map(part).toArray(String[]::new);
  }

  static Uni<List<Finding>> of(SqlConnection sql, UUID id) {
    return sql.preparedQuery(
            """
            select distinct weight, file, line, "column", code, detail
            from roster_finding where import = $1 order by file, line, "column", code""")
        .execute(Tuple.of(id))
        .map(
            rows -> {
              List<Finding> findings = new ArrayList<>();
              rows.forEach(
                  row ->
                      findings.add(
                          new Finding(
                              Weight.valueOf(row.getString(0)),
                              row.getString(1),
                              row.getLong(2),
                              row.getString(3),
                              row.getString(4),
                              row.getString(5))));
              return findings;
            });
  }
}
