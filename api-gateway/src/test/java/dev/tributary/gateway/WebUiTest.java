package dev.tributary.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.testkit.services.Answer;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

/** Against what the build of the web UI has left; what its pages show is tested with them. */
@QuarkusTest
@QuarkusTestResource(GatewayEnvironment.class)
class WebUiTest {
  private static final String BROWSERS_ACCEPT = "text/html,application/xhtml+xml,*/*;q=0.8";
  private static final Pattern NONCE_IN_PAGE =
      Pattern.compile("\"csp-nonce\" content=\"([^\"]+)\"");
  private static final Pattern NONCE_IN_POLICY = Pattern.compile("'nonce-([^']+)'");
  private static final Pattern ASSET = Pattern.compile("\"(/assets/[^\"]+)\"");

  private final Api nobody = Api.ofBrowsers();

  @Test
  void everyAnswerHasItsOwnNonceInPageAndPolicy() {
    Answer first = page("/");
    Answer second = page("/");

    assertThat(nonceInPage(first)).hasSizeGreaterThanOrEqualTo(22).isEqualTo(nonceInPolicy(first));
    assertThat(nonceInPage(second)).isEqualTo(nonceInPolicy(second));
    assertThat(nonceInPage(second)).isNotEqualTo(nonceInPage(first));
    assertThat(text(first)).doesNotContain("__CSP_NONCE__");
    assertThat(first.header("Cache-Control")).isEqualTo("no-store");
  }

  @Test
  void thePolicyAllowsNothingInlineAndNothingFromElsewhere() {
    String policy = page("/").header("Content-Security-Policy");

    assertThat(policy)
        .contains(
            "default-src 'self'", "script-src 'self';", "object-src 'none'", "base-uri 'none'")
        .contains("frame-ancestors 'none'", "form-action 'self'")
        .doesNotContain("unsafe", "*", "http:", "https:");
    assertThat(page("/").response().headers().allValues("Content-Security-Policy")).hasSize(1);
    assertThat(page("/").header("X-Content-Type-Options")).isEqualTo("nosniff");
    assertThat(page("/").header("X-Frame-Options")).isEqualTo("DENY");
  }

  @Test
  void everyAddressOfThePagesAnswersThePage() {
    for (String path :
        List.of(
            "/signed-in",
            "/w",
            "/w/northwind",
            "/w/northwind/audiences/abc?tab=members",
            "/w/a/b.c/assets/d")) {
      assertThat(nonceInPage(page(path))).describedAs(path).isNotEmpty();
    }
  }

  @Test
  void thePageIsForThoseWhoTakeHtml() {
    for (String accepted : List.of("text/html", "text/*", "*/*", "application/json, */*;q=0.1")) {
      assertThat(nobody.get("/w/a", "Accept", accepted).status())
          .describedAs(accepted)
          .isEqualTo(200);
    }
    assertThat(nobody.get("/w/a").status()).describedAs("no Accept header").isEqualTo(200);
    for (String accepted : List.of("application/json", "text/html;q=0", "image/*, text/css")) {
      notFound(nobody.get("/w/a", "Accept", accepted));
    }
  }

  @Test
  void whatThePageLoadsIsKeptForEver() {
    List<String> assets = assets();
    assertThat(assets).anyMatch(asset -> asset.endsWith(".js"));
    for (String asset : assets) {
      Answer answer = nobody.get(asset);
      assertThat(answer.status()).describedAs(asset).isEqualTo(200);
      assertThat(answer.response().body()).describedAs(asset).isNotEmpty();
      assertThat(answer.header("Cache-Control")).isEqualTo("public, max-age=31536000, immutable");
      assertThat(answer.header("Content-Type"))
          .isEqualTo(
              asset.endsWith(".css")
                  ? "text/css; charset=utf-8"
                  : "text/javascript; charset=utf-8");
    }
  }

  @Test
  void assetsAreCompressedForThoseWhoTakeIt() throws IOException {
    String asset = assets().getFirst();
    byte[] plain = nobody.get(asset).response().body();

    for (String accepted : List.of("gzip", "br, GZIP;q=0.5")) {
      Answer compressed = nobody.get(asset, "Accept-Encoding", accepted);
      assertThat(compressed.header("Content-Encoding")).isEqualTo("gzip");
      assertThat(compressed.response().body()).hasSizeLessThan(plain.length);
      assertThat(unzipped(compressed)).isEqualTo(plain);
    }
    for (String accepted : List.of("identity", "gzip;q=0", "br")) {
      Answer uncompressed = nobody.get(asset, "Accept-Encoding", accepted);
      assertThat(uncompressed.header("Content-Encoding")).describedAs(accepted).isEmpty();
      assertThat(uncompressed.response().body()).isEqualTo(plain);
    }
    assertThat(nobody.get(asset).header("Vary")).isEqualToIgnoringCase("accept-encoding");
  }

