package nl.tenzij.school.roster.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** An enrolment in OneRoster 1.2's words. */
public record EnrollmentBody(
    String sourcedId,
    String status,
    String dateLastModified,
    Reference user,
    @JsonProperty("class") Reference inClass,
    @JsonProperty("school") Reference atSchool,
    String role,
    Boolean primary,
    @Schema(format = "date") String beginDate,
    @Schema(format = "date") String endDate,
    Map<String, Object> metadata)
    implements RosterBody {

  @Override
  public Map<String, String> values(String id) {
    Map<String, String> values = RosterBody.metadata(metadata);
    values.put("sourcedId", id);
    values.put("userSourcedId", Reference.id(user));
    values.put("classSourcedId", Reference.id(inClass));
    values.put("schoolSourcedId", Reference.id(atSchool));
    values.put("role", role);
    values.put("primary", primary == null ? null : primary.toString());
    values.put("beginDate", beginDate);
    values.put("endDate", endDate);
    values.values().removeIf(value -> value == null);
    return values;
  }
}
