package dev.tributary.e2e;

import static java.util.stream.Collectors.toCollection;
import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.testkit.reference.SourceFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Compares {@link Pages} with the source of the web UI, which shows the first tab of a page, with a
 * notice, for an address with a tab that the page does not have. It starts nothing.
 */
class PagesTest {
  private static final Path ROOT = Path.of(System.getProperty("tributary.root"));
  private static final Path WEB_UI = ROOT.resolve("api-gateway/src/main/webui/src");

  /** A route of a workspace, and the component that shows its page. */
  private static final Pattern ROUTE =
      Pattern.compile(
          "createLazyRoute\\('/w/\\$workspace(/[^']*)'\\)\\(\\{\\s*component: (\\w+)\\s*,?\\s*}");

  private static final Pattern TABS = Pattern.compile("<ObjectTabs\\b.*", Pattern.DOTALL);
  private static final Pattern TAB = Pattern.compile("\\bvalue: '([a-z-]+)'");

  /** A former tab, whose address leads to another one. */
  private static final Pattern FORMER_TAB = Pattern.compile("\\btab === '([a-z-]+)'");

  private static final Pattern ANY_TABS = Pattern.compile("<Tabs\\.Tab\\b");
  private static final Pattern SDKS = Pattern.compile("SDKS = \\[([^\\]]+)]");
  private static final Pattern WORD = Pattern.compile("'([\\w-]+)'");

  /** The address of a page and the parameters that its query may have. */
  private static final Pattern QUERY =
      Pattern.compile("path: '(/[^']*)',\\s*validateSearch: texts\\(([^)]*)\\)");

  /** The beginning of an address in Java code, and the tab at its end. */
  private static final Pattern ADDRESS =
      Pattern.compile("\"(/[a-z-]+/?)\"?[^;]*?\\?tab=([a-z-]+)", Pattern.DOTALL);

  private static final Map<String, String> IDS =
      Stream.of(
              "event",
              "audience",
              "profile",
              "source",
              "warehouse",
              "model",
              "run",
              "destination",
              "sync",
              "delivery")
          .collect(toMap(kind -> kind, kind -> "id-of-" + kind));

  private final Collection<String> addresses = Pages.at(IDS).values();

  @Test
  void eachRouteOfTheWebUiHasAPage() throws IOException {
    Map<String, Path> routes = routes();
    assertThat(routes).hasSizeGreaterThan(30);
    assertThat(routes.keySet()).allSatisfy(route -> assertThat(addressesOf(route)).isNotEmpty());
  }

  @Test
  void eachTabOfAPageIsOpened() throws IOException {
    Map<String, List<String>> tabs = tabs();
    assertThat(tabs)
        .containsKeys("/profiles/$profile", "/syncs/$sync", "/team", "/identity")
        .hasSizeGreaterThanOrEqualTo(9);
    tabs.forEach((route, ofRoute) -> {
      Set<String> opened = parameters(route, "tab");
      assertThat(opened)
          .as("tabs of %s", route)
          .containsAll(ofRoute.subList(1, ofRoute.size()))
          .isSubsetOf(ofRoute);
      assertThat(addressesOf(route))
          .as("the first tab of %s", route)
          .anyMatch(address ->
              !address.contains("?tab=") || address.contains("?tab=" + ofRoute.getFirst()));
    });
  }

  /** Tabs of another component would be missing here. */
  @Test
  void onlyPagesAndSnippetsHaveTabs() throws IOException {
    List<String> withTabs = new ArrayList<>();
    for (Path file : SourceFiles.below(WEB_UI, path -> path.endsWith(".tsx"))) {
      if (ANY_TABS.matcher(Files.readString(file)).find()) {
        withTabs.add(file.getFileName().toString());
      }
    }
    assertThat(withTabs).containsExactlyInAnyOrder("ObjectTabs.tsx", "Snippets.tsx");
  }

  @Test
  void theSnippetOfEachSdkIsOpened() throws IOException {
    Matcher sdks = SDKS.matcher(Files.readString(WEB_UI.resolve("pages/sources/sdks.ts")));
    assertThat(sdks.find()).isTrue();
    List<String> names = words(sdks.group(1));
    assertThat(names).hasSizeGreaterThan(2);
    assertThat(parameters("/sources/$source", "sdk")).containsAll(names.subList(1, names.size()));
  }

