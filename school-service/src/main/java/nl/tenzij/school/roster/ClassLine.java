package nl.tenzij.school.roster;

import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import nl.tenzij.school.group.ClassCommand.RegisterClass;
import nl.tenzij.school.group.Kind;
import nl.tenzij.school.group.Teaching;

/**
 * A class as the package shows one.
 *
 * @param courseSubjects of its course, for a class that names none itself
 * @param teachers empty where the package is silent on enrolments
 */
record ClassLine(
    String id, JsonObject cells, Optional<String> courseSubjects, Optional<List<String>> teachers) {

  RegisterClass asClass() {
    String subjects = cells.getString("subjects", courseSubjects.orElse(null));
    return new RegisterClass(
        id,
        cells.getString("title"),
        Kind.valueOf(cells.getString("classType").toUpperCase(Locale.ROOT)),
        list(cells.getString("grades")),
        list(subjects),
        teachers.map(ids -> ids.stream().map(Teaching::by).toList()));
  }

  private static List<String> list(String value) {
    return value == null ? List.of() : List.of(value.split(","));
  }
}
