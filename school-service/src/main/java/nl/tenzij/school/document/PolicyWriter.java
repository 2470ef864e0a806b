package nl.tenzij.school.document;

import static java.util.stream.Collectors.joining;

import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import nl.tenzij.school.desk.Contact;
import nl.tenzij.school.desk.Matter;
import nl.tenzij.school.document.PolicyDocument.Item;
import nl.tenzij.school.document.PolicyDocument.Writing;
import nl.tenzij.school.organisation.CentralDesk;
import nl.tenzij.school.policy.Content;
import nl.tenzij.school.policy.ExemptionRule;
import nl.tenzij.school.policy.Ladder;
import nl.tenzij.school.policy.Ladder.Measure;
import nl.tenzij.school.policy.Ladder.Step;
import nl.tenzij.school.policy.MessageRules;
import nl.tenzij.school.policy.Now;
import nl.tenzij.school.policy.SchoolPolicy;
import nl.tenzij.school.policy.SchoolPolicy.Life;
import nl.tenzij.school.policy.Topic;
import nl.tenzij.school.policy.UseRule.Device;
import nl.tenzij.school.policy.UseRule.Place;
import nl.tenzij.school.policy.UseRule.Time;
import nl.tenzij.school.words.Language;
import nl.tenzij.school.words.Words;
import nl.tenzij.school.words.Words.Around;

/**
 * Writes a policy for those it binds: what is allowed, what follows, how to ask for an exemption
 * and whom, with the addresses of desks. No member of the council and nobody else is named.
 */
public final class PolicyWriter {

  private final SchoolPolicy policy;
  private final Content content;
  private final Now now;
  private final AskingDesks desks;
  private final Words words;
  private final Phrases phrases;
  private final Writing writing = new Writing();

  private PolicyWriter(SchoolPolicy policy, Now now, AskingDesks desks, Words words) {
    this.policy = policy;
    this.content = policy.content();
    this.now = now;
    this.desks = desks;
    this.words = words;
    this.phrases = new Phrases(words);
  }

  /**
   * @param now when it is read
   */
  public static PolicyDocument write(
      SchoolPolicy policy, String school, Now now, AskingDesks desks, Language language) {
    Words words = Words.of("policy", language);
    PolicyWriter writer = new PolicyWriter(policy, now, desks, words);
    writer.all();
    return new PolicyDocument(
        language.tag(),
        language.direction(),
        school,
        policy.content().title(),
        writer.version(),
        writer.state(),
        writer.asked(),
        language == Language.NL ? null : words.say("document.own-words"),
        writer.writing.parts());
  }

  /** Of what is not decided on yet, which text of it too. */
  private String version() {
    int edition = policy.origin().start().edition();
    return policy.life().compareTo(Life.SUBMITTED) < 0
        ? words.say("document.version.draft", edition, policy.revision())
        : words.say("document.version", edition);
  }

  private String state() {
    Instant announced = policy.binding().announced();
    if (policy.life() == Life.PUBLISHED && announced != null) {
      String key = isMissed() ? "document.announced.missed" : "document.announced";
      return words.say(key, day(announced));
    }
    String key = "document.life." + policy.life();
    return policy.from() == null ? words.say(key) : words.say(key, day(policy.from()));
  }

  /**
   * Whether the day that was made known is there without it: nobody brought it in force, or another
   * overtook it. One that comes in force by itself does so as from its moment.
   */
  private boolean isMissed() {
    Instant announced = policy.binding().announced();
    return policy.life() == Life.PUBLISHED
        && announced != null
        && policy.binding().planned() == null
        && !now.today().isBefore(now.day(announced));
  }

  /** Null where there is nothing to ask, or nobody in particular at the school. */
  private Item asked() {
    return isMissed() ? desks.of(Matter.POLICY).map(this::reached).orElse(null) : null;
  }

  private void all() {
    if (policy.topic() == Topic.PHONES) {
      writing.part(
          words.say("document.not-allowed"),
          said(List.of(words.say("document.not-allowed.own"))),
          said(content.useRules().stream().map(phrases::rule).toList()));
      writing.part(words.say("document.allowed"), List.of(), said(allowed()));
    }
    follows();
    exemption();
    writing.numbered(
        words.say("document.rules"),
        content.clauses().stream().map(each -> Item.own(each.number(), each.text())).toList());
    writing.part(words.say("document.why"), own(content.vision()), List.of());
    writing.part(
        words.say("document.goals"), List.of(), content.goals().stream().map(Item::own).toList());
    writing.part(words.say("document.educational-use"), own(content.educationalUse()), List.of());
    writing.part(words.say("document.practical"), List.of(), practical());
    writing.part(
        words.say("document.safety"), own(content.safety(), content.digitalLiteracy()), List.of());
    writing.part(words.say("document.staff"), own(content.staffRules()), List.of());
    messages();
    writing.part(words.say("document.ask"), List.of(), asking());
    writing.part(words.say("document.made"), List.of(), said(made()));
  }

