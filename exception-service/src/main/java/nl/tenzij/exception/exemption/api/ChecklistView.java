package nl.tenzij.exception.exemption.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.LocalDate;
import java.util.List;
import nl.tenzij.exception.exemption.Checklist;

/**
 * What a request needs and what it still lacks.
 *
 * @param completeBy day by which what is missing should be there
 * @param decidedBy day by which the school answers, once it is complete
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ChecklistView(
    List<Checklist.Entry> items,
    List<Checklist.Part> missing,
    LocalDate completeBy,
    LocalDate decidedBy) {

  static ChecklistView of(Checklist checklist) {
    return new ChecklistView(
        checklist.items(),
        checklist.missing(),
        checklist.completeBy().orElse(null),
        checklist.decidedBy().orElse(null));
  }
}
