package dev.tributary.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static dev.tributary.e2e.Roles.button;
import static dev.tributary.e2e.Roles.labelled;
import static dev.tributary.e2e.Roles.named;
import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.partitioningBy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.SimpleFileServer;
import com.sun.net.httpserver.SimpleFileServer.OutputLevel;
import dev.tributary.testkit.node.NodeProject;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The code that a new source offers is run as it stands on the page. */
@Tag("soak")
@Tag("soak-sdks")
class SnippetsTest {
  private static final Map<String, ?> ENGINEER = Map.of("role", "engineer", "personalData", true);
  private static final Duration BOUND = Duration.ofMinutes(2);
  private static final String OUTPUT = "output";
  private static final String JAVA = ProcessHandle.current().info().command().orElseThrow();

  private static final Path ROOT =
      Path.of(System.getProperty("tributary.root", ".")).toAbsolutePath();
  private static final Path ANDROID = ROOT.resolve("services/e2e/src/test/kotlin");
  private static final Pattern ANDROID_SDK =
      Pattern.compile("com\\.segment\\.analytics\\.kotlin:android:([0-9.]+)");
  private static final String KOTLIN = "2.3.10";
  private static final String MVNW = ROOT.resolve("mvnw").toString();
  private static final String DEPENDENCIES =
      "org.apache.maven.plugins:maven-dependency-plugin:3.9.0:";

  /**
   * Gives the functions of a piece of code to the page, as its banner and its sign-in need them.
   */
  private static final String GIVEN = "\nObject.assign(window, { onConsent, onSignIn, onOrder });";

  @RegisterExtension final WebUi ui = new WebUi();
  @TempDir Path folder;

  private final Stack stack = Stack.started();
  private final Shop shop = stack.newShop();

  @Test
  void whatIsCopiedSendsItsEvents() throws Exception {
    try (Visitor visitor = ui.visit(shop, ENGINEER, "/sources/new")) {
      Page page = visitor.page();
      labelled(page, "Name").fill("Web shop");
      button(page, "Create source").click();
      assertThat(page.getByText("Waiting for the first event.")).isVisible();

      run("bash", write("curl.sh", code(page, "curl")));
      awaitEventsOf(1);
      node(code(page, "Node.js"));
      awaitEventsOf(2);
      java(code(page, "Java"));
      awaitEventsOf(3);
      browser(page, bundled(code(page, "Browser")) + GIVEN, 4);
      browser(page, scriptsOf(code(page, "Script tag")) + GIVEN, 5);
      browser(page, scriptsOf(code(page, "Google Tag Manager")), 6);
      assertThat(page.getByText("Waiting for the first event.")).hasCount(0);
    }
  }

  private static String code(Page page, String sdk) {
    page.getByRole(AriaRole.TAB, named(sdk).setExact(true)).click();
    return labelled(page, "Code for " + sdk).innerText();
  }

  private void node(String code) throws IOException {
    NodeProject project = NodeProject.sdkClients();
    // Packages are looked for beside the program.
    Path program = Files.createTempFile(project.folder(), "snippet", ".mjs");
    try {
      Files.writeString(program, code);
      NodeProject.Ended ended = project.run(BOUND, program.getFileName().toString());
      assertThat(ended.exitCode()).as(ended.output()).isZero();
    } finally {
      Files.delete(program);
    }
  }

  /** By the launcher that compiles one file, with the packages that these tests have too. */
  private void java(String code) throws Exception {
    run(
        JAVA,
        "--class-path",
        System.getProperty("java.class.path"),
        write("FirstEvent.java", code));
  }

  @Test
  void theCodeForPythonSendsItsEvents() throws Exception {
    assumeTrue(
        succeeds(
            "python3",
            "-m",
            "pip",
            "install",
            "--quiet",
            "--target",
            folder.toString(),
            "segment-analytics-python==2.3.4"),
        "pip installs the SDK for Python");
    // Packages are looked for beside the program.
    sends("Python", code -> run("python3", write("snippet.py", code)));
  }

