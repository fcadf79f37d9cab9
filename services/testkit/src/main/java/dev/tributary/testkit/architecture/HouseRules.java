package dev.tributary.testkit.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaAccess.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.ArchConfiguration;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.tributary.testkit.reference.FrozenLines;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;

/**
 * Inside a service, packages that touch technology (and have its name) and the wiring know the
 * domain, never the other way round. Only the HTTP side and the wiring know the HTTP of the
 * runtime. No packages depend on each other in a cycle. No adapter package depends on another one,
 * no package has more than 25 files, and no code, not even a test, makes a record with more than
 * eight components by position, or by name without all components. Frozen lists name what still
 * breaks one of these rules. A package belongs to one module. No service knows another. Calls go
 * through the clients of the runtime. Ids have types. Names say what a thing is, every package
 * declares its nullness, every metric and every migration is listed, and tests never sleep.
 */
public final class HouseRules {
  private static final String HTTP = "http";
  private static final String START = "start";

  /** Packages that connect every service to one technology. */
  private static final Set<String> ADAPTERS = Set.of("kafka", "postgres", "redis", HTTP, "duckdb");

  /**
   * Packages that connect one service to a technology or to systems of others. A service names
   * those that it has. No other package can be declared as technology.
   */
  private static final Set<String> ADAPTERS_OF_SERVICES =
      Set.of("keycloak", "notice", "egress", "connectors", "source");

  private static final Path DOMAIN_IMPORTS = Path.of("src/test/resources/domain-imports.txt");
  private static final Path ADAPTER_IMPORTS = Path.of("src/test/resources/adapter-imports.txt");
  private static final Path LARGE_PACKAGES = Path.of("src/test/resources/large-packages.txt");
  private static final Path POSITIONAL_RECORDS =
      Path.of("src/test/resources/positional-records.txt");
  private static final List<String> SERVICES =
      List.of(
          "collector",
          "warehouse",
          "identity",
          "audience",
          "destinations",
          "gateway",
          "control",
          "sandbox",
          "local");

  /** The client of Vert.x that gives no limits. Its WebClient is another type. */
  private static final List<String> HTTP_CLIENTS =
      List.of("io.vertx.core.http.HttpClient", "io.vertx.mutiny.core.http.HttpClient");

  /** The proxy of the gateway passes bodies on without reading them: docs/adr/0043. */
  private static final List<String> HTTP_CLIENT_USERS =
      List.of("dev.tributary.gateway.http.proxy..");

  private static final String SAMPLES = "dev.tributary.testkit.architecture.sample..";

  private HouseRules() {}

  /**
   * @param root a service's package, {@code dev.tributary.identity}
   * @param adapters names of further packages of this service that are adapters
   * @throws AssertionError with every import that breaks a rule
   */
  public static void check(String root, String... adapters) {
    for (String name : adapters) {
      if (!ADAPTERS_OF_SERVICES.contains(name)) {
        throw new IllegalArgumentException(name + " is not the name of an adapter");
      }
    }
    check(root, classesOf(root), names(ADAPTERS, adapters));
  }

  /**
   * The rules for the runtime. It connects all services to technology, so most of its packages are
   * technology.
   *
   * @param technology names of packages with technology
   */
  public static void checkRuntime(String... technology) {
    String root = "dev.tributary.runtime";
    check(root, classesOf(root), names(ADAPTERS, technology));
  }

  private static void check(String root, JavaClasses classes, Set<String> technology) {
    SortedSet<String> found = new DomainImports(root, names(technology, START)).in(classes);
    System.out.println(
        "%s: %d dependencies of the domain on technology".formatted(root, found.size()));
    new FrozenLines(DOMAIN_IMPORTS).check(found);
    onlyHttpKnowsHttp(root, classes);
    adaptersDoNotKnowEachOther(root, classes, technology);
    checkHabits(root, classes);
  }

  private static Set<String> names(Set<String> some, String... more) {
    return Stream.concat(some.stream(), Stream.of(more)).collect(Collectors.toSet());
  }

