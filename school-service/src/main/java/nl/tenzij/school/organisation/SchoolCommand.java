package nl.tenzij.school.organisation;

import java.time.ZoneId;
import java.util.Optional;

/** What can be asked of a school's registration. */
public sealed interface SchoolCommand {

  /**
   * Registers the school, or what is now known of it.
   *
   * @param board the school's parent in the roster; has to be the board that speaks
   * @param speaker the board whose roster this is
   * @param identifier its number at the ministry, where the roster gives one
   * @param sector of a school that is not known yet; empty where nothing tells it
   * @param timeZone of a school that is not known yet
   */
  record RegisterSchool(
      String school,
      String board,
      String speaker,
      String name,
      Optional<String> identifier,
      Optional<Sector> sector,
      ZoneId timeZone)
      implements SchoolCommand {}

  /**
   * Lays down what the school's board says of it.
   *
   * @param identifier null where it has none
   */
  record ManageSchool(String school, String name, String identifier, Sector sector, ZoneId timeZone)
      implements SchoolCommand {}
}