  @Test
  void theCodeForPhpSendsItsEvents() throws Exception {
    assumeTrue(
        succeeds("php", "-r", "exit(extension_loaded('curl') ? 0 : 1);"), "PHP has its curl");
    sends("PHP", code -> run("php", write("snippet.php", code)));
  }

  @Test
  void theCodeForGoSendsItsEvents() throws Exception {
    assumeTrue(
        succeeds("go", "mod", "init", "snippet")
            && succeeds("go", "get", "github.com/segmentio/analytics-go/v3@v3.3.0"),
        "Go gets the SDK for Go");
    sends("Go", code -> run("go", "run", write("snippet.go", code)));
  }

  /** The function that the code calls is one for all platforms: see {@code Android.kt}. */
  @Test
  void theCodeForAndroidSendsItsEvents() throws Exception {
    assumeTrue(
        succeeds(
            MVNW,
            "--batch-mode",
            DEPENDENCIES + "get",
            "-Dartifact=org.jetbrains.kotlin:kotlin-compiler-embeddable:" + KOTLIN),
        "Maven gets the compiler for Kotlin");
    sends(
        "Android",
        code -> {
          String libraries = libraries(code);
          run(
              JAVA,
              "--class-path",
              libraries,
              "org.jetbrains.kotlin.cli.jvm.K2JVMCompiler",
              "-no-stdlib",
              "-no-reflect",
              "-class-path",
              libraries,
              "-d",
              folder.resolve("classes").toString(),
              write("Snippet.kt", program(code)),
              ANDROID.resolve("Android.kt").toString());
          Process app =
              start(
                  JAVA,
                  "--class-path",
                  folder.resolve("classes") + File.pathSeparator + libraries,
                  "SnippetKt");
          try {
            awaitEventsOf(1);
          } finally {
            app.destroyForcibly();
          }
        });
  }

  /** The compiler, and the SDK with the version that the code names. */
  private String libraries(String code) throws IOException, InterruptedException {
    Matcher sdk = ANDROID_SDK.matcher(code);
    assertThat(sdk.find()).isTrue();
    Path libraries = folder.resolve("libraries");
    // An app gets this one, and the test the next one, which are published together.
    run(
        MVNW,
        "--batch-mode",
        DEPENDENCIES + "get",
        "-Dtransitive=false",
        "-Dartifact=" + sdk.group() + ":aar");
    run(
        MVNW,
        "--batch-mode",
        "--file",
        ANDROID + "/pom.xml",
        DEPENDENCIES + "copy-dependencies",
        "-Dsdk=" + sdk.group(1),
        "-Dkotlin=" + KOTLIN,
        "-DoutputDirectory=" + libraries);
    try (Stream<Path> all = Files.list(libraries)) {
      return all.map(Path::toString).collect(joining(File.pathSeparator));
    }
  }

  /** The code as the body of a program, after its imports. */
  private static String program(String code) {
    Map<Boolean, String> lines =
        code.lines().collect(partitioningBy(line -> line.startsWith("import "), joining("\n")));
    return "%s%n%nfun main() {%n  val applicationContext = Any()%n%s%n}%n"
        .formatted(lines.get(true), lines.get(false));
  }

  /** What runs the code of a page. */
  private interface Program {
    void run(String code) throws Exception;
  }

  /** Runs the code that a new source offers for an SDK, and waits for its events. */
  private void sends(String sdk, Program program) throws Exception {
    try (Visitor visitor = ui.visit(shop, ENGINEER, "/sources/new")) {
      Page page = visitor.page();
      labelled(page, "Name").fill("Backend");
      button(page, "Create source").click();
      assertThat(page.getByText("Waiting for the first event.")).isVisible();
      program.run(code(page, sdk));
      awaitEventsOf(1);
    }
  }

