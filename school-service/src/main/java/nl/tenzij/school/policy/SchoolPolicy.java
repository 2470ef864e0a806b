package nl.tenzij.school.policy;

import java.time.Instant;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import nl.tenzij.school.organisation.Sector;

/**
 * A policy as it stands. {@link #NONE} before it was drafted.
 *
 * @param revision of the content, 1 for the first; a policy's id with its revision names one text
 * @param consents the member who recorded each section's
 * @param publishedTo null until then, as the moments are
 */
public record SchoolPolicy(
    Life life,
    UUID policy,
    Topic topic,
    Sector sector,
    String template,
    int revision,
    Content content,
    List<Consultation> consultations,
    Map<Section, String> consents,
    Set<Bound> publishedTo,
    Instant publishedAt,
    Instant from,
    UUID supersededBy) {

  /** How far a policy is. */
  public enum Life {
    NONE,
    DRAFT,
    IN_CONSULTATION,
    SUBMITTED,
    CONSENTED,
    PUBLISHED,
    IN_FORCE,
    SUPERSEDED
  }

  public static final SchoolPolicy NONE =
      new SchoolPolicy(
          Life.NONE, null, null, null, null, 0, null, List.of(), Map.of(), Set.of(), null, null,
          null);

  static SchoolPolicy drafted(
      UUID policy, Topic topic, Sector sector, String template, Content content) {
    return new SchoolPolicy(
        Life.DRAFT,
        policy,
        topic,
        sector,
        template,
        1,
        content,
        List.of(),
        Map.of(),
        Set.of(),
        null,
        null,
        null);
  }

  /** Sections whose consent is needed and not given yet. */
  public Set<Section> awaited() {
    Set<Section> awaited = EnumSet.copyOf(ConsentRoute.sections(sector, content));
    awaited.removeAll(consents.keySet());
    return awaited;
  }

  /** Groups that were talked with. */
  public Set<Consultation.Group> heard() {
    Set<Consultation.Group> heard = EnumSet.noneOf(Consultation.Group.class);
    consultations.forEach(talk -> heard.addAll(talk.groups()));
    return heard;
  }

  SchoolPolicy at(Life next) {
    return new SchoolPolicy(
        next,
        policy,
        topic,
        sector,
        template,
        revision,
        content,
        consultations,
        consents,
        publishedTo,
        publishedAt,
        from,
        supersededBy);
  }

  SchoolPolicy saying(int nextRevision, Content next) {
    return new SchoolPolicy(
        life,
        policy,
        topic,
        sector,
        template,
        nextRevision,
        next,
        consultations,
        consents,
        publishedTo,
        publishedAt,
        from,
        supersededBy);
  }

  SchoolPolicy talked(Consultation talk) {
    List<Consultation> talks = Stream.concat(consultations.stream(), Stream.of(talk)).toList();
    return new SchoolPolicy(
        life,
        policy,
        topic,
        sector,
        template,
        revision,
        content,
        talks,
        consents,
        publishedTo,
        publishedAt,
        from,
        supersededBy);
  }

  SchoolPolicy consented(Section section, String member) {
    Map<Section, String> more = new EnumMap<>(Section.class);
    more.putAll(consents);
    more.put(section, member);
    return consents(more);
  }

  SchoolPolicy withoutConsents() {
    return consents(Map.of());
  }

  private SchoolPolicy consents(Map<Section, String> now) {
    return new SchoolPolicy(
        life,
        policy,
        topic,
        sector,
        template,
        revision,
        content,
        consultations,
        now,
        publishedTo,
        publishedAt,
        from,
        supersededBy);
  }

  SchoolPolicy published(Set<Bound> to, Instant at) {
    return new SchoolPolicy(
        Life.PUBLISHED,
        policy,
        topic,
        sector,
        template,
        revision,
        content,
        consultations,
        consents,
        to,
        at,
        from,
        supersededBy);
  }

  SchoolPolicy inForce(Instant since) {
    return new SchoolPolicy(
        Life.IN_FORCE,
        policy,
        topic,
        sector,
        template,
        revision,
        content,
        consultations,
        consents,
        publishedTo,
        publishedAt,
        since,
        supersededBy);
  }

  SchoolPolicy superseded(UUID by) {
    return new SchoolPolicy(
        Life.SUPERSEDED,
        policy,
        topic,
        sector,
        template,
        revision,
        content,
        consultations,
        consents,
        publishedTo,
        publishedAt,
        from,
        by);
  }
}