  /** Devices that may be used at the same places and times share a sentence. */
  private List<String> allowed() {
    List<String> allowed = new ArrayList<>();
    allowed.add(words.say("document.allowed.teaching"));
    allowed.add(words.say("document.allowed.exemption"));
    Set<Device> withoutRule = EnumSet.noneOf(Device.class);
    Map<Map<Place, Set<Time>>, Set<Device>> alike = new LinkedHashMap<>();
    for (Device device : Device.values()) {
      if (content.useRules().stream().noneMatch(rule -> rule.devices().contains(device))) {
        withoutRule.add(device);
      } else {
        alike.computeIfAbsent(free(device), none -> EnumSet.noneOf(Device.class)).add(device);
      }
    }
    alike.forEach(
        (free, devices) ->
            free.forEach(
                (place, times) ->
                    allowed.add(
                        words.capital(
                            words.say(
                                "document.allowed.else",
                                words.names(devices),
                                words.say("elsewhere." + place.name()),
                                words.names(times))))));
    if (!withoutRule.isEmpty()) {
      allowed.add(
          words.capital(words.say("document.allowed.without-rule", words.names(withoutRule))));
    }
    return allowed;
  }

  /** When a device may be used, by place; places where it never may are not there. */
  private Map<Place, Set<Time>> free(Device device) {
    Map<Place, Set<Time>> free = new EnumMap<>(Place.class);
    for (Place place : Place.values()) {
      Set<Time> times = EnumSet.copyOf(Time.PARTS);
      times.removeIf(time -> isRuledOut(device, place, time));
      // a lesson is in a classroom: what is ruled out there is not offered as allowed in a corridor
      times.removeIf(time -> time == Time.LESSONS && isRuledOut(device, Place.CLASSROOM, time));
      if (!times.isEmpty()) {
        free.put(place, times);
      }
    }
    return free;
  }

  private boolean isRuledOut(Device device, Place place, Time time) {
    return content.useRules().stream().anyMatch(rule -> rule.covers(device, place, time));
  }

  private void follows() {
    Ladder ladder = content.ladder();
    List<String> paragraphs = new ArrayList<>();
    if (ladder.steps().isEmpty()) {
      paragraphs.add(words.say("document.follows.nothing"));
    } else {
      paragraphs.add(words.say("document.follows.person"));
      heard("document.follows.heard.pupil", EnumSet.of(Measure.DEVICE_BAN), paragraphs);
      heard(
          "document.follows.heard.both",
          EnumSet.of(Measure.INTERNAL_SUSPENSION, Measure.SUSPENSION),
          paragraphs);
      if (ladder.steps().stream().anyMatch(step -> step.to() != null)) {
        paragraphs.add(words.say("document.window." + ladder.window()));
      }
      paragraphs.add(words.say("document.objection", words.length(content.objectionTerm())));
    }
    writing.part(
        words.say("document.follows"),
        said(paragraphs),
        said(ladder.steps().stream().map(phrases::step).toList()));
  }

  /** Only before some measures somebody has to be heard: nobody is promised more. */
  private void heard(String key, Set<Measure> measures, List<String> paragraphs) {
    Set<Measure> some = new TreeSet<>();
    content.ladder().steps().stream()
        .map(Step::measure)
        .filter(measures::contains)
        .forEach(some::add);
    if (!some.isEmpty()) {
      paragraphs.add(words.say(some.size() == 1 ? key : key + ".more", words.names(some)));
    }
  }