  /** Whether a command that prepares a test is there and ends well. */
  private boolean succeeds(String... command) throws InterruptedException {
    try {
      return new ProcessBuilder(command)
              .directory(folder.toFile())
              .redirectErrorStream(true)
              .redirectOutput(folder.resolve("prepared").toFile())
              .start()
              .waitFor()
          == 0;
    } catch (IOException e) {
      return false;
    }
  }

  /** A bundler would put the package in place of the import; here its one-file build is used. */
  private static String bundled(String code) {
    String packaged = "import { AnalyticsBrowser } from '@segment/analytics-next';";
    assertThat(code).contains(packaged);
    return code.replace(packaged, "const { AnalyticsBrowser } = AnalyticsNext;");
  }

  /**
   * The scripts of a piece of HTML. The SDK comes from this machine, not from its public address.
   * Its file has the hash that the HTML names.
   */
  private static String scriptsOf(String html) throws Exception {
    String library =
        "https://cdn.jsdelivr.net/npm/@segment/analytics-next@1.84.3/dist/umd/index.js";
    String file = "node_modules/@segment/analytics-next/dist/umd/index.js";
    byte[] content = Files.readAllBytes(NodeProject.sdkClients().folder().resolve(file));
    byte[] hash = MessageDigest.getInstance("SHA-384").digest(content);
    assertThat(html).contains(library, "sha384-" + Base64.getEncoder().encodeToString(hash));
    return html.replace(library, "/" + file)
        .replaceAll("(?s)<!--.*?-->", "")
        .replaceAll("<script[^>]*></script>", "")
        .replaceAll("</?script>", "");
  }

  /** Runs code in a page that has the SDK, and waits until all its events have arrived. */
  private void browser(Page page, String code, int snippets) throws IOException {
    HttpServer server =
        SimpleFileServer.createFileServer(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
            NodeProject.sdkClients().folder().toAbsolutePath().normalize(),
            OutputLevel.NONE);
    server.start();
    try (Page site = page.context().browser().newPage()) {
      site.navigate("http://localhost:" + server.getAddress().getPort() + "/browser.html");
      site.addScriptTag(new Page.AddScriptTagOptions().setContent("(() => {" + code + "})()"));
      site.waitForFunction("() => window.onOrder");
      site.evaluate(
          """
          () => {
            onConsent(true);
            onSignIn('user-1', 'mila@example.com', true);
            onOrder('order-1', 129, true);
          }
          """);
      // A page that is closed sends nothing any more.
      awaitEventsOf(snippets);
    } finally {
      server.stop(0);
    }
  }

  private String write(String name, String code) throws IOException {
    return Files.writeString(folder.resolve(name), code).toString();
  }

  private void run(String... command) throws IOException, InterruptedException {
    Process process = start(command);
    boolean ended = process.waitFor(BOUND.toMillis(), TimeUnit.MILLISECONDS);
    process.destroyForcibly();
    assertThat(ended).as("It ended within %s", BOUND).isTrue();
    assertThat(process.exitValue()).as(Files.readString(folder.resolve(OUTPUT))).isZero();
  }

  private Process start(String... command) throws IOException {
    return new ProcessBuilder(List.of(command))
        .directory(folder.toFile())
        .redirectErrorStream(true)
        .redirectOutput(folder.resolve(OUTPUT).toFile())
        .start();
  }

  /** Each snippet identifies a person, saves an answer about consent and sends an order. */
  private void awaitEventsOf(int snippets) {
    var events = new AcceptedEvents(shop, stack);
    await()
        .atMost(BOUND)
        .untilAsserted(() -> {
          assertThat(events.list("type=identify&outcome=applied")).hasSize(snippets);
          assertThat(events.list("type=track&outcome=applied")).hasSize(2 * snippets);
        });
    assertThat(events.export("as=processed&type=track&outcome=applied"))
        .extracting(event ->
            event
                .path("processed")
                .path("context")
                .path("consent")
                .path("categoryPreferences")
                .path("marketing"))
        .allMatch(JsonNode::isBoolean);
  }
}
