package dev.tributary.local.infra;

import dev.tributary.local.files.Archive;
import dev.tributary.local.files.Directories;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;

/**
 * Keycloak's tree of files. {@code kc.sh build} takes half a minute, so its result is cached for
 * all source trees of a user; an installation's home links to it and contains only its own data.
 */
final class KeycloakHome {

  private static final String THEMES = "themes";
  private static final String BUILD_OPTIONS = "--db=dev-file --cache=local --health-enabled=true";
  private static final Duration BUILD_BOUND = Duration.ofMinutes(5);

  private KeycloakHome() {}

  /**
   * Links the built tree into the home, which keeps its own {@code data}, and has the theme of the
   * checkout.
   */
  static Path prepare(Checkout checkout, Path home, Path log) throws IOException {
    Path built =
        checkout.sharedCache().filled(name(checkout), empty -> build(checkout, empty, log));
    Files.createDirectories(home.resolve("data/import"));
    try (Stream<Path> entries = Files.list(built)) {
      for (Path entry : entries.toList()) {
        Path link = home.resolve(entry.getFileName());
        if (!entry.endsWith("data") && !entry.endsWith(THEMES)) {
          Files.deleteIfExists(link);
          Files.createSymbolicLink(link, entry);
        }
      }
    }
    linkTheme(checkout, home.resolve(THEMES));
    return home;
  }

  private static void linkTheme(Checkout checkout, Path themes) throws IOException {
    // Earlier versions linked the whole folder to the built tree.
    if (Files.isSymbolicLink(themes)) {
      Files.delete(themes);
    }
    Files.createDirectories(themes);
    Path link = themes.resolve("tributary");
    Files.deleteIfExists(link);
    Files.createSymbolicLink(
        link, checkout.root().resolve("api-gateway/src/main/keycloak/theme").toAbsolutePath());
  }

  /** Each version and each set of options has its own tree. */
  private static String name(Checkout checkout) throws IOException {
    return "keycloak-%x-%08x"
        .formatted(Files.size(checkout.keycloakArchive()), BUILD_OPTIONS.hashCode());
  }

  private static void build(Checkout checkout, Path target, Path log) throws IOException {
    Path unpacked = target.resolve("unpacked");
    try (InputStream packed = Files.newInputStream(checkout.keycloakArchive());
        var tar = new GzipCompressorInputStream(packed)) {
      Archive.unpack(tar, unpacked);
    }
    try (Stream<Path> single = Files.list(unpacked)) {
      Path tree = single.findFirst().orElseThrow();
      try (Stream<Path> entries = Files.list(tree)) {
        for (Path entry : entries.toList()) {
          Files.move(entry, target.resolve(entry.getFileName()));
        }
      }
    }
    Directories.delete(unpacked);
    var line =
        Stream.concat(
                Stream.of(target.resolve("bin/kc.sh").toString(), "build"),
                Stream.of(BUILD_OPTIONS.split(" ")))
            .toList();
    ChildProcess.start(
            new ChildProcess.Command("keycloak build", line, log)
                .with(
                    Map.of(
                        "JAVA_HOME",
                        System.getProperty("java.home"),
                        "JAVA_OPTS_APPEND",
                        "-XX:TieredStopAtLevel=1")))
        .awaitSuccess(BUILD_BOUND);
  }

  /**
   * The command line of {@code kc.sh start}, without the script's own choice of JIT and collector.
   */
  static List<String> startLine(Path home, List<String> options) {
    return Stream.concat(
            Stream.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx192m",
                "-XX:MetaspaceSize=192m",
                "-XX:MaxMetaspaceSize=256m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Dkc.home.dir=" + home,
                "-Djboss.server.config.dir=" + home.resolve("conf"),
                "-Djava.util.logging.manager=org.jboss.logmanager.LogManager",
                "-Dpicocli.disable.closures=true",
                "-Djava.util.concurrent.ForkJoinPool.common.threadFactory="
                    + "io.quarkus.bootstrap.forkjoin.QuarkusForkJoinWorkerThreadFactory",
                "--add-opens=java.base/java.util=ALL-UNNAMED",
                "--add-opens=java.base/java.util.concurrent=ALL-UNNAMED",
                "--add-opens=java.base/java.security=ALL-UNNAMED",
                "--add-opens=java.base/java.lang=ALL-UNNAMED",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                home.resolve("lib/quarkus-run.jar").toString(),
                "io.quarkus.bootstrap.runner.QuarkusEntryPoint",
                "start",
                "--optimized"),
            options.stream())
        .toList();
  }
}
