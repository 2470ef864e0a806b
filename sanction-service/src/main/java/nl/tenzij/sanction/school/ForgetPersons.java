package nl.tenzij.sanction.school;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Set;
import nl.tenzij.ledger.kafka.Forgetting;
import nl.tenzij.ledger.kafka.Incoming;
import nl.tenzij.ledger.privacy.Erasures;
import nl.tenzij.ledger.subscription.Subscriptions;
import nl.tenzij.sanction.custody.CustodyOverview;
import nl.tenzij.sanction.overview.SanctionOverview;

/**
 * Forgets whom school-service has forgotten. Rows about somebody go. In a row about another a
 * pseudonym stays that leads to nobody any more: who reported, who took a device in, whom to ask.
 */
@ApplicationScoped
public class ForgetPersons extends Forgetting {

  private static final List<String> REMOVALS =
      List.of(
          "delete from enrolment_known where board = $1 and pupil = $2",
          "delete from pupil_known where board = $1 and pupil = $2",
          "delete from family_known where board = $1 and pupil = $2",
          "delete from parent_known where board = $1 and (pupil = $2 or parent = $2)",
          "update pupil_known set mentor = null where board = $1 and mentor = $2",
          "delete from teaching_known where board = $1 and staff = $2",
          "delete from staff_known where board = $1 and staff = $2",
          """
          delete from exemption_suspended s using exemption_known e
          where e.board = $1 and e.pupil = $2
            and s.board = e.board and s.school = e.school and s.exemption = e.exemption
          """,
          "delete from exemption_known where board = $1 and pupil = $2",
          "delete from breach_without_policy where board = $1 and pupil = $2",
          "delete from told_refusal where board = $1 and (pupil = $2 or told_to = $2)");

  private final ObjectMapper json;

  public ForgetPersons(Erasures erasures, Subscriptions subscriptions, ObjectMapper json) {
    super(erasures, subscriptions);
    this.json = json;
  }

  @Override
  public String name() {
    return "forget-persons";
  }

  @Override
  public String topic() {
    return "school.events.v1";
  }

  @Override
  public Set<String> types() {
    return Set.of(PersonForgotten.TYPE);
  }

  @Override
  protected String subject(Incoming message) {
    try {
      return json.treeToValue(message.data(), PersonForgotten.class).person();
    } catch (JsonProcessingException unreadable) {
      throw new IllegalArgumentException("not as the contract has it", unreadable);
    }
  }

  @Override
  protected Set<String> projections() {
    return Set.of(SanctionOverview.NAME, CustodyOverview.NAME);
  }

  @Override
  protected List<String> removals() {
    return REMOVALS;
  }
}
