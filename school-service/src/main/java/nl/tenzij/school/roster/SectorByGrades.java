package nl.tenzij.school.roster;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import nl.tenzij.school.organisation.Sector;

/**
 * Tells a school's sector from the years its pupils are in, where that is beyond doubt: only
 * primary schools have a year 7 or 8 and "groepen"; the kinds of secondary education go by their
 * names. A school with years 1 to 6 can be either.
 */
final class SectorByGrades {

  private static final Pattern GROUP = Pattern.compile("(groep|group)\\s*[1-8]");
  private static final Pattern SECONDARY =
      Pattern.compile("vmbo|mavo|havo|vwo|atheneum|gymnasium|brugklas|praktijkonderwijs");
  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,2}");
  private static final int LAST_OF_SECONDARY = 6;
  private static final int LAST_OF_PRIMARY = 8;

  private SectorByGrades() {}

  static Optional<Sector> of(Collection<String> grades) {
    boolean primary = false;
    boolean secondary = false;
    boolean foreign = false;
    for (String grade : grades) {
      String word = grade.strip().toLowerCase(Locale.ROOT);
      int number = NUMBER.matcher(word).matches() ? Integer.parseInt(word) : 0;
      foreign |= number > LAST_OF_PRIMARY;
      primary |= number > LAST_OF_SECONDARY || GROUP.matcher(word).matches();
      secondary |= SECONDARY.matcher(word).find();
    }
    if (foreign || primary == secondary) {
      return Optional.empty();
    }
    return Optional.of(primary ? Sector.PO : Sector.VO);
  }
}
