package nl.tenzij.school.roster.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Map;

/**
 * A class in OneRoster 1.2's words. Codes of subjects, periods and resources are only looked
 * through for a citizen number.
 */
public record ClassBody(
    String sourcedId,
    String status,
    String dateLastModified,
    String title,
    String classCode,
    String classType,
    String location,
    @Size(max = 20) List<@NotNull String> grades,
    @Size(max = 20) List<@NotNull String> subjects,
    Reference course,
    @JsonProperty("school") Reference atSchool,
    @Size(max = 50) List<@NotNull @Valid Reference> terms,
    Object subjectCodes,
    Object periods,
    Object resources,
    Map<String, Object> metadata)
    implements RosterBody {

  @Override
  public Map<String, String> values(String id) {
    Map<String, String> values = RosterBody.metadata(metadata);
    values.put("sourcedId", id);
    values.put("title", title);
    values.put("classType", classType);
    values.put("grades", RosterBody.joined(grades));
    values.put("subjects", RosterBody.joined(subjects));
    values.put("courseSourcedId", Reference.id(course));
    values.put("schoolSourcedId", Reference.id(atSchool));
    values.put("termSourcedIds", Reference.ids(terms));
    values.values().removeIf(value -> value == null);
    return values;
  }
}
