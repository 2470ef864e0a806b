package nl.tenzij.school.organisation.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.ZoneId;
import nl.tenzij.school.organisation.Sector;

/**
 * A school as its board lays it down.
 *
 * @param identifier its number at the ministry (BRIN, with or without a location)
 * @param timeZone IANA name; Europe/Amsterdam where it is left out
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record SchoolBody(
    @NotBlank @Size(max = 200) String name,
    @Pattern(regexp = "[0-9]{2}[A-Z]{2}([0-9]{2})?") String identifier,
    @NotNull Sector sector,
    ZoneId timeZone) {}
