package nl.tenzij.school.policy;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import nl.tenzij.school.organisation.Sector;
import nl.tenzij.school.policy.ConsentRoute.Matter;
import nl.tenzij.school.policy.PolicyEvent.AdoptionCorrected;

/**
 * A policy as it stands. {@link #NONE} before it was drafted.
 *
 * @param origin which policy it is, and what it came from
 * @param text what it says
 * @param council what the participation council did with it
 * @param binding whom it binds, since when
 */
public record SchoolPolicy(
    Life life,
    Origin origin,
    Text text,
    List<Consultation> consultations,
    Council council,
    Binding binding) {

  /** How far a policy is. */
  public enum Life {
    NONE,
    DRAFT,
    IN_CONSULTATION,
    SUBMITTED,
    CONSENTED,
    PUBLISHED,
    IN_FORCE,
    SUPERSEDED,
    /** A draft that was thrown away: it is there for nobody. */
    DISCARDED
  }

  /**
   * @param start what it began with
   * @param adopted whether the school had it before it came to use the product: its way into force
   *     was recorded afterwards
   */
  public record Origin(UUID policy, Topic topic, Sector sector, Start start, boolean adopted) {}

  /**
   * @param revision of the content, 1 for the first; a policy's id with its revision names one text
   */
  public record Text(int revision, Content content) {}

  /**
   * @param submittedOn null until then
   * @param consents of the sections that gave theirs
   * @param incorporated when it was written into what
   * @param withheld why it is a draft again; null where that is not because of the council
   * @param refusals each no that a section ever gave, the first one first
   */
  public record Council(
      LocalDate submittedOn,
      Map<Section, Consent> consents,
      Map<Matter, LocalDate> incorporated,
      Withheld withheld,
      List<Withheld> refusals) {

    private static final Council NONE = without(null, List.of());

    /** Before anybody consented. */
    private static Council without(LocalDate submittedOn, List<Withheld> refusals) {
      return new Council(submittedOn, Map.of(), Map.of(), null, refusals);
    }

    private Council refused(Withheld no) {
      List<Withheld> all = Stream.concat(refusals.stream(), Stream.of(no)).toList();
      return new Council(null, Map.of(), Map.of(), no, all);
    }

    /** When the last consent was given; empty where none was. */
    Optional<LocalDate> lastConsent() {
      return consents.values().stream().map(Consent::on).max(Comparator.naturalOrder());
    }

    private Council consented(Section section, Consent consent) {
      Map<Section, Consent> more = new EnumMap<>(Section.class);
      more.putAll(consents);
      more.put(section, consent);
      return new Council(submittedOn, more, incorporated, withheld, refusals);
    }

    private Council incorporated(Matter into, LocalDate on) {
      Map<Matter, LocalDate> more = new EnumMap<>(Matter.class);
      more.putAll(incorporated);
      more.put(into, on);
      return new Council(submittedOn, consents, more, withheld, refusals);
    }
  }

  /**
   * @param member who recorded it; null where it was recorded afterwards, by the head
   */
  public record Consent(String member, LocalDate on) {}

  /**
   * A section's no.
   *
   * @param text that lay before it
   * @param reason may be empty where it was recorded before one was asked for
   * @param talks that were on record then
   */
  public record Withheld(
      Section section, LocalDate on, String reason, Text text, List<Consultation> talks) {}

  /**
   * Each part is null until then.
   *
   * @param earliest from when it can bind: once it was made known, and that was recorded
   * @param announced from when it binds, as those it binds were told
   * @param planned when it comes in force by itself; null where it does not
   * @param overtaken when it would have, had not another come in force from then on or later; null
   *     once that is settled
   * @param reminded how far the school was reminded of the day; null where it was not
   */
  public record Binding(
      Set<Bound> publishedTo,
      Instant publishedAt,
      Instant earliest,
      Instant announced,
      Instant planned,
      Instant overtaken,
      Reminded reminded,
      Instant from,
      UUID supersededBy) {

    private static final Binding NONE = madeKnown(Set.of(), null, null, null);

    private static Binding madeKnown(
        Set<Bound> to, Instant at, Instant earliest, Instant announced) {
      return new Binding(to, at, earliest, announced, null, null, null, null, null);
    }
  }

  public static final SchoolPolicy NONE =
      new SchoolPolicy(
          Life.NONE,
          new Origin(null, null, null, Start.ANEW, false),
          new Text(0, null),
          List.of(),
          Council.NONE,
          Binding.NONE);

  static SchoolPolicy drafted(
      UUID policy, Topic topic, Sector sector, Start start, Content content) {
    return new SchoolPolicy(
        Life.DRAFT,
        new Origin(policy, topic, sector, start, false),
        new Text(1, content),
        List.of(),
        Council.NONE,
        Binding.NONE);
  }

  public UUID policy() {
    return origin.policy();
  }

  public Topic topic() {
    return origin.topic();
  }

  public Sector sector() {
    return origin.sector();
  }

  public int revision() {
    return text.revision();
  }

  public Content content() {
    return text.content();
  }

  public Map<Section, Consent> consents() {
    return council.consents();
  }

  /** Null until it was made known. */
  public Instant publishedAt() {
    return binding.publishedAt();
  }

  /** Null until it came in force. */
  public Instant from() {
    return binding.from();
  }

  /** Whose consent it needs. */
  public List<ConsentRoute.Need> needs() {
    return ConsentRoute.needs(sector(), content());
  }

  /** Sections whose consent is needed and not given yet. */
  public Set<Section> awaited() {
    Set<Section> awaited = EnumSet.copyOf(ConsentRoute.sections(sector(), content()));
    awaited.removeAll(consents().keySet());
    return awaited;
  }

  /** Groups that were talked with. */
  public Set<Consultation.Group> heard() {
    Set<Consultation.Group> heard = EnumSet.noneOf(Consultation.Group.class);
    consultations.forEach(talk -> heard.addAll(talk.groups()));
    return heard;
  }

  SchoolPolicy at(Life next) {
    return new SchoolPolicy(next, origin, text, consultations, council, binding);
  }

  SchoolPolicy saying(int revision, Content content) {
    Text next = new Text(revision, content);
    return new SchoolPolicy(life, origin, next, consultations, council, binding);
  }

  SchoolPolicy talked(Consultation talk) {
    List<Consultation> talks = Stream.concat(consultations.stream(), Stream.of(talk)).toList();
    return new SchoolPolicy(life, origin, text, talks, council, binding);
  }

  /**
   * @param sector null where it is as it was
   */
  SchoolPolicy submitted(LocalDate on, Sector sector) {
    Sector now = sector == null ? origin.sector() : sector;
    Origin known =
        new Origin(origin.policy(), origin.topic(), now, origin.start(), origin.adopted());
    Council asked = Council.without(on, council.refusals());
    return new SchoolPolicy(Life.SUBMITTED, known, text, consultations, asked, binding);
  }

  SchoolPolicy consented(Section section, String member, LocalDate on) {
    return with(council.consented(section, new Consent(member, on)));
  }

  SchoolPolicy incorporated(Matter into, LocalDate on) {
    return with(council.incorporated(into, on));
  }

  /**
   * Whatever the council and others knew of it: it is a draft again. Talks were had all the same.
   */
  SchoolPolicy draftAgain() {
    Council none = Council.without(null, council.refusals());
    return new SchoolPolicy(Life.DRAFT, origin, text, consultations, none, Binding.NONE);
  }

  SchoolPolicy withheld(Section section, LocalDate on, String reason) {
    var no = new Withheld(section, on, reason, text, consultations);
    return draftAgain().with(council.refused(no));
  }

  /** Whether it is a draft again since a section said no. */
  boolean isWithheld() {
    return council.withheld() != null && life.compareTo(Life.SUBMITTED) < 0;
  }

  /** As it was when a section said no to it, whatever was written and talked of since. */
  SchoolPolicy asWithheld() {
    Withheld no = council.withheld();
    return new SchoolPolicy(Life.DRAFT, origin, no.text(), no.talks(), council, binding);
  }

  private SchoolPolicy with(Council next) {
    return new SchoolPolicy(life, origin, text, consultations, next, binding);
  }

  SchoolPolicy adopted() {
    Origin known =
        new Origin(origin.policy(), origin.topic(), origin.sector(), origin.start(), true);
    return new SchoolPolicy(life, known, text, consultations, council, binding);
  }

  /** In force since the same moment, with what the school really had. */
  SchoolPolicy corrected(AdoptionCorrected corrected) {
    Map<Section, Consent> consents = new EnumMap<>(Section.class);
    corrected.consents().forEach((section, on) -> consents.put(section, new Consent(null, on)));
    Binding known =
        Binding.madeKnown(
            corrected.publishedTo(), corrected.publishedAt(), corrected.publishedAt(), null);
    return new SchoolPolicy(
            life,
            new Origin(
                origin.policy(),
                origin.topic(),
                origin.sector(),
                corrected.start(),
                origin.adopted()),
            new Text(corrected.revision(), corrected.content()),
            consultations,
            new Council(null, consents, corrected.incorporated(), null, List.of()),
            known)
        .inForce(from());
  }

  /**
   * @param recorded null where that was not kept
   */
  SchoolPolicy published(Set<Bound> to, Instant at, Instant announced, Instant recorded) {
    Instant earliest = recorded == null ? at : recorded;
    return binding(Binding.madeKnown(to, at, earliest, announced)).at(Life.PUBLISHED);
  }

  SchoolPolicy planned(Instant moment) {
    return byItself(moment, null);
  }

  /**
   * @param planned at which it does not come in force by itself after all
   */
  SchoolPolicy overtaken(Instant planned) {
    return byItself(null, planned);
  }

  private SchoolPolicy byItself(Instant planned, Instant overtaken) {
    return binding(
        new Binding(
            binding.publishedTo(),
            binding.publishedAt(),
            binding.earliest(),
            binding.announced(),
            planned,
            overtaken,
            null,
            null,
            null));
  }

  /** Whether its day was made known, and somebody has to bring it in force for that. */
  boolean awaitsActivation() {
    return life == Life.PUBLISHED
        && binding.announced() != null
        && binding.planned() == null
        && binding.overtaken() == null;
  }

  SchoolPolicy reminded(Reminded stage) {
    return binding(
        new Binding(
            binding.publishedTo(),
            binding.publishedAt(),
            binding.earliest(),
            binding.announced(),
            binding.planned(),
            binding.overtaken(),
            stage,
            null,
            null));
  }

  SchoolPolicy inForce(Instant since) {
    return binding(
            new Binding(
                binding.publishedTo(),
                binding.publishedAt(),
                binding.earliest(),
                binding.announced(),
                null,
                null,
                null,
                since,
                null))
        .at(Life.IN_FORCE);
  }

  SchoolPolicy superseded(UUID by) {
    return binding(
            new Binding(
                binding.publishedTo(),
                binding.publishedAt(),
                binding.earliest(),
                binding.announced(),
                null,
                null,
                null,
                binding.from(),
                by))
        .at(Life.SUPERSEDED);
  }

  private SchoolPolicy binding(Binding next) {
    return new SchoolPolicy(life, origin, text, consultations, council, next);
  }
}
