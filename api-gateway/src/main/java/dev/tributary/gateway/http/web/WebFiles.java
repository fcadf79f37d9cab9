package dev.tributary.gateway.http.web;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The built web UI, read from the class path once and kept in memory: a few megabytes. The files
 * are listed by name in {@code webui/files.list}, because a packaged service's class path cannot be
 * searched.
 */
public final class WebFiles {
  private static final String FOLDER = "webui/";
  private static final String LIST = "files.list";
  private static final String PAGE = "index.html";

  private final Map<String, WebFile> files = new HashMap<>();
  private @Nullable WebPage page;

  private WebFiles() {}

  /**
   * The files of the build; none, if the gateway was built without the web UI.
   *
   * @throws IllegalStateException if a listed file is missing, or not one that can be served
   */
  public static WebFiles of(ClassLoader resources) {
    WebFiles found = new WebFiles();
    byte[] list = read(resources, LIST);
    if (list != null) {
      new String(list, StandardCharsets.UTF_8).lines().forEach(name -> found.add(resources, name));
    }
    return found;
  }

  /**
   * @param name as in the address, without the slash at its beginning
   */
  Optional<WebFile> file(String name) {
    return Optional.ofNullable(files.get(name));
  }

  /** Empty if the gateway was built without the web UI. */
  Optional<WebPage> page() {
    return Optional.ofNullable(page);
  }

  private void add(ClassLoader resources, String name) {
    byte[] content = read(resources, name);
    if (content == null) {
      throw new IllegalStateException("The web UI's file " + name + " is listed but missing");
    }
    if (name.equals(PAGE)) {
      page = WebPage.of(new String(content, StandardCharsets.UTF_8));
    } else {
      files.put(name, WebFile.of(name, content));
    }
  }

  private static byte @Nullable [] read(ClassLoader resources, String name) {
    try (InputStream in = resources.getResourceAsStream(FOLDER + name)) {
      return in == null ? null : in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