  /**
   * Checks code that belongs to no service. No packages depend on each other in a cycle, nothing
   * encrypts by hand, and large records are made by name, with all components, also in those tests
   * that are on the class path: the tests of the module that calls this. Samples of this package,
   * which break rules for its tests, do not count.
   *
   * @param root a package with its subpackages
   * @throws AssertionError with each cycle, and a class for each of its steps, with each use of a
   *     cipher, or with each large record that is made by position or without a component
   */
  public static void checkShared(String root) {
    JavaClasses classes = classesOf(root);
    PackageCycles.check(classes);
    nobodyEncryptsByHand(classes);
    JavaClasses tests = testsOf(root).that(not(resideInAnyPackage(SAMPLES)));
    largeRecordsAreNotMadeByPosition(root, classes, tests);
    buildersAreComplete(root, classes, tests);
  }

  private static void checkHabits(String root, JavaClasses classes) {
    PackageCycles.check(classes);
    new FrozenLines(LARGE_PACKAGES).check(new PackageSizes(root).tooLarge(classes));
    everyPackageIsInOneModule(classes);
    noServiceKnowsAnother(root, classes);
    callsGoThroughOneClient(classes);
    nobodyEncryptsByHand(classes);
    namesSayWhatAThingIs(classes);
    everyPackageSaysWhatMayBeNull(classes);
    JavaClasses tests = testsOf(root);
    testsNeverSleep(tests);
    largeRecordsAreNotMadeByPosition(root, classes, tests);
    buildersAreComplete(root, classes, tests);
    idsHaveTypes(root, classes);
    everyMeterIsListed(classes);
    everyMigrationIsListed();
    TopicsInUse.check(root, classes);
  }

  /** For other classes their names are enough; to read them, too, takes most of the time. */
  private static JavaClasses classesOf(String root) {
    ArchConfiguration.get().setResolveMissingDependenciesFromClassPath(false);
    JavaClasses classes =
        new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .withImportOption(location -> !location.contains("-tests.jar"))
            .importPackages(root);
    if (classes.isEmpty()) {
      throw new AssertionError("There are no classes in " + root);
    }
    return classes;
  }

  private static void onlyHttpKnowsHttp(String root, JavaClasses classes) {
    noClasses()
        .that()
        .resideOutsideOfPackages(root + ".." + HTTP + "..", root + ".." + START + "..")
        .should()
        .dependOnClassesThat(resideInAnyPackage("dev.tributary.runtime.http.."))
        .because("stores and use cases know no requests and no answers")
        .check(classes);
  }

  private static void adaptersDoNotKnowEachOther(
      String root, JavaClasses classes, Set<String> technology) {
    Set<String> names =
        technology.stream()
            .filter(name -> ADAPTERS.contains(name) || ADAPTERS_OF_SERVICES.contains(name))
            .filter(name -> !name.equals(AdapterImports.CONNECTORS))
            .collect(Collectors.toSet());
    SortedSet<String> found = new AdapterImports(root, names).in(classes);
    System.out.println(
        "%s: %d dependencies of one adapter package on another".formatted(root, found.size()));
    new FrozenLines(ADAPTER_IMPORTS).check(found);
  }

  private static void largeRecordsAreNotMadeByPosition(
      String root, JavaClasses classes, JavaClasses tests) {
    PositionalRecords records = new PositionalRecords(root);
    SortedSet<String> found = records.in(classes);
    found.addAll(records.in(tests));
    new FrozenLines(POSITIONAL_RECORDS).check(found);
  }

  private static void buildersAreComplete(String root, JavaClasses classes, JavaClasses tests) {
    IncompleteBuilders builders = new IncompleteBuilders(root);
    SortedSet<String> found = builders.in(classes);
    found.addAll(builders.in(tests));
    noComponentIsForgotten(found);
  }

  private static void noComponentIsForgotten(SortedSet<String> found) {
    if (!found.isEmpty()) {
      throw new AssertionError("Records that are built without a component: " + found);
    }
  }

  private static void idsHaveTypes(String root, JavaClasses classes) {
    SortedSet<String> found = new UntypedIds(root).in(classes);
    if (!found.isEmpty()) {
      throw new AssertionError(
          "Texts in place of ids with types, which are in dev.tributary.contracts.id: " + found);
    }
  }

