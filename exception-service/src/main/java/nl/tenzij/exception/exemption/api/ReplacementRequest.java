package nl.tenzij.exception.exemption.api;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import nl.tenzij.exception.exemption.CoreTeam;
import nl.tenzij.exception.exemption.ExemptionCommand.ReplaceCoreTeam;
import nl.tenzij.exception.exemption.api.TeamRequest.TeamMember;
import nl.tenzij.ledger.privacy.Personal;

/**
 * Who is to assess a request instead.
 *
 * @param reason why somebody can't go on; needed once a member has assessed
 */
public record ReplacementRequest(
    @NotEmpty @Size(max = 12) List<@NotNull @Valid TeamMember> members,
    @Size(min = 1, max = 1000) String reason) {

  CoreTeam team() {
    return new TeamRequest(members).team();
  }

  ReplaceCoreTeam command(String pupil, Set<String> parents, Set<String> gone, String by) {
    return new ReplaceCoreTeam(
        team(),
        Optional.ofNullable(reason)
            .filter(words -> !words.isBlank())
            .map(words -> Personal.of(pupil, words)),
        parents,
        gone,
        by);
  }
}
