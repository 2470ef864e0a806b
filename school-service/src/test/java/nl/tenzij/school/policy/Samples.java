package nl.tenzij.school.policy;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import nl.tenzij.ledger.store.Json;
import nl.tenzij.school.policy.PolicyTemplates.Template;

/** The shipped template, and variations on it. */
final class Samples {

  private static final ObjectMapper JSON = Json.mapper();

  private Samples() {}

  static Content deviceBan() {
    try (InputStream shipped =
        Samples.class.getResourceAsStream("/policy-templates/s2-device-ban.json")) {
      return JSON.readValue(shipped, Template.class).content();
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  static Content with(Ladder ladder) {
    Content base = deviceBan();
    return new Content(
        base.title(),
        base.vision(),
        base.educationalUse(),
        base.arrangements(),
        base.safety(),
        base.clauses(),
        base.useRules(),
        base.staffRules(),
        ladder,
        base.objectionTerm(),
        base.exemptions(),
        base.evaluation());
  }

  static Content titled(String title) {
    Content base = deviceBan();
    return new Content(
        title,
        base.vision(),
        base.educationalUse(),
        base.arrangements(),
        base.safety(),
        base.clauses(),
        base.useRules(),
        base.staffRules(),
        base.ladder(),
        base.objectionTerm(),
        base.exemptions(),
        base.evaluation());
  }

  static Content withoutStaffRules() {
    Content base = deviceBan();
    return new Content(
        base.title(),
        base.vision(),
        base.educationalUse(),
        base.arrangements(),
        base.safety(),
        base.clauses(),
        base.useRules(),
        null,
        base.ladder(),
        base.objectionTerm(),
        base.exemptions(),
        base.evaluation());
  }
}
