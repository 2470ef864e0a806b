package nl.tenzij.school.roster;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.core.Response;
import java.util.UUID;
import java.util.function.Function;
import nl.tenzij.ledger.tenancy.Caller;
import nl.tenzij.ledger.tenancy.School;
import nl.tenzij.ledger.web.Answer;
import nl.tenzij.ledger.web.Idempotency;
import nl.tenzij.school.roster.ImportReport.State;

/** Says of an import that stopped to ask whether it may go on. */
@RequestScoped
public class Confirmation {

  @Inject Pool pool;
  @Inject Caller caller;
  @Inject Idempotency idempotency;
  @Inject RosterImports imports;
  @Inject RosterWorker worker;
  @Inject ObjectMapper json;

  /** As many pupils may leave as do. */
  public Uni<Response> confirm(School school, UUID id) {
    ImportId of = new ImportId(caller.board(), school, id);
    return decide(of, State.RUNNING, 202, sql -> imports.confirm(sql, of, caller.actor()))
        .invoke(worker::wake);
  }

  /** Nothing of it is to be applied. */
  public Uni<Response> withdraw(School school, UUID id) {
    ImportId of = new ImportId(caller.board(), school, id);
    return decide(of, State.WITHDRAWN, 200, sql -> imports.withdraw(sql, of));
  }

  private Uni<Response> decide(
      ImportId of, State state, int status, Function<SqlConnection, Uni<Void>> act) {
    Upload.Accepted now = new Upload.Accepted(of.id(), of.school().id(), state);
    Answer answer = new Answer(status, null, null, json.valueToTree(now));
    return pool.withTransaction(
            sql -> idempotency.once(sql, () -> act.apply(sql).replaceWith(answer)))
        .map(Answer::response);
  }
}
