package nl.tenzij.exception.exemption.api;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import nl.tenzij.exception.exemption.CoreTeam;

/** Who is to assess a request. */
public record TeamRequest(@NotEmpty @Size(max = 12) List<@NotNull @Valid TeamMember> members) {

  /**
   * @param person the roster's id
   */
  public record TeamMember(
      @NotNull @Pattern(regexp = Ids.ID) String person, @NotNull CoreTeam.Role role) {}

  CoreTeam team() {
    return new CoreTeam(
        members.stream().map(each -> new CoreTeam.Member(each.person(), each.role())).toList());
  }
}