  private static void everyPackageIsInOneModule(JavaClasses classes) {
    Map<String, Set<String>> modules = new TreeMap<>();
    for (JavaClass type : classes) {
      String file = type.getName().replace('.', '/') + ".class";
      type.getSource()
          .map(source -> source.getUri().toString())
          .filter(place -> place.endsWith(file))
          .map(place -> place.substring(0, place.length() - file.length()))
          .ifPresent(module ->
              modules.computeIfAbsent(type.getPackageName(), _ -> new TreeSet<>()).add(module));
    }
    modules.values().removeIf(places -> places.size() == 1);
    if (!modules.isEmpty()) {
      throw new AssertionError("Packages that several modules share: " + modules);
    }
  }

  private static void noServiceKnowsAnother(String root, JavaClasses classes) {
    String[] others =
        SERVICES.stream()
            .map(service -> "dev.tributary." + service + ".")
            .filter(service -> !(root + ".").startsWith(service))
            .map(service -> service + ".")
            .toArray(String[]::new);
    noClasses().should().dependOnClassesThat(resideInAnyPackage(others)).check(classes);
  }

  private static void callsGoThroughOneClient(JavaClasses classes) {
    noClasses()
        .should()
        .dependOnClassesThat(resideInAnyPackage("java.net.http.."))
        .because("InstallationClient and Egress have the limits and the traces of all calls")
        .check(classes);
    for (String client : HTTP_CLIENTS) {
      new ClientRule(client, HTTP_CLIENT_USERS).check(classes);
    }
  }

  private static void nobodyEncryptsByHand(JavaClasses classes) {
    noClasses()
        .should()
        .dependOnClassesThat(name("javax.crypto.Cipher"))
        .because("Tink chooses nonces and checks tags")
        .check(classes);
  }

  /** The name of a generated class follows from another name. */
  private static void namesSayWhatAThingIs(JavaClasses classes) {
    noClasses()
        .that(describe("are not generated", type -> !PositionalRecords.isBuilder(type)))
        .should()
        .haveNameMatching(".*[.$]((Abstract|Base)[A-Z][^.$]*|[^.$]*(Impl|Utils?|Helper|Manager))")
        .check(classes);
  }

  private static void everyPackageSaysWhatMayBeNull(JavaClasses classes) {
    List<String> silent =
        classes.stream()
            .map(JavaClass::getPackage)
            .distinct()
            .filter(each -> !each.isAnnotatedWith(NullMarked.class))
            .map(JavaPackage::getName)
            .sorted()
            .toList();
    if (!silent.isEmpty()) {
      throw new AssertionError("Packages without @NullMarked: " + silent);
    }
  }

  private static JavaClasses testsOf(String root) {
    return new ClassFileImporter()
        .withImportOption(ImportOption.Predefined.ONLY_INCLUDE_TESTS)
        .importPackages(root);
  }

  private static void testsNeverSleep(JavaClasses tests) {
    noClasses()
        .should()
        .callMethodWhere(target(owner(assignableTo(Thread.class))).and(target(name("sleep"))))
        .because("a test waits for a condition, with a bound")
        .allowEmptyShould(true)
        .check(tests);
  }

  /** A {@code Metric} registers each meter, so that the reference contains its meaning. */
  private static void everyMeterIsListed(JavaClasses classes) {
    noClasses()
        .that()
        .resideOutsideOfPackage("dev.tributary.runtime.metrics")
        .should()
        .callMethodWhere(
            target(owner(resideInAnyPackage("io.micrometer.core.instrument")))
                .and(target(nameMatching("builder|counter|gauge|summary|timer"))))
        .because("docs/reference/telemetry.md lists every meter")
        .check(classes);
  }

  /**
   * A service finds its migrations through a list beside them, without a search of the class path.
   */
  private static void everyMigrationIsListed() {
    Path folders = Path.of("src/main/resources/db");
    if (!Files.exists(folders)) {
      return;
    }
    try (Stream<Path> files = Files.walk(folders)) {
      for (Path list : files.filter(file -> file.endsWith("migrations.list")).toList()) {
        try (Stream<Path> beside = Files.list(list.resolveSibling("."))) {
          List<String> scripts =
              beside
                  .map(file -> file.getFileName().toString())
                  .filter(name -> name.endsWith(".sql"))
                  .sorted()
                  .toList();
          if (!scripts.equals(Files.readAllLines(list))) {
            throw new AssertionError(list + " should name " + scripts);
          }
          // Two merged branches may each have added one.
          if (scripts.stream().map(name -> name.split("__", 2)[0]).distinct().count()
              < scripts.size()) {
            throw new AssertionError(list + " names two migrations with one number");
          }
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
