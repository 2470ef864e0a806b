package nl.tenzij.school.template;

import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import nl.tenzij.ledger.store.CommandHandler;
import nl.tenzij.ledger.store.EventTypes;
import nl.tenzij.ledger.store.PostgresEventStore;
import nl.tenzij.ledger.store.StreamId;
import nl.tenzij.ledger.tenancy.Board;
import nl.tenzij.ledger.tenancy.School;
import nl.tenzij.school.template.TemplateEvent.TemplateOffered;
import nl.tenzij.school.template.TemplateEvent.TemplateWithdrawn;

/** Where boards' templates lie in the log, and under which names. */
@Dependent
public class BoardTemplates {

  public static final EventTypes<TemplateEvent> TYPES =
      EventTypes.of(TemplateEvent.class)
          .type("policy-template.offered.v1", TemplateOffered.class)
          .type("policy-template.withdrawn.v1", TemplateWithdrawn.class);

  /** What is of no school stands in the log as if the board's office were one. */
  public static StreamId stream(Board board, String name) {
    return StreamId.named(board, new School(board.id()), "policy-template", name);
  }

  @Produces
  @Singleton
  EventTypes<TemplateEvent> types() {
    return TYPES;
  }

  @Produces
  @Singleton
  CommandHandler<TemplateCommand, BoardTemplate, TemplateEvent> handler(PostgresEventStore store) {
    return new CommandHandler<>(store, new TemplateDecider(), TYPES);
  }
}