  @Test
  void aMissingAssetIsAProblemAndNeverThePage() {
    for (String missing :
        List.of(
            "/assets/none.js", "/assets", "/assets/", "/assets/index.html", "/assets/files.list")) {
      notFound(nobody.get(missing, "Accept", BROWSERS_ACCEPT));
    }
  }

  @Test
  void theIconIsServed() {
    Answer icon = nobody.get("/favicon.svg");
    assertThat(icon.status()).isEqualTo(200);
    assertThat(icon.header("Content-Type")).isEqualTo("image/svg+xml");
    assertThat(icon.header("Cache-Control")).doesNotContain("immutable", "no-store");
  }

  @Test
  void theDocumentationIsServedWithItsStyleAndNotKeptForEver() {
    Answer page = nobody.get("/assets/docs/send-events.html");
    assertThat(page.status()).isEqualTo(200);
    assertThat(page.header("Content-Type")).isEqualTo("text/html; charset=utf-8");
    assertThat(page.header("Cache-Control")).doesNotContain("immutable");
    assertThat(page.header("Content-Security-Policy"))
        .contains("default-src 'none'", "style-src 'self'");
    assertThat(nobody.get("/assets/docs/docs.css").header("Content-Type"))
        .isEqualTo("text/css; charset=utf-8");
    assertThat(nobody.get("/assets/docs/reference/consent.html").status()).isEqualTo(200);
  }

  @Test
  void headIsToldWhatGetWouldBring() {
    for (String path : List.of("/", assets().getFirst(), "/favicon.svg")) {
      Answer get = nobody.get(path);
      Answer head = nobody.send("HEAD", path, BodyPublishers.noBody());
      assertThat(head.status()).describedAs(path).isEqualTo(200);
      assertThat(head.response().body()).isEmpty();
      assertThat(head.header("Content-Length"))
          .isEqualTo(Integer.toString(get.response().body().length));
      for (String name : List.of("Content-Type", "Cache-Control", "Vary")) {
        assertThat(head.header(name)).describedAs(name).isEqualTo(get.header(name));
      }
    }
  }

  @Test
  void pagesAndFilesAreOnlyRead() {
    for (String path : List.of("/", "/w/a", "/assets/none.js", "/favicon.svg")) {
      for (String method : List.of("POST", "PUT", "DELETE", "PATCH")) {
        Answer refused = nobody.send(method, path, BodyPublishers.ofString("{}"));
        assertThat(refused.status()).describedAs(method + " " + path).isEqualTo(405);
        assertThat(refused.code()).isEqualTo("method-not-allowed");
        assertThat(refused.header("Allow")).isEqualTo("GET, HEAD");
      }
    }
  }

  @Test
  void everyOtherAddressStaysWhatItIs() {
    for (String path :
        List.of(
            "/internal/pipeline",
            "/q/health/live",
            "/auth/none",
            "/none",
            "/wx",
            "/index.html",
            "/webui/index.html",
            "/files.list")) {
      notFound(nobody.get(path, "Accept", BROWSERS_ACCEPT));
    }
    Answer me = nobody.get("/api/v1/me", "Accept", BROWSERS_ACCEPT);
    assertThat(me.status()).isEqualTo(401);
    assertThat(me.code()).isEqualTo("unauthenticated");
    assertThat(me.header("Content-Security-Policy")).startsWith("default-src 'none'");
    assertThat(nobody.get("/auth/login", "Accept", BROWSERS_ACCEPT).status()).isEqualTo(302);
  }

  private Answer page(String path) {
    Answer page = nobody.get(path, "Accept", BROWSERS_ACCEPT);
    assertThat(page.status()).describedAs(path).isEqualTo(200);
    assertThat(page.header("Content-Type")).isEqualTo("text/html; charset=utf-8");
    return page;
  }

  private List<String> assets() {
    return ASSET.matcher(text(page("/"))).results().map(found -> found.group(1)).toList();
  }

  private static void notFound(Answer answer) {
    assertThat(answer.status()).describedAs(answer.response().uri().toString()).isEqualTo(404);
    assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
    assertThat(answer.code()).isEqualTo("not-found");
  }

  private static String nonceInPage(Answer answer) {
    return found(NONCE_IN_PAGE, text(answer));
  }

  private static String nonceInPolicy(Answer answer) {
    return found(NONCE_IN_POLICY, answer.header("Content-Security-Policy"));
  }

  private static String found(Pattern pattern, String text) {
    Matcher matcher = pattern.matcher(text);
    assertThat(matcher.find()).describedAs("%s in %s", pattern, text).isTrue();
    return matcher.group(1);
  }

  private static String text(Answer answer) {
    return new String(answer.response().body(), StandardCharsets.UTF_8);
  }

  private static byte[] unzipped(Answer answer) throws IOException {
    try (GZIPInputStream in =
        new GZIPInputStream(new ByteArrayInputStream(answer.response().body()))) {
      return in.readAllBytes();
    }
  }
}
