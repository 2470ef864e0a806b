package nl.tenzij.ledger.testkit;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.ArchConfiguration;
import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.resolvers.SelectedClassResolverFromClasspath;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import nl.tenzij.ledger.decider.Decider;
import nl.tenzij.ledger.privacy.Personal;
import nl.tenzij.ledger.web.ETags;
import nl.tenzij.ledger.web.Tagged;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * The shape of a service, as tests. A service has one:
 *
 * <pre>{@code
 * class ArchitectureTest extends ArchitectureRules {
 *   ArchitectureTest() { super("nl.tenzij.sanction"); }
 * }
 * }</pre>
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class ArchitectureRules {

  private static final Set<String> FREE_TEXT =
      Set.of(
          "name",
          "givenName",
          "familyName",
          "fullName",
          "email",
          "phone",
          "address",
          "description",
          "reason",
          "remark",
          "note",
          "text",
          "comment",
          "motivation",
          "diagnosis",
          "birthDate");

  private final String root;
  private final JavaClasses classes;

  protected ArchitectureRules(String root) {
    this.root = root;
    ourClassesOnly();
    this.classes =
        new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_JARS)
            .importPackages(root);
  }

  /**
   * Of what others made the rules ask no more than names: nothing of it is read, which would take
   * longer than the rest.
   */
  private static void ourClassesOnly() {
    ArchConfiguration.get().setClassResolver(SelectedClassResolverFromClasspath.class);
    ArchConfiguration.get().setClassResolverArguments("nl.tenzij");
  }

  @Test
  void thereIsSomethingToLookAt() {
    assertThat(classes).isNotEmpty();
  }

  /**
   * A decider and all that it is made of: the JDK, the decider's own types, and personal values.
   */
  @Test
  void theDomainKnowsNoFramework() {
    Set<JavaClass> domain = domain();
    DescribedPredicate<JavaClass> pure =
        resideInAnyPackage("java..", "nl.tenzij.ledger.decider..")
            .or(
                DescribedPredicate.describe(
                    "personal", each -> each.getName().startsWith(Personal.class.getName())))
            .or(DescribedPredicate.describe("of the domain", domain::contains))
            .or(
                DescribedPredicate.describe(
                    "primitive or array", each -> each.isPrimitive() || each.isArray()));
    classes()
        .that(DescribedPredicate.describe("are of the domain", domain::contains))
        .should()
        .onlyDependOnClassesThat(pure)
        .allowEmptyShould(true)
        .check(classes);
  }

  /** Time and chance arrive in commands. */
  @Test
  void theDomainHasNoClock() {
    classes()
        .that(DescribedPredicate.describe("are of the domain", domain()::contains))
        .should(
            callNone(
                "java.time.Instant.now",
                "java.time.LocalDate.now",
                "java.time.LocalDateTime.now",
                "java.time.OffsetDateTime.now",
                "java.time.ZonedDateTime.now",
                "java.util.UUID.randomUUID",
                "java.lang.System.currentTimeMillis",
                "java.lang.Math.random"))
        .allowEmptyShould(true)
        .check(classes);
  }

  /** The document promises a tag by what is said of a method, and the method keeps the promise. */
  @Test
  void whoShowsATagSaysSo() {
    methods()
        .should(
            new ArchCondition<>("be @Tagged where they show a tag, and nowhere else") {
              @Override
              public void check(JavaMethod each, ConditionEvents events) {
                boolean shows =
                    each.getMethodCallsFromSelf().stream()
                        .anyMatch(
                            call ->
                                call.getTargetOwner().isEquivalentTo(ETags.class)
                                    && call.getName().equals("show"));
                events.add(
                    new SimpleConditionEvent(
                        each, shows == each.isAnnotatedWith(Tagged.class), each.getFullName()));
              }
            })
        .allowEmptyShould(true)
        .check(classes);
  }

  @Test
  void whatIsDecidedOnIsARecord() {
    classes()
        .that()
        .haveSimpleNameEndingWith("Command")
        .or()
        .haveSimpleNameEndingWith("Event")
        .and(DescribedPredicate.describe("are of the domain", domain()::contains))
        .should(
            new ArchCondition<>("be sealed interfaces of records, or records") {
              @Override
              public void check(JavaClass each, ConditionEvents events) {
                Class<?> type = each.reflect();
                boolean fine =
                    type.isRecord()
                        || type.isInterface()
                            && type.isSealed()
                            && Samples.leaves(type).stream().allMatch(Class::isRecord);
                events.add(new SimpleConditionEvent(each, fine, each.getName() + " is not"));
              }
            })
        .allowEmptyShould(true)
        .check(classes);
  }

  @Test
  void featuresDoNotReachIntoEachOthersApi() {
    classes()
        .that()
        .resideInAPackage("..api..")
        .should(
            new ArchCondition<>("be used by their own feature only") {
              @Override
              public void check(JavaClass api, ConditionEvents events) {
                String feature = feature(api);
                for (Dependency use : api.getDirectDependenciesToSelf()) {
                  boolean own = feature(use.getOriginClass()).equals(feature);
                  events.add(new SimpleConditionEvent(use, own, use.getDescription()));
                }
              }
            })
        .allowEmptyShould(true)
        .check(classes);
  }

  @Test
  void theDomainDoesNotKnowItsApi() {
    noClasses()
        .that(DescribedPredicate.describe("are of the domain", domain()::contains))
        .should()
        .dependOnClassesThat()
        .resideInAPackage("..api..")
        .allowEmptyShould(true)
        .check(classes);
  }

  @Test
  void nothingPersonalIsPublished() {
    classes()
        .that()
        .resideInAPackage("..published..")
        .should(
            new ArchCondition<>("hold ids and functional facts only") {
              @Override
              public void check(JavaClass each, ConditionEvents events) {
                for (JavaField field : each.getFields()) {
                  boolean personal =
                      field.getRawType().isAssignableTo(Personal.class)
                          || each.reflect().isRecord() && FREE_TEXT.contains(field.getName());
                  events.add(
                      new SimpleConditionEvent(
                          field, !personal, field.getFullName() + " is personal or free text"));
                }
              }
            })
        .allowEmptyShould(true)
        .check(classes);
  }

  /** Without it a client that asks for another form gets whatever toString() makes of it. */
  @Test
  void resourcesSayWhatTheyAnswerWith() {
    classes()
        .that()
        .areAnnotatedWith(Path.class)
        .should()
        .beAnnotatedWith(Produces.class)
        .allowEmptyShould(true)
        .check(classes);
  }

  @Test
  void namesSayWhatAThingIs() {
    noClasses()
        .should()
        .haveNameMatching(".*(Exception|Manager|Utils?|Helpers?|Impl|Dto|DTO)")
        .because("one word per thing, the domain's")
        .check(classes);
  }

  @Test
  void nothingWaits() {
    classes()
        .should(
            callNone(
                "io.smallrye.mutiny.Uni.await",
                "java.lang.Thread.sleep",
                "java.util.concurrent.CompletableFuture.join",
                "java.util.concurrent.CompletableFuture.get"))
        .because("the rim is reactive")
        .allowEmptyShould(true)
        .check(classes);
  }

  @Test
  void nothingIsPrinted() {
    noClasses()
        .should()
        .accessField(System.class, "out")
        .orShould()
        .accessField(System.class, "err")
        .check(classes);
  }

  /** Deciders, with all of the service's own classes that they are made of. */
  private Set<JavaClass> domain() {
    Set<JavaClass> found = new HashSet<>();
    Deque<JavaClass> next = new ArrayDeque<>();
    classes.stream().filter(each -> each.isAssignableTo(Decider.class)).forEach(next::add);
    while (!next.isEmpty()) {
      JavaClass at = next.pop();
      if (found.add(at)) {
        at.getDirectDependenciesFromSelf().stream()
            .map(Dependency::getTargetClass)
            .filter(
                target ->
                    target.getPackageName().startsWith(root) && classes.contain(target.getName()))
            .forEach(next::add);
        at.getSubclasses().forEach(next::add);
      }
    }
    return found;
  }

  /** The folder under the service's own: {@code sanction} of nl.tenzij.sanction.sanction.api. */
  private String feature(JavaClass each) {
    String inside = each.getPackageName().replace(root, "");
    return inside.isEmpty() ? "" : inside.substring(1).replaceAll("\\..*", "");
  }

  private static ArchCondition<JavaClass> callNone(String... methods) {
    Set<String> forbidden = Set.of(methods);
    return new ArchCondition<>("call none of " + forbidden) {
      @Override
      public void check(JavaClass each, ConditionEvents events) {
        each.getMethodCallsFromSelf().stream()
            .filter(
                call ->
                    forbidden.contains(
                        call.getTarget().getOwner().getName() + '.' + call.getTarget().getName()))
            .forEach(
                call -> events.add(SimpleConditionEvent.violated(call, call.getDescription())));
      }
    };
  }
}
