package nl.tenzij.school.roster.api;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A school year or a term in OneRoster 1.2's words. What lies within it is only looked through for
 * a citizen number.
 */
public record AcademicSessionBody(
    String sourcedId,
    String status,
    String dateLastModified,
    String title,
    String type,
    @Schema(format = "date") String startDate,
    @Schema(format = "date", description = "The first day that is not in it.") String endDate,
    Reference parent,
    @Size(max = 100) List<@NotNull @Valid Reference> children,
    String schoolYear,
    Map<String, Object> metadata)
    implements RosterBody {

  @Override
  public Map<String, String> values(String id) {
    Map<String, String> values = RosterBody.metadata(metadata);
    values.put("sourcedId", id);
    values.put("title", title);
    values.put("type", type);
    values.put("startDate", startDate);
    values.put("endDate", endDate);
    values.put("parentSourcedId", Reference.id(parent));
    values.put("schoolYear", schoolYear);
    values.values().removeIf(value -> value == null);
    return values;
  }
}