  private void exemption() {
    ExemptionRule rule = content.exemptions();
    List<Item> paragraphs = new ArrayList<>();
    if (rule.whom() != null) {
      paragraphs.add(Item.within(words.around("document.exemption.whom"), rule.whom()));
    }
    if (rule.decidedWithin() != null) {
      paragraphs.add(
          Item.said(words.say("document.exemption.decided", words.length(rule.decidedWithin()))));
    }
    desks.of(Matter.EXEMPTIONS).ifPresent(contact -> paragraphs.add(reached(contact)));
    paragraphs.add(Item.own(rule.how()));
    writing.part(words.say("document.exemption"), paragraphs, List.of());
    writing.numbered(
        words.say("document.exemption.criteria"),
        rule.criteria().stream().map(each -> Item.own(each.number(), each.text())).toList());
    if (rule.reviews() != null) {
      writing.part(
          words.say("document.exemption.reviews"),
          said(List.of(words.say("document.exemption.lapses"))),
          said(phrases.reviews(rule.reviews())));
    }
  }

  private List<Item> practical() {
    List<Item> items = new ArrayList<>();
    named(items, "document.timetableChanges", content.arrangements().timetableChanges());
    named(items, "document.reachability", content.arrangements().reachability());
    named(items, "document.lockers", content.arrangements().lockers());
    named(items, "document.twoFactorSignIn", content.arrangements().twoFactorSignIn());
    content.arrangements().others().forEach(other -> items.add(Item.own(other)));
    return items;
  }

  private void named(List<Item> items, String key, String text) {
    if (text != null) {
      items.add(Item.within(words.around(key), text));
    }
  }

  private void messages() {
    MessageRules rules = content.messages();
    if (rules == null) {
      return;
    }
    List<String> items = new ArrayList<>();
    items.add(words.say("document.messages.quiet", rules.quietFrom(), rules.quietUntil()));
    if (rules.quietAtWeekends()) {
      items.add(words.say("document.messages.weekends"));
    }
    if (rules.quietOnHolidays()) {
      items.add(words.say("document.messages.holidays"));
    }
    if (!rules.pushed().isEmpty()) {
      items.add(words.say("document.messages.pushed", words.names(new TreeSet<>(rules.pushed()))));
    }
    writing.part(words.say("document.messages"), List.of(), said(items));
  }

  /** Whom to ask about the policy and what follows, and whom beside the school. */
  private List<Item> asking() {
    List<Item> items = new ArrayList<>();
    Stream.of(Matter.POLICY, Matter.SANCTIONS, Matter.OTHER)
        .flatMap(matter -> desks.of(matter).stream())
        .forEach(contact -> items.add(reached(contact)));
    CentralDesk central = desks.central();
    if (central != null) {
      items.add(
          Item.within(
              words.around("document.ask.board"),
              address(central.title(), central.email(), central.phone())));
      items.add(Item.said(words.say("document.ask.board.term", words.length(central.term()))));
    }
    return items;
  }

  /**
   * Who has no address of a function is asked for at the school: no address of a person is told.
   */
  private Item reached(Contact contact) {
    Around sentence = words.around("document.ask." + contact.matter());
    boolean addressed = contact.email() != null || contact.phone() != null;
    return Item.within(
        addressed
            ? sentence
            : new Around(
                sentence.before(), sentence.after() + ' ' + words.say("document.ask.at-school")),
        address(contact.title(), contact.email(), contact.phone()));
  }

  /** All of it in the school's own words: an address reads from left to right in any language. */
  private static String address(String title, String email, String phone) {
    return Stream.of(title, email, phone).filter(Objects::nonNull).collect(joining(", "));
  }

  private List<String> made() {
    List<String> items = new ArrayList<>();
    policy
        .consultations()
        .forEach(
            talk ->
                items.add(
                    words.capital(
                        words.say(
                            "document.made.talk",
                            words.name(talk.kind()),
                            words.date(talk.on()),
                            words.names(new TreeSet<>(talk.groups()))))));
    if (policy.origin().adopted()) {
      items.add(words.say("document.adopted"));
    }
    if (!policy.consents().isEmpty()) {
      items.add(
          words.say(
              "document.made.consent", words.names(new TreeSet<>(policy.consents().keySet()))));
    }
    if (policy.publishedAt() != null) {
      items.add(words.say("document.made.published", day(policy.publishedAt())));
    }
    items.add(words.say("document.made.evaluation", words.every(content.evaluation().every())));
    if (!content.evaluation().on().isEmpty()) {
      items.add(
          words.say(
              "document.made.evaluation.days",
              words.list(content.evaluation().on().stream().map(words::date).toList())));
    }
    return items;
  }

  private String day(Instant moment) {
    return words.date(now.day(moment));
  }

  private static List<Item> said(List<String> texts) {
    return texts.stream().map(Item::said).toList();
  }

  private static List<Item> own(String... texts) {
    return Stream.of(texts).filter(text -> text != null).map(Item::own).toList();
  }
}
