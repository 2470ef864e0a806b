package nl.tenzij.school.roster;

import java.util.EnumSet;
import java.util.Set;

/** A column we read. */
record Column(String name, Format format, Set<Trait> traits) {

  static final Format GUID = new Format.Guid();
  static final Format GUIDS = new Format.ListOf(GUID);
  static final Format TEXT = new Format.Text(500);
  static final Format WORDS = new Format.ListOf(TEXT);
  static final Format DAY = new Format.Day();
  static final Format FLAG = new Format.Flag();

  /** What is to be known of a column beyond its values. */
  enum Trait {
    /** Every line has a value in it. */
    REQUIRED,
    /** Says something of a person beyond who belongs to what: kept in the log only. */
    PERSONAL,
    /** Where it is there, and empty, it says that there is nothing; without it nothing is said. */
    EVEN_EMPTY,
    /** Without it a line would say more than was meant: one that can't be read refuses the line. */
    LIMITING,
    /** Without it it is not known which guardians may be told of the pupil. */
    RESTRICTING
  }

  static Column required(String name, Format format) {
    return new Column(name, format, EnumSet.of(Trait.REQUIRED));
  }

  static Column optional(String name, Format format) {
    return new Column(name, format, EnumSet.noneOf(Trait.class));
  }

  Column ofPerson() {
    return with(Trait.PERSONAL);
  }

  Column evenEmpty() {
    return with(Trait.EVEN_EMPTY);
  }

  Column limiting() {
    return with(Trait.LIMITING);
  }

  Column restricting() {
    return with(Trait.RESTRICTING);
  }

  private Column with(Trait trait) {
    Set<Trait> more = EnumSet.copyOf(traits);
    more.add(trait);
    return new Column(name, format, more);
  }

  boolean isRequired() {
    return traits.contains(Trait.REQUIRED);
  }

  /** Whether a line whose value can't be read is refused, not taken without it. */
  boolean isIndispensable() {
    return isRequired() || traits.contains(Trait.LIMITING);
  }

  boolean isRestricting() {
    return traits.contains(Trait.RESTRICTING);
  }

  /**
   * A value as we take it. What databases write for no day at all is none, where there may be none.
   */
  Format.Taken take(String value) {
    return !isRequired() && format == DAY && Format.Day.isNone(value)
        ? Format.Taken.mended("", Format.Taken.FORM)
        : format.take(value);
  }

  boolean isPersonal() {
    return traits.contains(Trait.PERSONAL);
  }

  boolean speaksEvenEmpty() {
    return traits.contains(Trait.EVEN_EMPTY);
  }
}
