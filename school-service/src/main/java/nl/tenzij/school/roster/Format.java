package nl.tenzij.school.roster;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What a column's values look like. Takes a value as it was meant, where that is beyond doubt. */
sealed interface Format {

  /**
   * A value as we take it, or why not.
   *
   * @param wrong why it was not taken; null where it was
   * @param mended code of what was understood though it was written otherwise; null where nothing
   */
  record Taken(String value, String wrong, String mended) {
    static final String CASE = "value-case";
    static final String FORM = "value-form";

    static Taken as(String value) {
      return new Taken(value, null, null);
    }

    static Taken mended(String value, String how) {
      return new Taken(value, null, how);
    }

    static Taken wrong(String why) {
      return new Taken("", why, null);
    }

    /** What is told of a value that was mended. */
    String advice() {
      return mended.equals(CASE)
          ? "values are case-sensitive"
          : "was understood, and is usually written otherwise";
    }
  }

  /**
   * @param value never empty
   */
  Taken take(String value);

  /** Free text on one line. */
  record Text(int longest) implements Format {
    @Override
    public Taken take(String value) {
      if (value.length() > longest) {
        return Taken.wrong("has at most " + longest + " characters");
      }
      boolean control = value.chars().anyMatch(c -> Character.isISOControl(c) && c != '\t');
      return control ? Taken.wrong("has no line breaks nor control characters") : Taken.as(value);
    }
  }

  /** An id, safe in keys and paths. */
  record Guid() implements Format {
    private static final int LONGEST = 128;

    @Override
    public Taken take(String value) {
      boolean safe = value.length() <= LONGEST && isLetterOrDigit(value.charAt(0));
      for (int i = 1; safe && i < value.length(); i++) {
        safe = isLetterOrDigit(value.charAt(i)) || "._:{}-".indexOf(value.charAt(i)) >= 0;
      }
      return safe
          ? Taken.as(value)
          : Taken.wrong("is 1 to 128 letters, digits or any of . _ : - { }");
    }

    private static boolean isLetterOrDigit(char c) {
      return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9';
    }
  }

  /** The id of a person. */
  record PersonId() implements Format {
    private static final Guid ID = new Guid();

    @Override
    public Taken take(String value) {
      return BoardSubjects.ALL.contains(value)
          ? Taken.wrong("is a name that is kept for the board's own use")
          : ID.take(value);
    }
  }

  /** Several of another format, comma separated. */
  record ListOf(Format each) implements Format {
    @Override
    public Taken take(String value) {
      List<String> all = new ArrayList<>();
      String mended = null;
      for (String part : value.split(",")) {
        if (part.isBlank()) {
          continue;
        }
        Taken taken = each.take(part.strip());
        if (taken.wrong() != null) {
          return taken;
        }
        mended = mended == null ? taken.mended() : mended;
        if (!all.contains(taken.value())) {
          all.add(taken.value());
        }
      }
      return new Taken(String.join(",", all), null, mended);
    }
  }

  /** One word of a fixed set. */
  record OneOf(List<String> words) implements Format {
    static OneOf of(String... words) {
      return new OneOf(List.of(words));
    }

    @Override
    public Taken take(String value) {
      if (words.contains(value)) {
        return Taken.as(value);
      }
      return words.stream()
          .filter(word -> word.equalsIgnoreCase(value))
          .findFirst()
          .map(word -> Taken.mended(word, Taken.CASE))
          .orElseGet(() -> Taken.wrong("is one of " + String.join(", ", words)));
    }
  }

  /** {@code true} or {@code false}, or what other software writes for them. */
  record Flag() implements Format {
    private static final Map<String, String> ALSO =
        Map.of(
            "1", "true", "0", "false", "yes", "true", "no", "false", "ja", "true", "nee", "false",
            "waar", "true", "onwaar", "false");

    @Override
    public Taken take(String value) {
      if (value.equals("true") || value.equals("false")) {
        return Taken.as(value);
      }
      String lower = value.toLowerCase(Locale.ROOT);
      if (lower.equals("true") || lower.equals("false")) {
        return Taken.mended(lower, Taken.CASE);
      }
      String meant = ALSO.get(lower);
      return meant == null ? Taken.wrong("is true or false") : Taken.mended(meant, Taken.FORM);
    }
  }

