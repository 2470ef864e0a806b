package nl.tenzij.exception.exemption.api;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import nl.tenzij.exception.access.Opened;
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

  ReplaceCoreTeam command(Opened opened, Set<String> parents, Set<String> gone) {
    return new ReplaceCoreTeam(
        team(),
        Optional.ofNullable(reason)
            .filter(words -> !words.isBlank())
            .map(words -> Personal.of(opened.pupil(), words)),
        parents,
        gone,
        !opened.coordinates(),
        opened.person());
  }
}
