package dev.tributary.gateway.http.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WebFilesTest {
  private static final String HTML = "<meta name=\"csp-nonce\" content=\"__CSP_NONCE__\">";

  @TempDir private Path classPath;
  private Path webui;

  @BeforeEach
  void create() throws IOException {
    webui = Files.createDirectories(classPath.resolve("webui/assets")).getParent();
  }

  @Test
  void theListedFilesAreReadWithTheirTypes() throws IOException {
    write("index.html", HTML);
    write("assets/a-1.js", "let a = 1;".repeat(100));
    write("assets/a-1.css", "a{}");
    write("assets/unlisted.js", "");
    list("assets/a-1.css", "assets/a-1.js", "index.html");

    WebFiles files = read();

    assertThat(files.file("assets/a-1.js").orElseThrow())
        .returns("text/javascript; charset=utf-8", WebFile::contentType)
        .returns(1_000, file -> file.plain().length())
        .satisfies(file -> assertThat(file.gzip().length()).isLessThan(100));
    assertThat(files.file("assets/a-1.css").orElseThrow())
        .returns("text/css; charset=utf-8", WebFile::contentType)
        .returns(null, WebFile::gzip);
    assertThat(files.file("assets/unlisted.js")).isEmpty();
    assertThat(files.file("index.html")).describedAs("the page without a nonce").isEmpty();
    assertThat(files.page().orElseThrow().with("abc")).contains("content=\"abc\"");
  }

  @Test
  void withoutTheWebUiThereIsNothing() throws IOException {
    WebFiles files = read();
    assertThat(files.page()).isEmpty();
    assertThat(files.file("favicon.svg")).isEmpty();
  }

  @Test
  void whatCannotBeServedIsToldByItsName() throws IOException {
    list("assets/gone.js");
    assertThatThrownBy(this::read).hasMessageContaining("assets/gone.js is listed but missing");

    write("assets/a.xyz", "");
    list("assets/a.xyz");
    assertThatThrownBy(this::read).hasMessageContainingAll("assets/a.xyz", "css", "woff2");

    write("index.html", "<html></html>");
    list("index.html");
    assertThatThrownBy(this::read).hasMessageContaining("content=\"__CSP_NONCE__\"");
  }

  private void write(String name, String content) throws IOException {
    Files.writeString(webui.resolve(name), content);
  }

  private void list(String... names) throws IOException {
    Files.write(webui.resolve("files.list"), List.of(names));
  }

  private WebFiles read() throws IOException {
    URL[] urls = {classPath.toUri().toURL()};
    try (URLClassLoader loader = new URLClassLoader(urls, null)) {
      return WebFiles.of(loader);
    }
  }
}