  /**
   * A date. ISO 8601 writes one in other ways too; where there is a time with an offset that is not
   * midnight, the day depends on where one stands, and the value is not taken.
   */
  record Day() implements Format {
    private static final Taken WRONG = Taken.wrong("is a date, yyyy-MM-dd");
    private static final String NO_DAY = "0000-00-00";

    /** Whether a value is what databases write where there is no day. */
    static boolean isNone(String value) {
      return value.equalsIgnoreCase("null") || value.startsWith(NO_DAY);
    }

    @Override
    public Taken take(String value) {
      try {
        if (value.length() == 10) {
          return asUsual(value);
        }
        if (value.length() == 8) {
          return mended(LocalDate.parse(value, DateTimeFormatter.BASIC_ISO_DATE));
        }
        return value.length() > 11 && (value.charAt(10) == 'T' || value.charAt(10) == ' ')
            ? withTime(value.replace(' ', 'T'))
            : WRONG;
      } catch (DateTimeException unreadable) {
        return WRONG;
      }
    }

    /** A million lines have one: this is quicker than what can read any date. */
    private static Taken asUsual(String value) {
      if (value.charAt(4) != '-' || value.charAt(7) != '-') {
        return WRONG;
      }
      LocalDate.of(number(value, 0, 4), number(value, 5, 7), number(value, 8, 10));
      return Taken.as(value);
    }

    private static int number(String value, int from, int to) {
      int number = 0;
      for (int i = from; i < to; i++) {
        char c = value.charAt(i);
        if (c < '0' || c > '9') {
          throw new DateTimeException("not a digit");
        }
        number = 10 * number + c - '0';
      }
      return number;
    }

    private static Taken withTime(String value) {
      String time = value.substring(11);
      boolean offset = time.endsWith("Z") || time.indexOf('+') > 0 || time.indexOf('-') > 0;
      if (!offset) {
        LocalTime.parse(time);
      } else if (!OffsetDateTime.parse(value).toLocalTime().equals(LocalTime.MIDNIGHT)) {
        return WRONG;
      }
      return mended(LocalDate.parse(value.substring(0, 10)));
    }

    private static Taken mended(LocalDate day) {
      return Taken.mended(day.toString(), Taken.FORM);
    }
  }

  record Year() implements Format {
    private static final Pattern YEAR = Pattern.compile("[0-9]{4}");

    @Override
    public Taken take(String value) {
      return YEAR.matcher(value).matches() ? Taken.as(value) : Taken.wrong("is a year, yyyy");
    }
  }

  /** A mailbox that a message can be sent to: one {@code @}, no blanks, no line breaks. */
  record Email() implements Format {
    private static final Pattern MAILBOX =
        Pattern.compile(
            "[^\\s@<>\",;:()\\[\\]\\\\]{1,64}@[A-Za-z0-9](?:[A-Za-z0-9.-]{0,251}[A-Za-z0-9])?");

    @Override
    public Taken take(String value) {
      return MAILBOX.matcher(value).matches()
          ? Taken.as(value)
          : Taken.wrong("is an e-mail address, like name@example.org");
    }
  }

  /**
   * A language by its two-letter code. Also understood: with a country behind it ({@code nl-NL}),
   * and by its three letters (ISO 639-2).
   */
  record Language() implements Format {
    private static final Set<String> CODES = Set.of(Locale.getISOLanguages());
    private static final Map<String, String> BY_THREE_LETTERS =
        CODES.stream()
            .collect(
                Collectors.toUnmodifiableMap(
                    code -> Locale.of(code).getISO3Language(), code -> code, Language::current));
    private static final Pattern TAG = Pattern.compile("([a-z]{2,3})(?:[-_][a-z0-9]{2,8})*");

    /** Of codes that were renamed Java knows both: the later is in use. */
    private static String current(String one, String other) {
      return Locale.of(one).getLanguage().equals(one) ? one : other;
    }

    @Override
    public Taken take(String value) {
      String lower = value.toLowerCase(Locale.ROOT);
      Matcher tag = TAG.matcher(lower);
      String first = tag.matches() ? tag.group(1) : "";
      String code = BY_THREE_LETTERS.getOrDefault(first, first);
      if (!CODES.contains(code)) {
        return Taken.wrong("is a language by its two-letter code, like nl or tr");
      }
      if (code.equals(value)) {
        return Taken.as(code);
      }
      return Taken.mended(code, code.equals(lower) ? Taken.CASE : Taken.FORM);
    }
  }
}
