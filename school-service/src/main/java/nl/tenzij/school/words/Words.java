package nl.tenzij.school.words;

import com.ibm.icu.text.MeasureFormat;
import com.ibm.icu.text.MeasureFormat.FormatWidth;
import com.ibm.icu.util.Measure;
import com.ibm.icu.util.MeasureUnit;
import com.ibm.icu.util.TimeUnit;
import java.text.MessageFormat;
import java.time.LocalDate;
import java.time.Period;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.ResourceBundle;

/** Sentences in plain words (B1), by key, from {@code words/…_nl.properties} and their like. */
public final class Words {

  /** No sentence has this sign: it is for private use. */
  private static final String PLACE = "\uE000";

  private final Language language;
  private final ResourceBundle bundle;

  private Words(Language language, ResourceBundle bundle) {
    this.language = language;
    this.bundle = bundle;
  }

  /**
   * @param of the part of the product whose sentences these are ("policy")
   */
  public static Words of(String of, Language language) {
    return new Words(language, ResourceBundle.getBundle("words." + of, language.locale()));
  }

  /** Arguments go in as texts, so that no number or date is written in another language's way. */
  public String say(String key, Object... arguments) {
    return new MessageFormat(bundle.getString(key), language.locale())
        .format(List.of(arguments).stream().map(String::valueOf).toArray());
  }

  /**
   * A sentence around words of somebody else.
   *
   * @param before what stands before them
   * @param after what stands after them
   */
  public record Around(String before, String after) {}

  /** A sentence with one argument, without it: that is in another language. */
  public Around around(String key) {
    String sentence = say(key, PLACE);
    int at = sentence.indexOf(PLACE);
    return new Around(sentence.substring(0, at), sentence.substring(at + PLACE.length()));
  }

  /** The word for one of a set of things: {@code device.SMARTPHONE}. */
  public String name(Enum<?> thing) {
    return bundle.getString(kind(thing) + '.' + thing.name());
  }

  private static String kind(Enum<?> thing) {
    String name = thing.getDeclaringClass().getSimpleName();
    return Character.toLowerCase(name.charAt(0)) + name.substring(1);
  }

  /** Things one after the other: "a, b and c". */
  public String list(Collection<String> things) {
    List<String> all = List.copyOf(things);
    return all.size() < 2
        ? String.join("", all)
        : say(
            "list",
            all.subList(0, all.size() - 1).stream()
                .reduce((one, next) -> say("list.more", one, next))
                .orElseThrow(),
            all.getLast());
  }

  public String names(Collection<? extends Enum<?>> things) {
    return list(things.stream().map(this::name).toList());
  }

  /** Such as "2 months and 3 days"; weeks where that is what it is. */
  public String length(Period period) {
    List<String> parts = new ArrayList<>();
    count(parts, MeasureUnit.YEAR, period.getYears());
    count(parts, MeasureUnit.MONTH, period.getMonths());
    boolean weeks = period.getDays() > 7 && period.getDays() % 7 == 0;
    count(
        parts,
        weeks ? MeasureUnit.WEEK : MeasureUnit.DAY,
        weeks ? period.getDays() / 7 : period.getDays());
    return list(parts);
  }

  /** How often, such as "every 2 months"; nobody says "every 1 year". */
  public String every(Period period) {
    return once(period).map(bundle::getString).orElseGet(() -> say("every", length(period)));
  }

  private static Optional<String> once(Period period) {
    if (period.equals(Period.ofYears(1))) {
      return Optional.of("every.year");
    }
    if (period.equals(Period.ofMonths(1))) {
      return Optional.of("every.month");
    }
    if (period.equals(Period.ofWeeks(1))) {
      return Optional.of("every.week");
    }
    return period.equals(Period.ofDays(1)) ? Optional.of("every.day") : Optional.empty();
  }

  /** Languages have two forms for it, or three, or six. */
  private void count(List<String> parts, TimeUnit unit, int count) {
    if (count != 0) {
      parts.add(
          MeasureFormat.getInstance(language.locale(), FormatWidth.WIDE)
              .format(new Measure(count, unit)));
    }
  }

  /** As a sentence begins. */
  public String capital(String sentence) {
    return sentence.isEmpty()
        ? sentence
        : sentence.substring(0, 1).toUpperCase(language.locale()) + sentence.substring(1);
  }

  public String date(LocalDate day) {
    return DateTimeFormatter.ofLocalizedDate(FormatStyle.LONG)
        .withLocale(language.locale())
        .format(day);
  }
}
