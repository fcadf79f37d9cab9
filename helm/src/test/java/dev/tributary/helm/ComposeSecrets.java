package dev.tributary.helm;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What helm/compose/secrets makes when an installation starts. */
record ComposeSecrets(Path folder) {
  private static final Pattern EXPORT = Pattern.compile("export ([A-Z_]+)='([^']*)'");

  /** Made there by the script itself, unless they are there already. */
  static ComposeSecrets make(Path folder) throws IOException, InterruptedException {
    for (String mounted : new Compose().secretVolumes().values()) {
      Files.createDirectories(folder.resolve(mounted));
    }
    Process script =
        new ProcessBuilder(
                "/bin/sh",
                Repository.ROOT.resolve("helm/compose/secrets").toString(),
                folder.toString())
            .redirectErrorStream(true)
            .start();
    String output = new String(script.getInputStream().readAllBytes(), UTF_8);
    if (script.waitFor() != 0) {
      throw new AssertionError(
          "helm/compose/secrets ended with %d: %s".formatted(script.exitValue(), output));
    }
    return new ComposeSecrets(folder);
  }

  Map<String, String> service(String name) throws IOException {
    return read("services", name);
  }

  Map<String, String> owner(String service) throws IOException {
    return read("owners", service);
  }

  Map<String, String> server(String name) throws IOException {
    return read("servers", name);
  }

  /** Everything that was made, by file. */
  Map<String, String> files() throws IOException {
    Map<String, String> files = new TreeMap<>();
    try (Stream<Path> paths = Files.walk(folder)) {
      for (Path path : paths.filter(Files::isRegularFile).toList()) {
        files.put(folder.relativize(path).toString(), Files.readString(path));
      }
    }
    return files;
  }

  private Map<String, String> read(String kind, String name) throws IOException {
    String file = kind + "/" + name + "/" + name + ".env";
    Map<String, String> variables = new TreeMap<>();
    for (String line : Files.readAllLines(folder.resolve(file))) {
      Matcher export = EXPORT.matcher(line);
      if (!export.matches()) {
        throw new AssertionError(file + " has a line that is no export: " + line);
      }
      variables.put(export.group(1), export.group(2));
    }
    return variables;
  }
}
