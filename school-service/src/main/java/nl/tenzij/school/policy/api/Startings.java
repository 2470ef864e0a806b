package nl.tenzij.school.policy.api;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import nl.tenzij.ledger.store.CommandHandler;
import nl.tenzij.ledger.tenancy.Caller;
import nl.tenzij.ledger.web.Consistency;
import nl.tenzij.school.policy.PolicyTemplates;
import nl.tenzij.school.policy.PolicyTemplates.Template;
import nl.tenzij.school.policy.api.PolicyTemplateResource.TemplateItem;
import nl.tenzij.school.template.BoardTemplate;
import nl.tenzij.school.template.BoardTemplates;
import nl.tenzij.school.template.TemplateCommand;
import nl.tenzij.school.template.TemplateEvent;
import nl.tenzij.school.template.TemplateOverview;
import nl.tenzij.school.template.TemplateRow;

/** What a school can start a policy from: what is shipped, and what its own board offers. */
@RequestScoped
class Startings {

  @Inject Caller caller;
  @Inject Consistency consistency;
  @Inject PolicyTemplates shipped;
  @Inject CommandHandler<TemplateCommand, BoardTemplate, TemplateEvent> own;

  /**
   * @param ofTheBoard whether the board made it
   */
  record Starting(Template template, boolean ofTheBoard) {}

  Uni<Optional<Starting>> find(String name) {
    Optional<Starting> known = shipped.find(name).map(found -> new Starting(found, false));
    return known.isPresent()
        ? Uni.createFrom().item(known)
        : own.load(BoardTemplates.stream(caller.board(), name))
            .map(
                loaded ->
                    Optional.of(loaded.state())
                        .filter(BoardTemplate::offered)
                        .map(Startings::starting));
  }

  private static Starting starting(BoardTemplate template) {
    return new Starting(
        new Template(template.name(), template.topic(), template.about(), null, template.content()),
        true);
  }

  /** Those that are shipped first, then the board's. */
  Uni<List<TemplateItem>> all() {
    List<TemplateItem> items =
        new ArrayList<>(shipped.all().stream().map(TemplateItem::of).toList());
    return consistency
        .reached(TemplateOverview.NAME)
        .chain(() -> Panache.withSession(() -> TemplateRow.all(caller.board())))
        .map(
            rows -> {
              rows.forEach(row -> items.add(TemplateItem.of(row)));
              return items;
            });
  }
}
