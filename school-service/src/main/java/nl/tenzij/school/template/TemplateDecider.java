package nl.tenzij.school.template;

import java.util.List;
import nl.tenzij.ledger.decider.Decider;
import nl.tenzij.ledger.decider.Refused;
import nl.tenzij.school.policy.ContentRules;
import nl.tenzij.school.policy.Departures;
import nl.tenzij.school.template.TemplateCommand.OfferTemplate;
import nl.tenzij.school.template.TemplateCommand.WithdrawTemplate;
import nl.tenzij.school.template.TemplateEvent.TemplateOffered;
import nl.tenzij.school.template.TemplateEvent.TemplateWithdrawn;

/**
 * A board offers its schools what they could bring in force as it is: complete, lawful and within
 * the board's own bounds.
 */
public final class TemplateDecider
    implements Decider<TemplateCommand, BoardTemplate, TemplateEvent> {

  @Override
  public BoardTemplate initial() {
    return BoardTemplate.NONE;
  }

  @Override
  public List<TemplateEvent> decide(TemplateCommand command, BoardTemplate template) {
    return switch (command) {
      case OfferTemplate offer -> offer(offer, template);
      case WithdrawTemplate() ->
          template.offered() ? List.of(new TemplateWithdrawn(template.name())) : List.of();
    };
  }

  private static List<TemplateEvent> offer(OfferTemplate offer, BoardTemplate template) {
    if (offer.shipped().contains(offer.name())) {
      throw new Refused("name-taken", "a template that is shipped has this name");
    }
    ContentRules.check(offer.topic(), offer.content());
    Departures.refuse(offer.within(), offer.topic(), offer.content());
    boolean same =
        template.offered()
            && offer.topic() == template.topic()
            && offer.about().equals(template.about())
            && offer.content().equals(template.content());
    return same
        ? List.of()
        : List.of(
            new TemplateOffered(
                offer.name(),
                template.revision() + 1,
                offer.topic(),
                offer.about(),
                offer.content()));
  }

  @Override
  public BoardTemplate evolve(BoardTemplate template, TemplateEvent event) {
    return switch (event) {
      case TemplateOffered(var name, var revision, var topic, var about, var content) ->
          new BoardTemplate(name, revision, topic, about, content, true);
      case TemplateWithdrawn(var name) ->
          new BoardTemplate(
              name,
              template.revision(),
              template.topic(),
              template.about(),
              template.content(),
              false);
    };
  }
}
