package nl.tenzij.school.roster.api;

import com.fasterxml.jackson.annotation.JsonAlias;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A user in OneRoster 1.2's words. Passwords and phone numbers may stand in it and are never read;
 * further names, pronouns, resources and accounts elsewhere are only looked through for a citizen
 * number.
 *
 * @param agents the guardians of a pupil
 * @param metadata ours begin with {@code tenzij.}, as in the CSV columns; an empty list or text
 *     says that there is nobody, what is left out or null stays as it was
 */
@JsonIgnoreProperties({"password", "sms", "phone"})
public record UserBody(
    String sourcedId,
    String status,
    String dateLastModified,
    Boolean enabledUser,
    String username,
    @Size(max = 20) List<@NotNull @Valid UserId> userIds,
    String userMasterIdentifier,
    String identifier,
    String givenName,
    String familyName,
    @JsonAlias("preferredGivenName") String preferredFirstName,
    @JsonAlias("preferredFamilyName") String preferredLastName,
    Object middleName,
    Object preferredMiddleName,
    Object pronouns,
    String email,
    @Size(max = 20) List<@NotNull @Valid Reference> agents,
    @Size(max = 20) List<@NotNull String> grades,
    Reference primaryOrg,
    @Size(max = 50) List<@NotNull @Valid Role> roles,
    Object userProfiles,
    Object resources,
    Map<String, Object> metadata)
    implements RosterBody {

  /** An id elsewhere; a citizen number is refused. */
  public record UserId(String type, String identifier) {}

  /** A role at an organisation. */
  public record Role(
      String roleType,
      String role,
      Reference org,
      @Schema(format = "date") String beginDate,
      @Schema(format = "date") String endDate) {

    Map<String, String> values(String user, int number) {
      Map<String, String> values = new HashMap<>();
      values.put("sourcedId", user + '-' + number);
      values.put("userSourcedId", user);
      values.put("roleType", roleType);
      values.put("role", role);
      values.put("orgSourcedId", Reference.id(org));
      values.put("beginDate", beginDate);
      values.put("endDate", endDate);
      return values;
    }
  }

  @Override
  public Map<String, String> values(String id) {
    Map<String, String> values = RosterBody.metadata(metadata);
    values.put("sourcedId", id);
    values.put("enabledUser", enabledUser == null ? null : enabledUser.toString());
    values.put("username", username);
    values.put("givenName", givenName);
    values.put("familyName", familyName);
    values.put("preferredGivenName", preferredFirstName);
    values.put("preferredFamilyName", preferredLastName);
    values.put("email", email);
    values.put("agentSourcedIds", Reference.ids(agents));
    values.put("grades", RosterBody.joined(grades));
    values.put("primaryOrgSourcedId", Reference.id(primaryOrg));
    values.values().removeIf(value -> value == null);
    return values;
  }

  List<Map<String, String>> roleValues(String id) {
    List<Map<String, String>> all = new ArrayList<>();
    for (int i = 0; roles != null && i < roles.size(); i++) {
      all.add(roles.get(i).values(id, i));
    }
    return all;
  }
}