  @Test
  void theHistoryOfEachKindOfObjectIsOpened() throws IOException {
    Matcher query = QUERY.matcher(Files.readString(WEB_UI.resolve("app/router.tsx")));
    int histories = 0;
    while (query.find()) {
      if (words(query.group(2)).contains("history")) {
        histories++;
        assertThat(parameters(query.group(1), "history")).as(query.group(1)).contains("all");
      }
    }
    assertThat(histories).isGreaterThanOrEqualTo(6);
    assertThat(parameters("/identity", "version")).isNotEmpty();
  }

  /** The addresses of alerts and of tests lead where they say; those of no page are left out. */
  @Test
  void noAddressInJavaCodeNamesATabThatItsPageDoesNotHave() throws IOException {
    Map<String, List<String>> tabs = tabs();
    List<String> wrong = new ArrayList<>();
    int found = 0;
    for (Path file : SourceFiles.below(ROOT, path -> path.endsWith(".java"))) {
      String source = Files.readString(file);
      if (!source.contains("?tab=") || file.endsWith("PagesTest.java")) {
        continue;
      }
      for (MatchResult address : ADDRESS.matcher(source).results().toList()) {
        Optional<String> route =
            tabs.keySet().stream().filter(each -> begins(each, address.group(1))).findFirst();
        found += route.isPresent() ? 1 : 0;
        if (route.isPresent() && !known(tabs, route.get()).contains(address.group(2))) {
          wrong.add(file.getFileName() + ": " + address.group());
        }
      }
    }
    assertThat(wrong).isEmpty();
    assertThat(found).isGreaterThan(20);
  }

  /** A list has no slash at its end; what follows one is the id of an object. */
  private static boolean begins(String route, String beginning) {
    return beginning.endsWith("/") ? route.startsWith(beginning + "$") : route.equals(beginning);
  }

  private static Set<String> known(Map<String, List<String>> tabs, String route)
      throws IOException {
    Set<String> known = new TreeSet<>(tabs.getOrDefault(route, List.of()));
    Path page = routes().get(route);
    if (page != null) {
      known.addAll(groups(FORMER_TAB, Files.readString(page)));
    }
    return known;
  }

  /** The addresses of a page, of all its tabs. */
  private List<String> addressesOf(String route) {
    Pattern path = Pattern.compile(route.replaceAll("\\$\\w+", "[^/?]+"));
    return addresses.stream()
        .filter(address -> path.matcher(path(address)).matches())
        .filter(address -> !isOfAnotherRoute(address, route))
        .toList();
  }

  private static String path(String address) {
    String path = address.replaceFirst("[?].*", "");
    return path.isEmpty() ? "/" : path;
  }

  /** The address of a form for a new object is not that of an object. */
  private static boolean isOfAnotherRoute(String address, String route) {
    return route.contains("$") && !address.contains("id-of-");
  }

  private Set<String> parameters(String route, String name) {
    Pattern parameter = Pattern.compile("[?&]" + name + "=([^&]+)");
    return addressesOf(route).stream()
        .flatMap(address -> groups(parameter, address).stream())
        .collect(toCollection(TreeSet::new));
  }

  /** By its address, the file of each page. */
  private static Map<String, Path> routes() throws IOException {
    Map<String, Path> routes = new TreeMap<>();
    for (Path file : SourceFiles.below(WEB_UI, path -> path.endsWith("oute.ts"))) {
      Matcher route = ROUTE.matcher(Files.readString(file));
      if (route.find()) {
        routes.put(route.group(1), file.resolveSibling(route.group(2) + ".tsx"));
      }
    }
    return routes;
  }

  /** By the address of a page, its tabs in their order. */
  private static Map<String, List<String>> tabs() throws IOException {
    Map<String, List<String>> tabs = new TreeMap<>();
    for (Map.Entry<String, Path> route : routes().entrySet()) {
      Matcher ofPage = TABS.matcher(Files.readString(route.getValue()));
      if (ofPage.find()) {
        tabs.put(route.getKey(), groups(TAB, ofPage.group()));
      }
    }
    return tabs;
  }

  private static List<String> words(String list) {
    return groups(WORD, list);
  }

  private static List<String> groups(Pattern pattern, String text) {
    return pattern.matcher(text).results().map(found -> found.group(1)).toList();
  }
}
