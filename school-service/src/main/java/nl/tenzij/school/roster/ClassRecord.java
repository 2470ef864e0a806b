package nl.tenzij.school.roster;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import nl.tenzij.school.group.ClassCommand.RegisterClass;
import nl.tenzij.school.group.Kind;
import nl.tenzij.school.group.Teaching;

/**
 * What a roster says of a class, and what is entered for it, whether it came with others or was
 * pushed alone.
 *
 * @param cells by the columns of classes.csv
 */
record ClassRecord(String id, Cells cells) {

  /**
   * @param otherwise subjects of a class that names none itself
   * @param teachers empty where nothing is said of them
   */
  RegisterClass asClass(List<String> otherwise, Optional<List<Teaching>> teachers) {
    List<String> subjects = cells.list("subjects");
    return new RegisterClass(
        id,
        cells.text("title"),
        Kind.valueOf(cells.text("classType").toUpperCase(Locale.ROOT)),
        cells.list("grades"),
        subjects.isEmpty() ? otherwise : subjects,
        teachers);
  }
}
