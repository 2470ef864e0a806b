package nl.tenzij.school.roster;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** What a column's values look like. Takes a value as it was meant, where that is beyond doubt. */
sealed interface Format {

  /** A value as we take it, or why not. */
  record Taken(String value, Optional<String> wrong, boolean mended) {
    static Taken as(String value) {
      return new Taken(value, Optional.empty(), false);
    }

    static Taken mended(String value) {
      return new Taken(value, Optional.empty(), true);
    }

    static Taken wrong(String why) {
      return new Taken("", Optional.of(why), false);
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
    private static final Pattern SAFE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._:{}-]{0,127}");

    @Override
    public Taken take(String value) {
      return SAFE.matcher(value).matches()
          ? Taken.as(value)
          : Taken.wrong("is 1 to 128 letters, digits or any of . _ : - { }");
    }
  }

  /** Several of another format, comma separated. */
  record ListOf(Format each) implements Format {
    @Override
    public Taken take(String value) {
      List<Taken> all =
          Arrays.stream(value.split(","))
              .map(String::strip)
              .filter(part -> !part.isEmpty())
              .map(each::take)
              .toList();
      return all.stream()
          .filter(part -> part.wrong().isPresent())
          .findFirst()
          .orElseGet(
              () -> Taken.as(String.join(",", all.stream().map(Taken::value).distinct().toList())));
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
          .filter(word -> word.equalsIgnoreCase(value.strip()))
          .findFirst()
          .map(Taken::mended)
          .orElseGet(() -> Taken.wrong("is one of " + String.join(", ", words)));
    }
  }

  record Day() implements Format {
    @Override
    public Taken take(String value) {
      try {
        return Taken.as(LocalDate.parse(value).toString());
      } catch (DateTimeException unreadable) {
        return Taken.wrong("is a date, yyyy-MM-dd");
      }
    }
  }

  record Moment() implements Format {
    @Override
    public Taken take(String value) {
      try {
        return Taken.as(OffsetDateTime.parse(value).toInstant().toString());
      } catch (DateTimeException unreadable) {
        return Taken.wrong("is a moment with an offset, like 2026-08-31T07:30:00Z");
      }
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

  /** A language by its two-letter code. */
  record Language() implements Format {
    private static final List<String> CODES = List.of(Locale.getISOLanguages());

    @Override
    public Taken take(String value) {
      String code = value.strip().toLowerCase(Locale.ROOT);
      if (!CODES.contains(code)) {
        return Taken.wrong("is a language by its two-letter code, like nl or tr");
      }
      return code.equals(value) ? Taken.as(code) : Taken.mended(code);
    }
  }
}
