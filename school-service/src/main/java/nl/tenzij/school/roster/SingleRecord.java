package nl.tenzij.school.roster;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import nl.tenzij.ledger.privacy.CitizenNumber;
import nl.tenzij.ledger.web.InputError;
import nl.tenzij.ledger.web.Invalid;

/**
 * A record that comes alone, by REST, looked at by the rules of the file in which it would come
 * with others: {@link RosterFile}'s columns, and no citizen number anywhere.
 */
final class SingleRecord {

  private static final String ID = "sourcedId";
  private static final String IDS = "sourcedIds";

  private final List<InputError> errors = new ArrayList<>();
  private final List<Remark> remarks = new ArrayList<>();

  /** Something that was understood and could be better. */
  record Remark(String field, String code, String detail) {}

  /**
   * Takes values by their columns. A value that is there and empty is kept: who says nobody does
   * not keep silent.
   */
  Cells take(RosterFile file, String place, Map<String, String> values) {
    Map<String, String> cells = new HashMap<>();
    for (Column column : file.columns()) {
      String value = values.get(column.name());
      if (value != null && !value.isBlank()) {
        cells.put(column.name(), take(column, place + field(column.name()), value.strip()));
      } else if (column.isRequired()) {
        refuse(place + field(column.name()), "required", "has a value on every line");
      } else if (value != null) {
        cells.put(column.name(), "");
      }
    }
    Cells taken = new Cells(cells);
    taken.endsBeforeItBegins().ifPresent(why -> refuse(place + "endDate", "order", why));
    return taken;
  }

  private String take(Column column, String field, String value) {
    Format.Taken taken = column.take(value);
    if (taken.wrong() != null) {
      refuse(field, "format", taken.wrong());
    } else if (taken.mended() != null) {
      remark(field, taken.mended(), taken.advice());
    }
    return taken.value();
  }

  /** Looks at all texts, by field, whatever we need of them. */
  void checkNoCitizenNumber(Map<String, String> texts) {
    texts.forEach(
        (field, text) -> {
          boolean named = field.startsWith("userIds") && CitizenNumber.isNamedIn(text + ':');
          if (named || CitizenNumber.isColumn(field) || CitizenNumber.isIn(text)) {
            refuse(
                field,
                "citizen-number",
                "holds what looks like a citizen number (BSN); use a pseudonym");
          }
        });
  }

  void refuse(String field, String code, String detail) {
    errors.add(new InputError(field, code, detail));
  }

  void remark(String field, String code, String detail) {
    remarks.add(new Remark(field, code, detail));
  }

  List<Remark> remarks() {
    return List.copyOf(remarks);
  }

  /**
   * @throws Invalid with all that was refused
   */
  void mustBeFine() {
    if (!errors.isEmpty()) {
      throw new Invalid(errors);
    }
  }

  /** A column's name as the JSON has it: {@code agents} for agentSourcedIds. */
  static String field(String column) {
    if (column.endsWith("SourcedIds") && !column.startsWith("metadata.")) {
      return column.substring(0, column.length() - IDS.length()) + 's';
    }
    if (column.endsWith("SourcedId") && !column.startsWith("metadata.")) {
      return column.substring(0, column.length() - ID.length()) + ".sourcedId";
    }
    return column;
  }
}
