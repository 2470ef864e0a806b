package nl.tenzij.school.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collection;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.GenerationMode;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import nl.tenzij.ledger.decider.Refused.Point;
import nl.tenzij.school.policy.Bounds.UseBound;
import nl.tenzij.school.policy.UseRule.Device;
import nl.tenzij.school.policy.UseRule.Keeping;
import nl.tenzij.school.policy.UseRule.Place;
import nl.tenzij.school.policy.UseRule.Time;

/** Whatever a board's bounds are: a policy fits where, and only where, each single use does. */
class DeparturesPropertiesTest {

  @Property(tries = 500)
  void whatEverySchoolMustRuleOutIsRuledOut(
      @ForAll("bound") UseBound bound, @ForAll("rules") List<UseRule> rules) {
    Bounds bounds = new Bounds(bound, null, null, null, null, null, Set.of());
    boolean everyUse =
        bound.devices().stream()
            .allMatch(
                device ->
                    bound.places().stream()
                        .allMatch(
                            place ->
                                moments(bound.times()).stream()
                                    .allMatch(time -> kept(bound, rules, device, place, time))));
    assertThat(Departures.of(bounds, Topic.PHONES, content(rules)).isEmpty()).isEqualTo(everyUse);
  }

  private static boolean kept(
      UseBound bound, List<UseRule> rules, Device device, Place place, Time time) {
    return rules.stream()
        .anyMatch(
            rule ->
                rule.devices().contains(device)
                    && places(rule.places()).contains(place)
                    && moments(Set.copyOf(rule.times())).contains(time)
                    && !bound.keeping().isStricterThan(rule.keeping()));
  }

  @Property(tries = 500)
  void whatNoSchoolMayRuleOutIsNot(
      @ForAll("bound") UseBound bound, @ForAll("rules") List<UseRule> rules) {
    Bounds bounds = new Bounds(null, bound, null, null, null, null, Set.of());
    boolean within =
        rules.stream()
            .allMatch(
                rule ->
                    bound.devices().containsAll(rule.devices())
                        && places(bound.places()).containsAll(places(rule.places()))
                        && moments(bound.times()).containsAll(moments(Set.copyOf(rule.times())))
                        && !rule.keeping().isStricterThan(bound.keeping()));
    assertThat(Departures.of(bounds, Topic.PHONES, content(rules)).isEmpty()).isEqualTo(within);
  }

  /** What fits in narrow bounds fits in wider ones. */
  @Property(tries = 500)
  void widerBoundsRefuseNoMore(
      @ForAll("bound") UseBound narrow, @ForAll("rules") List<UseRule> rules) {
    UseBound wide =
        new UseBound(
            EnumSet.allOf(Device.class),
            narrow.places(),
            Set.of(Time.WHOLE_SCHOOL_DAY),
            Keeping.HOME);
    Bounds before = new Bounds(null, narrow, null, null, null, null, Set.of());
    Bounds after = new Bounds(null, wide, null, null, null, null, Set.of());
    assertThat(Departures.of(after, Topic.PHONES, content(rules)).size())
        .isLessThanOrEqualTo(Departures.of(before, Topic.PHONES, content(rules)).size());
  }

  /** With all that lies within. */
  private static Set<Place> places(Collection<Place> places) {
    return EnumSet.range(Place.CLASSROOM, Collections.max(places));
  }

  private static Set<Time> moments(Set<Time> times) {
    return times.contains(Time.WHOLE_SCHOOL_DAY) ? Time.PARTS : times;
  }

  /** A bound or a rule that names the parts says what one says that names the whole day. */
  @Property(tries = 500)
  void itIsTheSameHoweverADayIsSaid(
      @ForAll("bound") UseBound mildest,
      @ForAll("bound") UseBound strictest,
      @ForAll("rules") List<UseRule> rules) {
    List<UseRule> inParts =
        rules.stream()
            .map(
                rule ->
                    new UseRule(
                        rule.clause(),
                        rule.devices(),
                        rule.places(),
                        List.copyOf(moments(Set.copyOf(rule.times()))),
                        rule.keeping()))
            .toList();
    Bounds said = new Bounds(mildest, strictest, null, null, null, null, Set.of());
    Bounds saidInParts =
        new Bounds(inParts(mildest), inParts(strictest), null, null, null, null, Set.of());
    List<Point> found = Departures.of(said, Topic.PHONES, content(rules));
    assertThat(Departures.of(saidInParts, Topic.PHONES, content(rules))).isEqualTo(found);
    assertThat(Departures.of(said, Topic.PHONES, content(inParts))).isEqualTo(found);
  }

  private static UseBound inParts(UseBound bound) {
    return new UseBound(bound.devices(), bound.places(), moments(bound.times()), bound.keeping());
  }

  /** Of all there are: more times never cover less, and only all parts cover the whole day. */
  @Property(generation = GenerationMode.EXHAUSTIVE)
  void moreTimesCoverNoLess(@ForAll("times") Set<Time> some, @ForAll("times") Set<Time> others) {
    Set<Time> both = EnumSet.copyOf(some);
    both.addAll(others);
    Set<Time> each = EnumSet.copyOf(Time.covered(some));
    each.addAll(Time.covered(others));
    assertThat(Time.covered(both)).isEqualTo(each);
    assertThat(Time.covered(some).equals(Time.covered(Set.of(Time.WHOLE_SCHOOL_DAY))))
        .isEqualTo(some.contains(Time.WHOLE_SCHOOL_DAY) || some.containsAll(Time.PARTS));
  }

  @Provide
  Arbitrary<Set<Time>> times() {
    return some(Time.class);
  }

  private static Content content(List<UseRule> rules) {
    return Samples.of(Samples.deviceBan()).useRules(rules).made();
  }

  @Provide
  Arbitrary<UseBound> bound() {
    return Combinators.combine(
            some(Device.class), some(Place.class), some(Time.class), Arbitraries.of(Keeping.class))
        .as(UseBound::new);
  }

  @Provide
  Arbitrary<List<UseRule>> rules() {
    return Combinators.combine(
            some(Device.class), some(Place.class), some(Time.class), Arbitraries.of(Keeping.class))
        .as(
            (devices, places, times, keeping) ->
                new UseRule(
                    "2", List.copyOf(devices), List.copyOf(places), List.copyOf(times), keeping))
        .list()
        .ofMinSize(1)
        .ofMaxSize(4);
  }

  private static <T extends Enum<T>> Arbitrary<Set<T>> some(Class<T> type) {
    return Arbitraries.of(type).set().ofMinSize(1);
  }
}
