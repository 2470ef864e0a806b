package nl.tenzij.school.roster;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.UUID;
import nl.tenzij.ledger.tenancy.Caller;
import nl.tenzij.ledger.tenancy.School;
import nl.tenzij.ledger.web.Answer;
import nl.tenzij.ledger.web.Idempotency;
import nl.tenzij.ledger.web.Invalid;
import nl.tenzij.school.roster.ImportReport.State;

/** Takes a package in: looks it through, keeps it, and only then says that it is accepted. */
@RequestScoped
public class Upload {

  @Inject Pool pool;
  @Inject Caller caller;
  @Inject Idempotency idempotency;
  @Inject RosterImports imports;
  @Inject RosterWorker worker;
  @Inject RosterConfiguration configuration;
  @Inject ObjectMapper json;
  @Inject Clock clock;

  /** What is answered at once; the report tells the rest. */
  public record Accepted(UUID id, String school, State state) {}

  /** For a worker thread: reads the body to its end. */
  public Uni<Response> take(School school, InputStream body) {
    Spool spool = open();
    Uni<Response> taken;
    try {
      taken = keep(school, spool, look(spool, body));
    } catch (PackageRefused refused) {
      taken = Uni.createFrom().failure(problem(refused));
    } catch (IOException cut) {
      taken = Uni.createFrom().failure(cut);
    }
    return taken.eventually(() -> close(spool));
  }

  private Inspection.Contents look(Spool spool, InputStream body) throws IOException {
    byte[] digest = spool.fill(body, configuration.packageAtMost().asLongValue());
    idempotency.body(digest);
    return Inspection.of(spool.read(), configuration);
  }

  private static RuntimeException problem(PackageRefused refused) {
    return refused.isTooLarge()
        ? new WebApplicationException(Response.Status.REQUEST_ENTITY_TOO_LARGE)
        : new Invalid("", refused.code(), refused.detail());
  }

  private Uni<Response> keep(School school, Spool spool, Inspection.Contents contents) {
    ImportId of = new ImportId(caller.board(), school, UUID.randomUUID());
    return pool.withTransaction(
            sql -> idempotency.once(sql, () -> accept(sql, of, spool, contents)))
        .invoke(worker::wake)
        .map(Answer::response);
  }

  private Uni<Answer> accept(
      SqlConnection sql, ImportId of, Spool spool, Inspection.Contents contents) {
    String location = "/api/v1/schools/" + of.school().id() + "/roster-imports/" + of.id();
    Accepted accepted = new Accepted(of.id(), of.school().id(), State.RUNNING);
    return imports
        .accept(sql, of, caller.actor(), spool, contents, clock.instant())
        .replaceWith(new Answer(202, location, null, json.valueToTree(accepted)));
  }

  private static Spool open() {
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
}
