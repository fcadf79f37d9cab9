package dev.tributary.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static dev.tributary.e2e.Roles.button;
import static dev.tributary.e2e.Roles.labelled;
import static dev.tributary.e2e.Roles.named;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.SimpleFileServer;
import com.sun.net.httpserver.SimpleFileServer.OutputLevel;
import dev.tributary.testkit.node.NodeProject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
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
      awaitOrders(1);
      node(code(page, "Node.js"));
      awaitOrders(2);
      java(code(page, "Java"));
      awaitOrders(3);
      browser(page, code(page, "Browser"));
      assertThat(new AcceptedEvents(shop, stack).list("type=identify")).hasSize(1);
      assertThat(page.getByText("Waiting for the first event.")).hasCount(0);
    }
  }

  private static String code(Page page, String sdk) {
    page.getByRole(AriaRole.TAB, named(sdk)).click();
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
        ProcessHandle.current().info().command().orElseThrow(),
        "--class-path",
        System.getProperty("java.class.path"),
        write("FirstEvent.java", code));
  }

  /**
   * A bundler would put the package in place of the import; here its one-file build stands there.
   */
  private void browser(Page page, String code) throws IOException {
    String packaged = "import { AnalyticsBrowser } from '@segment/analytics-next';";
    assertThat(code).contains(packaged);
    HttpServer server =
        SimpleFileServer.createFileServer(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
            NodeProject.sdkClients().folder().toAbsolutePath().normalize(),
            OutputLevel.NONE);
    server.start();
    try (Page site = page.context().browser().newPage()) {
      site.navigate("http://localhost:" + server.getAddress().getPort() + "/browser.html");
      site.addScriptTag(
          new Page.AddScriptTagOptions()
              .setContent(
                  "(() => {"
                      + code.replace(packaged, "const { AnalyticsBrowser } = AnalyticsNext;")
                      + "})()"));
      // A page that is closed sends nothing any more.
      awaitOrders(4);
    } finally {
      server.stop(0);
    }
  }

  private String write(String name, String code) throws IOException {
    return Files.writeString(folder.resolve(name), code).toString();
  }

  private void run(String... command) throws IOException, InterruptedException {
    Path output = folder.resolve("output");
    Process process =
        new ProcessBuilder(List.of(command))
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    boolean ended = process.waitFor(BOUND.toMillis(), TimeUnit.MILLISECONDS);
    process.destroyForcibly();
    assertThat(ended).as("It ended within %s", BOUND).isTrue();
    assertThat(process.exitValue()).as(Files.readString(output)).isZero();
  }

  private void awaitOrders(int count) {
    await()
        .atMost(BOUND)
        .untilAsserted(() ->
            assertThat(new AcceptedEvents(shop, stack).list("type=track&outcome=applied"))
                .hasSize(count));
  }
}
