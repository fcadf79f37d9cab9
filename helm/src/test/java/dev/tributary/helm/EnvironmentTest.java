package dev.tributary.helm;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the services read is what the chart writes. */
class EnvironmentTest {
  private static final Map<String, String> FOLDERS =
      Map.of(
          "api-gateway", "api-gateway",
          "event-collector", "services/event-collector",
          "identity-resolution", "identity-resolution",
          "audience-builder", "audience-builder",
          "destinations", "destinations",
          "warehouse-ingestion", "services/warehouse-ingestion",
          "control-plane", "services/control-plane");

  private static final String SHARED =
      "services/runtime/src/main/resources/META-INF/microprofile-config.properties";
  private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{([A-Z_]+)(:[^}]*)?}");
  private static final Pattern MIGRATION_NEEDS = Pattern.compile("require\\(\"([A-Z_]+)\"\\)");

  /** Of the image, the JVM and Quarkus, not ours. */
  private static final Set<String> OF_OTHERS =
      Set.of("JDK_JAVA_OPTIONS", "TRUST_STORE", "TRUST_STORE_PASSWORD");

  static Stream<Values> sets() {
    return Values.sets();
  }

  @ParameterizedTest
  @MethodSource("sets")
  void everyVariableThatAServiceNeedsIsSet(Values values) {
    assertThat(services(values))
        .hasSize(7)
        .allSatisfy(
            service -> assertThat(service.variables()).containsAll(placeholders(service, false)));
  }

  @Test
  void placeholdersAreFound() {
    Manifest gateway =
        services(Values.set("production")).stream()
            .filter(service -> service.component().equals("api-gateway"))
            .findFirst()
            .orElseThrow();
    assertThat(placeholders(gateway, false)).contains("GATEWAY_SESSION_SECRET", "REDIS_URL");
    assertThat(placeholders(gateway, true)).doesNotContain("DATABASE_URL");
    assertThat(placeholders(gateway, false)).doesNotContain("KAFKA_USERNAME");
    assertThat(placeholders(gateway, true)).contains("KAFKA_USERNAME");
  }

  @ParameterizedTest
  @MethodSource("sets")
  void everyVariableThatIsSetIsRead(Values values) {
    assertThat(services(values))
        .allSatisfy(service -> {
          Set<String> read = placeholders(service, true);
          String settings = settingsOf(service);
          assertThat(service.variables())
              .filteredOn(name -> !OF_OTHERS.contains(name) && !name.startsWith("QUARKUS_"))
              .allMatch(name -> read.contains(name) || isSetting(name, settings), "is read");
        });
  }

  @ParameterizedTest
  @MethodSource("sets")
  void noVariableIsSetTwice(Values values) {
    assertThat(Chart.rendered(values))
        .filteredOn(Manifest::hasPods)
        .allSatisfy(manifest -> assertThat(manifest.variables()).doesNotHaveDuplicates());
  }

  @ParameterizedTest
  @MethodSource("sets")
  void aMigrationHasWhatItNeedsAndNoMore(Values values) {
    Set<String> needed =
        MIGRATION_NEEDS
            .matcher(
                Repository.text(
                    "services/runtime/src/main/java/dev/tributary/runtime/start/Main.java"))
            .results()
            .map(found -> found.group(1))
            .collect(Collectors.toSet());
    assertThat(needed).contains("DATABASE_OWNER_PASSWORD");
    assertThat(Chart.rendered(values))
        .filteredOn(manifest -> manifest.kind().equals("Job"))
        .hasSize(6)
        .allSatisfy(job ->
            assertThat(job.variables())
                .filteredOn(name -> !name.startsWith("CONTROL_FORMER_"))
                .hasSameElementsAs(needed));
  }

  @Test
  void theFormerDatabaseIsGivenToTheMigrationOfTheControlPlaneWhereItIsTakenOver() {
    Values values = Values.set("production");
    assertThat(Chart.rendered(values))
        .flatMap(Manifest::variables)
        .noneMatch(name -> name.startsWith("CONTROL_FORMER_"));
    assertThat(Chart.rendered(values.with("control: {takeOver: true}")))
        .filteredOn(manifest -> manifest.variables().contains("CONTROL_FORMER_DATABASE_URL"))
        .extracting(Manifest::component)
        .containsExactly("migrate-control");
  }

  @ParameterizedTest
  @MethodSource("sets")
  void componentsAreNamedAsServicesNameThemselves(Values values) {
    assertThat(services(values))
        .allSatisfy(service ->
            assertThat(properties(service))
                .contains("tributary.service=" + service.component() + "\n"));
  }

  @Test
  void everyVariableIsDescribed() {
    String reference = Repository.text("docs/reference/settings.md");
    assertThat(Chart.rendered(Values.set("everything")))
        .filteredOn(Manifest::hasPods)
        .filteredOn(manifest -> !manifest.kind().equals("Pod"))
        .flatMap(Manifest::variables)
        .filteredOn(name -> !name.equals("JDK_JAVA_OPTIONS"))
        .allMatch(name -> reference.contains("`" + name + "`"), "is in docs/reference/settings.md");
  }

  private static List<Manifest> services(Values values) {
    return Chart.rendered(values).stream().filter(Manifest::serves).toList();
  }

  private static Set<String> placeholders(Manifest service, boolean withDefault) {
    String own = properties(service);
    boolean withDatabase = !own.contains("tributary.without-database=true");
    return PLACEHOLDER
        .matcher(own + Repository.text(SHARED))
        .results()
        .filter(found -> withDefault || found.group(2) == null)
        .map(found -> found.group(1))
        .filter(name -> withDatabase || !name.startsWith("DATABASE_"))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static String properties(Manifest service) {
    String folder = FOLDERS.get(service.component());
    return Repository.text(folder + "/src/main/resources/application.properties");
  }

  /** The sources of the service's mappings of its configuration, and of those that all share. */
  private static String settingsOf(Manifest service) {
    return Stream.of(FOLDERS.get(service.component()), "services/runtime", "services/definitions")
        .map(EnvironmentTest::mappings)
        .collect(Collectors.joining());
  }

  private static String mappings(String folder) {
    Path sources = Repository.ROOT.resolve(folder).resolve("src/main/java");
    try (Stream<Path> files = Files.walk(sources)) {
      return files
          .filter(file -> file.toString().endsWith("Config.java"))
          .map(file -> Repository.text(Repository.ROOT.relativize(file).toString()))
          .collect(Collectors.joining());
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** Whether TRIBUTARY_A_B_C is c(), bC() or aBC() of a mapping. */
  private static boolean isSetting(String variable, String mappings) {
    List<String> words =
        Arrays.asList(variable.toLowerCase(Locale.ROOT).replaceFirst("^tributary_", "").split("_"));
    return variable.startsWith("TRIBUTARY_")
        && IntStream.range(0, words.size())
            .mapToObj(first -> camelCase(words.subList(first, words.size())))
            .anyMatch(method -> mappings.contains(" " + method + "();"));
  }

  private static String camelCase(List<String> words) {
    return words.getFirst()
        + words.stream()
            .skip(1)
            .map(word -> word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1))
            .collect(Collectors.joining());
  }
}
